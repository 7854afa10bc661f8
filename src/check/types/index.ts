export { checkTypes, openTypeChecker, type TypeChecker, type TypesCache } from "./checker.js";
export { keptTypes } from "./kept.js";
export type { TypedMemo } from "./memo-modules.js";
