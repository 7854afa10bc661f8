export { type TypstSource, typstSource } from "./source.js";
export { array, literal } from "./strings.js";
export { keptFloats, typesetPicture, writePdf } from "./write.js";
