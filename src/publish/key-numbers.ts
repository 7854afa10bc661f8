import type { MemoTree } from "../document/tree.js";
import { plainText } from "../document/words.js";

const SCHEMA = 1;

/**
 * `key-numbers.json`: the outputs that the memo calls key, for programs that quote them. Values are in the unit declared; `text` is as
 * the memo prints it.
 */
export function keyNumbers(tree: MemoTree): string {
  const numbers = tree.outputs
    .filter(({ declaration }) => declaration.key)
    .map(({ declaration: { name, label, unit }, value, text }) => [name, { label, value, unit, text }] as const);
  const { version, scenario } = tree.register;
  const found = {
    schema: SCHEMA,
    title: plainText(tree.title),
    version,
    scenario: scenario?.name ?? null,
    asOf: tree.date,
    numbers: Object.fromEntries(numbers),
  };
  return `${JSON.stringify(found, undefined, 2)}\n`;
}
