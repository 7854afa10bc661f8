import { exp, expm1, log, log1p, log2, log10 } from "./logarithms.js";

/** Functions of one number that a page has of its own, by their names in `Math`. */
export const functions = { exp, expm1, log, log1p, log2, log10 } as const;
