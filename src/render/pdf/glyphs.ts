import type { Diagnostic } from "../../diagnostic.js";
import type { PrintedText } from "./context.js";
import { type Coverage, missingCharacters } from "./coverage.js";
import { placeOfLetter } from "./letters.js";

/**
 * One diagnostic for each text with characters that its fonts lack, at the first of them where it stands in the sources; a character repeated later
 * is not reported again.
 */
export function checkGlyphs(
  printed: readonly PrintedText[],
  coverage: Coverage,
  sources: ReadonlyMap<string, string> = new Map(),
): Diagnostic[] {
  const known = [...coverage.keys()];
  const reported = new Set<string>();
  const found: Diagnostic[] = [];
  for (const printedText of printed) {
    const { text, where, families = known } = printedText;
    let { place } = printedText;
    const unknown = families.find((family) => !coverage.has(family));
    if (unknown !== undefined) {
      if (!reported.has(unknown)) found.push(unknownFont(unknown, known, place, where));
      reported.add(unknown);
      continue;
    }
    const missing = missingCharacters(text, families, coverage).filter((c) => !reported.has(`${families}${c}`));
    if (missing.length === 0) continue;
    place = placeOfLetter(missing[0] ?? "", printedText, sources) ?? place;
    for (const character of missing) reported.add(`${families}${character}`);
    found.push({
      rule: "pdf/missing-glyph",
      severity: "error",
      message: `${where}: no font of the PDF has ${missing.map(describe).join(", ")}, in "${nearby(text, missing[0] ?? "")}"`,
      place,
      expected: `characters of ${families.join(", ")}`,
      hint: "use another character, or say it in words",
    });
  }
  return found;
}

function unknownFont(family: string, known: readonly string[], place: PrintedText["place"], where: string): Diagnostic {
  return {
    rule: "pdf/unknown-font",
    severity: "error",
    message: `${where}: a text of the chart is set in "${family}", which the PDF doesn't have`,
    place,
    expected: `one of ${known.join(", ")}, named first`,
  };
}

function describe(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return /[\p{C}\p{Z}]/u.test(character) ? `U+${code}` : `${character} (U+${code})`;
}

function nearby(text: string, character: string): string {
  const characters = [...text];
  const at = characters.indexOf(character);
  const from = Math.max(0, at - 24);
  const to = Math.min(characters.length, at + 25);
  return `${from > 0 ? "…" : ""}${characters.slice(from, to).join("")}${to < characters.length ? "…" : ""}`;
}
