import { assetText } from "../../../asset.js";
import type { Palette } from "./colors.js";

const SHEET = assetText(new URL("../../../../src/assets/page.css", import.meta.url));

/** Colours of the page itself; every pair of text and paper has a contrast of 4.5 or more. */
const LIGHT = `color-scheme: light;
--paper: #fdfdfb; --card: #ffffff; --tint: #f3f4f5; --ink: #1b1f24; --soft: #565e68; --line: #d8dbe0; --edge: #a9b0ba; --rule: #1b1f24;
--accent: #1b5791; --string: #2e6b3f; --mark: #e4edf7; --shadow: 0 1px 2px rgb(20 30 40 / 10%), 0 10px 32px rgb(20 30 40 / 16%);`;
const DARK = `color-scheme: dark;
--paper: #16191d; --card: #20242a; --tint: #1d2126; --ink: #e6e9ed; --soft: #a8b0ba; --line: #363c44; --edge: #68717c; --rule: #c3c9d1;
--accent: #85b6ef; --string: #8fcf9f; --mark: #233349; --shadow: 0 1px 2px rgb(0 0 0 / 50%), 0 10px 32px rgb(0 0 0 / 55%);`;

/** The page's colours and a palette's, of light paper and of dark, by the reader's choice or the system's. */
export const paperStyle = (palette: Palette): string => `
:root { ${LIGHT} ${palette.light} --c-background: var(--paper); }
@media screen {
:root[data-theme="dark"] { ${DARK} ${palette.dark} --c-background: var(--paper); }
}
@media screen and (prefers-color-scheme: dark) {
:root:not([data-theme="light"]) { ${DARK} ${palette.dark} --c-background: var(--paper); }
}
`;

/** The page's one style sheet, without its fonts. */
export function pageStyle(palette: Palette): string {
  return `${paperStyle(palette)}
${SHEET}`;
}
