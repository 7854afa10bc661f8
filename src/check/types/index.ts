export { checkTypes, keptFindings, openTypeChecker, type TypeChecker } from "./checker.js";
export type { TypedMemo } from "./memo-modules.js";
