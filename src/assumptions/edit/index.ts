export { type EditRequest, type EditResult, editAssumptions, type FieldChange, type NumberChange } from "./edit.js";
export { newVersionText } from "./new-version.js";
export { YamlText } from "./yaml-text.js";
