import { at } from "../cells.js";

/** Coefficients of a polynomial from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const c of coefficients) sum = sum * x + c;
  return sum;
}

// Wichura's coefficients, PPND16.
const CENTRE = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
] as const;
const SHOULDER = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
] as const;
const TAIL = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850061,
    0.1369298809227358, 0.599832206555888, 1,
  ],
] as const;

/**
 * The standard normal quantile of p in (0, 1), to about 1e-15 relative; ∓∞ at 0 and 1, NaN outside.
 *
 * M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), 477-484: this is the published rational approximation written out anew; no
 * licensed code is carried over.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE[0], r)) / polynomial(CENTRE[1], r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-Math.log(tail));
  const [coefficients, s] = r <= 5 ? [SHOULDER, r - 1.6] : [TAIL, r - 5];
  const z = polynomial(coefficients[0], s) / polynomial(coefficients[1], s);
  return q < 0 ? -z : z;
}

/**
 * The standard normal distribution function. Near the middle the series of Abramowitz and Stegun 26.2.11, in the tails the continued fraction
 * 26.2.14, which keeps the relative error small there.
 */
export function normalProbability(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const x = Math.abs(z);
  if (x < 2.5) {
    let term = z;
    let sum = z;
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = x;
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
  const tail = x > 38.6 ? 0 : density / fraction;
  return z < 0 ? tail : 1 - tail;
}

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** Natural logarithm of the gamma function for x ≥ 0.5 (C. Lanczos 1964, with P. Godfrey's coefficients for g = 7). */
function logGamma(x: number): number {
  let sum = LANCZOS[0] as number;
  for (let i = 1; i < LANCZOS.length; i++) sum += at(LANCZOS, i) / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) break;
  }
  return h;
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** The regularised incomplete beta function I_x(a, b) for a, b ≥ 0.5, with the logarithm of the beta function where it is at hand. */
export function betaProbability(x: number, a: number, b: number, constant = logBeta(a, b)): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - constant);
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * The quantile function of a beta distribution with shapes a, b ≥ 0.5: Halley's method on the incomplete beta function inside a bracket that
 * only ever shrinks, so that it ends whatever the shapes.
 */
export function betaQuantile(a: number, b: number): (p: number) => number {
  const constant = logBeta(a, b);
  return (p) => {
    if (!(p >= 0 && p <= 1)) return Number.NaN;
    if (p === 0 || p === 1) return p;
    let low = 0;
    let high = 1;
    let x = a / (a + b);
    for (let i = 0; i < 200; i++) {
      const error = betaProbability(x, a, b, constant) - p;
      if (error === 0) return x;
      if (error > 0) high = x;
      else low = x;
      const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - constant);
      const newton = error / density;
      const halley = x - newton / (1 - Math.min(1, newton * ((a - 1) / x - (b - 1) / (1 - x))) / 2);
      const next = halley > low && halley < high ? halley : (low + high) / 2;
      // The step after one this small would be below rounding.
      if (next === halley && Math.abs(next - x) <= 1e-7 * Math.min(x, 1 - x)) return next;
      if (next === low || next === high) return next;
      x = next;
    }
    return x;
  };
}
