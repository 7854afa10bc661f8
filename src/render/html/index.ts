export {
  joinPage,
  type PageExtras,
  type PageOptions,
  type PageParts,
  type PageSection,
  writeHtml,
  writeParts,
  writeSection,
} from "./page.js";
