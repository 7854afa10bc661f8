import { deserialize, serialize } from "node:v8";
import { describe, expect, it } from "vitest";
import { readChapters } from "../../../src/chapters/index.js";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import { analyse } from "../../../src/notebook/analyse/analyse.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";
import { type Cache, keyOf } from "../../../src/notebook/run/cache.js";
import { run } from "../../../src/notebook/run/runner.js";
import { matchGolden } from "../../golden.js";
import { realmRunner } from "../../setup/in-realm.js";

/** What may remember: the block that defines `thing`, and an expression that uses it and would come to another number every time. */
const remembers: Readonly<Record<string, readonly [code: string, use: string]>> = {
  "a variable at the top": ["let n = 0;\nconst thing = () => ++n;", "thing()"],
  "a variable at the top, of a private name": ["let _n = 0;\nfunction thing() { _n += 1; return _n; }", "thing()"],
  "a variable of a function called at once": ["const thing = (() => { let n = 0; return () => ++n; })();", "thing()"],
  "a variable of a factory": [
    "const _make = () => { let n = 0; return () => ++n; };\nconst thing = _make();",
    "thing()",
  ],
  "a variable changed by taking apart": ["let n = 0;\nconst thing = () => { [n] = [n + 1]; return n; };", "thing()"],
  "a variable changed by a loop": ["let n = 0;\nconst thing = () => { for (n of [n + 1]); return n; };", "thing()"],
  "a method's own object": ["const thing = { n: 0, next() { return ++this.n; } };", "thing.next()"],
  "an object behind a constant": [
    "const state = { n: 0 };\nconst thing = () => { const s = state; return ++s.n; };",
    "thing()",
  ],
  "an object changed by a helper": [
    "const _bump = (o) => ++o.n;\nconst _state = { n: 0 };\nconst thing = () => _bump(_state);",
    "thing()",
  ],
  "an object of a factory, changed by a helper": [
    "const _bump = (o) => ++o.n;\nconst thing = (() => { const o = { n: 0 }; return () => _bump(o); })();",
    "thing()",
  ],
  "an array": ["const _seen = [];\nconst thing = () => _seen.push(1);", "thing()"],
  "an array as a default": [
    "const _all = [];\nfunction thing(x = 1, all = _all) { all.push(x); return all.length; }",
    "thing()",
  ],
  "an array of a factory": ["const thing = (() => { const all = []; return () => all.push(1); })();", "thing()"],
  "an array within a captured one": ["const _all = [[]];\nconst thing = () => _all[0].push(1);", "thing()"],
  "an array by a method's name": [
    "const _all = [];\nconst _how = 'push';\nconst thing = () => _all[_how](1);",
    "thing()",
  ],
  "Array.prototype.push.call": ["const thing = [];", "Array.prototype.push.call(thing, 1)"],
  "Object.assign": ["const _o = { n: 0 };\nconst thing = () => Object.assign(_o, { n: _o.n + 1 }).n;", "thing()"],
  "a Map": ["const _seen = new Map();\nconst thing = () => _seen.set(_seen.size, 1).size;", "thing()"],
  "a Map of a factory": [
    "const thing = (() => { const m = new Map(); return () => m.set(m.size, 1).size; })();",
    "thing()",
  ],
  "a Map handed on": ["const thing = new Map();", "((m) => m.set(m.size, 1).size)(thing)"],
  "Map.prototype.set.call": ["const thing = new Map();", "Map.prototype.set.call(thing, thing.size, 1).size"],
  "Set.prototype.add.call": ["const thing = new Set();", "Set.prototype.add.call(thing, thing.size).size"],
  "a Map of the library": [
    "const thing = d3.group([1, 2], (d) => d);",
    "Map.prototype.set.call(thing, thing.size, 1).size",
  ],
  "a WeakMap": [
    "const _key = {};\nconst _m = new WeakMap([[_key, 0]]);\nconst _set = (m, n) => m.set(_key, n).get(_key);\nconst thing = () => _set(_m, _m.get(_key) + 1);",
    "thing()",
  ],
  "a Date": ["const thing = new Date(0);", "((d) => d.setFullYear(d.getFullYear() + 1))(thing)"],
  "Date.prototype.setTime.call": [
    "const thing = new Date(0);",
    "Date.prototype.setTime.call(thing, thing.getTime() + 1)",
  ],
  "a typed array": ["const thing = new Uint8Array(1);", "((a) => ++a[0])(thing)"],
  "a property of a typed array": ["const thing = new Uint8Array(1);", "((a) => (a.n = (a.n ?? 0) + 1))(thing)"],
  "a buffer": ["const thing = new ArrayBuffer(1);", "((b) => ++new Uint8Array(b)[0])(thing)"],
  "a DataView": [
    "const thing = new DataView(new ArrayBuffer(1));",
    "((v) => (v.setInt8(0, v.getInt8(0) + 1), v.getInt8(0)))(thing)",
  ],
  "the place of a regular expression": ["const thing = /a/g;", "(thing.test('aaaaaaaa'), thing.lastIndex)"],
  "the place of a captured regular expression": [
    "const _a = /a/g;\nconst thing = () => (_a.test('aaaaaaaa'), _a.lastIndex);",
    "thing()",
  ],
  "the last match": [
    "const thing = (t) => /a+/.test(t);",
    "((n) => (thing('a'.repeat(n + 1)), n))(RegExp.lastMatch.length)",
  ],
  "an array's iterator": ["const thing = [1, 2, 3, 4, 5, 6].values();", "thing.next().value"],
  "a Map's iterator": ["const thing = new Map([[1, 1], [2, 2], [3, 3], [4, 4]]).keys();", "thing.next().value"],
  "a generator": [
    "function* _count() { for (let n = 1; ; n++) yield n; }\nconst thing = _count();",
    "thing.next().value",
  ],
  "an iterator within an object": [
    "const thing = { of: ['a', 'bb', 'ccc', 'dddd'][Symbol.iterator]() };",
    "thing.of.next().value.length",
  ],
  "matches one by one": ["const thing = 'abcdef'.matchAll(/./g);", "thing.next().value.index"],
  "a captured iterator": [
    "const _all = [1, 2, 3, 4, 5, 6].values();\nconst thing = () => _all.next().value;",
    "thing()",
  ],
  "a captured iterator that is taken apart": [
    "const _all = [1, 2, 3, 4, 5, 6].values();\nconst thing = () => { const [x] = { [Symbol.iterator]: () => ({ next: () => _all.next() }) }; return x; };",
    "thing()",
  ],
  "a captured generator of a factory": [
    "function* _count() { for (let n = 1; ; n++) yield n; }\nconst thing = (() => { const all = _count(); return () => all.next().value; })();",
    "thing()",
  ],
  "a bound method": ["const thing = [].push.bind([]);", "thing(1)"],
  "a bound iterator": [
    "const _all = [1, 2, 3, 4, 5, 6].values();\nconst thing = _all.next.bind(_all);",
    "thing().value",
  ],
  "a private field": [
    "class _Counter { #n = 0; next() { return ++this.#n; } }\nconst thing = new _Counter();",
    "thing.next()",
  ],
  "a private field that is captured": [
    "class _Counter { #n = 0; next() { return ++this.#n; } }\nconst _c = new _Counter();\nconst thing = () => _c.next();",
    "thing()",
  ],
  "an object in a private field": [
    "class _C { #all = []; next() { return this.#all.push(1); } }\nconst thing = new _C();",
    "thing.next()",
  ],
  "a static field": ["class Thing { static n = 0; id = ++Thing.n; }\nconst thing = () => new Thing().id;", "thing()"],
  "a private static field": [
    "class _C { static #n = 0; static next() { return ++_C.#n; } }\nconst thing = _C;",
    "thing.next()",
  ],
  "the prototype of a class": [
    "class _C {}\nconst thing = new _C();",
    "((p) => (p.n = (p.n ?? 0) + 1))(Object.getPrototypeOf(thing))",
  ],
  "the prototype of errors": ["const thing = Error.prototype;", "Object.assign(thing, { n: (thing.n ?? 0) + 1 }).n"],
  "a getter": ["let _n = 0;\nconst thing = { get next() { return ++_n; } };", "thing.next"],
  "a getter of a factory": [
    "const thing = (() => { let n = 0; return { get next() { return ++n; } }; })();",
    "thing.next",
  ],
  "a function's property": ["function thing() { thing.n = (thing.n ?? 0) + 1; return thing.n; }", "thing()"],
  "a proxy": ["const thing = new Proxy({ n: 0 }, {});", "((p) => ++p.n)(thing)"],
  "a promise": ["const thing = Promise.resolve([]);", "(await thing).push(1)"],
  "an async function": ["let n = 0;\nconst thing = async () => { await null; return ++n; };", "await thing()"],
  "a tag": [
    "const thing = (() => { const seen = new Map(); return (s) => { seen.set(s, (seen.get(s) ?? 0) + 1); return seen.get(s); }; })();",
    "((tag) => tag`a`)(thing) + ((tag) => tag`b`)(thing)",
  ],
  "a histogram that is set": [
    "const thing = d3.bin().thresholds(() => [0]);",
    "((n) => (thing.thresholds(() => new Array(n + 1)), n))(thing.thresholds()().length)",
  ],
  "what a factory of another block made": [
    "const _twice = (f) => () => f() + f();\nlet n = 0;\nconst thing = _twice(() => ++n);",
    "thing()",
  ],
};

/** How the blocks come by it: further blocks, and what they call what they use. */
const shared: Readonly<Record<string, (use: string) => Shared>> = {
  "by its name": (use) => ({ more: {}, use }),
  "by another block's function": (use) => ({
    more: { m: `const via = ${use.includes("await") ? "async " : ""}() => ${use};` },
    use: use.includes("await") ? "await via()" : "via()",
  }),
  "within another block's object": (use) => ({
    more: { m: "const box = { of: [thing] };" },
    use: use.replace(/\bthing\b/g, "box.of[0]"),
  }),
};

/** What looks like it and is none: the two blocks get these numbers. */
const harmless: Readonly<Record<string, readonly [code: string, use: string, value: unknown]>> = {
  "a loop": ["const thing = (xs) => { let n = 0; for (const x of xs) n += x; return n; };", "thing([1, 2])", 3],
  "a callback": ["const thing = (xs) => { let n = 0; xs.forEach((x) => { n += x; }); return n; };", "thing([1, 2])", 3],
  "a local function": [
    "function thing(xs) { let n = 0; const add = (x) => { n += x; }; for (const x of xs) add(x); return n; }",
    "thing([1, 2])",
    3,
  ],
  "a Map made and filled": ["const thing = new Map();\nfor (const x of [1, 2]) thing.set(x, x);", "thing.get(2)", 2],
  "a variable that only the block changes": [
    "let n = 0;\nconst _add = () => ++n;\n_add();\nconst thing = n;",
    "thing",
    1,
  ],
  numbering: [
    "let _n = 0;\nconst _id = () => ++_n;\nconst thing = ['a', 'b'].map((name) => ({ name, id: _id() }));",
    "thing[1].id",
    2,
  ],
  "a counter of the user's own": [
    "const thing = () => { let n = 0; return () => ++n; };",
    "((next) => next() + next())(thing())",
    3,
  ],
  "a class of the user's own": [
    "class Thing { #n = 0; next() { return ++this.#n; } }\nconst thing = () => new Thing();",
    "thing().next()",
    1,
  ],
  "a generator function": ["function* thing() { yield 1; yield 2; }", "[...thing()].length", 2],
  "a curried function": ["const thing = (k) => (x) => k * x;", "thing(2)(3)", 6],
  "a table": ["const _t = { a: 1 };\nconst thing = (key) => _t[key];", "thing('a')", 1],
  "a memory that changes nothing": [
    "const thing = (() => { const known = new Map(); const fib = (n) => { const k = known.get(n); if (k !== undefined) return k; const v = n < 2 ? n : fib(n - 1) + fib(n - 2); known.set(n, v); return v; }; return fib; })();",
    "thing(20)",
    6765,
  ],
  "expressions that stay where they are": [
    "const _digits = /[0-9]/g;\nconst thing = (t) => t.replace(_digits, '').length;",
    "thing('a1b2')",
    2,
  ],
  "an expression to replace by": ["const thing = /[0-9]/g;", "'a1b2'.replace(thing, '').length", 2],
  "a bisector": ["const thing = d3.bisector((d) => d.x).left;", "thing([{ x: 1 }, { x: 2 }], 2)", 1],
  groups: ["const thing = d3.rollup([1, 2, 2], (v) => v.length, (d) => d);", "thing.get(2)", 2],
  "an error of one's own": [
    "class _Wrong extends Error { constructor(m) { super(m); this.name = 'Wrong'; } }\nconst thing = (m) => new _Wrong(m);",
    "String(thing('x'))",
    "Wrong: x",
  ],
  "an object with a method called add": [
    "const _v = { add: (a, b) => a + b };\nconst thing = (x) => _v.add(x, 1);",
    "thing(1)",
    2,
  ],
  "a promise": ["const thing = Promise.resolve(2);", "await thing", 2],
};

interface Outcome {
  problems: string;
  values: Record<string, unknown>;
}

async function outcome(blocks: Readonly<Record<string, string>>, cache?: Cache): Promise<Outcome> {
  const text = Object.entries(blocks).map(([id, code]) => `\`\`\`ts {#${id}}\n${code}\n\`\`\`\n`);
  const sources = new Map([["chapters/01-test.md", `---\ntitle: Test\n---\n\n${text.join("\n")}`]]);
  const { chapters } = readChapters(sources);
  const options = { givenPaths: new Set<string>(), library: LIBRARY_NAMES, globals: GLOBAL_NAMES };
  const program = analyse(
    chapters.flatMap((one) => one.blocks),
    options,
  );
  const errors = program.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { problems: formatDiagnostics(errors, { sources }), values: {} };
  const result = await run(program, {
    given: {},
    want: ["one", "two"],
    versions: "1",
    runner: here,
    ...(cache ? { cache } : {}),
  });
  return { problems: formatDiagnostics(result.diagnostics, { sources }), values: Object.fromEntries(result.values) };
}

const here = realmRunner();

function inMemory(): Cache {
  const entries = new Map<string, Buffer>();
  return {
    get: (parts) => {
      const found = entries.get(keyOf(parts));
      return found && deserialize(found);
    },
    put: (parts, record) => void entries.set(keyOf(parts), serialize(record)),
    lastParts: () => new Map(),
    finish: () => {},
  };
}

interface Shared {
  more: Record<string, string>;
  use: string;
}

/** The two blocks that use it in both orders, and, where it is shared in the plainest way, one of them kept in a cache, from an empty one and a full one. */
async function outcomes(code: string, { more, use }: Shared): Promise<Outcome[]> {
  const one = `//| expensive: true\nconst one = ${use};`;
  const two = `const two = ${use};`;
  const orders = [
    { a: code, ...more, b: one, c: two },
    { c: two, ...more, b: one, a: code },
  ];
  const found: Outcome[] = [];
  const plain = Object.keys(more).length === 0;
  for (const blocks of plain ? orders : orders.slice(1)) {
    const cache = inMemory();
    found.push(await outcome(blocks, cache));
    if (plain) found.push(await outcome(blocks, cache));
  }
  return found;
}

describe("values that remember what blocks do with them", () => {
  const said: string[] = [];
  it.each(Object.keys(remembers).flatMap((kind) => Object.keys(shared).map((way) => [kind, way] as const)))(
    "%s, %s: refused, in whatever order and cached or not",
    async (kind, way) => {
      const [code, use] = remembers[kind] ?? ["", ""];
      const found = await outcomes(code, (shared[way] ?? ((x) => ({ more: {}, use: x })))(use));
      if (way === "by its name") said.push(`## ${kind}\n${found[0]?.problems}`);
      for (const { problems } of found) expect(problems).toMatch(/^error\[/);
    },
  );

  it("are told of at their place", () => {
    matchGolden("test/notebook/run/golden/state.txt", said.join("\n\n"));
  });

  it.each(Object.keys(harmless))("are not those of %s", async (kind) => {
    const [code, use, value] = harmless[kind] ?? ["", "", 0];
    for (const way of Object.values(shared)) {
      const found = await outcomes(code, way(use));
      for (const { problems, values } of found)
        expect({ problems, values }).toEqual({ problems: "", values: { one: value, two: value } });
    }
  });
});
