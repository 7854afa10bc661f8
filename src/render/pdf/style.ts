import { assetText } from "../../asset.js";

/**
 * How the PDF looks, as Typst source. Text is set in a column of some 72 characters; section numbers, figure numbers and term names
 * hang in a margin to its left (`hang`), and figures and tables take both.
 */
export const STYLE = assetText(new URL("../../../src/assets/document.typ", import.meta.url));
