import { describe, expect, it, vi } from "vitest";
import { giveLastingIds, nameQuoted } from "../../../src/document/addresses/quote-ids.js";
import { type MemoTree, visitQuotes } from "../../../src/document/tree.js";
import { resolve } from "../resolve.js";

const SECTIONS: readonly (readonly [string, readonly string[]])[] = [
  ["## Demand", ["It is {{number total}}.", "- once more {{number total digits=0}}\n- and {{number other}}"]],
  [
    "## Supply of {{number other}} {#sec-supply}",
    ["| a | b |\n| --- | --- |\n| {{number total}} | {{number other}} |"],
  ],
  ["### Grid", ["> said {{text word}}", "Noted.[^n]\n\n[^n]: {{number total}} and {{number third}}"]],
];
const VALUES = { total: 59, other: 7, third: 3, word: "so" };

function idsOf(sections: readonly (readonly [string, readonly string[]])[], values: object = VALUES): string[] {
  const body = sections.map(([heading, paragraphs]) => [heading, ...paragraphs].join("\n\n")).join("\n\n");
  const { tree } = resolve(
    { "chapters/01-a.md": `---\ntitle: On {{number total}}\n---\n\n${body}\n` },
    { values: values as Record<string, number | string> },
  );
  giveLastingIds(tree as MemoTree);
  const ids: string[] = [];
  visitQuotes(tree as MemoTree, ({ id }) => ids.push(id));
  return ids;
}

describe("ids of quoted values", () => {
  it("say where a value stands and which it is", () => {
    expect(idsOf(SECTIONS)).toMatchInlineSnapshot(`
      [
        "v-sec-a-total",
        "v-a-demand-total",
        "v-a-demand-total-2",
        "v-a-demand-other",
        "v-sec-supply-other",
        "v-sec-supply-total",
        "v-sec-supply-other-2",
        "v-a-grid-word",
        "v-notes-total",
        "v-notes-third",
      ]
    `);
  });

  it("stay when anything is written elsewhere, put in another turn, printed otherwise, or comes to something else", () => {
    const before = idsOf(SECTIONS);
    expect(new Set(before).size).toBe(before.length);
    const same = (now: readonly string[]): void => expect([...now].sort()).toEqual([...before].sort());
    same(idsOf(SECTIONS, { total: 1e9, other: -7, third: 0.5, word: "else" }));
    for (const [i, [heading, paragraphs]] of SECTIONS.entries()) {
      const put = (text: string, at: number) =>
        idsOf(SECTIONS.with(i, [heading, [...paragraphs.slice(0, at), text, ...paragraphs.slice(at)]]));
      for (let at = 0; at <= paragraphs.length; at++) {
        same(put("Words alone.", at));
        same(put("{{#if false}}{{number total}}{{/if}}", at));
        const more = put("Also {{number third}} of it.", at);
        expect(more).toEqual(expect.arrayContaining(before));
        expect(more).toHaveLength(before.length + 1);
      }
      same(idsOf(SECTIONS.with(i, [heading, paragraphs.map((text) => text.replace("number", "times"))])));
    }
    const [first, second, ...rest] = SECTIONS;
    if (first && second) same(idsOf([second, first, ...rest]));
  });
});

it("names that quotations are about are kept in a table that doesn't grow without end", () => {
  const set = vi.spyOn(Map.prototype, "set");
  try {
    for (let n = 0; n < 12_000; n++) expect(nameQuoted(`times x.${n} digits=1`)).toBe(`x.${n}`);
    const sizes = set.mock.contexts.map((table) => (table as Map<string, string>).size);
    expect(sizes.reduce((most, size) => Math.max(most, size), 0)).toBeLessThan(6000);
    expect(sizes.length).toBeGreaterThan(11_999);
  } finally {
    set.mockRestore();
  }
});
