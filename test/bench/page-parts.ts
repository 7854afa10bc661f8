import { gzipSync } from "node:zlib";

export interface Weight {
  name: string;
  bytes: number;
  gzipped: number;
}

export const weight = (name: string, text: string): Weight => ({
  name,
  bytes: Buffer.byteLength(text),
  gzipped: gzipSync(text, { level: 9 }).length,
});

/** Parts of a page in the order in which they are taken out of it; each of its letters is in one of them. */
const PARTS: readonly { name: string; pattern: RegExp }[] = [
  {
    name: "the model, its code and the engine, packed",
    pattern: /<script [^>]*id="memo-(?:live|engine)">[\s\S]*?<\/script>/g,
  },
  { name: "what draws charts, packed", pattern: /<script [^>]*id="memo-charts">[\s\S]*?<\/script>/g },
  { name: "fonts", pattern: /@font-face\{[\s\S]*?\}/g },
  { name: "styles", pattern: /<style>[\s\S]*?<\/style>/g },
  { name: "scripts", pattern: /<script>[\s\S]*?<\/script>/g },
  { name: "what stands behind each value", pattern: /<noscript[\s\S]*?<\/noscript>/g },
  {
    name: "charts for narrow columns",
    pattern: /<div class="canvas narrow-only"[\s\S]*?<\/svg>\s*<\/div>/g,
  },
  { name: "charts", pattern: /<div class="canvas[^"]*"[\s\S]*?<\/svg>\s*<\/div>/g },
  { name: "code", pattern: /<details class="computed"[\s\S]*?<\/details>/g },
  { name: "rows behind figures", pattern: /<details class="data"[\s\S]*?<\/details>/g },
  { name: "the register", pattern: /<(div|section)\b[^>]*class="scroll register"[\s\S]*?<\/\1>/g },
  { name: "tables", pattern: /<table[\s\S]*?<\/table>/g },
];

/** What a page weighs, part by part, and what is left of it: text, headings, contents. Compressed each by itself, so that the parts come to a little more. */
export function pageParts(html: string): Weight[] {
  let left = html;
  const parts = PARTS.map(({ name, pattern }) => {
    const found = left.match(pattern) ?? [];
    left = left.replace(pattern, "");
    return weight(name, found.join(""));
  });
  return [...parts, weight("text and all else", left)].filter(({ bytes }) => bytes > 0);
}

/** The page's text as it would be with no script, no model and no list of what stands behind its values: less than that no page of it takes. */
export const textAlone = (html: string): string =>
  html.replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/<noscript[\s\S]*?<\/noscript>/g, "");
