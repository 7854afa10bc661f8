import { expect, it } from "vitest";
import { createLibrary } from "../../../src/notebook/library/library.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";
import { libraryTypes } from "../../../src/notebook/library/library-types.js";
import { program } from "./blocks.js";
import { execute } from "./execute.js";

it("names, values and types of the library are the same", () => {
  expect([...createLibrary({ d3: {}, Plot: {} }).keys()]).toEqual([...LIBRARY_NAMES]);
  const declared = new Set([...libraryTypes.matchAll(/^declare (?:function|const) (\w+)/gm)].map(([, name]) => name));
  declared.delete("console");
  expect([...declared].sort()).toEqual([...LIBRARY_NAMES].sort());
});

it("every global that blocks may name is there", async () => {
  const names = [...GLOBAL_NAMES].filter((name) => name !== "undefined");
  const memo = program({
    a: [
      `const missing = [${names.map((name) => `typeof ${name} === "undefined" ? "${name}" : ""`).join(", ")}].filter(Boolean);`,
      {},
    ],
  });
  expect((await execute(memo)).values.get("missing")).toEqual([]);
});

it("the library can't be changed", async () => {
  const memo = program({
    a: [
      "let n = 0;\ntry { years.extra = 1; } catch { n++; }\ntry { d3.sum = 1; } catch { n++; }",
      { library: ["years", "d3"] },
    ],
  });
  const { values, records } = await execute(memo);
  expect(records[0]?.diagnostics).toEqual([]);
  expect(values.get("n")).toBe(2);
});

it.each([
  ['format(0 / 0, "number 1")', 'format() by "number 1": the value is NaN, which is no finite number', undefined],
  ['format("x", "percent")', 'format() by "percent": `percent` prints a number, not the string "x"', "a number"],
])("what %s can't print is told in its words", async (code, message, expected) => {
  const memo = program({ a: [`const text = ${code};`, { library: ["format"] }] });
  const [found] = (await execute(memo)).records[0]?.diagnostics ?? [];
  expect(found?.message).toContain(`block \`a\`: ${message}`);
  expect(found?.expected).toBe(expected);
});
