import { entriesOf, keysOf, ORDER } from "../../keys/ordered.js";
import { groupBy } from "../../lists.js";
import { GLOBAL_NAMES } from "../library/library-names.js";
import { type GivenNode, type GivenTree, isGroup } from "../run/trace.js";
import type { Variation } from "./types.js";

/** Writes the points of a sweep into `given` and runs what moves with them; made by `driverSource`. */
export interface Driver {
  /** Puts one row of points into `given` and works out what is derived from them. */
  set(points: Float64Array, row: number): void;
  /** Tells of numbers of a row, the one that was put there last, that `given` no longer holds. */
  check(points: Float64Array, row: number): void;
  /**
   * Does rows `from` to `to`, or fewer: until `until` on the clock, looked at every `stride` rows, or until a block throws, when
   * `state[FAILED]` is 1. `state` also tells the row and the block that ran last. `moving` has a bit for each of the blocks that may run, `told` is 1 for
   * outputs that are read. Of rows behind the first only what `changed` lists is looked at and written, where it is there: indices among the numbers of all
   * rows, rising.
   *
   * @returns the row it did not finish.
   */
  run(
    points: Float64Array,
    from: number,
    to: number,
    results: Results,
    stride: number,
    until: number,
    moving: Int32Array,
    told: Uint8Array,
    changed?: Uint32Array,
  ): number;
}

export interface Results {
  outputs: Float64Array;
  margins: Float64Array;
}

/** Entries of the state array. */
export const BLOCK = 0;
export const ROW = 1;
export const FAILED = 2;

/** What a driver is made over; arguments of the function that `driverSource` is the text of. */
export interface Surroundings {
  given: object;
  /** Values of the names blocks share, by slot. */
  slots: unknown[];
  /** For each path, a word for 32 blocks each: a bit for each of the blocks that move when it alone does. */
  reach: Int32Array;
  /** The blocks that move, in order. */
  blocks: readonly ((...values: unknown[]) => Record<string, unknown>)[];
  /** Values that are no slots but parameters of blocks. */
  constants: readonly unknown[];
  state: Int32Array;
  clock(): number;
  /** A block has written into `given`, where a column has its number. */
  strayed(column: number): void;
  /** What is kept for an output that is no finite number; by column. */
  oddNumber(column: number, row: number, value: unknown): number;
  text(column: number, row: number, value: unknown): number;
  claim(column: number, row: number, value: unknown, results: Results): number;
}

export interface DriverBlock {
  index: number;
  /** Each parameter: the slot of a name, or the index of a constant. `given` is neither. */
  parameters: readonly ({ slot: number } | { constant: number } | "given")[];
  /** What it returns that others use, by slot. */
  returns: readonly { name: string; slot: number }[];
}

export interface DriverOutput {
  /** The block it is of, by index in the job. */
  block: number;
  slot: number;
  keys: readonly string[];
  kind: "number" | "text" | "claim";
}

/** Words of 32 bits that have one for each of so many blocks. */
const wordsFor = (blocks: number): number => Math.ceil(blocks / 32);

/** Some of a variation's blocks, by position in it, as bits. */
export function bitsOf(positions: readonly number[], blocks: number): Int32Array {
  const bits = new Int32Array(wordsFor(blocks));
  for (const at of positions) bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31));
  return bits;
}

/** What each path of a variation moves, as `Surroundings` have it. */
export function reachIn({ paths, blocks, reaches, reachOf }: Variation): Int32Array {
  const words = wordsFor(blocks.length);
  const reach = new Int32Array(paths.length * words);
  const bits = reaches.map((positions) => bitsOf(positions, blocks.length));
  for (const [path, number] of reachOf.entries()) reach.set(bits[number] ?? [], path * words);
  return reach;
}

/**
 * The text of a function from `Surroundings` to a `Driver`: one loop with constant keys and slots, that allocates nothing but what
 * the blocks do. Where a row differs from the one before it, only the blocks that move with what differs run and only their outputs are read; at the first
 * row of a call all are. An output that is no finite number is told of at each row.
 */
export function driverSource(
  paths: readonly (readonly string[])[],
  derivations: readonly string[],
  blocks: readonly DriverBlock[],
  outputs: readonly DriverOutput[],
): string {
  const groups = new Map<string, string>();
  const places = paths.map((parts) => {
    const group = accessCode("given", parts.slice(0, -1));
    const name = groups.get(group) ?? `__g${groups.size}`;
    groups.set(group, name);
    return accessCode(name, parts.slice(-1));
  });
  const calls = blocks.map(({ index, parameters, returns }, at) => {
    const values = parameters.map((parameter) =>
      parameter === "given" ? "given" : "slot" in parameter ? `slots[${parameter.slot}]` : `__c${parameter.constant}`,
    );
    const call = `__b${at}(${values.join(", ")})`;
    const kept = returns.map(({ name, slot }) => `slots[${slot}] = r.${name};`).join(" ");
    return `if (m${at >> 5} & ${1 << (at & 31)}) { state[${BLOCK}] = ${index}; ${kept === "" ? `${call};` : `const r = ${call}; ${kept}`} }`;
  });
  const width = paths.length;
  const words = [...Array(wordsFor(blocks.length)).keys()];
  const moves = words.map((word) => `m${word} |= reach[c * ${words.length} + ${word}];`).join(" ");
  const constants = new Set(
    blocks.flatMap(({ parameters }) =>
      parameters.flatMap((parameter) => (parameter !== "given" && "constant" in parameter ? [parameter.constant] : [])),
    ),
  );
  const reads = outputs.map(({ slot, keys, kind }, column) => {
    const value = `slots[${slot}]${keys.map((key) => `?.[${JSON.stringify(key)}]`).join("")}`;
    const to = `outputs[o + ${column}]`;
    const read =
      kind === "number"
        ? `oddNumber(${column}, row, v)`
        : kind === "claim"
          ? `claim(${column}, row, v, results)`
          : `text(${column}, row, v)`;
    // A difference with itself that isn't zero is that of a NaN or an infinity.
    const told = `v = ${to} = ${read}; if (v - v !== 0) odd = true;`;
    const number = `if (typeof v === "number" && v - v === 0) ${to} = v; else { ${told} }`;
    return `if (told[${column}] === 1) { v = ${value}; ${kind === "number" ? number : told} }`;
  });
  const positionOf = new Map(blocks.map(({ index }, at) => [index, at]));
  const readsOf = groupBy(reads.entries(), ([column]) => positionOf.get(outputs[column]?.block ?? -1));
  const groupedReads = [...readsOf].map(([at, some]) => {
    const isRead = at === undefined ? "all" : `all || m${at >> 5} & ${1 << (at & 31)}`;
    return `if (${isRead}) { ${some.map(([, code]) => code).join("\n")} }`;
  });
  const claims = outputs.filter(({ kind }) => kind === "claim").length;
  return `(function (around) {
"use strict";
const { given, slots, reach, blocks, constants, state, clock, strayed, oddNumber, text, claim } = around;
${[...groups].map(([group, name]) => `const ${name} = ${group};`).join("\n")}
${blocks.map((_, at) => `const __b${at} = blocks[${at}];`).join("\n")}
${[...constants].map((at) => `const __c${at} = constants[${at}];`).join("\n")}
const derive = () => {
${derivations.join("\n")}
};
const put = (column, x) => {
let was;
switch (column) {
${places.map((place, column) => `case ${column}: was = ${place}; ${place} = x; break;`).join("\n")}
}
return was;
};
const differs = (x, y) => x !== y ? x === x || y === y : x === 0 && 1 / x !== 1 / y;
const putAll = (points, at) => {
for (let c = 0; c < ${width}; c++) put(c, points[at + c]);
};
const set = (points, row) => {
putAll(points, row * ${width});
derive();
};
const check = (points, row) => {
for (let c = 0, at = row * ${width}; c < ${width}; c++, at++) if (differs(put(c, points[at]), points[at])) strayed(c);
};
const run = (points, from, to, results, stride, until, moving, told, changed) => {
const { outputs, margins } = results;
let left = stride, odd = false, v, next = 0;
${words.map((word) => `const all${word} = moving[${word}]; let m${word} = all${word};`).join(" ")}
if (changed) for (let end = changed.length; next < end; ) {
const middle = (next + end) >> 1;
if (changed[middle] < (from + 1) * ${width}) next = middle + 1; else end = middle;
}
for (let row = from; row < to; row++) {
if (left-- === 0) { if (clock() > until) return row; left = stride; }
state[${ROW}] = row;
const first = row * ${width};
if (row !== from) { ${words.map((word) => `m${word} = 0;`).join(" ")} }
if (row === from) putAll(points, first);
else if (changed) for (; next < changed.length; next++) {
const at = changed[next], c = at - first;
if (c >= ${width}) break;
if (differs(put(c, points[at]), points[at - ${width}])) strayed(c);
${moves}
}
else for (let c = 0, at = first; c < ${width}; c++, at++) {
const x = points[at], y = points[at - ${width}], was = put(c, x);
if ((was !== y || y === 0) && differs(was, y)) strayed(c);
if ((x !== y || x === 0) && differs(x, y)) { ${moves} }
}
derive();
${words.map((word) => `m${word} &= all${word};`).join(" ")}
try {
${calls.join("\n")}
} catch { state[${FAILED}] = 1; return row; }
const o = row * ${outputs.length};
const all = odd || row === from;
if (!all) { outputs.copyWithin(o, o - ${outputs.length}, o); ${claims === 0 ? "" : `margins.copyWithin(row * ${claims}, (row - 1) * ${claims}, row * ${claims});`} }
${groupedReads.join("\n")}
}
return to;
};
return { set, check, run };
})`;
}

/** `given["gw"]["add"]`. */
function accessCode(start: string, parts: readonly string[]): string {
  return `${start}${parts.map((part) => `[${JSON.stringify(part)}]`).join("")}`;
}

/**
 * A tree of numbers as the text of an object literal. An object made from one keeps the engine's fast layout, which one that is put
 * together key by key loses. `__mark(object, keys)` gives an object the order that it wouldn't keep by itself; rows and columns of data files
 * are put into `data`, and the text takes them from `__data`.
 */
export function givenSource(tree: GivenTree, data: unknown[]): string {
  const members = entriesOf(tree).map(([key, value]) => {
    const name = key === "__proto__" ? '["__proto__"]' : JSON.stringify(key);
    return `${name}: ${leafSource(value, data)}`;
  });
  const literal = `{ ${members.join(", ")} }`;
  return ORDER in tree ? `__mark(${literal}, ${JSON.stringify(keysOf(tree))})` : literal;
}

function leafSource(value: GivenNode, data: unknown[]): string {
  if (isGroup(value)) return givenSource(value, data);
  if (typeof value === "object") return `__data[${data.push(value) - 1}]`;
  return typeof value === "number" ? numberSource(value) : JSON.stringify(value);
}

function numberSource(value: number): string {
  if (Number.isNaN(value)) return "0 / 0";
  if (!Number.isFinite(value)) return value > 0 ? "1 / 0" : "-1 / 0";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** JavaScript's own names that a block's source mentions. */
export function globalsIn(source: string): string[] {
  const words = new Set(source.match(/[A-Za-z_$][\w$]*/g));
  return [...GLOBAL_NAMES].filter((name) => name !== "undefined" && words.has(name));
}
