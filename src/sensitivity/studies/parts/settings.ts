import { notPlain, oddSpelling } from "../../../assumptions/expressions/number-spelling.js";
import { didYouMean, type Place } from "../../../diagnostic.js";
import type { Fields } from "../../../yaml/fields.js";
import type { Problems } from "../../../yaml/problems.js";
import type { YamlMap, YamlNode } from "../../../yaml/tree.js";
import { DEFAULT_DRAWS } from "../../draws.js";
import type { RankCorrelation } from "../../numerics/copula.js";
import type { Design } from "../../numerics/sobol-points.js";
import { DEFAULT_SEED, type Sampling } from "./asked.js";

/** Reads the settings of a fence; what is wrong is reported and read as absent. */
export class Settings {
  constructor(
    readonly fields: Fields<Problems<"sweep">>,
    readonly problems: Problems<"sweep">,
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
      { expected: whole ? "a whole number such as 12" : "a number", ...spellingHint(entry.value) },
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

  /** `labels: {thesis-holds: Thesis}`: what results are called in the study's table, chart and remarks. */
  labels(outputs: readonly string[]): Map<string, string> {
    const found = new Map<string, string>();
    for (const { key, keyPlace, value } of this.fields.mapAt("labels", "a map of results to labels")?.entries ?? []) {
      const label = textOf(value);
      if (!outputs.includes(key)) {
        const hint = didYouMean(key, outputs);
        this.problems.error("label", `\`${key}\` under \`labels\` is no result of ${this.fields.subject}`, keyPlace, {
          expected: "an output or a claim that the sweep names",
          hint,
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

/** A number as the assumptions take it: finite and plainly written. */
export const numberOf = (node: YamlNode | undefined): number | undefined =>
  node?.kind === "scalar" &&
  typeof node.value === "number" &&
  Number.isFinite(node.value) &&
  !oddSpelling(node.text, node.value)
    ? node.value
    : undefined;

/** How to write what people take for a number and this doesn't. */
export function spellingHint(node: YamlNode): { hint?: string } {
  if (node.kind !== "scalar" || node.value === null) return {};
  const odd = typeof node.value === "number" ? oddSpelling(node.text, node.value) : notPlain(node.text);
  return odd?.hint ? { hint: odd.hint } : {};
}

/** A text, or what is written like one. */
export const textOf = (node: YamlNode): string | undefined =>
  node.kind === "scalar" && node.value !== null ? node.text.trim() : undefined;
