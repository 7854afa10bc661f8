import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { MemoTree } from "../../src/document/tree.js";
import { cardPicture, cardText } from "../../src/publish/card.js";

type Shown = readonly [label: string, text: string];

const treeOf = (title: string, numbers: readonly Shown[], description?: string): MemoTree =>
  ({
    description,
    title: [{ type: "text", text: title }],
    authors: [],
    date: "2026-05-31",
    register: { version: "2026-05", sets: [] },
    outputs: numbers.map(([label, text]) => ({ declaration: { name: "x", label, key: true }, text, value: 1 })),
  }) as unknown as MemoTree;

/** Rows of pixels that are not all of one colour. */
function writtenRows(png: Uint8Array): number[] {
  const bytes = Buffer.from(png);
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(parts));
  const width = bytes.readUInt32BE(16) * 4;
  const rows: number[] = [];
  for (let y = 0; y < bytes.readUInt32BE(20); y++) {
    // A row that is as the one above, or all of one pixel, filters to zeros behind its first pixel.
    const row = raw.subarray(y * (width + 1) + 1 + 4, (y + 1) * (width + 1));
    if (row.some((byte) => byte !== 0)) rows.push(y);
  }
  return rows;
}

const LONG = "Interpretability ".repeat(30).trim();

describe("the picture of a memo", () => {
  it.each([
    ["a title alone", treeOf("Apples", [], "What was picked.")],
    [
      "numbers",
      treeOf("Apples and pears", [
        ["Harvest", "4,800 kg"],
        ["Bottles", "2,880"],
        ["Price", "$1"],
        ["More", "7"],
      ]),
    ],
    [
      "more than fits",
      treeOf(LONG, [
        [LONG, "1,234,567,890.12 million kilograms"],
        [LONG, LONG],
        [LONG, "1"],
      ]),
    ],
    ["what would be code elsewhere", treeOf('#panic("x") $x$ \\ " <b>', [["*a* _b_ #c", "@d <e> `f`"]])],
  ])("shows %s, within its margins, the same bytes each time", async (_, tree) => {
    const card = await cardPicture(tree, "https://memo.example.org/reports/");
    const rows = writtenRows(card);
    expect(rows.length).toBeGreaterThan(40);
    expect([rows[0], (rows.at(-1) ?? 0) < 600]).toEqual([60, true]);
    expect(Buffer.from(await cardPicture(tree, "https://memo.example.org/reports/")).equals(Buffer.from(card))).toBe(
      true,
    );
    expect(Buffer.from(await cardPicture(tree, undefined)).equals(Buffer.from(card))).toBe(false);
  });

  it("says in words what it shows", () => {
    const numbers = [
      ["Harvest", "4,800 kg"],
      ["Bottles", "2,880"],
      ["Price", "$1"],
      ["More", "7"],
    ] as const;
    expect(cardText(treeOf("Apples", numbers))).toBe(
      "Apples. Harvest: 4,800 kg. Bottles: 2,880. Price: $1. Version 2026-05 · 31 May 2026",
    );
  });
});
