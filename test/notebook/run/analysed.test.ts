import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readChapters } from "../../../src/chapters/index.js";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import { analyse } from "../../../src/notebook/analyse/analyse.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";
import { run } from "../../../src/notebook/run/runner.js";
import { matchGolden } from "../../golden.js";
import { realmRunner } from "../../setup/in-realm.js";
import { given } from "./execute.js";

describe("a chapter, analysed and run", () => {
  const file = "chapters/01-chapter.md";
  const text = readFileSync("test/notebook/run/fixtures/01-chapter.md", "utf8");
  const sources = new Map([[file, text]]);
  const { chapters, diagnostics } = readChapters(sources);
  const program = analyse(
    chapters.flatMap(({ blocks }) => blocks),
    {
      givenPaths: new Set([
        "gw.stock",
        "gw.add",
        "gw.add.2026",
        "gw.add.2027",
        "chip.bw",
        "chip.bw.R100",
        "chip.bw.H100",
      ]),
      library: LIBRARY_NAMES,
      globals: GLOBAL_NAMES,
    },
  );
  const result = run(program, {
    given,
    want: ["middle", "byYear", "capacity", "pair"],
    versions: "1",
    draws: true,
    runner: realmRunner(),
  });

  it("is sound before it runs", () => {
    expect(formatDiagnostics([...diagnostics, ...program.diagnostics], { sources })).toBe("");
  });

  it("gives values, claims and figures", async () => {
    const { values, claims, figures: drawn, reads } = await result;
    expect(Object.fromEntries(values)).toEqual({
      middle: 13,
      byYear: { 2026: 31, 2027: 37 },
      capacity: 18,
      pair: { low: 7, high: 18 },
    });
    expect(claims.get("claim-room")).toMatchObject({ holds: true, margin: 1, operator: "<", left: 7, right: 8 });
    expect(drawn.get("tbl-years")).toMatchObject({
      table: {
        columns: [{ label: "Year" }, { label: "Capacity", unit: "GW" }],
        rows: [
          [2026, 31],
          [2027, 37],
        ],
      },
    });
    expect(drawn.get("fig-years")).toMatchObject({
      data: [
        {
          rows: [
            [2026, 31],
            [2027, 37],
          ],
        },
      ],
    });
    expect(reads.get("uses-both")).toEqual(["gw.add.2026", "gw.add.2027"]);
  });

  it("says what failed at the chapter's own columns", async () => {
    matchGolden("test/notebook/run/golden/analysed.txt", formatDiagnostics((await result).diagnostics, { sources }));
  });
});
