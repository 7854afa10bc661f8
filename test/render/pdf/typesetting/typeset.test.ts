import { describe, expect, test, vi } from "vitest";
import { MemoError } from "../../../../src/diagnostic.js";
import type { BlockNode, ChapterNode, FigureNode, InlineNode, MemoTree } from "../../../../src/document/tree.js";
import { FirstFloats } from "../../../../src/render/pdf/floats.js";
import { writePdf } from "../../../../src/render/pdf/index.js";
import { composeSource } from "../../../../src/render/pdf/source.js";
import { type TypesettingJob, typeset } from "../../../../src/render/pdf/typesetting/typeset.js";
import type { KeptFloats } from "../../../../src/render/pdf/write.js";
import { LONG_TABLE_ROWS, sampleTree } from "../../sample.js";
import { readPdf } from "../read.js";

const text = (value: string): InlineNode => ({ type: "text", text: value });
const paragraph = (...children: InlineNode[]): BlockNode => ({ type: "paragraph", children });
const WORDS = "Growth of supply in the regions that build most, and what it means for those who wait, ";

const section = (i: number, count: number): number => (i * 7 + 3) % count;
const chapter = (i: number, count: number): number => (i * 5 + 1) % count;

/** A memo with contents, and in each chapter a section, two references each to one of each and a table of several pages. */
function woven(count: number, length: number): MemoTree {
  const tree = sampleTree();
  const table = tree.chapters
    .flatMap(({ children }) => children)
    .find(
      (block): block is FigureNode => block.type === "figure" && (block.table?.rows.length ?? 0) === LONG_TABLE_ROWS,
    );
  if (!table) throw new Error("the sample has a long table");
  const leads = (target: string): BlockNode =>
    paragraph(
      text(`${WORDS.repeat(2)}as told in `),
      { type: "reference", target, text: "Section X" },
      text(" and "),
      { type: "reference", target, text: "Section Y" },
      text("."),
    );
  const heading = (level: 1 | 2, id: string, number: string): ChapterNode["heading"] => {
    return { type: "heading", level, id, number, children: [text(WORDS.repeat(3))] };
  };
  const chapters = Array.from({ length: count }, (_, i): ChapterNode => {
    const children: BlockNode[] = [
      paragraph(text(WORDS.repeat(length))),
      leads(`s${section(i, count)}`),
      heading(2, `s${i}`, `${i + 1}.1`),
      paragraph(text(WORDS.repeat(length))),
      leads(`c${chapter(i, count)}`),
      { ...table, id: `t${i}`, blockId: `t${i}`, number: i + 1 },
      paragraph(text(WORDS.repeat(1 + ((i * 3) % 9)))),
    ];
    const [id, number] = [`c${i}`, String(i + 1)];
    return { type: "chapter", id, number, file: "chapters/x.md", heading: heading(1, id, number), children };
  });
  return { ...tree, chapters, footnotes: [] };
}

/** What contents and references of such a memo say of pages, by the number of what they lead to, and the page on which it stands. */
async function printedPages(
  pdf: Uint8Array,
  count: number,
): Promise<{ told: [string, number][]; stands: Map<string, number> }> {
  const pages = (await readPdf(pdf)).pages.map((page) => page.text.replace(/\s+/g, " "));
  const body = pages.findIndex((page) => page.includes("as told in"));
  const contents = pages.slice(0, body).join(" ");
  const listed = [...contents.matchAll(/(\d+(?:\.1)?) ?Growth[^.]*?wait, [ .]*(\d+)/g)];
  const told = listed.map(([, number = "", page]): [string, number] => [number, Number(page)]);
  const led = Array.from({ length: count }, (_, i) => {
    const [first, second] = [`${section(i, count) + 1}.1`, String(chapter(i, count) + 1)];
    return [first, first, second, second];
  }).flat();
  const references = pages.flatMap((page) => [...page.matchAll(/Section [XY] \(p\. *(\d+)\)/g)]);
  told.push(...references.map(([, page], n): [string, number] => [led[n] ?? "none", Number(page)]));
  const stands = new Map<string, number>();
  for (const [at, page] of pages.entries())
    if (at >= body) for (const [, number = ""] of page.matchAll(/(\d+(?:\.1)?) ?Growth/g)) stands.set(number, at + 1);
  return { told, stands };
}

const keep = (floats = new Map<string, readonly string[]>()): KeptFloats & { floats: typeof floats } => ({
  floats,
  get: (key) => floats.get(key),
  put: (key, ids) => floats.set(key, ids),
});

/** Source of which the typesetter says each time that it is another than it was. */
const WAVERS = "context if calc.even(query(<wavers>).len()) [#metadata(none)<wavers>]";

const job = (main: string, floating: readonly string[] = []): TypesettingJob => ({
  main: `#import "floated.typ": floated\n#import "held.typ": held\n#set document(title: "A memo")\n#${main}\nWords.`,
  files: new Map(),
  placed: new Map(),
  floating,
  noted: [],
  timestamp: 0,
});

describe("where pages do not come to rest", () => {
  test("tables say less on later pages, and what contents and references print is right", async () => {
    const kept = keep();
    const tree = woven(10, 4);
    const pdf = await writePdf(tree, undefined, undefined, kept);
    const { told, stands } = await printedPages(pdf, 10);
    expect(told).toHaveLength(60);
    expect(told).toEqual(told.map(([name]) => [name, stands.get(name)]));
    // With what was held another layout would come from what floats.
    expect(kept.floats.size).toBe(0);
    expect(Buffer.compare(await writePdf(tree, undefined, undefined, keep(new Map([["last", ["gone"]]]))), pdf)).toBe(
      0,
    );
  });

  test("numbers of pages take the same room at last, and are right", async () => {
    const source = composeSource(woven(3, 1));
    const wavers = `#import "held.typ": held\n#if held < 2 { ${WAVERS} }\n\n#contents(`;
    const main = source.main.replace("#contents(", () => wavers);
    expect(main).not.toBe(source.main);
    const { told, stands } = await printedPages((await typeset({ ...source, main, timestamp: 0 })).pdf, 3);
    expect(told).toHaveLength(18);
    expect(told).toEqual(told.map(([name]) => [name, stands.get(name)]));
  });

  test("whatever is held, it is told", async () => {
    const error: unknown = await typeset(job(WAVERS)).catch((thrown: unknown) => thrown);
    if (!(error instanceof MemoError)) throw error;
    expect(error.diagnostics.map(({ message }) => message)).toEqual([
      "the pages of the PDF do not come to rest: what is said of pages in contents and references moves them each time",
    ]);
  });
});

test("a layout that fails with what was kept is made without it", async () => {
  const one = job('if floated == () { panic("not so") }', ["a"]);
  const { pdf, first } = await typeset(one);
  expect(first).toEqual(["a"]);
  for (const kept of [{ guess: [] }, { floated: [] }])
    expect(Buffer.compare((await typeset({ ...one, ...kept })).pdf, pdf)).toBe(0);
  await expect(typeset({ ...job("panic()"), guess: [] })).rejects.toThrow(MemoError);
});

test("what floats is found without a guess where it is not found from one, and kept only where it is found", async () => {
  const pdf = await writePdf(sampleTree());
  const { read } = FirstFloats.prototype;
  let left = 60;
  const never = vi.spyOn(FirstFloats.prototype, "read").mockImplementation(function (this: FirstFloats, marks) {
    left--;
    return read.call(this, marks) + Number(left > 20);
  });
  const kept = keep(new Map([["last", []]]));
  expect(Buffer.compare(await writePdf(sampleTree(), undefined, undefined, kept), pdf)).toBe(0);
  expect(kept.floats.size).toBe(2);
  left = 1000;
  const nothing = keep();
  expect(Buffer.compare(await writePdf(sampleTree(), undefined, undefined, nothing), pdf)).toBe(0);
  expect(nothing.floats.size).toBe(0);
  never.mockRestore();
});
