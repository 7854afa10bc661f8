import { readFileSync } from "node:fs";
import { fontFile } from "../../../fonts.js";
import { mathFont } from "./math-font.js";
import { coveredBy, subsetFont } from "./truetype.js";

interface Face {
  family: string;
  style: "normal" | "italic";
  weight: number;
  /** Latin subset as WOFF2, and the whole font for signs beyond it. */
  latin: string;
  whole: string;
}

const SERIF = "@expo-google-fonts/source-serif-4";
const SANS = "@expo-google-fonts/inter";
const CODE = "@expo-google-fonts/source-code-pro";

const FACES: readonly Face[] = [
  face("Source Serif 4", "normal", 400, "source-serif-4", `${SERIF}/400Regular/SourceSerif4_400Regular.ttf`),
  face(
    "Source Serif 4",
    "italic",
    400,
    "source-serif-4",
    `${SERIF}/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf`,
  ),
  face("Source Serif 4", "normal", 600, "source-serif-4", `${SERIF}/600SemiBold/SourceSerif4_600SemiBold.ttf`),
  face("Inter", "normal", 400, "inter", `${SANS}/400Regular/Inter_400Regular.ttf`),
  face("Inter", "normal", 600, "inter", `${SANS}/600SemiBold/Inter_600SemiBold.ttf`),
  face("Source Code Pro", "normal", 400, "source-code-pro", `${CODE}/400Regular/SourceCodePro_400Regular.ttf`),
];

function face(family: string, style: Face["style"], weight: number, name: string, whole: string): Face {
  return { family, style, weight, latin: `@fontsource/${name}/files/${name}-latin-${weight}-${style}.woff2`, whole };
}

/** What all Latin subsets hold. Their package declares all of U+2000-206F, of which they have these few. */
const LATIN_RANGE =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN = LATIN_RANGE.split(",").map((range) => {
  const [from = "", to = from] = range.slice(2).split("-");
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
});
const files = new Map<string, Buffer>();

function readFont(name: string): Buffer {
  const known = files.get(name);
  if (known !== undefined) return known;
  const data = readFileSync(fontFile(name));
  files.set(name, data);
  return data;
}

/** What markup has in it where it shows mathematics, and where formulas of TeX. */
const [MATH, TEX] = ["<math", 'class="tex'];

/**
 * `@font-face` rules with the memo's fonts inside, or with those of some families: Latin whole, beyond it only the signs that the
 * markup `text` uses.
 */
export function embeddedFonts(text: string, families?: readonly string[]): string {
  const signs = signsBeyondLatin(text);
  const math = text.includes(MATH);
  const tex = text.includes(TEX);
  const key = JSON.stringify([signs, math, tex, families]);
  // A preview's pages mostly use the same signs as the one before.
  if (last?.key !== key) last = { key, faces: fontFaces(signs, math, tex, families) };
  return last.faces;
}

/** A short text that asks for the same fonts as some markup: the signs beyond Latin in it, and what mathematics there is. */
export function fontsAskedBy(markup: string): string {
  const signs = signsBeyondLatin(markup).map((code) => String.fromCharCode(code));
  return [...signs, ...[MATH, TEX].filter((shows) => markup.includes(shows))].join("");
}

let last: { key: string; faces: string } | undefined;

function fontFaces(signs: number[], math: boolean, tex: boolean, families?: readonly string[]): string {
  const faces = FACES.filter(({ family }) => families?.includes(family) ?? true).map((f) => {
    const about = `font-family:"${f.family}";font-style:${f.style};font-weight:${f.weight};font-display:block`;
    const latin = `@font-face{${about};src:url(data:font/woff2;base64,${readFont(f.latin).toString("base64")}) format("woff2");unicode-range:${LATIN_RANGE}}\n`;
    const covered = signs.length === 0 ? [] : coveredBy(readFont(f.whole), signs);
    if (covered.length === 0) return latin;
    const data = subsetFont(readFont(f.whole), covered).toString("base64");
    const range = covered.map((c) => `U+${c.toString(16).toUpperCase()}`).join(",");
    return `${latin}@font-face{${about};src:url(data:font/ttf;base64,${data}) format("truetype");unicode-range:${range}}\n`;
  });
  if (!math) return faces.join("");
  const ofMath = mathFont(readFont(`${SERIF}/400Regular/SourceSerif4_400Regular.ttf`), tex).toString("base64");
  return `${faces.join("")}@font-face{font-family:"Memo Math";src:url(data:font/ttf;base64,${ofMath}) format("truetype")}\n`;
}

/** Code points of the basic plane that `text` uses and the Latin subsets lack, ascending. */
function signsBeyondLatin(text: string): number[] {
  const used = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) used.add(code);
  }
  return [...used]
    .filter((c) => !LATIN.some(([from, to]) => c >= from && c <= to))
    .filter((c) => c < 0xd800 || c > 0xdfff)
    .sort((a, b) => a - b);
}
