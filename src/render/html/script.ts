import { assetText } from "../../asset.js";

/**
 * The page's one script: remembers the colours chosen, marks the section being read, opens folded code that a link leads to,
 * lets Escape put cards away. The page works without it. A preview says `memo-update` when it has changed the page.
 */
export const SCRIPT = assetText(new URL("../../../src/assets/page.js", import.meta.url));
