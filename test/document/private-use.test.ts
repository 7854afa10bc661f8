import { describe, expect, it } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { withoutMarks } from "../../src/document/private-use.js";
import type { MemoTree } from "../../src/document/tree.js";
import { postReview } from "../../src/forge/post.js";
import { OUTPUT_KINDS, writeOutputs } from "../../src/memo/write.js";
import { REVIEW_FORMATS } from "../../src/review/forms/names.js";
import { writeReview } from "../../src/review/forms/write.js";
import { sampleTree } from "../render/sample.js";
import { moved, sampleReview } from "../review/sample.js";
import { resolve } from "./resolve.js";

const MARKS = [
  "\uE0000\uE001",
  "\uE002",
  "\uE0103\uE01F",
  "\uE013",
  "\uE035",
  "\uE040",
  "\uE050",
  "\uE060",
  "%EE%80%903%EE%80%9F",
];

/** The sample with a mark in one of its texts. */
function marred(mark: string, where: "paragraph" | "address" | "title"): MemoTree {
  const tree = sampleTree();
  const [first, ...rest] = tree.chapters;
  if (!first) throw new Error("the sample has no chapter");
  const text = { type: "text", text: `left ${mark} over` } as const;
  const node = where === "address" ? ({ type: "link", href: `https://a.org/${mark}`, children: [] } as const) : text;
  if (where === "title")
    return { ...tree, chapters: [{ ...first, heading: { ...first.heading, children: [text] } }, ...rest] };
  return {
    ...tree,
    chapters: [{ ...first, children: [{ type: "paragraph", children: [node] }, ...first.children] }, ...rest],
  };
}

const STRAY = { diagnostics: [{ rule: "project/stray-mark", severity: "error" }] };

describe("a mark of the engine's own is never written", () => {
  it.each(MARKS)("%j stops a text, with its place", (mark) => {
    try {
      withoutMarks(`one\ntwo ${mark}`, "memo.md");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(MemoError);
      expect((error as MemoError).diagnostics).toMatchObject([
        { rule: "project/stray-mark", place: { file: "memo.md", start: { line: 2, column: 5 } } },
      ]);
      expect((error as MemoError).message).not.toMatch(/[\uE000-\uF8FF]/);
    }
  });

  it("and everything else is left as it is", () => {
    for (const text of ["", "a %EE%82%80 b", "\uF8FF", "\u{F0000}", "%EE%80"])
      expect(withoutMarks(text, "x")).toBe(text);
  });

  it.each(OUTPUT_KINDS)("by the writer of %s", async (kind) => {
    // Addresses are no part of the data.
    const places = kind === "data" ? (["paragraph", "title"] as const) : (["paragraph", "address", "title"] as const);
    if (kind !== "data")
      await expect(writeOutputs(marred("%EE%80%903%EE%80%9F", "address"), new Set([kind]))).rejects.toMatchObject(
        STRAY,
      );
    for (const where of places)
      await expect(writeOutputs(marred("\uE0103\uE01F", where), new Set([kind])), where).rejects.toMatchObject(STRAY);
  });

  it.each(REVIEW_FORMATS)("by the writer of a review as %s", async (format) => {
    const options = {
      diagnostics: [],
      compared: true,
    };
    const left = "left \uE0103\uE01F over";
    const marked = sampleReview({ verdict: left, outputs: [moved("a", { "gw.add": 4 }, { label: left })] });
    const written = writeReview(marked, new Set([format]), options);
    // What people read of a review shows a sign for what can't be shown, so that one always comes; data is refused.
    if (format === "json") return expect(written).rejects.toMatchObject(STRAY);
    const { shown, texts } = await written;
    const text = [shown, ...texts.values()].join("\n").replace(/<style>[\s\S]*?<\/style>/g, "");
    expect(text).not.toMatch(/[\uE000-\uF8FF]/);
    if (format !== "github") expect(text).toContain("eft \uFFFD3\uFFFD over");
  });

  it("nor under a pull request", async () => {
    const options = { github: { api: "", token: "" }, repository: "a/b", head: "c", run: 1, author: "d", pull: 1 };
    await expect(postReview("left \uE0103\uE01F over", options as never)).rejects.toMatchObject(STRAY);
  });
});

describe("private-use characters of an author's are told where they come from", () => {
  const VALUES = { word: "a \uE0103\uE01F b", list: [{ name: "x \uF8FF" }] };
  it.each([
    ["of a quoted value", "A {{word}}.", ["chapters/character 5:3"]],
    [
      "of one in rows, once",
      "{{#each list}}{{text name}}{{text name}}{{/each}}",
      ["chapters/character 5:15", "chapters/character 5:28"],
    ],
    ["in an address", "[a](https://a.org/{{word}})", ["chapters/character 5:19"]],
    ["in the chapter's own text", "A \uE010 b", ["chapters/character 5:3"]],
  ])("%s", (_, text, expected) => {
    const { tree, diagnostics } = resolve(
      { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
      { values: VALUES },
    );
    expect(diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`)).toEqual(
      expected,
    );
    expect(tree).toBeDefined();
  });
});
