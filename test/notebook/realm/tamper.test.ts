import { describe, expect, it } from "vitest";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { program } from "../run/blocks.js";
import { execute } from "../run/execute.js";
import { HONEST, LIBRARY } from "./honest.js";

/** Tries to change whatever is reached from some values in every way, and prints what gave way. */
const TAMPER = `
const _evil = () => 666;
const _tamper = (start, isOwn = () => false) => {
  const gave = [];
  const seen = new Set();
  const waiting = [[start, ""]];
  while (waiting.length > 0) {
    const [value, path] = waiting.pop();
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
    seen.add(value);
    waiting.push([Object.getPrototypeOf(value), path + ".__proto__"]);
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      waiting.push([property.value, path + "." + String(key)], [property.get, path + "." + String(key)], [property.set, path + "." + String(key)]);
      if (isOwn(value, path)) continue;
      try { value[key] = _evil; } catch {}
      try { Reflect.defineProperty(value, key, { value: _evil }); } catch {}
      try { Reflect.defineProperty(value, key, { get: _evil }); } catch {}
      try { Reflect.deleteProperty(value, key); } catch {}
      const now = Object.getOwnPropertyDescriptor(value, key);
      if (!Object.is(now?.value, property.value) || now?.get !== property.get || now?.set !== property.set) gave.push(path + "." + String(key));
    }
    if (isOwn(value, path)) continue;
    try { value.evil = _evil; } catch {}
    try { Reflect.setPrototypeOf(value, { evil: _evil }); } catch {}
    if (Object.hasOwn(value, "evil") || Object.getPrototypeOf(value)?.evil === _evil) gave.push(path + " itself");
  }
  return gave;
};
`;

const GLOBALS =
  "Object Function Array Number Boolean String Symbol BigInt Date Math JSON RegExp Promise Proxy Reflect Map Set WeakMap WeakSet Intl Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array parseFloat parseInt isFinite isNaN encodeURI decodeURI console";

const outcome = async (memo: Program) => {
  const { records, values } = await execute(memo);
  const own = new Set(Object.keys(HONEST));
  return {
    values: Object.fromEntries([...values].filter(([name]) => !name.startsWith("evil"))),
    records: records
      .filter(({ blockId }) => own.has(blockId))
      .map(({ diagnostics: _, claim, ...record }) => ({ ...record, holds: claim?.holds, margin: claim?.margin })),
    gave: values.get("evil_gave"),
    printed: records.filter(({ blockId }) => !own.has(blockId)).flatMap(({ printed }) => printed),
  };
};

describe("what one block does makes no difference to another", () => {
  const honest = outcome(program(HONEST));

  it.each([
    ["the language", `[${GLOBALS.split(" ").join(", ")}]`],
    [
      "what the language hides",
      "[[][Symbol.iterator](), function* () {}, async function* () {}, async () => {}, new Map().keys(), new Set().keys(), 'a'.matchAll(/a/g), ''[Symbol.iterator](), Object.getPrototypeOf(Uint8Array)].map((one) => Object.getPrototypeOf(one))",
    ],
    ["the library", "[years, series, rows, cumulative, format, table, d3]"],
    [
      "what the library makes",
      "[() => years('x'), () => given.nothing].map((f) => { try { f(); } catch (e) { return Object.getPrototypeOf(e); } }).concat([d3.group([1], (d) => d), new d3.Adder()].map((one) => Object.getPrototypeOf(one)))",
    ],
    ["the chart library", "Plot"],
    [
      "what the chart library makes",
      "[Plot.dot([1]), Plot.plot({}), Plot.colorKey(), Plot.lineY([1]), Plot.text([1]), Plot.areaY([1])].map((one) => Object.getPrototypeOf(one))",
    ],
  ])("through %s", async (_, start) => {
    const evil = `${TAMPER}\nconst evil_gave = _tamper(Object.freeze(${start}), (value) => Array.isArray(value) && value !== Array.prototype);`;
    const memo = program({
      evil: [evil, { library: LIBRARY, defines: ["evil_gave"], file: "chapters/02-evil.md" }],
      ...HONEST,
    });
    const tampered = await outcome(memo);
    expect(tampered.gave).toEqual([]);
    expect(tampered.values).toEqual((await honest).values);
    expect(tampered.records).toEqual((await honest).records);
  });

  it("through what a mark that draws itself is given", async () => {
    const evil = `${TAMPER}
const evil_rows = [{ x: 1 }];
const _draw = function (index, scales, values, dimensions, context, next) {
  const drawn = next(index, scales, values, dimensions, context);
  const above = [context.document, context.ownerSVGElement, drawn, drawn?.style, context.path?.(), scales.x, scales.color].filter(Boolean);
  for (const one of above) {
    const prototype = Object.getPrototypeOf(one);
    if (prototype) console.log(..._tamper(prototype), "tried");
  }
  return drawn;
};
const _curve = (context) => { console.log(..._tamper(Object.getPrototypeOf(context)), "tried"); return { lineStart() {}, lineEnd() {}, point() {}, areaStart() {}, areaEnd() {} }; };
const _symbol = { draw(context) { console.log(..._tamper(Object.getPrototypeOf(context)), "tried"); } };
const __result = (Plot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.lineY([1, 2], { curve: _curve }), Plot.dot([1], { symbol: _symbol }), Plot.dot([{ x: 1, y: 1 }], { x: "x", y: "y", fill: "x", render: _draw })] }));`;
    const memo = program({
      "fig-evil": [
        evil,
        { kind: "chart", library: ["Plot"], options: { alt: "A", data: "evil_rows" }, defines: ["evil_rows"] },
      ],
      ...HONEST,
    });
    const tampered = await outcome(memo);
    expect(new Set(tampered.printed)).toEqual(new Set(["tried"]));
    expect(tampered.records).toEqual((await honest).records);
  });
});
