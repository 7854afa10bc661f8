import { assetText } from "../../asset.js";

/** What a review needs beyond the memo's own style. */
export const REVIEW_STYLE = `\n${assetText(new URL("../../../src/assets/review.css", import.meta.url))}`;
