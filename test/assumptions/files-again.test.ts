import { expect, test } from "vitest";
import { loadRegister } from "../../src/assumptions/index.js";
import { openIncremental } from "../../src/memo/incremental.js";

const VERSION = `version: base
as_of: 2026-03
units:
  tok: new
defaults:
  kind: assumed
  as_of: 2026-02
  source: [one]
assumptions:
  gw:
    add: { label: Added, value: 6, unit: GW }
    cost: { label: Cost, value: 2, unit: USD, low: 1, high: 3, distribution: uniform }
  rate: { label: Rate, value: 4, unit: tok }
  twice: { label: Twice, unit: GW, expression: 2 * gw.add }
  wrong: { label: Wrong, value: 5, unit: GW }
`;
const LATER = `version: later
extends: base
as_of: 2026-05
assumptions:
  gw:
    add: { value: 7, reason: more }
`;
const SOURCES = "sources:\n  one: { title: One, url: https://example.org/1 }\n";

const files = (version = VERSION, sources = SOURCES, later = LATER): ReadonlyMap<string, string> =>
  new Map([
    ["assumptions/base.yaml", version],
    ["assumptions/later.yaml", later],
    ["assumptions/sources.yaml", sources],
  ]);

test("entries that stay as they are are the same objects, and what another line says of them is followed", () => {
  const incremental = openIncremental({ limits: { seconds: 60, megabytes: 512 } });
  const read = (all: ReadonlyMap<string, string>, version = "base") => {
    const { register, diagnostics } = incremental.loadRegister(all, { version });
    const told = diagnostics.map(({ message, place }) => `${place?.start.line} ${message}`);
    return { of: (id: string) => register?.assumptions.get(id), told };
  };
  try {
    const first = read(files());
    expect(first.told).toEqual([]);
    const other = read(files(VERSION.replace("value: 6", "value: 8")));
    expect([other.of("gw.add")?.value, other.of("twice")?.value]).toEqual([8, 16]);
    for (const id of ["gw.cost", "rate", "wrong"]) expect(other.of(id)).toBe(first.of(id));
    // Of a version that extends it only what that says is another.
    const later = read(files(), "later");
    expect(later.of("gw.add")?.value).toBe(7);
    expect(later.of("gw.cost")).toBe(first.of("gw.cost"));
    // What is said once for all of them.
    expect(read(files(VERSION.replace("kind: assumed", "kind: cited"))).of("rate")?.kind).toBe("cited");
    expect(read(files(VERSION.replace("as_of: 2026-02", "as_of: 2025-01"))).of("twice")?.asOf).toBe("2025-01");
    expect(read(files(VERSION.replace("tok: new", "tuk: new"))).told.join()).toContain("tok");
    expect(read(files(VERSION, SOURCES.replace("one:", "two:"))).told.join()).toContain("one");
    // What is wrong is told each time, and as long as it is.
    const wrong = VERSION.replace("value: 5", "value: five");
    const told = loadRegister(files(wrong), { version: "base" }).diagnostics;
    for (const n of [1, 2, 3])
      expect(read(files(wrong.replace("value: 6", `value: ${n}`))).told.join()).toContain(told[0]?.message);
    const after = read(files());
    expect(after.told).toEqual([]);
    expect(after.of("rate")).toEqual(first.of("rate"));
  } finally {
    incremental.close();
  }
});
