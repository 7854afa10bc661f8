export { readTex } from "./read.js";
export { ACCENTS, BY_SIGN, FUNCTIONS, GREEK, LIMITS, SYMBOLS } from "./symbols.js";
export type { LetterStyle, SignClass, TexNode, TexProblem } from "./tree.js";
export { texWords } from "./words.js";
