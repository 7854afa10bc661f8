import { beforeAll, describe, expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { RESULTS_SCHEMA } from "../../src/render/data/index.js";
import { writeResults } from "../../src/render/data/results.js";
import { parseSnapshot, textOf } from "../../src/review/snapshot.js";
import { ofSameSources } from "../../src/review/sources/recorded.js";
import { sampleTree } from "../render/sample.js";

let text: string;
beforeAll(() => {
  text = writeResults(sampleTree(), { whole: true });
});

/** The message a person reads, without the code frame. */
function problemOf(results: string): string {
  try {
    parseSnapshot(results, "results.json");
  } catch (error) {
    if (error instanceof MemoError) return formatDiagnostics(error.diagnostics);
    throw error;
  }
  throw new Error("it was read");
}

const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;

describe("a snapshot", () => {
  it("is what results.json says, in types", () => {
    const snapshot = parseSnapshot(text, "results.json");
    expect(snapshot).toMatchObject({
      schema: RESULTS_SCHEMA,
      version: "2026-03",
      engine: undefined,
      inputs: undefined,
    });
    expect([...snapshot.outputs.values()][0]).toMatchObject({
      name: "added_2026",
      place: { start: { line: expect.any(Number) } },
    });
    const gw = snapshot.figures.get("fig-gw");
    expect([gw?.kind, gw?.number, textOf(gw?.caption ?? [])]).toEqual([
      "chart",
      1,
      "Additions reach 34 GW a year by 2029",
    ]);
    expect(gw?.picture).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(snapshot.figures.get("tbl-multiples")?.printed?.[0]).toContain("3.5×");
    const add = snapshot.assumptions.get("gw.add");
    expect([add?.shape, add?.keys[0], add?.value]).toMatchObject(["series", "2024", { 2026: 18 }]);
    const first = snapshot.prose.flatMap(({ passages }) => passages).find(({ kind }) => kind === "paragraph");
    expect(first?.place?.file).toBe("chapters/01-supply.md");
    expect(first?.tokens).toContainEqual({ value: "7 GW", expression: "unit given.gw.stock2024" });
  });
});

describe("results as they are committed", () => {
  const committed = writeResults(sampleTree());

  it("say nothing of where things stand; what is told of them stands in that file", () => {
    expect(committed).not.toMatch(/"(?:position|entry|line|column|inputs)"|chapters\/[\w.-]+:\d/);
    const snapshot = parseSnapshot(committed, "out/results.json");
    const output = snapshot.outputs.get("added_2026");
    const line = committed.slice(0, committed.indexOf('"added_2026": {')).split("\n").length;
    expect(output?.place).toEqual({ file: "out/results.json", start: { line, column: expect.any(Number) } });
    expect(parseSnapshot(text, "x").outputs.get("added_2026")?.text).toBe(output?.text);
  });

  it("are read as schema 2 wrote them", () => {
    const { blocks: _, ...older } = JSON.parse(text) as Record<string, unknown>;
    const snapshot = parseSnapshot(JSON.stringify({ ...older, schema: 2, inputs: "sha256:1" }), "x");
    expect([snapshot.schema, snapshot.inputs, snapshot.blocks]).toEqual([2, "sha256:1", undefined]);
    expect(ofSameSources(snapshot, { ...snapshot, schema: RESULTS_SCHEMA, blocks: new Map() })).toBe(true);
    expect(ofSameSources(snapshot, { ...snapshot, inputs: "sha256:2" })).toBe(false);
  });

  it("are of the sources that others are of, whatever the engine made of them, and of no others", () => {
    const origin = { engine: "1", inputs: "sha256:1", blocks: { stack: "a1", gap: "b2" } };
    const own = writeResults({ ...sampleTree(), origin }, { whole: true });
    const now = parseSnapshot(own, "x");
    const same = (edit: (text: string) => string): boolean => {
      const edited = edit(writeResults({ ...sampleTree(), origin: { ...origin, engine: "0" } }));
      return ofSameSources(parseSnapshot(edited, "x"), now);
    };
    expect(same((one) => one)).toBe(true);
    expect(same((one) => one.replace(/"text": "3.5×"/, '"text": "9×"'))).toBe(true);
    expect(same((one) => one.replace('"2026": 18', '"2026": 19'))).toBe(false);
    expect(same((one) => one.replace('"a1"', '"a2"'))).toBe(false);
    expect(same((one) => one.replace(/("tokens": \["[^"]*?)(\w)/, "$1other$2"))).toBe(false);
    expect(same((one) => one.replace('"version": "2026-03"', '"version": "2026-02"'))).toBe(false);
  });
});

describe("a file that can't be compared", () => {
  it("is no JSON: says where", () => {
    expect(problemOf(text.replace('"claims": {', '"claims": {{'))).toMatch(
      new RegExp(`^error\\[review/no-json\\] results.json:${lineOf('"claims": {')}:\\d+\\n  this is not JSON`),
    );
    expect(problemOf("")).toContain("this file is empty");
    expect(problemOf(text.slice(0, 200))).toContain("results.json:");
  });

  it.each(["[]", "3", "null", '{"a": 1}', '{"schema": "2"}', '{"schema": 1.5}'])(
    "is JSON, but no results: %s",
    (json) => {
      expect(problemOf(json)).toBe(
        "error[review/no-results] results.json:1:1\n  this is JSON, but not the results of a memo\n  expected a results.json, as `memo build` writes it",
      );
    },
  );

  it("is of a schema older than the engine's", () => {
    expect(problemOf('{\n  "asOf": "2026",\n  "schema": 1\n}')).toBe(
      "error[review/older-schema] results.json:3:13\n  schema 1 of these results is older than the engine's\n  expected schema 3\n  rebuild them with `memo build`",
    );
  });

  it("is of a newer one", () => {
    expect(problemOf(text.replace(`"schema": ${RESULTS_SCHEMA}`, '"schema": 99'))).toContain(
      "schema 99 of these results is newer than the engine's",
    );
  });

  it.each<[string, string, string]>([
    ['"prose": [', '"poetry": [', "the file lacks `prose`"],
    ['"unit": "GW/year"', '"unit": 7', "`assumptions.gw.add.unit` is no text"],
    ['"kind": "cited"', '"kind": "guessed"', '.kind` is "guessed"'],
    ['"key": true', '"key": "yes"', ".key` is neither true nor false"],
    ['"2026": 18', '"2026": "18"', "`assumptions.gw.add.value.2026` is no number"],
    [':28:1"', ':28"', ".position` is no position"],
    ['"rows": [', '"rows": [7,', ".data.0.rows.0` is no list"],
  ])("%s → %s", (part, broken, message) => {
    const problem = problemOf(text.replace(part, broken));
    expect(problem).toContain(message);
    expect(problem).toContain("rebuild the file with `memo build`");
    if (!part.startsWith('"prose')) expect(problem).toContain(`results.json:${lineOf(part)}:`);
  });
});
