export { libraryBlocks } from "./library.js";
export { readChapter, readChapters } from "./read.js";
export * from "./types.js";
