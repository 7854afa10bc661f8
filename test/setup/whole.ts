/**
 * How many of a class of generated inputs are tried: a sample that is the same each time, in which every kind occurs, or with MEMO_WHOLE set,
 * as `npm run robust` sets it, all of them.
 */
export const wholeOr = (sample: number, whole: number): number => (process.env.MEMO_WHOLE ? whole : sample);
