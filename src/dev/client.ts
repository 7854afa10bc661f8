import { assetText } from "../asset.js";

/** How the page names what it shows, which the script of `src/assets/preview.js` reads, and where that hears of what is new. */
export const PAGE_NAME = "memo-preview";
/** How it names what of it is stale. */
export const STALE_NAME = "memo-stale";
export const EVENTS = "/events";
/** Where it says which page it has painted. */
export const PAINTED = "/painted";

/** Style of what the preview lays over the page. */
export const CLIENT_STYLE = `\n${assetText(new URL("../../src/assets/preview.css", import.meta.url))}`;

/** Functions of the preview's script that make one element like another. */
export const MORPH = assetText(new URL("../../src/assets/morph.js", import.meta.url));

/** The preview's script: hears of updates and puts them into the page. */
export const CLIENT = `(function () {
${MORPH}${assetText(new URL("../../src/assets/preview.js", import.meta.url))}})();
`;
