import { describe, expect, it } from "vitest";
import { type Diagnostic, folded, formatDiagnostics, nearest } from "../src/diagnostic.js";

const at = (line: number, column = 1, end = column + 1) => ({
  file: "chapters/01-a.md",
  start: { line, column },
  end: { line, column: end },
});
const LINE = `The line is long: ${"word ".repeat(20)}here it is ${"and more ".repeat(20)}`;
const COLUMN = LINE.indexOf("here") + 1;
const one: Diagnostic = {
  rule: "prose/unknown-claim",
  severity: "error",
  message: `nothing is called \`here\`; ${"this is said at length ".repeat(6)}`,
  expected: `a name such as ${"`name_of_something`, ".repeat(6)}`,
  place: at(2, COLUMN, COLUMN + 4),
};
const sources = new Map([["chapters/01-a.md", `Before\n${LINE}\nAfter`]]);

describe("messages on a terminal", () => {
  it.each([40, 60, 80, 132])("fit %d columns, the caret under its place", (width) => {
    const lines = formatDiagnostics([one], { sources, width }).split("\n");
    // A place stays whole, so that it can be followed.
    expect(lines.filter((line) => line.length > width && !line.startsWith("error["))).toEqual([]);
    const caret = lines.findIndex((line) => line.includes("^^^^"));
    const start = lines[caret]?.indexOf("^^^^") ?? -1;
    expect(lines[caret - 1]?.slice(start, start + 4)).toBe("here");
  });

  it("stay in whole lines where no width is said", () => {
    expect(formatDiagnostics([one], { sources })).toContain(one.message);
  });
});

describe("warnings that say the same of other places", () => {
  const warnings = (count: number, severity: Diagnostic["severity"] = "warning"): Diagnostic[] =>
    Array.from({ length: count }, (_, i) => ({
      rule: "prose/unknown-claim" as const,
      severity,
      message: `\`tile_${i}\` has ${i + 2} letters too many`,
      place: at(i + 1),
    }));

  it("are told once, with where the others are", () => {
    const [first, ...more] = folded(warnings(30));
    expect(more).toEqual([]);
    expect(first?.message).toBe("`tile_0` has 2 letters too many");
    expect(first?.notes?.[0]).toMatch(/^and 29 more like it: chapters\/01-a\.md:2:1, .*:13:1, …$/);
  });

  it("are told one by one where they are few, other ones, or errors", () => {
    expect(folded(warnings(3))).toHaveLength(3);
    expect(folded(warnings(30, "error"))).toHaveLength(30);
    // Where there is no place to go to, the message is all there is.
    expect(folded(warnings(30).map(({ place: _, ...nowhere }) => nowhere))).toHaveLength(30);
    const other: Diagnostic = {
      rule: "prose/unknown-claim",
      severity: "warning",
      message: "something else",
      place: at(9),
    };
    expect(folded([...warnings(5), other]).map(({ message }) => message)).toEqual([
      "`tile_0` has 2 letters too many",
      "something else",
    ]);
  });
});

it("takes the number that is nearest in size where as few digits are other ones", () => {
  expect(nearest("2027", ["2024", "2025", "2026"])).toBe("2026");
  expect(nearest("2023", ["2024", "2026"])).toBe("2024");
  expect(nearest("2027", ["2026", "20277"])).toBe("2026");
  expect(nearest("mode7", ["mode4", "mode6"])).toBe("mode4");
});
