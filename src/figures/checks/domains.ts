import type * as Plot from "@observablehq/plot";
import type { ChartFinding } from "../../notebook/types.js";
import { MEASURES, stretchesAlong } from "../domains.js";
import type { AuthorsMark } from "./findings.js";

/** Domains that no scale can be made of. What becomes of the rows follows from them, and needs no telling. */
export function domainFindings(options: Plot.PlotOptions): ChartFinding[] {
  return MEASURES.flatMap((name): ChartFinding[] => {
    const { domain, type } = (options[name] ?? {}) as Plot.ScaleOptions;
    if (!Array.isArray(domain) || domain.length === 0) return [];
    const finding = (message: string, hint: string): ChartFinding[] => [
      { rule: "notebook/chart-option", severity: "error", message: `\`${name}.domain\` ${message}`, hint },
    ];
    const ends: unknown[] = domain;
    const range = `${ends.at(0)} to ${ends.at(-1)}`;
    const wrong = ends.find((end) => typeof end === "number" && !Number.isFinite(end));
    if (wrong !== undefined) return finding(`holds ${wrong}`, "give it numbers, or leave it out");
    if (type === "log" && ends.every((end) => typeof end === "number")) {
      const what = name === "x" || name === "y" ? "axis" : "scale";
      const other = `or use a linear or \`symlog\` ${what}`;
      if (ends.includes(0))
        return finding(
          `is ${range}, and a logarithmic ${what} never reaches 0`,
          `${ends.at(0) === 0 ? "begin" : "end"} it at the value nearest to 0 that is shown, ${other}`,
        );
      if (ends.some((end) => end < 0) && ends.some((end) => end > 0))
        return finding(`is ${range}, and a logarithmic ${what} has values of one sign only`, `show one sign, ${other}`);
    }
    const isPoint = ends.length > 1 && new Set(ends.map(Number)).size === 1 && typeof ends[0] !== "string";
    if (isPoint && (name === "x" || name === "y") && stretchesAlong(name, options))
      return finding(
        `begins and ends at ${ends[0]}, so that whatever has a length fills the chart`,
        "let it end elsewhere, or leave it out",
      );
    return [];
  });
}

/** An axis or a grid of a scale that no mark uses, which the library refuses; undefined for other refusals. */
export function missingScale(error: unknown, authors: readonly AuthorsMark[]): ChartFinding | undefined {
  const [, name] = /^missing scale: (\w+)$/.exec(error instanceof Error ? error.message : "") ?? [];
  if (name === undefined) return undefined;
  const mark = authors.find(({ origin }) => origin && DECORATION.exec(origin.call)?.[1]?.toLowerCase() === name);
  const call = mark?.origin ? `\`Plot.${mark.origin.call}\`` : "an axis";
  return {
    rule: "notebook/empty-mark",
    severity: "error",
    message: `${mark ? `mark ${mark.number}, ${call},` : call} needs a scale \`${name}\`, and no mark shows anything on it`,
    hint: `add a mark that has \`${name}\`, or leave this one out`,
    ...(mark?.origin ? { at: mark.origin.at } : {}),
  };
}

const DECORATION = /^(?:axis|grid)(X|Y|Fx|Fy)$/;
