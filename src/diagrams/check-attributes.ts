import { didYouMean } from "../diagnostic.js";
import { append } from "../lists.js";
import { shortened } from "../text/shown.js";
import { ATTRIBUTES, type Holder, REFUSED } from "./attributes.js";
import { checkValue } from "./check-values.js";
import { checkLabel } from "./html-label.js";
import type { DotFault } from "./problem.js";
import type { DotAttribute, DotId } from "./read.js";
import type { DotValues } from "./values.js";

/** What is found while a graph is looked through. */
export class Findings {
  readonly faults: DotFault[] = [];
  /** Colours that stay the same in dark mode, where each is written. */
  readonly foreign: { color: string; from: number; to: number }[] = [];
  readonly clusters = new Set<string>();
  /** Whether there is a cluster whose name isn't known yet. */
  hasOpenCluster = false;
  /** What is to be looked at once all is known. */
  readonly later: (() => void)[] = [];

  constructor(
    /** Undefined while a value that isn't known says which it is. */
    readonly engine: string | undefined,
    /** Whether edges may end at boxes. */
    readonly compound: boolean,
  ) {}

  tell(rule: DotFault["rule"], message: string, at: { from: number; to: number }, more: Partial<DotFault> = {}): void {
    this.faults.push({ rule, message, from: at.from, to: at.to, ...more });
  }
}

/** What of a scope attributes hang on. */
export interface AttributeScope {
  /** Whether a colour to fill with is given, by what is filled. */
  filled: { N: boolean; C: boolean };
}

/** A text as a source has it. */
export const inQuotes = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

/** Holds attributes to what Graphviz knows of them, and writes them as it is given them. */
export class AttributeChecker {
  constructor(
    private readonly values: DotValues,
    private readonly found: Findings,
  ) {}

  written(attributes: readonly DotAttribute[], holder: Holder, scope: AttributeScope): string {
    const parts = attributes.flatMap((attribute) => {
      const value = this.attribute(attribute, holder);
      return value === undefined ? [] : [[attribute.name.text, value] as const];
    });
    if (holder === "N" && !scope.filled.N) {
      const fill = this.fillOf(attributes, true);
      if (fill !== undefined) parts.push(["fillcolor", fill]);
    }
    return parts.map(([name, value]) => `${name}=${value}`).join(", ");
  }

  /** What is filled and has no colour for that takes the one of its line, were it not for the head's; undefined where there is nothing to add. */
  fillOf(attributes: readonly DotAttribute[], isOpen: boolean): string | undefined {
    const last = (name: string): DotId | undefined => attributes.findLast((one) => one.name.text === name)?.value;
    const value = last("color");
    if (!isOpen || last("fillcolor") || !value || this.values.isOpen(value)) return undefined;
    const checked = checkValue("color", this.values.text(value, "hidden"), { of: "", type: "colors" }, "N");
    return "wrong" in checked ? undefined : inQuotes(checked.value);
  }

  /** The value of an attribute as Graphviz is given it; undefined after telling what is wrong. */
  private attribute({ name, value }: DotAttribute, holder: Holder): string | undefined {
    if (this.values.isQuoting(name)) {
      this.found.tell("diagrams/attribute", "a quoted value names an attribute", name, {
        expected: "the attribute's name, written out",
      });
      return undefined;
    }
    const kind = ATTRIBUTES.get(name.text);
    const isRoot = holder === "G";
    const fits =
      kind &&
      (kind.of.includes(holder) || (isRoot && kind.of.includes("C")) || (holder === "C" && kind.of.includes("S")));
    if (!kind || !fits) {
      this.unknown(name, holder);
      return undefined;
    }
    const { engine } = this.found;
    if (kind.engines && engine !== undefined && !kind.engines.includes(engine)) {
      this.found.tell("diagrams/attribute", `\`${name.text}\` does nothing in the layout \`${engine}\``, name, {
        expected:
          kind.engines.length === 1
            ? `\`layout=${kind.engines[0]}\`, or no \`${name.text}\``
            : `one of ${kind.engines.join(", ")}, or no \`${name.text}\``,
      });
      return undefined;
    }
    if (value?.kind === "html") {
      if (kind.type === "label") return this.html(value);
      this.found.tell("diagrams/attribute", `\`${name.text}\` is a label in angle brackets`, value, {
        expected: "a text in quotation marks",
      });
      return undefined;
    }
    const within = kind.type === "label" ? "label" : "hidden";
    const isNumber = kind.type === "number" || kind.type === "whole" || kind.type === "point";
    const text = value === undefined ? "true" : isNumber ? this.values.number(value) : this.values.text(value, within);
    const at = value ?? name;
    if (this.values.isOpen(at)) return inQuotes(text);
    const checked = checkValue(name.text, text, kind, holder);
    if ("wrong" in checked) {
      this.found.tell("diagrams/attribute", checked.wrong, at, { expected: checked.expected, hint: checked.hint });
      return undefined;
    }
    for (const color of checked.foreign ?? []) this.found.foreign.push({ color, from: at.from, to: at.to });
    this.special(name.text, text, at);
    // Which may be what a node or a cluster is called.
    if (kind.type === "text" && value) return inQuotes(this.values.text(value, "name"));
    // Which is what Graphviz does where it can't triangulate; without it, it says so each time.
    return name.text === "overlap" && text === "false" ? "voronoi" : inQuotes(checked.value);
  }

  private html(value: DotId): string {
    const { text, faults, foreign } = checkLabel(value.text, value.from + 1, this.values);
    append(this.found.faults, faults);
    for (const color of foreign) this.found.foreign.push({ color, from: value.from, to: value.to });
    return `<${text}>`;
  }

  /** What stands for something else in the graph, or is not the same each time. */
  private special(name: string, text: string, at: DotId): void {
    // From all else Graphviz begins by the clock.
    if (name === "start" && !/^(?:\d+|random\d+|self|regular)$/.test(text))
      this.found.tell("diagrams/attribute", "`start` is drawn by lot, and the diagram is another one each time", at, {
        expected: "a number to begin from, such as `start=7`; `self`, or `regular`",
      });
    if (name !== "lhead" && name !== "ltail") return;
    this.found.later.push(() => {
      if (this.found.hasOpenCluster) return;
      if (!this.found.clusters.has(text))
        this.found.tell("diagrams/structure", `\`${name}\` names no cluster: \`${shortened(text)}\``, at, {
          expected: "the name of a `subgraph cluster_…`",
          hint: didYouMean(text, this.found.clusters),
        });
      else if (!this.found.compound)
        this.found.tell("diagrams/structure", `\`${name}\` does nothing in a graph that isn't \`compound\``, at, {
          expected: "`compound=true` for the graph",
        });
    });
  }

  private unknown(name: DotId, holder: Holder): void {
    const { text } = name;
    const refused = REFUSED.get(text);
    if (refused) {
      this.found.tell(refused.outside ? "diagrams/outside" : "diagrams/attribute", `\`${text}\` ${refused.why}`, name, {
        hint: refused.hint,
      });
      return;
    }
    const known = ATTRIBUTES.get(text);
    const whose = HOLDERS[holder];
    if (known && holder === "S" && known.of.includes("C")) {
      this.found.tell("diagrams/structure", `\`${text}\` of a subgraph that has no box`, name, {
        expected: "a subgraph whose name begins with `cluster`, such as `subgraph cluster_name { … }`",
      });
      return;
    }
    if (known) {
      const of = [...known.of].map((one) => HOLDERS[one as Holder]).join(", or ");
      this.found.tell("diagrams/attribute", `\`${text}\` does nothing on ${whose}`, name, { expected: `it on ${of}` });
      return;
    }
    const own = [...ATTRIBUTES].flatMap(([one, { of }]) => (of.includes(holder) ? [one] : []));
    this.found.tell("diagrams/attribute", `${whose} has no \`${shortened(text)}\``, name, {
      expected: "an attribute that Graphviz knows",
      hint: didYouMean(text, own) ?? didYouMean(text, ATTRIBUTES.keys()),
    });
  }
}

const HOLDERS: Readonly<Record<Holder, string>> = {
  G: "a graph",
  S: "a subgraph",
  C: "a cluster",
  N: "a node",
  E: "an edge",
};
