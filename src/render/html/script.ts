import { assetText } from "../../asset.js";
import { patternsText } from "./highlight.js";

/**
 * The page's one script: remembers the colours chosen, marks the section being read, opens folded code that a link leads to, makes cards,
 * tables of data and coloured code when they are asked for, and puts what the keyboard stops at in order. The page says all of it without. A preview says `memo-update` when it has
 * changed the page.
 */
export const SCRIPT = [
  assetText(new URL("../../../src/assets/page.js", import.meta.url)),
  assetText(new URL("../../../src/assets/cards.js", import.meta.url)),
  assetText(new URL("../../../src/assets/figures.js", import.meta.url)),
  assetText(new URL("../../../src/assets/stops.js", import.meta.url)),
  `var memoTokens = ${patternsText()};\n`,
  assetText(new URL("../../../src/assets/code.js", import.meta.url)),
  assetText(new URL("../../../src/assets/tools.js", import.meta.url)),
].join("");
