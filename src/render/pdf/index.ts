export { type TypstSource, typstSource } from "./source.js";
export { array, literal } from "./strings.js";
export { startThread, TypesettingThread } from "./typesetting/thread.js";
export { typesetPicture } from "./typesetting/typeset.js";
export { type BegunPdf, beginPdf, keptFloats, writePdf } from "./write.js";
