import type { Node } from "oxc-parser";
import type { Diagnostic } from "../../diagnostic.js";
import { type Blank, blanked, nextInk, outermost } from "./blanks.js";
import type { BlockText } from "./block-text.js";
import type { Parsed } from "./parse.js";
import { typeStretches } from "./type-spans.js";

/**
 * The code with its types blanked in place: same length, same lines, so that offsets, lines and columns stay the author's. Where a
 * type kept two statements apart, or an arrow on the line of its `)`, one of the blanks becomes the `;` or parenthesis that does.
 *
 * @returns the code, and each place that would compute something else without its types.
 */
export function stripTypes(text: BlockText, parsed: Parsed): { code: string; problems: Diagnostic[] } {
  const { code } = text;
  let withoutComments: string | undefined;
  const plain = (): string => {
    withoutComments ??= blanked(code, parsed.comments);
    return withoutComments;
  };
  const { blanks, sequences, regrouped } = typeStretches(parsed.program, plain);
  if (blanks.length === 0) return { code, problems: [] };
  const stretches = outermost(blanks);
  keepApart(sequences, stretches, plain());
  return { code: blanked(code, stretches), problems: regrouped.map((operand) => regrouping(operand, text)) };
}

/** What goes on with the line before when nothing ends that: a bracket, a template, an operator. */
const goesOn = /[([`+\-*/]|in(stanceof)?\b/y;

/** Puts a `;` into the blanks behind a statement or class member that has none and would swallow what now follows it. */
function keepApart(sequences: readonly (readonly Node[])[], stretches: readonly Blank[], plain: string): void {
  let remaining: string | undefined;
  for (const sequence of sequences)
    for (const node of sequence.slice(0, -1)) {
      if (plain[node.end - 1] === ";") continue;
      remaining ??= blanked(plain, stretches);
      goesOn.lastIndex = nextInk(remaining, node.end);
      const next = goesOn.lastIndex;
      if (!isNamedLikeModifier(node) && !goesOn.test(remaining)) continue;
      const between = stretches.find(({ end }) => end >= node.end);
      if (between && between.start < next) between.first = ";";
    }
}

/** Whether a field would make the member behind it a getter, a setter or static: `get: number`. */
function isNamedLikeModifier(node: Node): boolean {
  return (
    node.type === "PropertyDefinition" &&
    !node.value &&
    !node.computed &&
    node.key.type === "Identifier" &&
    /^(get|set|static)$/.test(node.key.name)
  );
}

function regrouping(operand: Node, text: BlockText): Diagnostic {
  return {
    rule: "notebook/types",
    severity: "error",
    message: "without its type, this would be computed in another order",
    hint: "put the assertion in parentheses, with all that it is about",
    place: text.place(operand.start, operand.end),
  };
}
