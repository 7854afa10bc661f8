// Exponentials and logarithms as the engine of a build computes them, to the last bit; see power.ts. After fdlibm (Sun Microsystems, 1993: "Permission to
// use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved"), which Node 20's engine has.
import { cut, highOf, lowOf, withHigh } from "./bits.js";

const [LN2_HI, LN2_LO] = [6.931471803691238e-1, 1.9082149292705877e-10];
const [P1, P2, P3] = [1.6666666666666602e-1, -2.7777777777015593e-3, 6.613756321437934e-5];
const [P4, P5] = [-1.6533902205465252e-6, 4.1381367970572385e-8];
const [G1, G2, G3, G4] = [6.666666666666735e-1, 3.999999999940942e-1, 2.857142874366239e-1, 2.2222198432149784e-1];
const [G5, G6, G7] = [1.818357216161805e-1, 1.5313837699209373e-1, 1.4798198605116586e-1];
const [Q1, Q2, Q3] = [-3.333333333333313e-2, 1.5873015872548146e-3, -7.93650757867488e-5];
const [Q4, Q5] = [4.008217827329362e-6, -2.0109921818362437e-7];
const TWO_54 = 18014398509481984;

/** Sums of series that logarithms share: of `s * s`. */
function series(z: number): number {
  const w = z * z;
  const t1 = w * (G2 + w * (G4 + w * G6));
  const t2 = z * (G1 + w * (G3 + w * (G5 + w * G7)));
  return t2 + t1;
}

export function exp(x: number): number {
  const hx = highOf(x) & 0x7fffffff;
  const negative = highOf(x) < 0;
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  let [hi, lo, k, y] = [0, 0, 0, x];
  if (hx > 0x3fd62e42) {
    if (hx < 0x3ff0a2b2) {
      if (x === 1) return Math.E;
      hi = negative ? x + LN2_HI : x - LN2_HI;
      lo = negative ? -LN2_LO : LN2_LO;
      k = negative ? -1 : 1;
    } else {
      k = Math.trunc(Math.LOG2E * x + (negative ? -0.5 : 0.5));
      hi = x - k * LN2_HI;
      lo = k * LN2_LO;
    }
    y = hi - lo;
  } else if (hx < 0x3e300000) return 1 + x;
  const t = y * y;
  const two = k >= -1021 ? withHigh(1, 0x3ff00000 + (k << 20)) : withHigh(1, 0x3ff00000 + ((k + 1000) << 20));
  const c = y - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((y * c) / (c - 2) - y);
  const e = 1 - (lo - (y * c) / (2 - c) - hi);
  if (k === 1024) return e * 2 * 8.98846567431158e307;
  return k >= -1021 ? e * two : e * two * 9.332636185032189e-302;
}

export function log(given: number): number {
  let x = given;
  let hx = highOf(x);
  let k = 0;
  if (hx < 0x00100000) {
    if (((hx & 0x7fffffff) | lowOf(x)) === 0) return Number.NEGATIVE_INFINITY;
    if (hx < 0) return Number.NaN;
    k -= 54;
    x *= TWO_54;
    hx = highOf(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  k += (hx >> 20) - 1023;
  hx &= 0x000fffff;
  let i = (hx + 0x95f64) & 0x100000;
  x = withHigh(x, hx | (i ^ 0x3ff00000));
  k += i >> 20;
  const f = x - 1;
  if ((0x000fffff & (2 + hx)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HI + k * LN2_LO;
    const R = f * f * (0.5 - 3.333333333333333e-1 * f);
    return k === 0 ? f - R : k * LN2_HI - (R - k * LN2_LO - f);
  }
  const s = f / (2 + f);
  i = hx - 0x6147a;
  const j = 0x6b851 - hx;
  const R = series(s * s);
  if ((i | j) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + R)) : k * LN2_HI - (half - (s * (half + R) + k * LN2_LO) - f);
  }
  return k === 0 ? f - s * (f - R) : k * LN2_HI - (s * (f - R) - k * LN2_LO - f);
}

export function log1p(x: number): number {
  const hx = highOf(x);
  const ax = hx & 0x7fffffff;
  let [k, f, hu, c, u] = [1, 0, 1, 0, 0];
  if (hx < 0x3fda827a) {
    if (ax >= 0x3ff00000) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
    if (ax < 0x3e200000) return ax < 0x3c900000 ? x : x - x * x * 0.5;
    if (hx > 0 || hx <= (0xbfd2bec4 | 0)) {
      k = 0;
      f = x;
      hu = 1;
    }
  }
  if (hx >= 0x7ff00000) return x + x;
  if (k !== 0) {
    if (hx < 0x43400000) {
      u = 1 + x;
      hu = highOf(u);
      k = (hu >> 20) - 1023;
      c = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else {
      u = x;
      hu = highOf(u);
      k = (hu >> 20) - 1023;
      c = 0;
    }
    hu &= 0x000fffff;
    if (hu < 0x6a09e) u = withHigh(u, hu | 0x3ff00000);
    else {
      k += 1;
      u = withHigh(u, hu | 0x3fe00000);
      hu = (0x00100000 - hu) >> 2;
    }
    f = u - 1;
  }
  const half = 0.5 * f * f;
  if (hu === 0) {
    if (f === 0) return k === 0 ? 0 : k * LN2_HI + (c + k * LN2_LO);
    const R = half * (1 - 6.666666666666666e-1 * f);
    return k === 0 ? f - R : k * LN2_HI - (R - (k * LN2_LO + c) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const R = z * (G1 + z * (G2 + z * (G3 + z * (G4 + z * (G5 + z * (G6 + z * G7))))));
  return k === 0 ? f - (half - s * (half + R)) : k * LN2_HI - (half - (s * (half + R) + (k * LN2_LO + c)) - f);
}

export function expm1(given: number): number {
  let x = given;
  const hx = highOf(x) & 0x7fffffff;
  const negative = highOf(x) < 0;
  if (hx >= 0x4043687a) {
    if (Number.isNaN(x)) return x;
    if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
    if (negative) return -1;
  }
  let [k, c, hi, lo] = [0, 0, 0, 0];
  if (hx > 0x3fd62e42) {
    if (hx < 0x3ff0a2b2) {
      hi = negative ? x + LN2_HI : x - LN2_HI;
      lo = negative ? -LN2_LO : LN2_LO;
      k = negative ? -1 : 1;
    } else {
      k = Math.trunc(Math.LOG2E * x + (negative ? -0.5 : 0.5));
      hi = x - k * LN2_HI;
      lo = k * LN2_LO;
    }
    x = hi - lo;
    c = hi - x - lo;
  } else if (hx < 0x3c900000) return x;
  const halfX = 0.5 * x;
  const hxs = x * halfX;
  const r1 = 1 + hxs * (Q1 + hxs * (Q2 + hxs * (Q3 + hxs * (Q4 + hxs * Q5))));
  const t = 3 - r1 * halfX;
  let e = hxs * ((r1 - t) / (6 - x * t));
  if (k === 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  if (k === -1) return 0.5 * (x - e) - 0.5;
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  const two = withHigh(1, 0x3ff00000 + (k << 20));
  if (k <= -2 || k > 56) {
    const y = 1 - (e - x);
    return (k === 1024 ? y * 2 * 8.98846567431158e307 : y * two) - 1;
  }
  if (k < 20) return (withHigh(1, 0x3ff00000 - (0x200000 >> k)) - (e - x)) * two;
  return (x - (e + withHigh(1, (0x3ff - k) << 20)) + 1) * two;
}

export function log2(given: number): number {
  let x = given;
  let hx = highOf(x);
  let k = 0;
  if (hx < 0x00100000) {
    if (((hx & 0x7fffffff) | lowOf(x)) === 0) return Number.NEGATIVE_INFINITY;
    if (hx < 0) return Number.NaN;
    k -= 54;
    x *= TWO_54;
    hx = highOf(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  if (x === 1) return 0;
  k += (hx >> 20) - 1023;
  hx &= 0x000fffff;
  const i = (hx + 0x95f64) & 0x100000;
  x = withHigh(x, hx | (i ^ 0x3ff00000));
  k += i >> 20;
  const f = x - 1;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const r = s * (half + series(s * s));
  const hi = cut(f - half);
  const lo = f - hi - half + r;
  const high = hi * 1.4426950407214463;
  const low = (lo + hi) * 1.6751713164886512e-10 + lo * 1.4426950407214463;
  const w = k + high;
  return low + (k - w + high) + w;
}

export function log10(given: number): number {
  let x = given;
  let hx = highOf(x);
  let k = 0;
  if (hx < 0x00100000) {
    if (((hx & 0x7fffffff) | lowOf(x)) === 0) return Number.NEGATIVE_INFINITY;
    if (hx < 0) return Number.NaN;
    k -= 54;
    x *= TWO_54;
    hx = highOf(x);
  }
  if (hx >= 0x7ff00000) return x + x;
  if (x === 1) return 0;
  k += (hx >> 20) - 1023;
  const i = k < 0 ? 1 : 0;
  x = withHigh(x, (hx & 0x000fffff) | ((0x3ff - i) << 20));
  const y = k + i;
  const z = y * 3.694239077158931e-13 + 4.342944819032518e-1 * log(x);
  return z + y * 3.0102999566361177e-1;
}
