import { describe, expect, it, test } from "vitest";
import { FrameReader, frame, TooLarge } from "../../../src/notebook/process/frames.js";
import { readReply } from "../../../src/notebook/process/reply.js";
import { DEEPEST, dataToText } from "../../../src/notebook/process/text.js";
import { runnable } from "../../../src/notebook/run/compile.js";
import { NO_BLOCKS, program } from "../run/blocks.js";

const made = program({
  chart: ["const a = 1;", { kind: "chart" }],
  rows: ["const b = 1;", { kind: "table" }],
  holds: ["const c = true;", { kind: "claim", defines: ["c"] }],
  idle: "const d = 1;",
});
const job = { ...NO_BLOCKS, blocks: made.blocks.map(runnable), idle: new Set(["idle"]), want: ["c"] };
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10" role="img" aria-label="A"><rect x="1"/></svg>';

/** A reply that says all that one can. */
const honest = (): Record<string, unknown> => {
  const place = (): object => ({
    file: "chapters/01-test.md",
    start: { line: 1, column: 2 },
    end: { line: 1, column: 3 },
  });
  const table = (): object => ({
    columns: [{ key: "k", label: "K", unit: "kg", format: { style: "number", digits: 1, sign: true }, align: "left" }],
    rows: [[1, "t", null, true]],
  });
  const diagnostic = {
    rule: "notebook/threw",
    severity: "error",
    message: "m",
    place: place(),
    expected: "e",
    hint: "h",
    notes: ["n"],
    related: [{ words: "w", place: place() }],
    about: "b",
  };
  const record = (blockId: string, more: object): object => ({
    blockId,
    reads: ["gw"],
    printed: [["text", { kind: "object", name: "", entries: [["a", 1]] }]],
    diagnostics: [diagnostic],
    holds: new Map(),
    ...more,
  });
  return {
    type: "answer",
    result: {
      records: [
        record("chart", { figure: { kind: "chart", blockId: "chart", svg: SVG, data: [table()] } }),
        record("rows", { figure: { kind: "table", blockId: "rows", table: table() } }),
        record("holds", {
          kept: { values: new Map([["c", true]]) },
          claim: {
            id: "holds",
            blockId: "holds",
            holds: true,
            margin: 1,
            relativeMargin: 1,
            left: 1,
            right: 1,
            operator: "<",
            expression: "a < b",
            place: place(),
          },
        }),
      ],
      values: new Map([["c", 1]]),
    },
  };
};

/** What may stand in place of a part, by what it is. */
const OTHERS: Readonly<Record<string, () => unknown>> = {
  nothing: () => null,
  undefined: () => undefined,
  "a flag": () => true,
  "a number": () => 1,
  "a fraction": () => 1.5,
  "below zero": () => -1,
  "no number": () => Number.NaN,
  "an infinity": () => Number.POSITIVE_INFINITY,
  "a large integer": () => 2n ** 90n,
  "a text": () => "foreign",
  "an empty text": () => "",
  "a long text": () => "x".repeat(2 ** 17),
  "a name of the language's": () => "__proto__",
  "another name of the language's": () => "constructor",
  "a list": () => [],
  "a list of lists": () => [[[]]],
  "an object": () => ({}),
  "an object with a prototype of its own": () => JSON.parse('{"__proto__": {"x": 1}}'),
  "a map": () => new Map([["__proto__", 1]]),
  "a set": () => new Set([1]),
  "a date": () => new Date(0),
  bytes: () => new Uint8Array(8),
  floats: () => new Float64Array([Number.NaN]),
};

/** Where parts are, as keys on the way down; those in data, which may be anything, are left out. */
function pathsIn(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (path.at(-1) === "printed" || typeof value !== "object" || value === null) return [];
  const keys =
    value instanceof Map ? [] : Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value as object);
  return keys.flatMap((key) => [[...path, key], ...pathsIn((value as never)[key], [...path, key])]);
}

function at(root: unknown, path: readonly (string | number)[]): Record<string | number, unknown> {
  return path.reduce<unknown>((value, key) => (value as never)[key], root) as never;
}

const typeOf = (value: unknown): string =>
  value === null ? "null" : typeof value === "object" ? (value?.constructor?.name ?? "") : typeof value;

/** Where an honest reply may say other numbers, texts or flags, which are the blocks' own. */
const FREE = /^(?:message|expected|hint|about|words|label|unit|key|expression|operator|notes|reads|to|from)$/;
const OWN = /^(?:holds|margin|relativeMargin|left|right|sign|line|column|digits)$/;
const MAY_BE_ABSENT =
  /^(?:place|end|expected|hint|notes|related|about|figure|claim|kept|holds|unit|format|digits|sign|margin|relativeMargin|left|right|operator)$/;

const PATHS = pathsIn(honest());

describe("a reply", () => {
  it("that is honest is believed", () => {
    const read = readReply(dataToText(honest()), job) as { result: { records: { figure?: { svg?: string } }[] } };
    expect(read.result.records[0]?.figure?.svg).toBe(SVG);
    expect(PATHS.length).toBeGreaterThan(120);
  });

  it.each(Object.entries(OTHERS))("with %s in place of a part is refused, or says no more than it may", (_, other) => {
    for (const path of PATHS) {
      const forged = honest();
      const name = path.at(-1) ?? "";
      const parent = at(forged, path.slice(0, -1));
      const before = parent[name];
      const put = other();
      parent[name] = put;
      const where = `${path.join(".")} = ${typeOf(put)}`;
      const label = String(typeof name === "number" ? path.at(-2) : name);
      const isCell = path.at(-3) === "rows" && ["boolean", "number", "string", "null"].includes(typeOf(put));
      const allowed =
        (put === undefined && MAY_BE_ABSENT.test(String(name))) ||
        (typeOf(put) === typeOf(before) &&
          (FREE.test(label) || OWN.test(label) || Array.isArray(put) || put instanceof Map)) ||
        (label === "holds" && put instanceof Map) ||
        isCell ||
        // A chart that wasn't asked to be drawn.
        (label === "svg" && put === "");
      if (allowed) continue;
      expect(() => readReply(dataToText(forged), job), where).toThrow();
    }
  });

  it("with a part too many, or one too few, is refused", () => {
    for (const path of PATHS) {
      const name = path.at(-1) ?? "";
      if (typeof name === "number") continue;
      for (const extra of ["more", "__proto__", "constructor", "toString", "fix", "then"]) {
        const forged = honest();
        const parent = at(forged, path.slice(0, -1));
        Object.defineProperty(parent, extra, { value: "x", enumerable: true, configurable: true });
        expect(() => readReply(dataToText(forged), job), `${path.join(".")} ${extra}`).toThrow();
      }
      if (MAY_BE_ABSENT.test(name)) continue;
      const forged = honest();
      delete at(forged, path.slice(0, -1))[name];
      expect(() => readReply(dataToText(forged), job), `without ${path.join(".")}`).toThrow();
    }
  });

  it("of blocks, names and files that were not asked for is refused", () => {
    const names = ["idle", "other", "rows", "__proto__", "constructor", "", "chart\u0000"];
    for (const name of names)
      for (const change of [
        (r: ReturnType<typeof honest>) => (at(r, ["result", "records", 0]).blockId = name),
        (r: ReturnType<typeof honest>) => (at(r, ["result", "records", 0, "figure"]).blockId = name),
        (r: ReturnType<typeof honest>) => (at(r, ["result", "records", 2, "claim"]).id = name),
        (r: ReturnType<typeof honest>) => (at(r, ["result", "records", 2, "claim"]).blockId = name),
        (r: ReturnType<typeof honest>) => (at(r, ["result"]).values = new Map([[name, 1]])),
        (r: ReturnType<typeof honest>) => (at(r, ["result", "records", 2]).kept = { values: new Map([[name, 1]]) }),
        (r: ReturnType<typeof honest>) => (at(r, ["result", "records", 0]).holds = new Map([[name, { within: [] }]])),
      ]) {
        const forged = honest();
        change(forged);
        expect(() => readReply(dataToText(forged), job), name).toThrow();
      }
    for (const file of ["chapters/99.md", "/etc/passwd", "../secret", "", "__proto__"])
      for (const path of ["result.records.0.diagnostics.0.place", "result.records.0.diagnostics.0.related.0.place"]) {
        const forged = honest();
        at(forged, path.split(".")).file = file;
        expect(() => readReply(dataToText(forged), job), file).toThrow();
      }
    const twice = honest();
    const records = at(twice, ["result"]).records as unknown[];
    records.push(structuredClone(records[0]));
    expect(() => readReply(dataToText(twice), job)).toThrow("a block twice");
    expect(() => readReply(dataToText(honest()))).toThrow("an answer to nothing");
  });

  it("with a drawing that holds more than shapes is refused whole", () => {
    for (const svg of [SVG.replace("<rect", '<script>alert(1)</script><rect onclick="x"'), SVG.replace("10", "NaN")]) {
      const forged = honest();
      at(forged, ["result", "records", 0, "figure"]).svg = svg;
      expect(() => readReply(dataToText(forged), job)).toThrow();
    }
  });

  it("of no known kind, or of no text that data is written in, is refused", () => {
    for (const type of ["", "job", "__proto__", "constructor", "toString", "x".repeat(1000)])
      expect(() => readReply(dataToText({ type }), job)).toThrow();
    const texts = [
      ..."null 1 [] [1] {} [99] [0,[9,5]] [2,1] [4,[7]] [5] [6] [8] [9,-1] [9,0.5]".split(" "),
      "[1,1,2]",
      '[1,"a"]',
      '[6,"1"]',
      '[8,"1.5"]',
      '[5,"Float64Array","AA"]',
      '[5,"Float64Array","AAAA"]',
      '[5,"__proto__","AAAA"]',
      '[5,"constructor","AAAA"]',
      '[5,"Uint8Array","!!!!"]',
      `${"[0,".repeat(100_000)}1${"]".repeat(100_000)}`,
      `${"[".repeat(100_000)}`,
      `{"a":${"[".repeat(DEEPEST * 4)}`,
    ];
    for (const text of texts) expect(() => readReply(text, job), text.slice(0, 40)).toThrow();
    expect(Object.prototype).not.toHaveProperty("x");
  });

  it("that prints without end in itself, or claims that more is there, prints a line of a bounded length", () => {
    const ring: { kind: string; items: unknown[]; more: number } = { kind: "array", items: [], more: 2 ** 40 };
    ring.items.push(ring);
    const deep = Array.from({ length: 200 }).reduce<unknown>((items) => ({ kind: "set", items: [items], more: 0 }), 1);
    for (const print of [
      ring,
      deep,
      { kind: "array", items: [], more: Number.POSITIVE_INFINITY },
      { kind: "array", items: [], more: -1 },
      { kind: "array" },
      { kind: "regExp", source: "(", flags: "zz" },
      { kind: "date", time: Number.NaN },
      { kind: "object", name: "x".repeat(1e6), entries: [["__proto__", 1]] },
      { kind: "nothing that is known" },
      { kind: "__proto__" },
      "x".repeat(1e6),
    ]) {
      const forged = honest();
      at(forged, ["result", "records", 0]).printed = [[print]];
      const read = readReply(dataToText(forged), job) as { result: { records: { printed: string[] }[] } };
      expect(read.result.records[0]?.printed[0]?.length).toBeLessThan(21_000);
    }
  });
});

describe("a message", () => {
  it("that is announced as longer than the most is refused before any of it is kept", () => {
    const heard: string[] = [];
    for (const length of [101, 2 ** 31 - 1, 2 ** 32 - 1]) {
      const reader = new FrameReader(100, (text) => heard.push(text));
      const head = Buffer.alloc(4);
      head.writeUInt32LE(length);
      expect(() => reader.add(head)).toThrow(TooLarge);
      expect(() => new FrameReader(100, () => {}).add(Buffer.concat([frame("well"), head]))).toThrow(TooLarge);
    }
    expect(heard).toEqual([]);
  });

  it("comes whole, in whatever pieces it arrives", () => {
    const texts = ["", "a", "ä".repeat(40), "x".repeat(100)];
    const bytes = Buffer.concat(texts.map(frame));
    for (let size = 1; size <= bytes.length; size++) {
      const heard: string[] = [];
      const reader = new FrameReader(100, (text) => heard.push(text));
      for (let from = 0; from < bytes.length; from += size) reader.add(bytes.subarray(from, from + size));
      expect(heard).toEqual(texts);
    }
  });
});

test("garbage is refused, whatever it is", () => {
  let seed = 11;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const text = dataToText(honest());
  const before = JSON.stringify(readReply(text, job));
  for (let n = 0; n < 600; n++) {
    const from = next(text.length);
    const cut = [
      text.slice(0, from),
      text.slice(from),
      text.slice(0, from) + String.fromCharCode(next(128)) + text.slice(from + 1),
      text.slice(0, from) + text.slice(from + 1 + next(20)),
      text.slice(0, from) + text.slice(next(text.length)),
    ][n % 5] as string;
    try {
      // What is still a reply has the form of one.
      expect(Object.keys(readReply(cut, job))).toEqual(Object.keys(JSON.parse(before) as object));
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(RangeError);
    }
  }
});
