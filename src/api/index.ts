// The door for programs: what `import … from "memo-report"` gives. The commands do the same with files, a terminal and exit codes around it.

export { type Diagnostic, formatDiagnostics, MemoError } from "../diagnostic.js";
export type { OwnFormat } from "../document/helpers.js";
export { type BlockNode, type InlineNode, type MemoTree, visitBlocks } from "../document/tree.js";
export { plainText } from "../document/words.js";
export type { OutputKind } from "../memo/write.js";
export type { Review } from "../review/types.js";
export type { StudyRequest, StudyResult } from "../sensitivity/index.js";
export { type Checked, check, compute, type Memo, type Options, type Value } from "./memo.js";
export { type Files, type Project, projectOf, readProject } from "./project.js";
export { type Reviewed, type ReviewResult, review } from "./review.js";
export { type SweepRequest, type SweepResult, sweep } from "./sweep.js";
export { type WriteOptions, type Writer, write, writeFolder } from "./write.js";
