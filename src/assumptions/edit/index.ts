export { type EditResult, editAssumptions, type FieldChange, type NumberChange } from "./edit.js";
export { newVersionText } from "./new-version.js";
export type { EditRequest } from "./request.js";
export { YamlText } from "./yaml-text.js";
