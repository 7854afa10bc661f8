export { codeBehind } from "./code.js";
export { cacheFolderOf } from "./entries.js";
export { codeVersion, keyOf, openShelf, type Shelf } from "./shelf.js";
