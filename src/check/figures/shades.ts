import { locateOption } from "../../chapters/locator.js";
import { figureKindOf } from "../../chapters/sweep.js";
import type { Diagnostic } from "../../diagnostic.js";
import type { CheckInput } from "../input.js";

/** What a word of light may be said of where it is one of colour: not light loads, nor lighter models. */
const COLOURED =
  "areas?|bands?|bars?|cells?|colou?rs?|curves?|dots?|edges?|fill|half|halves|lines?|marks?|one|ones|part|parts|points?|regions?|rules?|segments?|shades?|shading|squares?|steps?|stretch|stretches|strip|strips|tints?|tones?|blue|green|gr[ae]y|gold|indigo|orange|purple";

/** What may follow a shade that is compared, of no thing that is named: "darker is more", "the busier, the darker." */
const COMPARED = "\\s*(?:[.,;=)]|$)| (?:the|and|or|than|is|are|has|have|means?|leads?|shows?|stands?|marks?|says?)\\b";

/** Words for a shade, and the one that is true on light paper and dark. */
const SHADES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:dark(?:er|est)(?=COMPARED)|(?:dark(?:er|est)?|black)(?=:|,? (?:COLOURED)\b))/giu, "strong"],
  [/\b(?:pale(?:r|st)(?=COMPARED)|(?:pale(?:r|st)?|light(?:er|est)?|white)(?=:|,? (?:COLOURED)\b))/giu, "faint"],
].map(([pattern, word]): [RegExp, string] => [
  new RegExp(`${(pattern as RegExp).source.replaceAll("COMPARED", COMPARED).replaceAll("COLOURED", COLOURED)}`, "giu"),
  word as string,
]);

const ENDING = /(?:er|est)$/i;

/**
 * Warnings `figures/shade`: a caption or alternative text of a chart that calls colours dark or light. On dark paper a chart's colours are
 * others, and of a ramp what was darkest is lightest.
 */
export function wordsForShades({ chapters }: Pick<CheckInput, "chapters">): Diagnostic[] {
  return chapters
    .flatMap(({ blocks }) => blocks)
    .filter(({ kind, id }) => kind === "chart" || (kind === "sweep" && figureKindOf(id) === "chart"))
    .flatMap(({ id, options }) =>
      (["caption", "alt"] as const).flatMap((key) => {
        const option = options.get(key);
        if (!option) return [];
        const said = option.text.replace(/\{\{.*?\}\}/gs, (value) => " ".repeat(value.length));
        return SHADES.flatMap(([pattern, word]) =>
          [...said.matchAll(pattern)].map(({ index, 0: found }): Diagnostic => {
            const ending = ENDING.exec(found)?.[0].toLowerCase() ?? "";
            return {
              rule: "figures/shade",
              severity: "warning",
              message: `\`${found}\` in the ${key === "alt" ? "alternative text" : "caption"} of \`${id}\` is true on light paper alone`,
              expected: `a word that is true on dark paper too, \`${word}${ending}\`, or the colour's name`,
              place: locateOption(option)(index, found.length),
            };
          }),
        );
      }),
    );
}
