import { nearest } from "../diagnostic.js";
import { BlockError } from "../notebook/library/reasons.js";
import { cssColors } from "./css-colors.js";
import { inks, palette, paletteColor, seriesColors } from "./theme.js";

/** What a colour of a chart came to. */
export interface ResolvedColor {
  value: string;
  /** None of the palette's: it stays the same in dark mode. */
  isForeign?: true;
}

const named = new Map<string, string>([
  ...palette.map(({ name, light }) => [name, light] as const),
  ["grey", seriesColors.find(({ name }) => name === "gray")?.light ?? inks.muted.light],
  ["white", inks.background.light],
  ["black", inks.text.light],
]);

const KEYWORDS = new Set(["none", "transparent", "inherit", "context-stroke", "context-fill"]);

/**
 * One colour as lower-case hex. Names of the palette mean its colours, white the background and black the text. Other colours are kept.
 * @throws Error for colour functions that not every reader of SVG knows.
 */
export function resolveColor(value: string, currentColor: string): ResolvedColor {
  const text = value.trim().toLowerCase();
  if (text === "currentcolor") return { value: currentColor };
  if (KEYWORDS.has(text) || text.startsWith("url(")) return { value: value.trim() };
  if (text.startsWith("var(--plot-background")) return { value: inks.background.light };
  const byName = named.get(text);
  if (byName !== undefined) return { value: byName };
  const hex = toHex(text);
  if (hex === undefined && /[(]/.test(text))
    throw new Error(`the colour \`${value}\` isn't readable everywhere; use one of Plot.palette or a hex value`);
  const result = hex ?? text;
  if (hex === undefined && !/^#([0-9a-f]{4}|[0-9a-f]{8})$/.test(text) && !cssColors.has(text)) {
    const near = nearest(text, [...palette.map(({ name }) => name), ...cssColors]);
    throw new BlockError(`\`${value}\` is no colour`, {
      expected: 'one of Plot.palette, a name of CSS or a hex value: "#1b5e9e"',
      hint: near === undefined ? undefined : `did you mean \`${near}\`?`,
    });
  }
  if (paletteColor(result)) return { value: result };
  return { value: result, isForeign: true };
}

function toHex(text: string): string | undefined {
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short)
    return `#${short
      .slice(1)
      .map((c) => c + c)
      .join("")}`;
  const rgb = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(text);
  if (rgb)
    return `#${rgb
      .slice(1)
      .map((c) => Math.min(255, Number(c)).toString(16).padStart(2, "0"))
      .join("")}`;
  return undefined;
}
