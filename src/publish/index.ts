export {
  CARD,
  embedPath,
  INDEX,
  KEY_NUMBERS,
  PAGE,
  PDF,
  previewPath,
  RESULTS,
  scenarioPath,
  versionPath,
} from "./addresses.js";
export { embedFiles } from "./embeds.js";
export { keyNumbers } from "./key-numbers.js";
export { tellLost } from "./lost-addresses.js";
export { type AddressList, indexOf, memoIndex } from "./memo-index.js";
export { type PagePlace, redirectPage, sitePage } from "./page.js";
export { before, isName, latestOf, type PublishedVersion, type SiteRecord } from "./record.js";
export {
  Overtaken,
  type Publication,
  preview,
  publication,
  publishedFrom,
  readRecord,
  refreshed,
  refuseOther,
  type SiteOptions,
} from "./site.js";
