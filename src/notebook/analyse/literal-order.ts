import type { Node } from "oxc-parser";
import type { Diagnostic } from "../../diagnostic.js";
import { kindOf, restore, turned } from "../../keys/order.js";
import type { BlockText } from "./block-text.js";
import { constantKey } from "./parse.js";
import { childrenOf } from "./walk-types.js";

/**
 * Warnings `notebook/key-order`: objects written out by months of any year in an order that can't be told from them any more. JavaScript
 * lists 10, 11 and 12 before 01, so a year from October on looks like one from January on.
 */
export function literalsOutOfOrder(program: Node, text: BlockText): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: Node): void => {
    if (node.type === "ObjectExpression") {
      const keys = node.properties.map((one) =>
        one.type === "Property" ? constantKey(one.key, one.computed) : undefined,
      );
      const written = keys.flatMap((key) => key ?? []);
      if (written.length > 1 && written.length === keys.length && kindOf(written) === "cycle") {
        const taken = restore(Object.keys(Object.fromEntries(written.map((key) => [key, 0])))) ?? [];
        // What is written in no turn of the year is put in order, as it is from a register.
        const isTurn = isSame(turned(written, written[0] ?? ""), written);
        if (isTurn && !isSame(taken, written))
          found.push({
            rule: "notebook/key-order",
            severity: "warning",
            message: `these keys stand as ${short(written)} and will be taken as ${short(taken)}`,
            expected: "an object that knows the order of its keys, since JavaScript puts integers before names",
            hint: `make it from pairs in their order: \`series([["${written[0]}", …], ["${written[1]}", …]])\``,
            place: text.place(node.start, node.end),
          });
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

const short = (keys: readonly string[]): string =>
  keys.length > 6 ? `${keys.slice(0, 4).join(", ")}, … ${keys.at(-1)}` : keys.join(", ");
