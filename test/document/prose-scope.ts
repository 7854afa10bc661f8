import type { Assumption, Register, Source } from "../../src/assumptions/register/types.js";
import type { ProseScope } from "../../src/document/prose-scope.js";
import type { ClaimResult, OutputDeclaration } from "../../src/notebook/types.js";

const nowhere = { file: "assumptions/v.yaml", start: { line: 1, column: 1 } };

export function assumption(id: string, more: Partial<Assumption> = {}): Assumption {
  return {
    id,
    shape: "scalar",
    keys: [],
    value: 1,
    unit: "1",
    distribution: { name: "point" },
    mix: false,
    kind: "assumed",
    sources: [],
    asOf: "2026",
    setBy: "v",
    place: nowhere,
    valuePlace: nowhere,
    ...more,
  };
}

export function source(key: string, more: Partial<Source> = {}): Source {
  return { key, title: key, place: nowhere, ...more };
}

export function register(assumptions: readonly Assumption[], sources: readonly Source[] = []): Register {
  return {
    version: "v",
    asOf: "2026-03-15",
    sets: [],
    lineage: ["v"],
    assumptions: new Map(assumptions.map((a) => [a.id, a])),
    sources: new Map(sources.map((s) => [s.key, s])),
    scenarios: new Map(),
  };
}

export function claim(id: string, holds: boolean, more: Partial<ClaimResult> = {}): ClaimResult {
  return { id, blockId: id, holds, expression: "a > b", place: nowhere, ...more };
}

/** A scope of values that all come from one block, `model`, which rests on `gw.add`. */
export function scopeOf(values: Record<string, unknown>, more: Partial<ProseScope> = {}): ProseScope {
  const book = register(
    [assumption("gw.add", { shape: "series", keys: ["2026"], value: { 2026: 18 }, unit: "GW/year" })],
    [source("epoch", { author: "Epoch AI", date: "2026" })],
  );
  return {
    values: new Map(Object.entries(values)),
    blockOf: (name) => (name in values || name === "helper" ? "model" : undefined),
    names: [...Object.keys(values), "given"],
    restsOn: () => ["gw.add"],
    valueRestsOn: () => ["gw.add"],
    failed: new Set(),
    outputs: new Map<string, OutputDeclaration>(),
    claims: new Map(),
    register: book,
    given: { gw: { add: { 2026: 18 } } },
    assumptionOf: (path) => (path.startsWith("gw.add") ? "gw.add" : undefined),
    convert: (value, from, to) => {
      if (from === to) return value;
      if (from === "GW" && to === "MW") return value * 1000;
      throw new Error(`${from} cannot be converted to ${to}`);
    },
    ...more,
  };
}
