import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { MemoError } from "../../../../src/diagnostic.js";
import type { BlockNode, MemoTree } from "../../../../src/document/tree.js";
import type { MathNode } from "../../../../src/notebook/formula/math-node.js";
import { beginPdf, writePdf } from "../../../../src/render/pdf/index.js";
import { TypesettingThread } from "../../../../src/render/pdf/typesetting/thread.js";
import type { TypesettingJob } from "../../../../src/render/pdf/typesetting/typeset.js";
import type { KeptFloats } from "../../../../src/render/pdf/write.js";
import { sampleTree } from "../../sample.js";

const problemsOf = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof MemoError)) throw error;
  return error.diagnostics;
};

describe("a PDF that is set in a thread of its own", () => {
  it("is the same, and so is what is kept of it", async () => {
    const put: unknown[] = [];
    const kept = (): KeptFloats => ({ get: () => undefined, put: (...all) => put.push(all) });
    const tree = sampleTree();
    const begun = await beginPdf(tree, undefined, kept());
    const here = await writePdf(tree, undefined, undefined, kept());
    expect(Buffer.compare(await begun.pdf, here)).toBe(0);
    // What floats, and what the next search begins with.
    expect(put).toHaveLength(4);
    expect(put.slice(2)).toEqual(put.slice(0, 2));
  });

  it("tells what is wrong when it is asked for", async () => {
    const tree = sampleTree();
    const [chapter] = tree.chapters;
    if (!chapter) throw new Error("the sample has chapters");
    const word: BlockNode = { type: "paragraph", children: [{ type: "text", text: "\u{1F9FF}" }] };
    const name = (base: string): MathNode => ({ type: "symbol", base });
    const over: MathNode = { type: "row", children: Array.from({ length: 30 }, (_, n) => name(`factor_${n}`)) };
    const math: MathNode = { type: "fraction", over, under: name("x") };
    const place = { file: "chapters/01-a.md", start: { line: 9, column: 1 } };
    const wide: BlockNode = { type: "formula", id: "eq-w", number: 1, alt: "as read", expression: "x", place, math };
    // A character that no font has, found before it is set; an equation without room, found by the typesetter.
    for (const block of [word, wide]) {
      const wrong: MemoTree = { ...tree, chapters: [{ ...chapter, children: [block] }] };
      const begun = await beginPdf(wrong);
      expect(await problemsOf(begun.pdf)).toEqual(await problemsOf(writePdf(wrong)));
    }
  });

  it("tells when it is asked that it has ended before", async () => {
    const thread = new TypesettingThread();
    thread.stop();
    await pause(200);
    await expect(thread.set({} as TypesettingJob)).rejects.toThrow("the typesetter has ended");
  });

  it("fails as what it threw", async () => {
    const error: unknown = await new TypesettingThread().set({} as TypesettingJob).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).stack).toContain("typeset");
  });

  it("is given up", async () => {
    const begun = await beginPdf(sampleTree());
    begun.stop();
    await expect(begun.pdf).rejects.toThrow("the typesetter has ended");
  });
});
