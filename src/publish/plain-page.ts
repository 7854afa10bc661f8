import { palette as house } from "../figures/theme.js";
import { embeddedFonts } from "../render/html/fonts/fonts.js";
import { scriptlessPage } from "../render/html/scriptless.js";
import { paletteVariables } from "../render/html/styles/colors.js";
import { pageStyle } from "../render/html/styles/style.js";

/**
 * A page beside a memo's own, in its look and its fonts: lists of versions and of combinations.
 *
 * @param main what stands in its `<main>`
 * @param style what it has besides the look of pages
 */
export function plainPage(title: string, main: string, style: string, language?: string): string {
  return scriptlessPage({
    language,
    title,
    style: `${embeddedFonts(main)}${pageStyle(paletteVariables(house))}${style}`,
    hasFonts: true,
    body: `<main>\n${main}\n</main>`,
  });
}
