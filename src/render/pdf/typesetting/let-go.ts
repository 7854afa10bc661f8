import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: ((how: { type: "minor" }) => void) | undefined;

/**
 * Frees what young objects hold that nobody refers to any more. Documents of the typesetter hold much, and none of it in the heap: the engine, which sees a
 * handful of small objects, would leave them until the end. Takes some milliseconds.
 */
export async function letGo(): Promise<void> {
  if (!collect) {
    // The engine gives its collector to contexts that are made while the flag is set.
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as typeof collect;
    setFlagsFromString("--no-expose-gc");
  }
  collect?.({ type: "minor" });
  // What native objects hold is freed a turn later.
  await setImmediate();
}
