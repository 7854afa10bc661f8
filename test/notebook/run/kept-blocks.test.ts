import { expect, test } from "vitest";
import { readChapters } from "../../../src/chapters/index.js";
import { analyse } from "../../../src/notebook/analyse/analyse.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";
import { besideBytes } from "../../../src/notebook/process/bytes.js";
import type { Request } from "../../../src/notebook/process/messages.js";
import { requestMessage } from "../../../src/notebook/process/messages.js";
import { type Answered, readReply } from "../../../src/notebook/process/reply.js";
import { dataToText } from "../../../src/notebook/process/text.js";
import { runnable } from "../../../src/notebook/run/compile.js";
import type { ExecutionJob, ExecutionResult } from "../../../src/notebook/run/job.js";
import { freshRealm } from "../../setup/in-realm.js";
import { NO_BLOCKS } from "./blocks.js";

type Given = ExecutionJob["given"];

const leaves = (node: unknown, path: string): string[] =>
  typeof node === "object" && node !== null && !(node instanceof Map)
    ? Object.entries(node).flatMap(([key, value]) => leaves(value, path === "" ? key : `${path}.${key}`))
    : [path];

/** A program of blocks as a chapter has them, by id, over assumptions like these. */
function programOf(blocks: Readonly<Record<string, string>>, given: Given): readonly ReturnType<typeof runnable>[] {
  const text = `---\ntitle: A\n---\n\n## A {#sec-a}\n\n${Object.entries(blocks)
    .map(([id, code]) => `\`\`\`ts {#${id}}\n${code}\n\`\`\`\n`)
    .join("\n")}`;
  const { chapters } = readChapters(new Map([["chapters/01-a.md", text]]));
  const { blocks: made, diagnostics } = analyse(
    chapters.flatMap((chapter) => chapter.blocks),
    {
      givenPaths: new Set(leaves(given, "")),
      openPaths: new Set(["sales.rows", "sales.columns.kwh"]),
      library: new Set(LIBRARY_NAMES),
      globals: new Set(GLOBAL_NAMES),
    },
  );
  expect(diagnostics).toEqual([]);
  return made.map(runnable);
}

/** One realm for all jobs. */
function realm() {
  const one = freshRealm();
  let known = false;
  const answered: Answered = { records: new Map(), values: new Map() };
  return async (
    blocks: ExecutionJob["blocks"],
    given: Given,
  ): Promise<{ result: ExecutionResult; called: string[] }> => {
    const want = blocks.flatMap(({ defines }) => defines);
    const job: ExecutionJob = { ...NO_BLOCKS, blocks, given, want, trace: true };
    const request: Request = { type: "job", job, draws: false, lasting: true, blocks: { number: 1, known } };
    const { text, parts } = requestMessage(request);
    const said = await one.perform(text.slice(1), () => {}, Buffer.concat(besideBytes(parts)).toString("utf16le"));
    const reply = readReply(said, job, answered);
    if (reply.type !== "answer") throw new Error(said);
    known = reply.knows !== undefined;
    for (const record of reply.result.records) answered.records.set(record.blockId, record);
    for (const [name, value] of reply.result.values) answered.values.set(name, value);
    const called = reply.result.records.flatMap(({ blockId, again }) => (again ? [] : [blockId]));
    return { result: reply.result, called };
  };
}

const bare = ({ records, values }: ExecutionResult): unknown => ({
  records: records.map(({ again: _, ...record }) => record),
  values: new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1))),
});

/** Runs the same blocks over one set of assumptions after the other, each time beside a realm that has run nothing. Which blocks were called. */
async function repeated(blocks: Readonly<Record<string, string>>, ...all: readonly Given[]): Promise<string[][]> {
  const program = programOf(blocks, all[0] as Given);
  const run = realm();
  const calls: string[][] = [];
  for (const given of all) {
    const { result, called } = await run(program, given);
    expect(bare(result)).toEqual(bare((await realm()(program, given)).result));
    expect(result.records.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    calls.push(called);
  }
  return calls;
}

test("a block runs where its code, the values that it gets or the assumptions on its paths are others than the last time, and else doesn't", async () => {
  const blocks = {
    a: "const a = given.g.x * 2;",
    sign: "const sign = Math.sign(a); const shape = { of: [sign, { sign }] };",
    after: "const after = sign + 1; console.log(after);",
    deep: "const deep = shape.of[0];",
    other: "const other = given.g.y;",
    most: "const most = other + after;",
  };
  const g = (x: number, y: number): Given => ({ g: { x, y } });
  const calls = await repeated(blocks, g(1, 1), g(1, 1), g(2, 1), g(-2, 1), g(-2, 5), g(-3, 6), g(0, 6), g(-0, 6));
  expect(calls).toEqual([
    ["a", "sign", "after", "deep", "other", "most"],
    [],
    ["a", "sign"],
    ["a", "sign", "after", "deep", "most"],
    ["other", "most"],
    ["a", "sign", "other", "most"],
    ["a", "sign", "after", "deep", "most"],
    ["a", "sign", "after", "deep"],
  ]);
});

test("what a function, or a part of the assumptions that was handed on, reads is read anew, and told of who reads it", async () => {
  const blocks = {
    of: "const of = (key) => given.g[key];",
    part: "const part = given.h; const again = () => given.h;",
    x: 'const x = of("x");',
    y: "const y = part.z + again().z;",
    is: "const is = [part === given.h, part === again(), x];",
    own: "const own = () => ({ n: given.k.n }); const same = { n: given.k.n }; ",
    far: "const far = own().n + same.n;",
  };
  const given = (x: number, z: number, n: number): Given => ({ g: { x, w: 1 }, h: { z }, k: { n } });
  const calls = await repeated(
    blocks,
    given(1, 1, 1),
    given(2, 1, 1),
    given(2, 2, 1),
    given(2, 2, 3),
    given(2, 2, 3),
    given(1, 1, 1),
  );
  expect(calls.slice(1, 5)).toEqual([["of", "x", "is"], ["part", "y", "is"], ["own", "far"], []]);
});

test("values that are alike are the same to whoever compares them, finds them in lists or keeps them as keys", async () => {
  const blocks = {
    list: "const list = [{ n: 1 }, { n: 2 }, { n: given.g.x > 0 ? 3 : 4 }]; const best = list[given.g.x > 5 ? 0 : 1];",
    at: "const at = list.indexOf(best);",
    copy: "const copy = [...list]; const fresh = given.g.y ? { n: 1 } : list[0];",
    found:
      "const found = [list.indexOf(copy[0]), list.indexOf(fresh), copy.indexOf(fresh), new Map([[best, 1]]).has(list[1])];",
    twice: "const twice = given.g.y > 1 ? [list, list] : [list, [...list]]; const once = twice[0] === twice[1];",
    maker: "const hand = ((of) => () => of)([{ n: 1 }]); const by = given.g.x;",
    got: "const got = hand();",
    hands: "const hands = [got === hand(), got.indexOf(hand()[0])];",
    made: "const made = () => list; const held = { list: made() };",
    equal: "const equal = [held.list === list, made() === held.list, once];",
  };
  const g = (x: number, y: number): Given => ({ g: { x, y } });
  await repeated(blocks, g(1, 1), g(2, 1), g(6, 1), g(7, 0), g(-1, 0), g(-1, 2), g(1, 0), g(1, 3), g(1, 1));
});

test("what can be told apart is: the order of keys, holes, zeros, what isn't a number, what is shared, kinds of objects", async () => {
  const kinds = [
    "{ a: 1, b: 2 }",
    "{ b: 2, a: 1 }",
    "[1, , 3]",
    "[1, undefined, 3]",
    "[0]",
    "[-0]",
    "[NaN]",
    "[null]",
    "new Map([[1, 2], [3, 4]])",
    "new Map([[3, 4], [1, 2]])",
    "new Set([1, 2])",
    "new Set([2, 1])",
    "new Date(0)",
    "new Date(1)",
    "new Float64Array([1])",
    "new Float32Array([1])",
    "/a/g",
    "/b/g",
    "(() => { const one = []; return [one, one]; })()",
    "[[], []]",
    "Object.create(null)",
    "{}",
    "'text'",
    "undefined",
    "(() => { const loop = {}; loop.loop = loop; return loop; })()",
    "Object.assign([1], { more: 1 })",
    "[1]",
    "Object.defineProperty({ a: 1 }, 'b', { value: 1 })",
    "{ a: 1, b: 1 }",
    "series([2026, 2027], (year) => year)",
  ];
  const blocks = {
    kinds: `const thing = [${kinds.map((kind) => `() => (${kind})`).join(", ")}][given.g.x]();`,
    told: `const told = [
      typeof thing === "object" && thing !== null ? Reflect.ownKeys(thing).map(String).join() : String(thing),
      Object.prototype.toString.call(thing),
      thing instanceof Map || thing instanceof Set ? [...thing].join(";") : thing instanceof Date ? thing.getTime() : "",
      Array.isArray(thing) ? [1 in thing, Object.is(thing[0], -0), thing[0] === thing[1]] : "",
    ];`,
  };
  const there = kinds.map((_, at) => at);
  const order = [...there, ...there.toReversed(), ...there.map((at) => (at * 7 + 3) % kinds.length)];
  await repeated(blocks, ...order.map((x): Given => ({ g: { x } })));
});

test("tables, and assumptions whose names or their order change", async () => {
  const table = (...numbers: number[]) => new Map([["kwh", { numbers: Float64Array.from(numbers) }]]);
  const blocks = {
    all: "const all = given.sales.rows; const first = all[0];",
    sum: "const sum = given.sales.columns.kwh.reduce((total, one) => total + one, 0) + given.g.x;",
    is: "const is = [all === given.sales.rows, all.indexOf(first), given.g.x];",
    names: 'const names = Object.keys(given.s).join(); const has = "2028" in given.s;',
  };
  const given = (x: number, s: object, ...numbers: number[]) => ({ g: { x }, s, sales: table(...numbers) }) as Given;
  const [a, b, c] = [
    { b: 1, a: 2 },
    { a: 2, b: 1 },
    { a: 2, b: 1, 2028: 3 },
  ];
  const run = realm();
  const program = programOf(blocks, { g: { x: 1 }, s: c, sales: { rows: 1, columns: { kwh: 1 } } } as unknown as Given);
  for (const one of [
    given(1, a, 1, 2),
    given(2, a, 1, 2),
    given(2, b, 1, 2),
    given(3, c, 1, 2),
    given(3, c, 1, 3),
    given(4, b, 0),
  ]) {
    const { result } = await run(program, one);
    expect(result.records.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(bare(result)).toEqual(bare((await realm()(program, one)).result));
  }
});

test("a block that waits, remembers, or hands on what may be changed runs each time, and so does what takes too long to be left out", async () => {
  const blocks = {
    later: "const later = await Promise.resolve(given.g.y);",
    day: "const day = new Date(0);",
    bytes: "const bytes = new Float64Array([1, 2]);",
    time: "const time = day.getTime() + bytes[0];",
    plain: "const plain = given.g.y;",
  };
  const g = (x: number): Given => ({ g: { x, y: 1 } });
  const calls = await repeated(blocks, g(1), g(2), g(3));
  expect(calls.slice(1)).toEqual([
    ["later", "day", "bytes", "time"],
    ["later", "day", "bytes", "time"],
  ]);
});

test("of a block or a name that was never told nothing can be as before", () => {
  const blocks = programOf({ a: "const a = 1;" }, { g: { x: 1 } });
  const want = ["a"];
  const job: ExecutionJob = { ...NO_BLOCKS, blocks, want, trace: true };
  const told = (result: object, before?: Answered) => () =>
    readReply(dataToText({ type: "answer", result } as { type: string }), job, before);
  const record = { blockId: "a", reads: [], printed: [], diagnostics: [] };
  const again = { records: [{ blockId: "a", again: true }], values: new Map() };
  const same = { records: [], values: new Map(), same: ["a"] };
  for (const one of [again, same]) expect(told(one)).toThrow("never told");
  const before: Answered = { records: new Map([["a", record]]), values: new Map([["a", 1]]) };
  for (const one of [again, same]) expect(told(one, before)).not.toThrow();
  expect(told({ ...again, records: [{ blockId: "b", again: true }] }, before)).toThrow();
  expect(told({ ...again, records: [{ blockId: "a", again: true, reads: [] }] }, before)).toThrow();
  expect(told({ ...same, same: ["b"] }, before)).toThrow();
});
