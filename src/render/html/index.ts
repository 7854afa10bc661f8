export { type PageSection, writeSection } from "./body.js";
export type { WrittenBefore } from "./context.js";
export { type Embedded, embedTitle, writeEmbed } from "./embed.js";
export {
  joinPage,
  type PageExtras,
  type PageOptions,
  type PageParts,
  writeHtml,
  writeParts,
} from "./page.js";
