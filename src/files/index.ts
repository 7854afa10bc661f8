export { isAsLeft, type Left, whatIsLeft } from "./as-left.js";
export { type Content, contentDigest, type Files, hasDigest, sameContent } from "./content.js";
export { inputsOf, LIST, LOCAL_LIST, listOf, listText, readList } from "./list.js";
export { entryAt, folderToWrite, repositoryOf, type Surroundings } from "./places.js";
export type { Replacement } from "./plan.js";
export { notWritten, someOf, whyNot, whyUnreadable } from "./problems.js";
export { addFile, checkOutput, type Output, replaceFile, writeIfOther, writeOutput } from "./replace-file.js";
export { fillFolder, replaceFolder, restoreFolder, reviseFolder } from "./replace-folder.js";
export { updateFolder } from "./update-folder.js";
