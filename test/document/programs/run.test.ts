import Handlebars from "handlebars";
import { expect, it } from "vitest";
import { packProgram } from "../../../src/document/programs/packed.js";
import { Environment } from "../../../src/document/programs/run.js";
import { random } from "../../robust/tool.js";

const show = (value: unknown): string => `<${JSON.stringify(value) ?? "none"}>`;
const library = Handlebars.create();
library.log = () => {};
const environment = new Environment();
for (const [name, helper] of Object.entries({
  show,
  pair: (a: unknown, b: unknown) => [a, b],
  named: ({ hash }: { hash: Record<string, unknown> }) => show([hash.a, hash.b]),
})) {
  library.registerHelper(name, helper as Handlebars.HelperDelegate);
  environment.registerHelper(name, helper);
}

const CONTEXT = {
  rows: [
    { n: 1, name: "a", under: [{ n: 3 }, 4] },
    { n: 0, name: "", under: [] },
  ],
  both: { x: { n: 5 }, y: "six" },
  n: 7,
  none: [],
  zero: 0,
};
const LISTS = ["rows", "under", "both", "none", "this", "../rows", "nothing"];
const VALUES =
  "n name this ../n ../../n @index @key @first @last @../index @root.n row.n i zero rows.[0].n 1 'text' true null undefined".split(
    " ",
  );

/** A template of sections in sections, the same for the same seed. */
function template(next: () => number, depth: number): string {
  const pick = (all: readonly string[]): string => all[Math.floor(next() * all.length)] ?? "";
  const value = (): string =>
    next() < 0.2 ? `(pair ${pick(VALUES)} (lookup ${pick(LISTS)} ${pick(VALUES)}))` : pick(VALUES);
  const part = (): string => {
    const inner = (): string => template(next, depth - 1);
    switch (Math.floor(next() * (depth > 0 ? 8 : 3))) {
      case 0:
        return " words\n";
      case 1:
        return `{{show ${value()}}}`;
      case 2:
        return `{{named a=${value()} b=${value()}}}`;
      case 3:
        return `{{#each ${pick(LISTS)}}}${inner()}{{else}}${inner()}{{/each}}`;
      case 4:
        return `{{#each ${pick(LISTS)} as |row i|}}${inner()}{{/each}}`;
      case 5:
        return `{{#with ${pick(LISTS)} as |row|}}${inner()}{{else}}${inner()}{{/with}}`;
      case 6:
        return `{{#if ${value()}}}${inner()}{{else if ${value()}}}${inner()}{{else}}${inner()}{{/if}}`;
      default:
        return `{{#unless ${value()}}}${inner()}{{/unless}}`;
    }
  };
  return Array.from({ length: 1 + Math.floor(next() * 3) }, part).join("");
}

it("a program comes to what Handlebars' own compiler makes of it", () => {
  const next = random(1);
  let long = 0;
  for (let n = 0; n < 150; n++) {
    const text = template(next, 3);
    const expected = library.compile(text, { noEscape: true })(CONTEXT);
    expect(environment.run(packProgram(Handlebars.parse(text)), CONTEXT), text).toBe(expected);
    if (expected.length > 20) long++;
  }
  expect(long).toBeGreaterThan(40);
});
