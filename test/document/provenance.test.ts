import { beforeAll, describe, expect, it } from "vitest";
import { assumptionOf, givenTree, leafPaths } from "../../src/assumptions/index.js";
import type { Register } from "../../src/assumptions/register/types.js";
import { readChapters } from "../../src/chapters/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { provenance } from "../../src/document/provenance.js";
import { analyse, closure } from "../../src/notebook/analyse/analyse.js";
import type { Program } from "../../src/notebook/analyse/program.js";
import { leafOf, leaves } from "../../src/notebook/evaluate/leaves.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../src/notebook/library/library-names.js";
import type { GivenTree } from "../../src/notebook/run/trace.js";
import { type Memo, theMemo } from "../memo/memo.js";
import { open } from "../notebook/evaluate/memo.js";
import { execute } from "../notebook/run/execute.js";
import { MOST, timesTheWork } from "../setup/growth.js";
import { Writer } from "./writer.js";

const GIVEN = {
  g: { a: 2, b: 3, c: 5 },
  h: { d: 7, e: 11 },
  k: { p: 2.5, q: 4, r: 6, u: 8, v: 9, w: 12 },
  t: { s: { 1: 13, 2: 17, 3: 19 } },
};
const LEAVES = [...leaves(GIVEN).keys()];
const idOf = (leaf: string): string => leaf.split(".").slice(0, 2).join(".");
const IDS = [...new Set(LEAVES.map(idOf))];
const REGISTER = { assumptions: new Map(IDS.map((id) => [id, { id }])) } as unknown as Register;

function programOf(blocks: Readonly<Record<string, string>>): Program {
  const text = Object.entries(blocks).map(([id, code]) => `\`\`\`ts {#${id}}\n${code}\n\`\`\`\n`);
  const sources = new Map([["chapters/01-test.md", `---\ntitle: Test\n---\n\n${text.join("\n")}`]]);
  const program = analyse(
    readChapters(sources).chapters.flatMap((chapter) => chapter.blocks),
    { givenPaths: new Set([...IDS, ...LEAVES]), library: LIBRARY_NAMES, globals: GLOBAL_NAMES },
  );
  const problems = formatDiagnostics(program.diagnostics, { sources });
  if (problems !== "") throw new Error(`${problems}\n${[...sources.values()].join("\n")}`);
  return program;
}

const accessOf = (leaf: string): string => `given.${leaf.replace(/\.(\d+)$/, "[$1]")}`;

/** What each name rests on, and by how it is moved by each assumption, which is what it must at least rest on. */
async function restsAndMoves(
  program: Program,
): Promise<{ rests: Map<string, readonly string[]>; moves: Map<string, Set<string>> }> {
  const run = async (given: GivenTree, trace: boolean) => {
    const result = await execute(program, { given, trace });
    const problems = formatDiagnostics(result.records.flatMap(({ diagnostics }) => diagnostics));
    if (problems !== "")
      throw new Error(`${problems}\n${program.blocks.map(({ block }) => block.code).join("\n--\n")}`);
    return result;
  };
  const base = await run(GIVEN, true);
  const reads = new Map(base.records.map(({ blockId, reads }) => [blockId, reads]));
  const holds = new Map(base.records.flatMap((record) => [...(record.holds ?? [])]));
  const known = new Set(IDS);
  const behind = provenance(program, { reads, holds }, REGISTER, (path) =>
    known.has(idOf(path)) ? idOf(path) : undefined,
  );
  const rests = new Map([...program.names.keys()].map((name) => [name, behind.of(name) ?? []]));
  const moves = new Map<string, Set<string>>([...base.values.keys()].map((name) => [name, new Set()]));
  for (const leaf of LEAVES) {
    const given = structuredClone(GIVEN) as Record<string, Record<string, number | Record<string, number>>>;
    const [group = "", name = "", key] = leaf.split(".");
    const of = given[group] ?? {};
    if (key === undefined) of[name] = (of[name] as number) * 1.9;
    else (of[name] as Record<string, number>)[key] = ((of[name] as Record<string, number>)[key] ?? 0) * 1.9;
    const { values } = await run(given as GivenTree, false);
    for (const [at, value] of values)
      if (JSON.stringify(value) !== JSON.stringify(base.values.get(at))) moves.get(at)?.add(idOf(leaf));
  }
  return { rests, moves };
}

/** What `code` of one block makes of each name, as written by hand. */
const byHand: Readonly<Record<string, readonly [code: string, rests: Readonly<Record<string, string>>]>> = {
  "two values": ["const x = given.g.a * 2;\nconst y = given.g.b + 1;", { x: "g.a", y: "g.b" }],
  "names taken apart": ["const { a, b: y } = given.g;\nconst x = a + 1;", { a: "g.a", y: "g.b", x: "g.a" }],
  "a default": ["const { a = given.h.d, b } = given.g;", { a: "g.a, g.b", b: "g.b" }],
  "a part of the assumptions": [
    "const g = given.g;\nconst x = g.a;\nconst y = g.b;",
    { g: "g.a, g.b, g.c", x: "g.a", y: "g.b" },
  ],
  "a value by way of another": [
    "const x = given.g.a;\nconst y = x * 2;\nconst z = given.g.b;",
    { x: "g.a", y: "g.a", z: "g.b" },
  ],
  "a function": [
    "const f = (x) => x * given.g.a;\nconst y = f(given.g.b);\nconst z = given.g.c;",
    { y: "g.a, g.b", z: "g.c" },
  ],
  "a variable that is assigned": [
    "let x = 1;\nconst z = given.g.b;\nif (given.g.a > 1) x = 2;\nconst y = x;",
    { x: "g.a", y: "g.a", z: "g.b" },
  ],
  "an array that is filled": [
    "const all = [];\nfor (const s of [1, 2]) all.push(given.t.s[s]);\nconst y = all.length;\nconst z = given.g.a;",
    { all: "t.s", y: "t.s", z: "g.a" },
  ],
  "a condition": [
    "const x = given.g.a > 0 ? given.g.b : given.g.c;\nconst y = given.g.c;",
    { x: "g.a, g.b, g.c", y: "g.c" },
  ],
  "a helper that changes what it is handed": [
    "const _fill = (o, v) => { o.v = v; };\nconst o = { v: 1 };\n_fill(o, given.g.a);\nconst y = given.g.b;",
    { o: "g.a, g.b", y: "g.a, g.b" },
  ],
  "a closure that counts": [
    "const _next = (() => { let n = 0; return (by) => (n += by); })();\nconst x = _next(given.g.a);\nconst y = _next(given.g.b);",
    { x: "g.a, g.b", y: "g.a, g.b" },
  ],
  "an iterator": [
    "const _all = [1, 2, 3, 4, 5].values();\nfor (let n = 0; n < given.g.a; n++) _all.next();\nconst x = _all.next().value;\nconst y = given.g.b;",
    { x: "g.a, g.b", y: "g.a, g.b" },
  ],
};

describe("what a value rests on", () => {
  let memo: Memo;
  beforeAll(async () => {
    memo = await theMemo();
  });

  it.each(Object.keys(byHand))("is its own part of the block: %s", async (kind) => {
    const [code, expected] = byHand[kind] ?? ["", {}];
    const { rests } = await restsAndMoves(programOf({ one: code }));
    expect(
      Object.fromEntries([...rests].filter(([name]) => name in expected).map(([name, ids]) => [name, ids.join(", ")])),
    ).toEqual(expected);
  });

  it("goes from block to block by name", async () => {
    const program = programOf({
      a: "const x = given.g.a;\nconst y = given.g.b;\nconst f = (n) => n * given.h.d;\nconst box = { g: given.g };",
      b: "const u = x + 1;\nconst v = f(y);\nconst w = box.g.c;",
      c: "const all = { u, v };",
    });
    const { rests } = await restsAndMoves(program);
    expect(["u", "v", "w", "all"].map((name) => rests.get(name)?.join(", "))).toEqual([
      "g.a",
      "g.b, h.d",
      "g.a, g.b, g.c",
      "g.a, g.b, h.d",
    ]);
  });

  it("is at least all that moves it, whatever a block does", async () => {
    let [shorter, all] = [0, 0];
    for (let seed = 1; seed <= 6; seed++) {
      const program = programOf(new Writer(seed, LEAVES.map(accessOf)).blocks(14));
      const { rests, moves } = await restsAndMoves(program);
      const whole = new Map(
        program.blocks.map(({ block, defines }) => [
          block.id,
          new Set(defines.flatMap((name) => rests.get(name) ?? [])),
        ]),
      );
      for (const [name, moved] of moves) {
        const listed = rests.get(name) ?? [];
        for (const id of moved)
          if (!listed.includes(id))
            expect.fail(`seed ${seed}: \`${name}\` moves with ${id} and rests on ${listed}\n${textOf(program, name)}`);
        all++;
        if (listed.length < (whole.get(program.names.get(name)?.blockId ?? "")?.size ?? 0)) shorter++;
      }
    }
    expect(all).toBeGreaterThan(300);
    expect(shorter / all).toBeGreaterThan(0.15);
  });

  it("is at least all that moves it, in the memo", async () => {
    const { program, register, run, scope } = memo;
    const drawing = new Set(
      program.blocks.flatMap(({ block, library }) =>
        block.kind === "chart" || library.includes("Plot") ? [block.id] : [],
      ),
    );
    const behind = provenance(program, run, register, (path) => assumptionOf(register, path)?.id);
    const outputs = [...program.names.values()].flatMap(({ kind, name, blockId }) =>
      kind === "value" && !closure(program, blockId).blocks.some((id) => drawing.has(id))
        ? numbersIn(name, scope.values.get(name)).slice(0, MOST_PARTS)
        : [],
    );
    const evaluator = await open({ program, register, sources: new Map() }, outputs);
    const given = givenTree(register);
    const places = leaves(given);
    const all = [...leafPaths(register)].filter(([, id]) => !register.assumptions.get(id)?.restsOn);
    const paths = all.map(([path]) => path);
    const ids = [...new Set(all.map(([, id]) => id))];
    const points = new Float64Array((ids.length + 1) * paths.length);
    for (let row = 0; row <= ids.length; row++)
      for (const [column, [path, id]] of all.entries()) {
        const value = Number(leafOf(given, places.get(path) ?? []));
        points[row * paths.length + column] =
          ids[row] === id ? value * (1.04 + 0.01 * (column % 3)) + (value === 0 ? 0.1 : 0) : value;
      }
    const values = (await evaluator.evaluate(points, ids.length + 1, paths)).outputs;
    evaluator.close();
    const missing = new Set<string>();
    let moved = 0;
    for (const [row, id] of ids.entries())
      for (const [column, output] of outputs.entries()) {
        const [then, now] = [values[ids.length * outputs.length + column], values[row * outputs.length + column]];
        if (Object.is(then, now) || Number.isNaN(now)) continue;
        moved++;
        if (!behind.of(output)?.includes(id)) missing.add(`${output} moves with ${id}`);
      }
    expect([...missing]).toEqual([]);
    expect(moved).toBeGreaterThan(2000);
  });
});

it("what very many blocks rest on is found in work that grows with them", () => {
  const work = (n: number): (() => void) => {
    const ids = Array.from({ length: n }, (_, i) => `g.a${i}`);
    const register = { assumptions: new Map(ids.map((id) => [id, { id }])) } as unknown as Register;
    const blocks = ids.map((id, i) => ({
      block: { id: `b${i}` },
      defines: [`n${i}`],
      uses: [],
      givenPaths: [`${id}.*`],
      slices: new Map([[`n${i}`, { givenPaths: [`${id}.*`], uses: [] }]]),
    }));
    const reads = new Map(ids.map((id, i) => [`b${i}`, [`${id}.1`, `${id}.2`]]));
    return () => {
      const { of, byBlock } = provenance({ blocks } as unknown as Program, { reads }, register, idOf);
      for (const [i, id] of ids.entries()) {
        expect(of(`n${i}`)).toEqual([id]);
        expect(byBlock.get(`b${i}`)).toEqual([id]);
      }
    };
  };
  expect(timesTheWork(work(300), work(2400))).toBeLessThan(MOST);
});

const MOST_PARTS = 12;

/** The paths of a value's numbers, as outputs of an evaluator are named. */
function numbersIn(path: string, value: unknown): string[] {
  if (typeof value === "number") return [path];
  if (
    typeof value !== "object" ||
    value === null ||
    value instanceof Map ||
    value instanceof Set ||
    value instanceof Date
  )
    return [];
  return Object.entries(value).flatMap(([key, one]) => (key.includes(".") ? [] : numbersIn(`${path}.${key}`, one)));
}

const textOf = ({ blocks }: Program, name: string): string =>
  blocks.find(({ defines }) => defines.includes(name))?.block.code ?? "";
