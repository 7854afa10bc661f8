export { type TypstSource, typstSource } from "./source.js";
export { writePdf } from "./write.js";
