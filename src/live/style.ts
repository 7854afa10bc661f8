import { assetText } from "../asset.js";

/** How what a live page adds looks. */
export const LIVE_STYLE = assetText(new URL("../../src/assets/live.css", import.meta.url));
