export { type Content, contentDigest, type Files, sameContent } from "./content.js";
export { LIST, listOf, listText, readList } from "./list.js";
export { entryAt, folderToWrite, type Surroundings } from "./places.js";
export { notWritten, someOf, whyNot, whyUnreadable } from "./problems.js";
export { addFile, checkOutput, type Output, replaceFile, writeIfOther, writeOutput } from "./replace-file.js";
export { fillFolder, replaceFolder, restoreFolder } from "./replace-folder.js";
export { updateFolder } from "./update-folder.js";
