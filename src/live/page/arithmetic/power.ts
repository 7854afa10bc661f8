// Powers as the engine of a build computes them, to the last bit: browsers of today have some otherwise, and a claim that 5 is enough falls where 5 is
// 4.999999999999999. After fdlibm (Sun Microsystems, 1993: "Permission to use, copy, modify, and distribute this software is freely granted, provided
// that this notice is preserved"), which Node 20's engine has.
import { cut, highOf, joined, lowOf, withHigh } from "./bits.js";

const [BP, DP_H, DP_L] = [
  [1, 1.5],
  [0, 5.849624872207642e-1],
  [0, 1.350039202129749e-8],
] as const;
const [L1, L2, L3] = [5.999999999999946e-1, 4.285714285785502e-1, 3.3333332981837743e-1];
const [L4, L5, L6] = [2.72728123808534e-1, 2.3066074577556175e-1, 2.0697501780033842e-1];
const [P1, P2, P3] = [1.6666666666666602e-1, -2.7777777777015593e-3, 6.613756321437934e-5];
const [P4, P5] = [-1.6533902205465252e-6, 4.1381367970572385e-8];
const [LG2, LG2_H, LG2_L] = [6.931471805599453e-1, 6.931471824645996e-1, -1.904654299957768e-9];
const OVERFLOW = 8.008566259537294e-17;
const [CP, CP_H, CP_L] = [9.617966939259756e-1, 9.617967009544373e-1, -7.028461650952758e-9];
const [IVLN2, IVLN2_H, IVLN2_L] = [Math.LOG2E, 1.4426950216293335, 1.9259629911266175e-8];
const TWO_53 = 9007199254740992;
const [HUGE, TINY] = [1e300, 1e-300];

/** Whether a number is no integer (0), an odd one (1) or an even one (2). */
function parity(y: number): 0 | 1 | 2 {
  if (!Number.isInteger(y)) return 0;
  return Math.abs(y) < TWO_53 && Math.abs(y) % 2 === 1 ? 1 : 2;
}

/** `x` to the power of `y`, to the bit as fdlibm has it. */
export function power(x: number, y: number): number {
  const [hx, hy] = [highOf(x), highOf(y)];
  const [lx, ly] = [lowOf(x), lowOf(y)];
  let ix = hx & 0x7fffffff;
  const iy = hy & 0x7fffffff;
  if ((iy | ly) === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const odd = hx < 0 ? parity(y) : 0;
  if (ly === 0) {
    if (iy === 0x7ff00000) {
      if (((ix - 0x3ff00000) | lx) === 0) return Number.NaN;
      if (ix >= 0x3ff00000) return hy >= 0 ? y : 0;
      return hy < 0 ? -y : 0;
    }
    if (iy === 0x3ff00000) return hy < 0 ? 1 / x : x;
    if (hy === 0x40000000) return x * x;
    if (hy === 0x3fe00000 && hx >= 0) return Math.sqrt(x);
  }
  const ax = Math.abs(x);
  if (lx === 0 && (ix === 0x7ff00000 || ix === 0 || ix === 0x3ff00000)) {
    const z = hy < 0 ? 1 / ax : ax;
    if (hx >= 0) return z;
    if (((ix - 0x3ff00000) | odd) === 0) return Number.NaN;
    return odd === 1 ? -z : z;
  }
  if (hx < 0 && odd === 0) return Number.NaN;
  const sign = hx < 0 && odd === 1 ? -1 : 1;

  let [t1, t2] = [0, 0];
  if (iy > 0x41e00000) {
    if (iy > 0x43f00000) {
      if (ix <= 0x3fefffff) return hy < 0 ? HUGE * HUGE : TINY * TINY;
      if (ix >= 0x3ff00000) return hy > 0 ? HUGE * HUGE : TINY * TINY;
    }
    if (ix < 0x3fefffff) return hy < 0 ? sign * HUGE * HUGE : sign * TINY * TINY;
    if (ix > 0x3ff00000) return hy > 0 ? sign * HUGE * HUGE : sign * TINY * TINY;
    const t = ax - 1;
    const w = t * t * (0.5 - t * (3.333333333333333e-1 - t * 0.25));
    const u = IVLN2_H * t;
    const v = t * IVLN2_L - w * IVLN2;
    t1 = cut(u + v);
    t2 = v - (t1 - u);
  } else {
    let n = 0;
    let a = ax;
    if (ix < 0x00100000) {
      a *= TWO_53;
      n -= 53;
      ix = highOf(a);
    }
    n += (ix >> 20) - 0x3ff;
    const j = ix & 0x000fffff;
    ix = j | 0x3ff00000;
    let k: 0 | 1 = 0;
    if (j > 0x3988e && j < 0xbb67a) k = 1;
    else if (j >= 0xbb67a) {
      n += 1;
      ix -= 0x00100000;
    }
    a = withHigh(a, ix);
    let u = a - BP[k];
    let v = 1 / (a + BP[k]);
    const ss = u * v;
    const sH = cut(ss);
    let tH = joined(((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18), 0);
    let tL = a - (tH - BP[k]);
    const sL = v * (u - sH * tH - sH * tL);
    let s2 = ss * ss;
    let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
    r += sL * (sH + ss);
    s2 = sH * sH;
    tH = cut(3 + s2 + r);
    tL = r - (tH - 3 - s2);
    u = sH * tH;
    v = sL * tH + tL * ss;
    const pH = cut(u + v);
    const pL = v - (pH - u);
    const zH = CP_H * pH;
    const zL = CP_L * pH + pL * CP + DP_L[k];
    t1 = cut(zH + zL + DP_H[k] + n);
    t2 = zL - (t1 - n - DP_H[k] - zH);
  }
  return raised(y, t1, t2, sign);
}

/** `sign` times 2 to the power of `y` times the sum of both. */
function raised(y: number, t1: number, t2: number, sign: number): number {
  const y1 = cut(y);
  const pL = (y - y1) * t1 + y * t2;
  let pH = y1 * t1;
  const sum = pL + pH;
  const [j, i] = [highOf(sum), lowOf(sum)];
  if (j >= 0x40900000) {
    if (((j - 0x40900000) | i) !== 0 || pL + OVERFLOW > sum - pH) return sign * HUGE * HUGE;
  } else if ((j & 0x7fffffff) >= 0x4090cc00)
    if (((j - -0x3f6f3400) | i) !== 0 || pL <= sum - pH) return sign * TINY * TINY;
  const size = j & 0x7fffffff;
  let k = (size >> 20) - 0x3ff;
  let n = 0;
  if (size > 0x3fe00000) {
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const t = joined(n & ~(0x000fffff >> k), 0);
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    pH -= t;
  }
  let t = cut(pL + pH);
  const u = t * LG2_H;
  const v = (pL - (t - pH)) * LG2 + t * LG2_L;
  let z = u + v;
  const w = v - (z - u);
  t = z * z;
  const t1_ = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  // In fdlibm `w + z * w` is taken from the quotient; V8 divides by what is left of it.
  const r = (z * t1_) / (t1_ - 2 - (w + z * w));
  z = 1 - (r - z);
  const high = highOf(z) + (n << 20);
  if (high >> 20 <= 0) return sign * scaled(z, n);
  return sign * withHigh(z, high);
}

/** `z` times 2 to the power of `n`, where that is too small for its exponent. */
const scaled = (z: number, n: number): number => withHigh(z, highOf(z) + ((n + 54) << 20)) * 5.551115123125783e-17;
