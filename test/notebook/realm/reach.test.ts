import { describe, expect, it } from "vitest";
import { run } from "../../../src/notebook/run/runner.js";
import { program } from "../run/blocks.js";
import { execute, given } from "../run/execute.js";
import { WALK, WAYS } from "./reach.js";

const LIBRARY = ["years", "series", "mapSeries", "rows", "table", "format", "interpolate", "d3", "Plot"];

describe("from a block nothing of another realm is reached", () => {
  it.each(Object.entries(WAYS))("by %s", async (_, way) => {
    const memo = program({
      a: [`${WALK}\nconst found = _strangers(${way}, "it");`, { isAsync: true, library: LIBRARY, defines: ["found"] }],
    });
    const { values, records } = await execute(memo);
    expect(records.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message))).toEqual([]);
    expect(values.get("found")).toEqual([]);
  });

  it("in a process of its own, where one imports too", async () => {
    const ways = { ...WAYS, imports: 'await import("node:fs").catch((error) => error)' };
    const memo = program(
      Object.fromEntries(
        Object.entries(ways).map(([name, way]) => [
          name,
          [
            `${WALK}\nconst by_${name} = _strangers(${way}, "it");`,
            { isAsync: true, library: LIBRARY, defines: [`by_${name}`] },
          ] as const,
        ]),
      ) as never,
    );
    const names = Object.keys(ways).map((name) => `by_${name}`);
    const { values, diagnostics } = await run(memo, { given, want: names, versions: "1", draws: true });
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(Object.fromEntries(values)).toEqual(Object.fromEntries(names.map((name) => [name, []])));
  });

  it("nor from what the chart library hands to a mark that draws itself", async () => {
    const memo = program({
      "fig-a": [
        `${WALK}
const behind = [{ x: 1 }];
const _look = function (index, scales, values, dimensions, context, next) {
  const drawn = next(index, scales, values, dimensions, context);
  console.log(..._strangers([this, index, scales, values, dimensions, context, next, drawn], "it"), "looked");
  return drawn;
};
const __result = (Plot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: 1, y: 1 }], { x: "x", y: "y", render: _look })] }));`,
        { kind: "chart", library: ["Plot"], options: { alt: "A", data: "behind" } },
      ],
    });
    const { records } = await execute(memo);
    expect(records.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message))).toEqual([]);
    expect(new Set(records[0]?.printed)).toEqual(new Set(["looked"]));
  });
});
