import { didYouMean } from "../diagnostic.js";
import { append } from "../lists.js";
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
export const checkLabel = (text: string, from: number, values: DotValues): CheckedLabel =>
  new LabelReader(from, values).read(text);

/** An element that is open, or a sign; where it stands in the label. */
interface Opened {
  name: string;
  at: number;
  length: number;
  isTold?: true;
}

/** Elements that hold nothing, and need no closing. */
const EMPTY: ReadonlySet<string> = new Set(["BR", "HR", "VR", "IMG"]);

class LabelReader {
  private readonly faults: DotFault[] = [];
  private readonly foreign: string[] = [];
  private readonly open: Opened[] = [];

  constructor(
    private readonly from: number,
    private readonly values: DotValues,
  ) {}

  read(text: string): CheckedLabel {
    const written = text.replace(TAG, (whole, slash: string, found: string | undefined, ...rest) => {
      const [, single, at] = rest as [string, string, number];
      if (whole.startsWith("<!--")) return whole;
      if (found === undefined)
        this.syntax(
          `\`${whole.slice(0, 30)}\` is no element of a label`,
          "`<B>…</B>`, or `&lt;` for the sign",
          at,
          whole.length,
        );
      else if (slash) this.closing(found, at, whole.length);
      else return this.opening(whole, found, single !== "", at);
      return whole;
    });
    for (const at of bareSigns(text)) this.syntax("`&` begins no entity", "`&amp;` for the sign", at, 1);
    for (const { name, at, length, isTold } of this.open)
      if (!isTold) this.syntax(`\`<${name}>\` is never closed`, `\`</${name}>\``, at, length);
    return { text: this.put(written), faults: this.faults, foreign: this.foreign };
  }

  private put(part: string): string {
    return this.values.text({ text: part, kind: "html" }, "html");
  }

  private tell(fault: Omit<DotFault, "from" | "to">, at: number, length: number): void {
    this.faults.push({ ...fault, from: this.from + at, to: this.from + at + length });
  }

  private syntax(message: string, expected: string, at: number, length: number, hint?: string): void {
    this.tell({ rule: "diagrams/syntax", message, expected, hint }, at, length);
  }

  /** What stood open where another was closed is told once. */
  private closing(found: string, at: number, length: number): void {
    const { open } = this;
    const name = found.toUpperCase();
    const own = open.findLastIndex((one) => one.name === name);
    const last = open.findLast(({ isTold }) => !isTold);
    const wasTold = own !== -1 && open[own]?.isTold;
    for (const inner of open.slice(own + 1)) if (own !== -1) inner.isTold = true;
    if (own !== -1) open.splice(own, 1);
    if (wasTold || last?.name === name) return;
    const [closes, expected] = last ? [`\`<${last.name}>\``, `\`</${last.name}>\``] : ["nothing", "what was opened"];
    this.syntax(`\`</${found}>\` closes ${closes}`, expected, at, length);
  }

  /** @returns the element with colours of the theme's by their hex */
  private opening(whole: string, found: string, isSingle: boolean, at: number): string {
    const { length } = whole;
    const name = found.toUpperCase();
    const known = ELEMENTS.get(name);
    if (name === "IMG") {
      const message = "a label can't show a picture from outside of the diagram";
      this.tell({ rule: "diagrams/outside", message, hint: REFUSED.get("image")?.hint }, at, length);
    } else if (!known)
      this.syntax(
        `a label has no element \`<${found}>\``,
        [...ELEMENTS.keys()].join(", "),
        at,
        length,
        didYouMean(name, ELEMENTS.keys()),
      );
    if (!isSingle && !EMPTY.has(name)) this.open.push({ name, at, length });
    if (!known) return whole;
    return whole.replace(ATTRIBUTE, (pair: string, key: string, double?: string, quoted?: string, offset = 0) => {
      const read = this.attribute(pair, key, double ?? quoted ?? "", { found, known });
      if (typeof read === "string") return read;
      this.tell({ rule: "diagrams/attribute", ...read }, at + offset, pair.length);
      return pair;
    });
  }

  /** An attribute as it is for Graphviz, or what is wrong with it. */
  private attribute(
    pair: string,
    key: string,
    value: string,
    { found, known }: { found: string; known: readonly string[] },
  ): string | Pick<DotFault, "message" | "expected" | "hint"> {
    const name = key.toUpperCase();
    const refused = REFUSED.get(REFUSED_IN_LABELS[name] ?? "");
    if (refused) return { message: `\`${key}\` ${refused.why}`, hint: refused.hint };
    if (!known.includes(name))
      return {
        message: `\`<${found}>\` has no attribute \`${key}\``,
        expected: known.length > 0 ? known.join(", ") : "none",
        hint: didYouMean(name, known),
      };
    if (!COLORS.has(name) || this.values.isOpen({ text: pair })) return pair;
    const checked = checkValue(key, this.put(value), { of: "", type: "colors" }, "N");
    if ("wrong" in checked) return { message: checked.wrong, expected: checked.expected, hint: checked.hint };
    append(this.foreign, checked.foreign ?? []);
    return `${key}="${checked.value}"`;
  }
}

/** Where `&` is meant to be one; before a value it is written as one. */
const bareSigns = (text: string): number[] =>
  [...text.matchAll(/&(?![\ue000-\uf8ff]|#\d+;|#x[\da-f]+;|[a-z][a-z\d]*;)/gi)].map(({ index }) => index);
