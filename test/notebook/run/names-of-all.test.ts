import { expect, it } from "vitest";
import { program } from "./blocks.js";
import { execute } from "./execute.js";

// Names that every object has from its prototype, which is frozen where blocks run: no plain assignment makes them.
const NAMES = Object.getOwnPropertyNames(Object.prototype);

it.each(NAMES)("a key may be called %s: an assumption's, a series', a value's", async (name) => {
  const quoted = JSON.stringify(name);
  const memo = program({
    a: [
      `const made = series([${quoted}, "b"], (key) => key + "!");
const mapped = mapSeries(made, (text) => text.length);
const own = Object.fromEntries([[${quoted}, { deep: Object.fromEntries([[${quoted}, 1]]) }]]);
const assumed = Object.entries(given.named).map(([key, number]) => key + number);`,
      {
        library: ["series", "mapSeries"],
        defines: ["made", "mapped", "own", "assumed"],
        givenPaths: ["named"],
      },
    ],
    b: [
      "const seen = [Object.keys(made), Object.keys(own), Object.entries(mapped).length];",
      { uses: ["made", "mapped", "own"], defines: ["seen"] },
    ],
  });
  const named = Object.fromEntries([
    [name, 5],
    ["other", 6],
  ]);
  const { records, values } = await execute(memo, { given: { named } });
  expect(records.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message))).toEqual([]);
  expect(values.get("assumed")).toEqual([`${name}5`, "other6"]);
  expect(values.get("seen")).toEqual([[name, "b"], [name], 2]);
  expect(Object.getOwnPropertyDescriptor(values.get("own"), name)?.value).toBeDefined();
});
