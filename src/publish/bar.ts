import { assetText } from "../asset.js";

/**
 * The script of a published page: tells the reader which version is the latest, offers the others, and remembers the one read last. What
 * it tells stands in versions.json, so that a page keeps its bytes when a later version is published. Without it the page's own links
 * lead to the index of versions.
 */
export const BAR_SCRIPT = assetText(new URL("../../src/assets/site-bar.js", import.meta.url));

export const BAR_STYLE = `\n${assetText(new URL("../../src/assets/site-bar.css", import.meta.url))}`;
