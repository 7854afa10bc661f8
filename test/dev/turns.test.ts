import { expect, test } from "vitest";
import { Turns } from "../../src/dev/turns.js";

/** Work that ends when it is told to. */
function slow(): { turns: Turns; signals: AbortSignal[]; end(): Promise<void> } {
  const signals: AbortSignal[] = [];
  let finish = (): void => {};
  const turns = new Turns(
    (signal) =>
      new Promise((resolve) => {
        signals.push(signal);
        finish = resolve;
      }),
  );
  const end = async (): Promise<void> => {
    finish();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { turns, signals, end };
}

test("what is asked while work is under way is done once, after it", async () => {
  const { turns, signals, end } = slow();
  turns.ask();
  expect(signals).toHaveLength(1);
  expect(signals[0]?.aborted).toBe(false);
  for (let i = 0; i < 5; i++) turns.ask();
  expect(signals).toHaveLength(1);
  expect(signals[0]?.aborted).toBe(true);
  await end();
  expect(signals).toHaveLength(2);
  expect(signals[1]?.aborted).toBe(false);
  await end();
  expect(signals).toHaveLength(2);
  turns.ask();
  expect(signals).toHaveLength(3);
  await end();
  await turns.rest();
});

test("closed, it gives up what is under way and takes no more", async () => {
  const { turns, signals, end } = slow();
  turns.ask();
  turns.ask();
  const closed = turns.close();
  turns.ask();
  expect(signals[0]?.aborted).toBe(true);
  await end();
  await closed;
  expect(signals).toHaveLength(1);
});
