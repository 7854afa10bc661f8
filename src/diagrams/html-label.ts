import { didYouMean } from "../diagnostic.js";
import { ELEMENTS, REFUSED, REFUSED_IN_LABELS } from "./attributes.js";
import { checkValue } from "./check-values.js";
import type { DotFault } from "./problem.js";
import type { DotValues } from "./values.js";

/** What is wrong with a label in angle brackets, and what it is for Graphviz: colours of the theme's by their hex. */
export interface CheckedLabel {
  text: string;
  faults: DotFault[];
  foreign: string[];
}

const TAG = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|<[^>]*>?/g;
const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const COLORS = new Set(["BGCOLOR", "COLOR"]);

/**
 * Looks through a label in angle brackets: its elements, their attributes, and that they are closed in order.
 *
 * @param text as it is written, without its brackets
 * @param from the offset of its first letter
 * @param values that it quotes
 */
export function checkLabel(text: string, from: number, values: DotValues): CheckedLabel {
  const put = (part: string): string => values.text({ text: part, kind: "html" }, "html");
  const faults: DotFault[] = [];
  const foreign: string[] = [];
  const open: { name: string; at: number; length: number; isTold?: true }[] = [];
  const tell = (
    rule: DotFault["rule"],
    message: string,
    expected: string | undefined,
    at: number,
    length: number,
    hint?: string,
  ): void => {
    faults.push({
      rule,
      message,
      expected,
      hint,
      from: from + at,
      to: from + at + length,
    });
  };
  const written = text.replace(TAG, (whole, slash: string | undefined, found: string | undefined, ...rest) => {
    const [, single = "", at] = rest as [string | undefined, string | undefined, number];
    if (whole.startsWith("<!--")) return whole;
    if (found === undefined) {
      tell(
        "diagrams/syntax",
        `\`${whole.slice(0, 30)}\` is no element of a label`,
        "`<B>…</B>`, or `&lt;` for the sign",
        at,
        whole.length,
      );
      return whole;
    }
    const name = found.toUpperCase();
    if (slash) {
      // What stood open where another was closed is told once.
      const own = open.findLastIndex((one) => one.name === name);
      const last = open.findLast(({ isTold }) => !isTold);
      const wasTold = own !== -1 && open[own]?.isTold;
      for (const inner of open.slice(own + 1)) if (own !== -1) inner.isTold = true;
      if (own !== -1) open.splice(own, 1);
      if (!wasTold && last?.name !== name)
        tell(
          "diagrams/syntax",
          `\`</${found}>\` closes ${last ? `\`<${last.name}>\`` : "nothing"}`,
          last ? `\`</${last.name}>\`` : "what was opened",
          at,
          whole.length,
        );
      return whole;
    }
    const known = ELEMENTS.get(name);
    if (name === "IMG")
      tell(
        "diagrams/outside",
        "a label can't show a picture from outside of the diagram",
        undefined,
        at,
        whole.length,
        REFUSED.get("image")?.hint,
      );
    else if (!known)
      tell(
        "diagrams/syntax",
        `a label has no element \`<${found}>\``,
        [...ELEMENTS.keys()].join(", "),
        at,
        whole.length,
        didYouMean(name, ELEMENTS.keys()),
      );
    if (!single && name !== "BR" && name !== "HR" && name !== "VR" && name !== "IMG")
      open.push({ name, at, length: whole.length });
    if (!known) return whole;
    return whole.replace(
      ATTRIBUTE,
      (pair, key: string, double: string | undefined, quoted: string | undefined, offset: number) => {
        const upper = key.toUpperCase();
        const refused = REFUSED.get(REFUSED_IN_LABELS[upper] ?? "");
        if (refused)
          tell("diagrams/attribute", `\`${key}\` ${refused.why}`, undefined, at + offset, pair.length, refused.hint);
        else if (!known.includes(upper))
          tell(
            "diagrams/attribute",
            `\`<${found}>\` has no attribute \`${key}\``,
            known.length > 0 ? known.join(", ") : "none",
            at + offset,
            pair.length,
            didYouMean(upper, known),
          );
        else if (COLORS.has(upper) && !values.isOpen({ text: pair })) {
          const checked = checkValue(key, put(double ?? quoted ?? ""), { of: "", type: "colors" }, "N");
          if ("wrong" in checked)
            tell("diagrams/attribute", checked.wrong, checked.expected, at + offset, pair.length, checked.hint);
          else {
            for (const color of checked.foreign ?? []) foreign.push(color);
            return `${key}="${checked.value}"`;
          }
        }
        return pair;
      },
    );
  });
  for (const { at, length } of bareSigns(text))
    tell("diagrams/syntax", "`&` begins no entity", "`&amp;` for the sign", at, length);
  for (const { name, at, length, isTold } of open)
    if (!isTold) tell("diagrams/syntax", `\`<${name}>\` is never closed`, `\`</${name}>\``, at, length);
  return { text: put(written), faults, foreign };
}

/** Where `&` is meant to be one; before a value it is written as one. */
const bareSigns = (text: string): { at: number; length: number }[] =>
  [...text.matchAll(/&(?![\ue000-\uf8ff]|#\d+;|#x[\da-f]+;|[a-z][a-z\d]*;)/gi)].map(({ index }) => ({
    at: index,
    length: 1,
  }));
