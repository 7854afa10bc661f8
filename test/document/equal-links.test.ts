import { describe, expect, it } from "vitest";
import { resolve } from "./resolve.js";

/** Markup that gives a message whose place is looked for in the source. */
const BAD: Readonly<Record<string, string>> = {
  "a link into nowhere": "[x](#sec-none)",
  "a link out of the file": "[x](other.md)",
  "a link by reference": "[x][none]",
};

/** Ways in which text is not printed. `@` stands for it. */
const HIDDEN: Readonly<Record<string, string>> = {
  "a branch": "{{#if none}}@{{/if}}",
  "another branch": "{{#if total}}{{else}}@{{/if}}",
  "a claim that fell": '{{#claim "falls"}}@{{else}}no{{/claim}}',
  "a list without rows": "{{#each none}}@{{/each}}",
  "a branch within one": "{{#if total}}{{#if none}}@{{/if}}{{/if}}",
};

/** What stands between the two. */
const BETWEEN: Readonly<Record<string, string>> = {
  "the same line": " and ",
  "the next line": "\nand ",
  "the next paragraph": "\n\nAnd ",
  "a list": "\n\n- one\n- two ",
};

const CLAIM = "\n\n```ts {#falls .claim}\n1 > 2\n```\n";

describe("of two that are equal, the first not printed, the second is told of", () => {
  for (const [bad, markup] of Object.entries(BAD))
    for (const [hidden, around] of Object.entries(HIDDEN))
      it.each(Object.entries(BETWEEN))(`${bad}, in ${hidden}, and on %s`, (_, between) => {
        const text = `---\ntitle: A\n---\n\nFirst ${around.replace("@", `see ${markup}, so`)}${between}see ${markup}.${CLAIM}`;
        const { diagnostics } = resolve(
          { "chapters/01-a.md": text },
          { values: { total: 59, none: [] }, claims: { falls: false } },
        );
        const before = text.slice(0, text.lastIndexOf(markup)).split("\n");
        const line = before.length;
        const told = diagnostics.flatMap(({ place }) => (place ? [place.start] : []));
        expect(told).toHaveLength(1);
        expect(told[0]?.line).toBe(line);
        const column = (before.at(-1) ?? "").length;
        expect(told[0]?.column).toBeGreaterThan(column);
        expect(told[0]?.column).toBeLessThanOrEqual(column + markup.length);
      });

  it("of two that are printed, each", () => {
    const { diagnostics } = resolve({
      "chapters/01-a.md": "---\ntitle: A\n---\n\n[x](#sec-none) and [x](#sec-none).\n\n[x](#sec-none)\n",
    });
    expect(diagnostics.map(({ place }) => place?.start)).toEqual(
      [
        { line: 5, column: 4 },
        { line: 5, column: 23 },
        { line: 7, column: 4 },
      ].map((start) => expect.objectContaining({ line: start.line })),
    );
  });
});
