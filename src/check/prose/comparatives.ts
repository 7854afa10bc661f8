import type { Diagnostic } from "../../diagnostic.js";
import type { CheckInput } from "../input.js";
import { conditionalStretches, QUOTED } from "./mask.js";
import { passagesOf } from "./passages.js";
import { sentencesOf } from "./sentences.js";

/** Words that a change of the values beside them can make untrue. */
const COMPARATIVE = new RegExp(
  [
    String.raw`\b(?:more|less|fewer|greater|worse|better|larger|smaller|higher|lower|faster|slower|cheaper|dearer|longer|shorter|bigger|earlier|later|stronger|weaker|[a-z]{3,}ier) than\b`,
    String.raw`\b(?:exceed|outgrow|outpace|outrun|outstrip|surpass|overtake|outweigh)(?:s|n|ed)?\b|\b(?:outgrew|outran|overtook)\b`,
    String.raw`\b(?:double|triple|quadruple|treble)[sd]?\b|\b(?:doubl|tripl|quadrupl|trebl|halv)ing\b|\bhalve[sd]?\b`,
    String.raw`\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold\b|\btwice\b|\bthrice\b`,
    String.raw`\b(?:a|one) (?:half|third|quarter|fifth|tenth|hundredth)\b|\b(?:two|three)(?: |-)(?:thirds|quarters|fifths)\b|\bhalf (?:of|the|as)\b`,
    String.raw`\bthe (?:larg|small|high|low|fast|slow|cheap|dear|long|short|bigg|great|strong|weak|wid|narrow|tight|earli|lat|steep)est\b`,
    String.raw`\bthe (?:most|least|best|worst)\b|\b(?:most of|nearly all|almost all|a majority)\b`,
    // A direction, where both ends of the way are quoted: "rises from 2 GW in 2025 to 5".
    String.raw`\b(?:ris(?:es?|ing|en)|rose|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|gr[eo]w(?:s|n|ing)?|shrinks?|shr[au]nk|climb(?:s|ed|ing)?|sinks?|s[au]nk|declin(?:es?|ed|ing)|(?:in|de)creas(?:es?|ed|ing)|widen(?:s|ed)?|narrow(?:s|ed)?|up|down)\b(?=[^.,;:]*?\bfrom\b[^.;:]*?${QUOTED}[^.;:]*?\bto\b[^.;:]*?${QUOTED})`,
  ].join("|"),
  "giu",
);

/**
 * Hints `stale/comparative`: a word that compares ("more than", "doubled", "the largest", "rises from … to …") in a sentence with a quoted value, outside
 * any section that holds on a condition. When the values move, nothing says that the sentence is no longer true. One a sentence.
 */
export function unclaimedComparatives({ chapters }: Pick<CheckInput, "chapters">): Diagnostic[] {
  return chapters.flatMap(passagesOf).flatMap(({ text, masked, locate }) => {
    if (!masked.includes(QUOTED)) return [];
    const guarded = conditionalStretches(text);
    return sentencesOf(masked).flatMap(([from, to]) => {
      const sentence = masked.slice(from, to);
      if (!sentence.includes(QUOTED)) return [];
      for (const { index, 0: word } of sentence.matchAll(COMPARATIVE)) {
        const at = from + index;
        if (guarded.some(([start, end]) => start <= at && at < end)) continue;
        return [
          {
            rule: "stale/comparative",
            severity: "hint" as const,
            message: `\`${word.replace(/\s+/g, " ")}\` compares beside a quoted value, and no claim says that it holds`,
            expected: 'the sentence in {{#claim "id"}}…{{/claim}}',
            place: locate(at, word.length),
          },
        ];
      }
      return [];
    });
  });
}
