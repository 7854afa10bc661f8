/** A text whose line breaks, of whatever system they are, are one sign each: `\n`. */
export const unixBreaks = (text: string): string => text.replace(BREAK, "\n");

const BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
