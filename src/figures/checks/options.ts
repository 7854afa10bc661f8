import type * as Plot from "@observablehq/plot";
import { didYouMean } from "../../diagnostic.js";
import {
  axisOptions,
  facetOptions,
  markOptions,
  plotOptions,
  projectionOptions,
  scaleNames,
  scaleOptions,
} from "./option-names.js";
import type { Origin } from "./origin.js";

/** An option that the library would pass over without a word. */
export interface UnknownOption {
  /** As it is written: `y.tpye`. */
  path: string;
  hint?: string;
}

/** Options of the chart itself, its scales, facets and projection. */
export function unknownPlotOptions(options: Plot.PlotOptions): UnknownOption[] {
  const inner = (name: string, known: ReadonlySet<string>): UnknownOption[] =>
    unknown((options as Record<string, unknown>)[name], known, `${name}.`);
  return [
    ...unknown(options, plotOptions),
    ...scaleNames.flatMap((name) => inner(name, scaleOptions)),
    ...inner("facet", facetOptions),
    ...inner("projection", projectionOptions),
  ];
}

/** Options of ours beside the library's. */
const OWN: Readonly<Record<string, readonly string[]>> = { colorKey: ["format"], tree: ["treeFilter"] };

/** Options of one mark. */
export function unknownMarkOptions({ call, options }: Origin): UnknownOption[] {
  const known = /^(axis|grid)/.test(call) ? axisOptions : markOptions;
  const own = OWN[call];
  return unknown(options, own ? new Set([...known, ...own]) : known);
}

function unknown(options: unknown, known: ReadonlySet<string>, before = ""): UnknownOption[] {
  if (typeof options !== "object" || options === null || Array.isArray(options)) return [];
  if (Object.getPrototypeOf(options) !== Object.prototype) return [];
  return Object.entries(options).flatMap(([name, value]) => {
    if (known.has(name) || value === undefined) return [];
    const hint = didYouMean(name, known);
    return [{ path: `${before}${name}`, hint }];
  });
}
