import { afterEach, expect, test, vi } from "vitest";
import { BlockRealm } from "../../../src/notebook/realm/block-realm.js";
import { fileBegins, testRuns } from "../../setup/asker.js";
import { askAnew } from "../../setup/in-realm.js";
import { type Memo, memoOf, open, points } from "../evaluate/memo.js";
import { execute } from "../run/execute.js";

// Other tests rest on it: most realms that they ask were never made.

const memo = memoOf('  x: {value: 3, unit: "1"}\n', { "#twice": "const twice = 2 * given.x;" });

let tests = 0;

afterEach(() => {
  vi.restoreAllMocks();
});

/** How often a realm was asked something while `work` was at it, in a test of its own unless told. */
async function asked(work: () => Promise<unknown>, by = `test ${tests++}`): Promise<number> {
  testRuns(by);
  const perform = vi.spyOn(BlockRealm.prototype, "perform");
  await work();
  const { length } = perform.mock.calls;
  perform.mockRestore();
  return length;
}

/** What rows come to, one request after the other. */
async function rowsOf(of: Memo, ...rows: number[]): Promise<number[]> {
  const evaluator = await open(of, ["twice"]);
  const told: number[] = [];
  for (const row of rows) told.push(...(await evaluator.evaluate(points([row]), 1, ["x"])).outputs);
  evaluator.close();
  return told;
}

test("a realm that is asked what another was tells the same without being made, and goes on where that one ended", async () => {
  askAnew();
  const first = await asked(async () => expect(await rowsOf(memo, 5, 7)).toEqual([10, 14]));
  expect(first).toBeGreaterThan(2);
  expect(await asked(async () => expect(await rowsOf(memo, 5, 7)).toEqual([10, 14]))).toBe(0);
  // It is told all that it would have been before it is asked what is new.
  expect(await asked(async () => expect(await rowsOf(memo, 5, 7, 9)).toEqual([10, 14, 18]))).toBeGreaterThanOrEqual(
    first,
  );
  expect(await asked(async () => expect(await rowsOf(memo, 5, 8)).toEqual([10, 16]))).toBeGreaterThan(0);
  askAnew();
  expect(await asked(() => rowsOf(memo, 5, 7))).toBe(first);
});

test("the same request to a realm of other blocks is another", async () => {
  askAnew();
  testRuns("one");
  const thrice = memoOf('  x: {value: 3, unit: "1"}\n', { "#twice": "const twice = 3 * given.x;" });
  expect([await rowsOf(memo, 5), await rowsOf(thrice, 5)]).toEqual([[10], [15]]);
  testRuns("two");
  expect([await rowsOf(memo, 5), await rowsOf(thrice, 5)]).toEqual([[10], [15]]);
});

test("a realm that a test has asked before, or the hooks of its file, is made, and has to tell the same", async () => {
  const { program } = memo;
  const at = (x: number) => execute(program, { given: { x } });
  askAnew();
  expect(await asked(() => at(3), "one")).toBe(1);
  expect(await asked(() => at(3), "two")).toBe(0);
  expect(await asked(() => at(3), "two")).toBe(1);
  expect(await asked(() => at(3), "three")).toBe(0);
  fileBegins();
  await at(3);
  expect(await asked(() => at(3), "four")).toBe(1);
  await asked(() => rowsOf(memo, 5), "four");
  // One that replies otherwise is told of, at once or when it is made.
  const { perform } = BlockRealm.prototype;
  vi.spyOn(BlockRealm.prototype, "perform").mockImplementation(async function (this: BlockRealm, ...asks) {
    return `${await perform.apply(this, asks)} `;
  });
  await expect(at(3)).rejects.toThrow("replied something else");
  testRuns("five");
  await expect(rowsOf(memo, 5, 9)).rejects.toThrow("replied something else");
});

test("the same blocks over other assumptions run, and each reply is an object of its own", async () => {
  const { program } = memo;
  askAnew();
  testRuns("one");
  const three = await execute(program, { given: { x: 3 } });
  testRuns("two");
  const again = await execute(program, { given: { x: 3 } });
  expect(again).toEqual(three);
  expect(again.values).not.toBe(three.values);
  expect((await execute(program, { given: { x: 4 } })).values.get("twice")).toBe(8);
});
