import { describe, expect, it } from "vitest";
import * as api from "../../../src/notebook/analyse/analyse.js";
import { type Edge, orderBlocks } from "../../../src/notebook/analyse/graph.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import * as outcomes from "../../../src/notebook/run/claims.js";
import { analyseText, blocksOf, options } from "./fixtures.js";

const fence = (head: string, code: string): string => `\`\`\`ts {${head}}\n${code}\n\`\`\`\n`;
const ids = (program: Program): string[] => program.blocks.map(({ block }) => block.id);
const messages = (program: Program): string[] => program.diagnostics.map(({ message }) => message);

describe("analyse", () => {
  it("exports what the runner and the document need", () => {
    expect(Object.keys(api).sort()).toEqual(["analyse", "closure", "columnInCode", "dependents", "pathsOverlap"]);
  });

  it("of no blocks is an empty program", () => {
    expect(api.analyse([], options)).toEqual({ blocks: [], names: new Map(), outputs: [], diagnostics: [] });
  });

  it("says of each block what it defines, uses and rests on", () => {
    const program = analyseText(
      fence("#a", "const x = y(given.gw.stock2024), _own = 1;\nclass C {}\ntype T = U;\nlet z = clamp(x, 0, 1);") +
        fence("#b", "function y(v: number): T { return v; }\ntype U = number;") +
        fence("#c", "const w = await Promise.resolve(z + x);"),
    );
    expect(messages(program)).toEqual([]);
    expect(program.blocks.map(({ block, source, ...rest }) => ({ id: block.id, ...rest }))).toEqual([
      {
        id: "b",
        defines: ["y"],
        uses: [],
        dependsOn: [],
        givenPaths: [],
        library: [],
        isAsync: false,
        definesTypes: ["U"],
        usesTypes: ["T"],
        slices: new Map([["y", { givenPaths: [], uses: [] }]]),
      },
      {
        id: "a",
        defines: ["x", "C", "z"],
        uses: ["y"],
        dependsOn: ["b"],
        givenPaths: ["gw.stock2024"],
        library: ["clamp"],
        isAsync: false,
        definesTypes: ["C", "T"],
        usesTypes: ["U"],
        slices: new Map([
          ["x", { givenPaths: ["gw.stock2024"], uses: ["y"] }],
          ["C", { givenPaths: [], uses: [] }],
          ["z", { givenPaths: ["gw.stock2024"], uses: ["y"] }],
        ]),
      },
      {
        id: "c",
        defines: ["w"],
        uses: ["z", "x"],
        dependsOn: ["a"],
        givenPaths: [],
        library: [],
        isAsync: true,
        definesTypes: [],
        usesTypes: [],
      },
    ]);
    expect([...program.names.values()].map(({ name, kind, blockId }) => `${blockId}.${name}: ${kind}`)).toEqual(
      ["a.x: value", "a.C: class", "a.T: type", "a.z: value", "b.y: function", "b.U: type"].concat(["c.w: value"]),
    );
    expect(program.names.get("y")?.place).toEqual({
      file: "chapters/01-test.md",
      start: { line: 8, column: 10 },
      end: { line: 8, column: 11 },
    });
  });

  it("puts a summary after what it quotes, and everything else in memo order", () => {
    const program = analyseText(
      fence("#summary", "const s = total + 1;") +
        fence("#one", "const n1 = 1;") +
        fence("#total", "const total = part();") +
        fence("#two", "const n2 = n1;") +
        fence("#parts", "const part = () => n1;"),
    );
    expect(messages(program)).toEqual([]);
    expect(ids(program)).toEqual(["one", "two", "parts", "total", "summary"]);
  });

  it("keeps every block, and the memo's order, in a program that can't be run", () => {
    const program = analyseText(
      fence("#a", "const x = y;") +
        fence("#b", "const y = x;") +
        fence("#c", "const z = (;") +
        fence("#d", "const q = 1;"),
    );
    expect(ids(program)).toEqual(["c", "d", "a", "b"]);
    expect(program.diagnostics.map(({ rule }) => rule)).toEqual(["notebook/cycle", "notebook/syntax"]);
  });

  it("makes the value behind a chart a dependency", () => {
    const program = analyseText(
      fence('#draw .chart data="points"', "Plot.plot({})") + fence("#data", "const points = [{ x: 1 }];"),
    );
    expect(messages(program)).toEqual([]);
    expect(program.blocks.at(-1)).toMatchObject({ uses: ["points"], dependsOn: ["data"], library: ["Plot"] });
  });

  it("reads outputs", () => {
    const program = analyseText(
      fence(
        "#o",
        `const a = output(1 + 2, { label: "A, 2029", unit: "GW/year", format: "unit 0 GW", tolerance: "0.5%", key: true });
const b = output(3, { "label": \`B\` as const, tolerance: 0.05, format: "dollars 1 B" }) as number, c = output(4, { label: "C" });`,
      ),
    );
    expect(messages(program)).toEqual([]);
    const usual = { blockId: "o", unit: "1", key: false, place: expect.anything() };
    expect(program.outputs).toEqual([
      {
        name: "a",
        blockId: "o",
        label: "A, 2029",
        unit: "GW/year",
        format: { style: "unit", digits: 0, to: "GW" },
        tolerance: { relative: 0.005 },
        key: true,
        place: { file: "chapters/01-test.md", start: { line: 2, column: 7 }, end: { line: 2, column: 8 } },
      },
      {
        ...usual,
        name: "b",
        label: "B",
        format: { style: "dollars", digits: 1, scale: "B" },
        tolerance: { absolute: 0.05 },
      },
      {
        ...usual,
        name: "c",
        label: "C",
        format: { style: "number" },
        tolerance: { relative: 0.01 },
        usualTolerance: true,
      },
    ]);
  });

  it("gives positions in indented fences and behind wide characters", () => {
    const program = analyseText("text\n\n  ```ts {#a}\n  const s = '😀';\n  const b = s + '😀' + missing;\n  ```\n");
    expect(program.diagnostics[0]?.place?.start).toEqual({ line: 5, column: 24 });
  });

  it("does the same whatever was analysed before", () => {
    const text = fence("#a", "const x = y as number;") + fence("#b", "const y = 1;") + fence("#c .claim", "x < 2");
    const first = JSON.stringify(analyseText(text));
    analyseText(fence("#z", "const (;"));
    expect(JSON.stringify(analyseText(text))).toBe(first);
  });
});

describe("order", () => {
  it("is the first in the memo of all orders that run", () => {
    let seed = 7;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    for (let round = 0; round < 60; round++) {
      const count = 1 + random(12);
      const rank = Array.from({ length: count }, (_, i) => i).sort(() => random(3) - 1);
      const edges: Edge[] = Array.from({ length: random(20) }, () => [random(count), random(count)]).flatMap(
        ([a, b]) =>
          a === undefined || b === undefined || a === b
            ? []
            : [
                {
                  ...(rank.indexOf(a) > rank.indexOf(b) ? { from: a, to: b } : { from: b, to: a }),
                  name: "n",
                  start: 0,
                  end: 1,
                },
              ],
      );
      const order = orderBlocks(count, edges);
      const placed: number[] = [];
      for (const next of order) {
        const ready = Array.from({ length: count }, (_, i) => i).filter(
          (i) => !placed.includes(i) && edges.every(({ from, to }) => from !== i || placed.includes(to)),
        );
        expect(next).toBe(Math.min(...ready));
        placed.push(next);
      }
      expect(placed).toHaveLength(count);
    }
  });

  it("holds for a chain of many blocks", () => {
    const count = 3000;
    const text = Array.from({ length: count }, (_, i) =>
      fence(`#b${i}`, `const n${i} = ${i + 1 < count ? `n${i + 1}` : 1};`),
    );
    const program = analyseText(text.join(""));
    expect(messages(program)).toEqual([]);
    expect(ids(program)[0]).toBe(`b${count - 1}`);
    const round = analyseText(`${text.slice(0, -1).join("")}${fence("#last", `const n${count - 1} = n0;`)}`);
    expect(round.diagnostics).toHaveLength(1);
  });
});

/** What a claim comes to, run as the runner runs it. */
function claim(expression: string): outcomes.Outcome {
  const program = api.analyse(blocksOf(fence("#c .claim", expression)), options);
  expect(messages(program)).toEqual([]);
  const { compare, all, any, not } = outcomes;
  const run = new Function(
    ...["__compare", "__all", "__any", "__not", "given"],
    `"use strict";\n${program.blocks[0]?.source}\nreturn __result;`,
  );
  return outcomes.claimOutcome(run(compare, all, any, not, { gw: { stock2024: 7 } }));
}

describe("claims", () => {
  it.each([
    ["given.gw.stock2024 > 5", { holds: true, operator: ">", left: 7, right: 5, margin: 2, relativeMargin: 0.4 }],
    ["4 <= 2", { holds: false, operator: "<=", left: 4, right: 2, margin: -2, relativeMargin: -1 }],
    ["3 >= 3", { holds: true, operator: ">=", left: 3, right: 3, margin: 0, relativeMargin: 0 }],
    ["3 > 0", { holds: true, operator: ">", left: 3, right: 0, margin: 3 }],
    ["3 === 3", { holds: true, margin: 0 }],
    ["3 === 5", { holds: false, margin: -2 }],
    ["3 !== 5", { holds: true, margin: 2 }],
    ["'a' < 'b'", { holds: true }],
    ["[1].includes(1)", { holds: true }],
    ["0 / 0 < 1", { holds: false, operator: "<" }],
    ["11 > 10 && 3 > 2", { holds: true, right: 10, margin: 1 }],
    ["30 > 10 && 3 > 2", { holds: true, right: 2, margin: 1 }],
    ["1 > 10 && 3 > 2", { holds: false, right: 10 }],
    ["3 > 2 && 1 > 10", { holds: false, right: 10 }],
    ["5 > 10 && 1 > 10", { holds: false, left: 1 }],
    ["11 > 10 || 3 > 2", { holds: true, right: 2 }],
    ["30 > 10 || 3 > 2", { holds: true, right: 10 }],
    ["9 > 10 || 1 > 10", { holds: false, left: 9 }],
    ["!(3 > 2)", { holds: false, operator: "<=", margin: -1 }],
    ["!(1 > 2) && !false", { holds: true, operator: "<=", margin: 1 }],
    ["1 > 2 ? 3 > 4 : 5 > 4", { holds: true, right: 4, left: 5 }],
    ["1 > 2 && null.x > 3", { holds: false, right: 2 }],
    ["3 > 2 || null.x > 3", { holds: true, right: 2 }],
  ])("%s", (expression, expected) => {
    expect(claim(expression)).toMatchObject(expected);
  });

  it("evaluate each side once", () => {
    const outcome = claim("((n) => () => ++n)(0)() === 1 && ((n) => () => ++n)(4)() < 6");
    expect(outcome).toMatchObject({ holds: true, left: 1 });
  });
});
