import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { STUDIES } from "../../src/chapters/types.js";
import type { Computed } from "../../src/memo/compute.js";
import { studyType } from "../../src/sensitivity/index.js";
import { ROOT, sourcesIn } from "../cli/memo.js";
import { runSweepsHere, sweep } from "../sensitivity/sweeps.js";
import { nameOf } from "./studies.js";

// What the reference says can be quoted of a study, held against what the guide's own studies came to.

let computed: Computed;
beforeAll(async () => {
  runSweepsHere();
  const data = "data/loaves.csv";
  computed = await sweep({
    ...sourcesIn("docs/guide"),
    [data]: readFileSync(join(ROOT, "docs/guide", data), "utf8"),
  });
}, 120_000);
afterAll(() => {
  vi.restoreAllMocks();
});

/** Paths to every part of a value that is no object; a list is one part. */
function parts(value: unknown, path = ""): string[] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => parts(inner, path === "" ? key : `${path}.${key}`));
}

describe.each(STUDIES)("of the study %s", (kind) => {
  const { quotes } = studyType(kind);
  const patterns = Object.entries(quotes).map(([path, { print }]): [string, RegExp] => {
    const same = path.replace(/[.]/g, "\\.").replace(/<\w+>/g, "[^.]+");
    return [path, new RegExp(`^${same}${print === undefined ? "(?:\\.|$)" : "$"}`)];
  });

  it("everything that it comes to can be looked up", () => {
    const value = computed.scope.values.get(nameOf(kind));
    const found = parts(value);
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((path) => !patterns.some(([, pattern]) => pattern.test(path)))).toEqual([]);
  });

  it("nothing else is told of", () => {
    const found = parts(computed.scope.values.get(nameOf(kind)));
    // Those without a print may be there in some studies only, and say so.
    const told = patterns.filter(([path]) => quotes[path]?.print !== undefined);
    expect(told.filter(([, pattern]) => !found.some((path) => pattern.test(path))).map(([path]) => path)).toEqual([]);
  });
});
