import { expect, it } from "vitest";
import { type Driver, driverSource, reachIn, type Surroundings } from "../../../src/notebook/evaluate/driver.js";
import type { Variation } from "../../../src/notebook/evaluate/types.js";

/** Forty blocks, of which each reads one number, and one that adds all of them up. */
function forty(): { driver: Driver; ran: number[]; run(rows: readonly number[][]): number[] } {
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
    [{ slot: 40, keys: [], kind: "number" }],
  );
  const blocks: Surroundings["blocks"] = [
    ...paths.map((_, n) => (value: unknown) => {
      ran.push(n);
      return { v: (value as typeof given).g[`x${n}`] };
    }),
    (...values: unknown[]) => {
      ran.push(40);
      return { v: values.reduce<number>((sum, value) => sum + 1 / (value as number), 0) };
    },
  ];
  // biome-ignore lint/security/noGlobalEval: what the realm does with it
  const make = (0, eval)(source) as (around: Surroundings) => Driver;
  const nothing = (): number => Number.NaN;
  const driver = make({
    given,
    slots,
    reach: reachIn(variation),
    blocks,
    constants: [],
    state: new Int32Array(3),
    clock: () => 0,
    oddNumber: (_column, _row, value) => value as number,
    text: nothing,
    claim: nothing,
  });
  const run = (rows: readonly number[][]): number[] => {
    const results = { outputs: new Float64Array(rows.length), margins: new Float64Array(0) };
    driver.run(Float64Array.from(rows.flat()), 0, rows.length, results, 1000, 1);
    return [...results.outputs];
  };
  return { driver, ran, run };
}

const BASE = Array.from({ length: 40 }, (_, n) => n + 1);
const moved = (n: number, to: number): number[] => BASE.map((value, at) => (at === n ? to : value));

it("only what moves with the numbers that change from row to row runs again; the first row runs everything", () => {
  const { ran, run } = forty();
  const rows = [BASE, moved(3, 9), moved(38, 2), moved(38, 2), BASE];
  const together = run(rows);
  expect(ran.splice(0)).toEqual([...Array(41).keys(), 3, 40, 3, 38, 40, 38, 40]);
  expect(together).toEqual(rows.flatMap((row) => run([row])));
});

it("a zero of another sign is another number, and one that is none runs what reads it", () => {
  const { ran, run } = forty();
  expect(run([moved(5, 0), moved(5, -0), moved(5, Number.NaN)]).map(String)).toEqual(["Infinity", "-Infinity", "NaN"]);
  expect(ran.slice(41)).toEqual([5, 40, 5, 40]);
});
