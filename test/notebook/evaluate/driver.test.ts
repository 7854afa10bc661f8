import { runInThisContext } from "node:vm";
import { expect, it } from "vitest";
import {
  bitsOf,
  type Driver,
  driverSource,
  reachIn,
  type Surroundings,
} from "../../../src/notebook/evaluate/driver.js";
import { changedRows, wholeRows } from "../../../src/notebook/evaluate/rows.js";
import type { Variation } from "../../../src/notebook/evaluate/types.js";

interface Forty {
  given: { g: Record<string, number> };
  ran: number[];
  /** Columns whose numbers were found to be others than the rows put there. */
  strays: number[];
  /** The last output at each row from `from` on; `told` where what changes from row to row is told, `moving` for the blocks that may run, `asked` for the outputs that are read. */
  run(
    rows: readonly (readonly number[])[],
    how?: { told?: boolean; moving?: readonly number[]; from?: number; asked?: readonly number[] },
  ): number[];
  /** How often each output was read: the number, the text, the claim. */
  read: number[];
}

/** Forty blocks, of which each reads one number, and one that adds all of them up; `meddle` is called within each of the forty; the first may come to a truth value. */
function forty(meddle: (n: number) => unknown = () => {}, truth = false): Forty {
  const paths = Array.from({ length: 40 }, (_, n) => `g.x${n}`);
  const ran: number[] = [];
  const given = { g: Object.fromEntries(paths.map((_, n) => [`x${n}`, n])) };
  const slots: unknown[] = [];
  const variation: Variation = {
    paths,
    blocks: [...Array(41).keys()],
    derivations: [],
    reaches: paths.map((_, n) => [n, 40]),
    reachOf: [...paths.keys()],
  };
  const source = driverSource(
    paths.map((path) => path.split(".")),
    [],
    [
      ...paths.map((_, n) => ({ index: n, parameters: ["given" as const], returns: [{ name: "v", slot: n }] })),
      { index: 40, parameters: paths.map((_, n) => ({ slot: n })), returns: [{ name: "v", slot: 40 }] },
    ],
    [
      { block: 0, slot: 0, keys: [], kind: "number" },
      { block: 1, slot: 1, keys: [], kind: "text" },
      { block: 2, slot: 2, keys: [], kind: "claim" },
      { block: 40, slot: 40, keys: [], kind: "number" },
    ],
  );
  const blocks: Surroundings["blocks"] = [
    ...paths.map((_, n) => (value: unknown) => {
      ran.push(n);
      meddle(n);
      const { g } = value as typeof given;
      return { v: truth && n === 0 ? (g.x0 ?? 0) > 0.5 : g[`x${n}`] };
    }),
    (...values: unknown[]) => {
      ran.push(40);
      return { v: values.reduce<number>((sum, value) => sum + 1 / (value as number), 0) };
    },
  ];
  const make = runInThisContext(source) as (around: Surroundings) => Driver;
  const strays: number[] = [];
  const read = [0, 0, 0, 0];
  const reads = (column: number): void => {
    read[column] = (read[column] ?? 0) + 1;
  };
  const driver = make({
    given,
    slots,
    reach: reachIn(variation),
    blocks,
    constants: [],
    state: new Int32Array(3),
    clock: () => 0,
    strayed: (column) => strays.push(column),
    oddNumber: (column, _row, value) => {
      reads(column);
      return Number(value);
    },
    text: (column, _row, value) => {
      reads(column);
      return value as number;
    },
    claim: (column, row, value, results) => {
      reads(column);
      results.margins[row] = value as number;
      return value as number;
    },
  });
  const run: Forty["run"] = (
    rows,
    { told = false, moving = [...Array(41).keys()], from = 0, asked = [0, 1, 2, 3] } = {},
  ) => {
    const results = { outputs: new Float64Array(rows.length * 4), margins: new Float64Array(rows.length) };
    const points = Float64Array.from(rows.flat());
    const changed = told ? wholeRows(changedRows(points, 40), rows.length).changed : undefined;
    expect(changed !== undefined).toBe(told);
    driver.run(
      points,
      from,
      rows.length,
      results,
      1000,
      1,
      bitsOf(moving, 41),
      Uint8Array.from([0, 1, 2, 3], (c) => (asked.includes(c) ? 1 : 0)),
      changed,
    );
    driver.check(points, rows.length - 1);
    expect(results.margins).toEqual(results.outputs.filter((_, at) => at % 4 === 2));
    return [...results.outputs.filter((_, at) => at % 4 === 3)].slice(from);
  };
  return { given, ran, strays, run, read };
}

const BASE = Array.from({ length: 40 }, (_, n) => n + 1);
const moved = (n: number, to: number): number[] => BASE.map((value, at) => (at === n ? to : value));

it("only what moves with the numbers that change from row to row runs again; the first row runs everything", () => {
  for (const told of [false, true]) {
    const { ran, run, given, strays } = forty();
    const rows = [BASE, moved(3, 9), moved(38, 2), moved(38, 2), BASE];
    const together = run(rows, { told });
    expect(ran.splice(0)).toEqual([...Array(41).keys(), 3, 40, 3, 38, 40, 38, 40]);
    expect(Object.values(given.g)).toEqual(BASE);
    expect(together).toEqual(rows.flatMap((row) => run([row])));
    expect(strays).toEqual([]);
  }
});

it("rows that begin within others, where the time was over, are the same", () => {
  const { run, strays } = forty();
  const rows = [BASE, moved(3, 9), moved(38, 2), moved(3, -0), BASE, moved(39, 7)];
  const whole = run(rows, { told: true });
  for (const from of rows.keys()) expect(run(rows, { told: true, from })).toEqual(whole.slice(from));
  expect(strays).toEqual([]);
});

it("of the blocks only those that are asked for run", () => {
  const { ran, run } = forty();
  run([BASE, moved(3, 9), moved(38, 2)], { told: true, moving: [3, 40] });
  expect(ran).toEqual([3, 40, 3, 40, 3, 40]);
});

it("an output is read again where its block ran, and at each row once one was no finite number", () => {
  const { run, read } = forty();
  run([BASE, moved(2, 9), moved(2, 8), moved(5, 1), moved(1, 1)], { told: true });
  expect(read.splice(0, 4, 0, 0, 0, 0)).toEqual([0, 2, 4, 0]);
  run([BASE, moved(5, 0), moved(6, 3), moved(7, 3)], { told: true });
  expect(read.splice(0, 4, 0, 0, 0, 0)).toEqual([0, 3, 3, 1]);
  // One that nobody asks for makes no difference, and is not read.
  run([BASE, moved(5, 0), moved(6, 3), moved(7, 3)], { told: true, asked: [1, 2] });
  expect(read).toEqual([0, 1, 1, 0]);
});

it("a truth value is a number, and read again where its block ran alone", () => {
  const { run, read } = forty(undefined, true);
  run([BASE, moved(6, 3), moved(0, 3), moved(7, 3)], { told: true });
  expect(read[0]).toBe(3);
});

it("a block that writes into the assumptions is found out, however much changes from row to row", () => {
  // At once when the number changes, and at the end when it doesn't.
  for (const told of [false, true])
    for (const rows of [
      [BASE, moved(9, 1), moved(3, 5), moved(3, 6)],
      [BASE, moved(9, 1), moved(9, 2)],
      [BASE, moved(9, 1)],
    ]) {
      const one = forty((n) => {
        if (n === 9 && one.given.g.x9 === 1) one.given.g.x3 = -0;
      });
      one.run(rows, { told });
      expect(one.strays).toEqual([3]);
      // The sign of a zero is something too.
      one.run([moved(3, 0), ...rows.slice(1).map((row) => row.map((x, n) => (n === 3 ? 0 : x)))], { told });
      expect(one.strays).toEqual([3, 3]);
    }
});

it("a zero of another sign is another number, and one that is none runs what reads it", () => {
  for (const told of [false, true]) {
    const { ran, run } = forty();
    const rows = [moved(5, 0), moved(5, -0), moved(5, Number.NaN)];
    expect(run(rows, { told }).map(String)).toEqual(["Infinity", "-Infinity", "NaN"]);
    expect(ran.slice(41)).toEqual([5, 40, 5, 40]);
  }
});
