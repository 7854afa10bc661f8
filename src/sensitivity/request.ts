import { notPlain, oddSpelling } from "../assumptions/expressions/number-spelling.js";
import type { Block, StudyKind } from "../chapters/types.js";
import { type Diagnostic, didYouMean, type Place } from "../diagnostic.js";
import { Fields } from "../yaml/fields.js";
import { Problems } from "../yaml/problems.js";
import type { YamlMap, YamlNode } from "../yaml/tree.js";
import { DEFAULT_DRAWS } from "./draws.js";
import type { RankCorrelation } from "./numerics/copula.js";
import type { Design } from "./numerics/sobol-points.js";
import type { AxisOptions } from "./studies/two-way.js";

/** What every study says: which results it reads and which assumptions it moves. */
interface Common {
  /** Outputs and claims, by name. */
  outputs: readonly string[];
  /** Assumptions it may move; all of the register without it. */
  over?: readonly string[];
  /** Rows shown at most; what is left out is said. */
  top: number;
}

export interface Sampling {
  draws: number;
  seed: number;
  design: Design;
  correlations: readonly RankCorrelation[];
}

/** A study as asked for, on a command line or in a chapter. */
export type StudyRequest = Common &
  (
    | { kind: "tornado" | "elasticity" }
    | { kind: "spider"; by: "range" | "percent" }
    | { kind: "two-way"; rows: AxisOptions; columns: AxisOptions }
    | { kind: "break-even"; vary: string; target?: number; from?: number; to?: number; text?: string }
    /** `differences`: what each number is more than in the base case, in a column of its own. */
    | { kind: "scenarios"; scenarios?: readonly string[]; differences?: boolean }
    | ({ kind: "monte-carlo" } & Sampling)
    | ({ kind: "importance" } & Sampling)
    | ({ kind: "sobol"; secondOrder: boolean } & Sampling)
    | ({ kind: "information"; options: readonly { name: string; output: string }[]; goal: "most" | "least" } & Sampling)
  );

/** A study of a chapter: its request, the name its result is quoted by, where it stands, and what it calls its results. */
export interface Study {
  block: Block;
  name: string;
  request: StudyRequest;
  labels: ReadonlyMap<string, string>;
}

export const DEFAULT_SEED = 1;
const PROSE = ["caption", "alt", "source", "name", "labels"];
const SAMPLING = ["draws", "seed", "design", "correlations", "over"];
const KEYS: Readonly<Record<StudyKind, readonly string[]>> = {
  tornado: ["output", "over", "top"],
  elasticity: ["output", "over", "top"],
  spider: ["output", "over", "top", "by"],
  "two-way": ["output", "rows", "columns"],
  "break-even": ["output", "vary", "target", "from", "to", "text"],
  scenarios: ["outputs", "scenarios", "differences"],
  "monte-carlo": ["outputs", ...SAMPLING],
  importance: ["output", "top", ...SAMPLING],
  sobol: ["output", "top", "second_order", ...SAMPLING],
  information: ["options", "goal", "top", ...SAMPLING],
};
const TOP = 12;

/** Reads what a sweep's fence asks for; undefined after reporting what is wrong. Whether names exist is told when it runs. */
export function readStudy(block: Block, report: (d: Diagnostic) => void): Study | undefined {
  if (!block.study) return undefined;
  const { kind, settings } = block.study;
  const problems = new Problems("sweep");
  const fields = new Fields(settings, `sweep \`${block.id}\``, problems);
  fields.only([...KEYS[kind], ...PROSE]);
  const reader = new Reader(fields, problems);
  const request = readRequest(kind, reader);
  if (kind === "break-even" && block.id.startsWith("fig-"))
    problems.error("no-chart", `sweep \`${block.id}\` is a break-even, which has no chart`, block.place, {
      expected: "an id that begins with tbl-, or with neither, to be quoted alone",
    });
  const name = fields.text("name");
  if (name && !/^[A-Za-z][A-Za-z0-9_]*$/.test(name.text))
    problems.error("name", `\`${name.text}\` can't be quoted`, name.place, {
      expected: "a letter, then letters, digits and _",
    });
  const labels = reader.labels(request?.outputs ?? []);
  for (const d of problems.list()) report(d);
  if (!request || problems.failed) return undefined;
  return { block, name: name?.text ?? block.id.replace(/^(fig|tbl)-/, "").replace(/-/g, "_"), request, labels };
}

function readRequest(kind: StudyKind, reader: Reader): StudyRequest | undefined {
  const top = reader.number("top", true) ?? TOP;
  const over = reader.names("over");
  const common = { over, top };
  switch (kind) {
    case "tornado":
    case "elasticity":
      return { kind, outputs: reader.one("output"), ...common };
    case "spider":
      return {
        kind,
        outputs: reader.one("output"),
        by: reader.choice("by", ["range", "percent"] as const) ?? "range",
        ...common,
      };
    case "two-way": {
      const [rows, columns] = [reader.axis("rows"), reader.axis("columns")];
      return rows && columns && { kind, outputs: reader.one("output"), rows, columns, ...common };
    }
    case "break-even": {
      const [vary] = reader.one("vary");
      const text = reader.names("text")?.[0];
      return vary === undefined
        ? undefined
        : {
            kind,
            outputs: reader.one("output"),
            vary,
            target: reader.number("target"),
            from: reader.number("from"),
            to: reader.number("to"),
            text,
            ...common,
          };
    }
    case "scenarios": {
      const scenarios = reader.names("scenarios");
      return {
        kind,
        outputs: reader.some("outputs"),
        scenarios: scenarios?.[0] === "all" ? undefined : scenarios,
        ...(reader.fields.boolean("differences") ? { differences: true } : {}),
        ...common,
      };
    }
    case "monte-carlo":
      return { kind, outputs: reader.some("outputs"), ...reader.sampling(), ...common };
    case "importance":
      return { kind, outputs: reader.one("output"), ...reader.sampling(), ...common };
    case "sobol":
      return {
        kind,
        outputs: reader.one("output"),
        secondOrder: reader.fields.boolean("second_order") ?? false,
        // Indices rest on one joint set of points; no other design would be followed.
        ...reader.sampling(1024, ["joint"]),
        ...common,
      };
    case "information": {
      const options = reader.options();
      return {
        kind,
        outputs: options.map(({ output }) => output),
        options,
        goal: reader.choice("goal", ["most", "least"] as const) ?? "most",
        ...reader.sampling(),
        ...common,
      };
    }
  }
}

class Reader {
  constructor(
    readonly fields: Fields<Problems<"sweep">>,
    private readonly problems: Problems<"sweep">,
  ) {}

  names(key: string): string[] | undefined {
    const found = this.fields.texts(key)?.map(({ text }) => text);
    return found?.length === 1 && found[0] === "all" && key === "over" ? undefined : found;
  }

  /** A list of at least one name. */
  some(key: string): string[] {
    const found = this.fields.texts(key);
    if (!found || found.length === 0) this.fields.missing(key, "a name or a list of names");
    return found?.map(({ text }) => text) ?? [];
  }

  one(key: string): string[] {
    const found = this.some(key);
    if (found.length > 1)
      this.problems.error("one", `${this.fields.subject} has ${found.length} names under \`${key}\``, this.place(key), {
        expected: "one",
      });
    return found;
  }

  choice<T extends string>(key: string, choices: readonly T[]): T | undefined {
    return this.fields.choice(key, choices)?.value;
  }

  number(key: string, whole = false, map: YamlMap = this.fields.map): number | undefined {
    const entry = map.get(key);
    if (!entry) return undefined;
    const value = numberOf(entry.value);
    if (value !== undefined && (!whole || (Number.isInteger(value) && value > 0))) return value;
    this.problems.error(
      "number",
      `\`${key}\` of ${this.fields.subject} is no ${whole ? "whole number above zero" : "number"}`,
      entry.value.place,
      {
        expected: whole ? "a whole number such as 12" : "a number",
        ...spellingHint(entry.value),
      },
    );
    return undefined;
  }

  /** @param designs those that the study can follow, the default first */
  sampling(draws = DEFAULT_DRAWS, designs: readonly Design[] = ["keyed", "joint"]): Sampling {
    return {
      draws: this.number("draws", true) ?? draws,
      seed: this.number("seed", true) ?? DEFAULT_SEED,
      design: this.choice("design", designs) ?? designs[0] ?? "keyed",
      correlations: this.correlations(),
    };
  }

  /** `correlations: [{between: [a, b], spearman: 0.5}]`. */
  private correlations(): RankCorrelation[] {
    const out: RankCorrelation[] = [];
    for (const item of this.fields.listAt("correlations")?.items ?? []) {
      const between = item.kind === "map" ? item.get("between")?.value : undefined;
      const [a, b] = between?.kind === "list" ? between.items.map(textOf) : [];
      const rank = item.kind === "map" ? numberOf(item.get("spearman")?.value) : undefined;
      if (a === undefined || b === undefined || rank === undefined || rank < -1 || rank > 1)
        this.problems.error("correlation", "this correlation can't be read", item.place, {
          expected: "{between: [one.assumption, another], spearman: a number from -1 to 1}",
        });
      else out.push({ a, b, spearman: rank });
    }
    return out;
  }

  /** `rows: mef.base`, or a map with `vary` and its places. */
  axis(key: string): AxisOptions | undefined {
    const entry = this.fields.map.get(key);
    if (!entry) {
      this.fields.missing(key, "an assumption, or {vary: id, values: […]}");
      return undefined;
    }
    if (entry.value.kind === "scalar") return { id: entry.value.text.trim(), withBase: true };
    if (entry.value.kind === "list") return this.fields.wrongType(entry, "an assumption, or a map");
    const map = entry.value;
    const inner = new Fields(map, `\`${key}\` of ${this.fields.subject}`, this.problems);
    inner.only(["vary", "values", "from", "to", "count", "spacing", "by"]);
    const id = inner.text("vary");
    if (!id) {
      if (!map.get("vary")) inner.missing("vary", "the id of an assumption");
      return undefined;
    }
    const list = inner.listAt("values");
    const values = list?.items.flatMap((node) => {
      const value = numberOf(node);
      if (value === undefined)
        this.problems.error("number", "this place of the axis is no number", node.place, {
          expected: "a number",
          ...spellingHint(node),
        });
      return value ?? [];
    });
    return {
      id: id.text,
      how: inner.choice("by", ["value", "position", "factor"] as const)?.value,
      values,
      from: this.number("from", false, map),
      to: this.number("to", false, map),
      count: this.number("count", true, map),
      spacing: inner.choice("spacing", ["linear", "ratio"] as const)?.value,
      withBase: true,
    };
  }

  /** `options: {Wait: payoff_wait, Build: payoff_build}`. */
  options(): { name: string; output: string }[] {
    const map = this.fields.mapAt("options", "a map of options to outputs");
    if (!map) {
      if (!this.fields.map.get("options"))
        this.fields.missing("options", "a map of options to the outputs that are their payoffs");
      return [];
    }
    return map.entries.flatMap(({ key, value }) => {
      const output = textOf(value);
      if (output === undefined)
        this.problems.error("wrong-type", `the option \`${key}\` has no output`, value.place, {
          expected: "the name of an output",
        });
      return output === undefined ? [] : [{ name: key, output }];
    });
  }

  /** `labels: {thesis-holds: Thesis}`: what results are called in the study's table, chart and remarks. */
  labels(outputs: readonly string[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const { key, keyPlace, value } of this.fields.mapAt("labels", "a map of results to labels")?.entries ?? []) {
      const label = textOf(value);
      if (!outputs.includes(key)) {
        const hint = didYouMean(key, outputs);
        this.problems.error("label", `\`${key}\` under \`labels\` is no result of ${this.fields.subject}`, keyPlace, {
          expected: "an output or a claim that the sweep names",
          ...(hint ? { hint } : {}),
        });
      } else if (!label)
        this.problems.error("label", `the label of \`${key}\` is empty`, value.place, { expected: "a text" });
      else found.set(key, label);
    }
    return found;
  }

  private place(key: string): Place {
    return this.fields.map.get(key)?.value.place ?? this.fields.map.place;
  }
}

const numberOf = (node: YamlNode | undefined): number | undefined =>
  node?.kind === "scalar" &&
  typeof node.value === "number" &&
  Number.isFinite(node.value) &&
  !oddSpelling(node.text, node.value)
    ? node.value
    : undefined;

/** How to write what people take for a number and this doesn't. */
function spellingHint(node: YamlNode): { hint?: string } {
  if (node.kind !== "scalar" || node.value === null) return {};
  const odd = typeof node.value === "number" ? oddSpelling(node.text, node.value) : notPlain(node.text);
  return odd?.hint ? { hint: odd.hint } : {};
}

const textOf = (node: YamlNode): string | undefined =>
  node.kind === "scalar" && node.value !== null ? node.text.trim() : undefined;
