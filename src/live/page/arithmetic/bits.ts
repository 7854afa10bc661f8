// The halves of a number's 64 bits, as whole numbers of 32.

const both = new DataView(new ArrayBuffer(8));

export function highOf(x: number): number {
  both.setFloat64(0, x);
  return both.getInt32(0);
}

export function lowOf(x: number): number {
  both.setFloat64(0, x);
  return both.getInt32(4);
}

export function joined(high: number, low: number): number {
  both.setInt32(0, high);
  both.setInt32(4, low);
  return both.getFloat64(0);
}

/** The same with another upper half. */
export const withHigh = (x: number, high: number): number => joined(high, lowOf(x));

/** With the lower half of its bits zero. */
export const cut = (x: number): number => joined(highOf(x), 0);
