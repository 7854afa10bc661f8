import { describe, expect, test } from "vitest";
import { freshUntil, isStale, loadRegister, type Register } from "../../src/assumptions/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";

/** A register with assumptions given as `name: fields`, and a later version with fields and assumptions of its own. */
function registerOf(limit: string, entries: string, later?: string): Register {
  const files = new Map([
    [
      "assumptions/2026-03.yaml",
      `version: 2026-03\nas_of: 2026-03-15\n${limit}\ndefaults: {kind: cited, source: jll}\nassumptions: {${entries}}\n`,
    ],
  ]);
  files.set("assumptions/sources.yaml", "sources: {jll: {title: Outlook}}\n");
  if (later !== undefined) files.set("assumptions/2026-09.yaml", `version: 2026-09\nextends: 2026-03\n${later}\n`);
  const { register, diagnostics } = loadRegister(files);
  if (!register) throw new Error(formatDiagnostics(diagnostics));
  return register;
}

const until = (register: Register): Record<string, string | undefined> =>
  Object.fromEntries([...register.assumptions.values()].map((a) => [a.id, freshUntil(a, register)]));
const stale = (register: Register): string[] =>
  [...register.assumptions.values()].filter((a) => isStale(a, register)).map(({ id }) => id);

describe("how long a value holds", () => {
  test.each([
    ["12 months", "2025-03-14", "2026-03-14", true],
    ["12 months", "2025-03-15", "2026-03-15", false],
    ["12 months", "2025-03", "2026-03-31", false],
    ["12 months", "2025-02", "2026-02-28", true],
    ["12 months", "2024-02-29", "2025-02-28", true],
    ["1 month", "2026-01-31", "2026-02-28", true],
    ["1 month", "2026-02-28", "2026-03-28", false],
    ["2 years", "2024", "2026-12-31", false],
    ["2 years", "2023", "2025-12-31", true],
    ["90 days", "2025-12-15", "2026-03-15", false],
    ["90 days", "2025-12-14", "2026-03-14", true],
    ["2 weeks", "2026-02-28", "2026-03-14", true],
    ["1 day", "2026-02", "2026-03-01", true],
    ["999 years", "1999", "2998-12-31", false],
  ])("%s from %s is until %s", (limit, asOf, last, old) => {
    const register = registerOf(`stale_after: ${limit}`, `a: {value: 7 GW, as_of: ${asOf}}`);
    expect([until(register).a, stale(register).length > 0]).toEqual([last, old]);
  });

  test("an assumption's own limit comes before the register's; without any nothing is stale", () => {
    const entries =
      "a: {value: 7 GW, as_of: 2020}, b: {value: 7 GW, as_of: 2020, stale_after: never}, c: {value: 7 GW, as_of: 2026-02-01, stale_after: 10 days}";
    expect(stale(registerOf("stale_after: 1 year", entries))).toEqual(["a", "c"]);
    expect(stale(registerOf("title: no limit", entries))).toEqual(["c"]);
  });

  test("a derived assumption is never stale itself", () => {
    const entries = "a: {value: 7 GW, as_of: 2020}, b: {expression: 2 * a, unit: GW, as_of: 2020}";
    const register = registerOf("stale_after: 1 year", entries);
    expect(stale(register)).toEqual(["a"]);
    expect(until(register).b).toBeUndefined();
  });

  test("a later version inherits limits, may set its own, and counts from its own date", () => {
    const entries = "a: {value: 7 GW, as_of: 2025-06}, b: {value: 7 GW, as_of: 2025-06, stale_after: 2 years}";
    expect(stale(registerOf("stale_after: 1 year", entries))).toEqual([]);
    const tree = "assumptions: {b: {stale_after: 1 year, reason: quicker}}";
    expect(stale(registerOf("stale_after: 1 year", entries, "as_of: 2026-09\nassumptions: {}"))).toEqual(["a"]);
    expect(stale(registerOf("stale_after: 1 year", entries, `as_of: 2026-09\n${tree}`))).toEqual(["a", "b"]);
    expect(stale(registerOf("stale_after: 1 year", entries, `as_of: 2026-09\nstale_after: 2 years\n${tree}`))).toEqual([
      "b",
    ]);
    // The year only: its first day counts.
    expect(
      stale(registerOf("stale_after: 1 month", "a: {value: 7 GW, as_of: 2026-11}", "as_of: 2027\nassumptions: {}")),
    ).toEqual(["a"]);
    expect(
      stale(registerOf("stale_after: 1 month", "a: {value: 7 GW, as_of: 2026-12}", "as_of: 2027\nassumptions: {}")),
    ).toEqual([]);
  });
});
