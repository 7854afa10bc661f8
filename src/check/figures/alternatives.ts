import type { Diagnostic } from "../../diagnostic.js";
import type { CheckInput } from "../input.js";

/** The share of the alternative text's words that the caption must hold, in order or not, for it to say nothing new. */
const SAME = 0.9;

/**
 * Warnings `figures/alt-repeats-caption`: an alternative text that says what the caption says. Who can't see the picture hears the
 * same twice, and not what it shows.
 */
export function repeatingAlternatives({ chapters }: Pick<CheckInput, "chapters">): Diagnostic[] {
  return chapters
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ id, options }): Diagnostic[] => {
      const [alt, caption] = [options.get("alt"), options.get("caption")];
      if (!alt || !caption) return [];
      const words = wordsOf(alt.text);
      const said = new Set(wordsOf(caption.text));
      const repeated = words.filter((word) => said.has(word)).length;
      if (words.length === 0 || repeated / words.length < SAME) return [];
      return [
        {
          rule: "figures/alt-repeats-caption",
          severity: "warning",
          message: `the alternative text of \`${id}\` repeats its caption`,
          expected: "what the picture shows: which lines, how they run, what stands out",
          place: alt.place,
        },
      ];
    });
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\{\{.*?\}\}|[\p{L}\p{N}]+/gu) ?? [];
