import { expect, it } from "vitest";
import type { BlockNode } from "../../../src/document/tree.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { checkRoom } from "../../../src/render/pdf/room.js";
import { composeSource } from "../../../src/render/pdf/source.js";
import { sampleTree } from "../sample.js";
import { readPdf } from "./read.js";

it.each([5000, 5001, 20_000])("a table of %i rows is printed, or refused before anything is set", (count) => {
  const tree = sampleTree();
  const [chapter] = tree.chapters;
  if (chapter === undefined) throw new Error("the sample has chapters");
  const cell = [{ type: "text" as const, text: "a" }];
  const rows: BlockNode = { type: "markdownTable", align: ["left"], head: [cell], rows: Array(count).fill([cell]) };
  const { tooLarge, placed } = composeSource({ ...tree, chapters: [{ ...chapter, children: [rows] }] });
  const said = checkRoom(tooLarge, placed).map(
    ({ rule, message }) => `${rule}: ${message.replace(/^.*: a table/, "a table")}`,
  );
  expect(said).toEqual(
    count > 5000
      ? [`pdf/no-room: a table is too long for the PDF: it has ${count} rows, and at most 5000 are printed`]
      : [],
  );
});

it("says on each page after its first that it goes on, and nothing where it ends on one", async () => {
  const { pages } = await readPdf(await writePdf(sampleTree()));
  const heads = pages.map(({ text }) => text.match(/Table \d \(continued\)/g) ?? []);
  const at = (words: string): number => pages.findIndex(({ text }) => text.includes(words));
  expect(heads.flat()).toEqual(["Table 2 (continued)"]);
  expect(heads[at("2024-01")]).toEqual([]);
  expect(heads[at("2029-04")]).toEqual(["Table 2 (continued)"]);
});
