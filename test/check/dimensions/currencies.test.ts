import { describe, expect, it } from "vitest";
import { block, checked, memoOf } from "./memo.js";

/** Ways of bringing two amounts together that have to be of one currency. */
const TOGETHER: Record<string, (a: string, b: string) => string> = {
  sum: (a, b) => `const x = ${a} + ${b};`,
  difference: (a, b) => `const x = ${a} - ${b};`,
  comparison: (a, b) => `const x = ${a} > ${b};`,
  "sum in a loop": (a, b) => `let sum = ${a};\nfor (const n of [${b}]) sum += n;\nconst x = sum;`,
  greatest: (a, b) => `const x = Math.max(${a}, ${b});`,
};

const PAIRS = [
  ["EUR", "USD"],
  ["GBP", "JPY"],
  ["MEUR", "MUSD"],
  ["EUR/MWh", "USD/MWh"],
] as const;

describe("amounts in two currencies", () => {
  for (const [together, code] of Object.entries(TOGETHER))
    for (const [a, b] of PAIRS)
      it(`${together}: ${a} and ${b} is refused, and right where both are in one`, async () => {
        const amount = (n: number, unit: string): string => `(${n} * given.life / given.life) /* ${unit} */`;
        const rules = async (one: string, other: string): Promise<string[]> => {
          const text = `const a = ${one};\nconst b = ${other};\n${code("a", "b")}`;
          const { diagnostics } = await checked(memoOf(block("money", text)));
          return diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
        };
        const told = await rules(amount(5, a), amount(3, b));
        expect(told).toHaveLength(1);
        expect(told[0]).toMatch(/^dimensions\/unlike: /);
        expect(await rules(amount(5, a), amount(3, a))).toEqual([]);
      });
});
