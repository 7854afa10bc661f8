import { describe, expect, it } from "vitest";
import type { InlineNode, MemoTree } from "../../src/document/tree.js";
import { plainText } from "../../src/document/words.js";
import { writeResults } from "../../src/render/data/index.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource } from "../../src/render/pdf/source.js";
import { inlines, resolve } from "./resolve.js";

/** Fields that are printed, each with how it stands in the front matter and where its nodes are. */
const FIELDS: Readonly<
  Record<string, { yaml: (text: string) => string; nodes: (tree: MemoTree) => readonly InlineNode[] | undefined }>
> = {
  title: { yaml: (text) => `title: ${text}`, nodes: ({ chapters }) => chapters[0]?.heading.children },
  summary: {
    yaml: (text) => `title: A\nsummary: ${text}`,
    nodes: ({ chapters }) => {
      const [first] = chapters[0]?.children ?? [];
      const [words] = first?.type === "paragraph" ? first.children : [];
      return words?.type === "emphasis" ? words.children : undefined;
    },
  },
  "memo.title": { yaml: (text) => `title: A\nmemo:\n  title: ${text}`, nodes: ({ title }) => title },
  "memo.subtitle": { yaml: (text) => `title: A\nmemo:\n  subtitle: ${text}`, nodes: ({ subtitle }) => subtitle },
  "memo.notice": { yaml: (text) => `title: A\nmemo:\n  notice: ${text}`, nodes: ({ notice }) => notice },
  "an author": { yaml: (text) => `title: A\nmemo:\n  authors: ${text}`, nodes: ({ authors }) => authors[0] },
  "the second author": {
    yaml: (text) => `title: A\nmemo:\n  authors:\n    - B\n    - ${text}`,
    nodes: ({ authors }) => authors[1],
  },
};

const memo = (front: string): ReturnType<typeof resolve> =>
  resolve({ "chapters/01-a.md": `---\n${front}\n---\n\nText.\n` }, { values: { total: 59 } });

describe("a text of the front matter", () => {
  for (const [name, { yaml, nodes }] of Object.entries(FIELDS)) {
    it(`${name}: values, marks, links, citations and references are read, and no braces are left anywhere`, () => {
      const { tree, said } = memo(
        yaml('"On {{number total}}, **bold** & <x>, `code`, [link](https://example.org), [@survey], @sec-a"'),
      );
      expect(said).toBe("");
      expect(inlines(nodes(tree) ?? []).replace(/\[\[q\d+/, "[[q")).toMatch(
        /^On \[\[q 59\]\], <strong bold> & <x>, <code code>, <a https:\/\/example\.org link>, \(cite survey=Grid Institute 2026\), \(→sec-a Section 1\)$/,
      );
      // BibTeX keeps each author's name in braces of its own.
      for (const text of [writeHtml(tree, { fonts: () => "" }), writeMarkdown(tree), typstSource(tree).main])
        expect(text.replace(/^( {2}author = )\{\{/m, "$1{")).not.toMatch(/\{\{|\[@survey|[\uE000-\uF8FF]/);
    });

    it(`${name}: what is wrong is said at its place, on any line and in any quotation marks`, () => {
      for (const [text, place] of [
        ['"Of {{number totl}}"', [0, 5]],
        ["'Of {{number totl}}'", [0, 5]],
        ["Of {{number totl}}", [0, 4]],
        [">-\n        Words on a line,\n        and {{number totl}}", [2, 13]],
      ] as const) {
        const front = yaml(text);
        const at = front.split("\n").findIndex((line) => line.includes(text.split("\n")[0] ?? ""));
        const column = (front.split("\n")[at] ?? "").indexOf(text.split("\n")[0] ?? "");
        const { diagnostics } = memo(front);
        const [line, shift] = place;
        // The name stands behind the braces and the format.
        const expected = `${at + 2 + line}:${(line === 0 ? column : 0) + shift + "{{number ".length}`;
        expect(
          diagnostics.map(({ rule, place: found }) => `${rule} ${found?.start.line}:${found?.start.column}`),
          front,
        ).toEqual([`prose/unknown-value ${expected}`]);
      }
    });
  }

  it.each([
    [
      'title: "Of {{unit x to="kW"}} and so"',
      'a text in quotes ends here at `"`, and more stands behind it',
      "stands between `'`",
    ],
    ["title: 'It's so'", "a text in quotes ends here at `'`, and more stands behind it", 'stands between `"`'],
    [
      "title: {{number total}} trees",
      "a text begins with `{{`, which is read as braces of this file",
      "put it in quotes",
    ],
    ["title: Trees: a count", "a key follows a value on the same line", "a text with a colon needs quotes"],
    [
      "title: A\nmemo:\n  authors: [Berg, A., Marlowe, J.]",
      "an author is `A.`",
      "a comma ends a name between brackets",
    ],
  ])("%s is refused with how it is written", (front, message, hint) => {
    const { said } = memo(front);
    expect(said).toContain(message);
    expect(said).toContain(hint);
  });

  it("an id of a section that is the chapter's own is refused with where that is from", () => {
    const { said } = resolve({ "chapters/04-method.md": "---\ntitle: A\n---\n\n## B {#sec-method}\n\nText.\n" });
    expect(said).toContain("first at chapters/04-method.md:2:8, which the chapter has of its file’s name");
  });

  it("takes authors with initials", () => {
    expect(memo('title: A\nmemo:\n  authors: [A. Berg, "Marlowe, J.", B.]').said).toContain("an author is `B.`");
    expect(memo('title: A\nmemo:\n  authors: [A. Berg, "Marlowe, J."]').said).toBe("");
    expect(memo("title: A\nmemo:\n  authors: B.").said).toBe("");
  });

  it("is plain in what the page and the PDF say about themselves", () => {
    const { tree } = memo(
      'title: A\nsummary: "S {{number total}} **b** [@survey] @sec-a"\nmemo: {title: "T {{number total}} *x*", authors: ["**B** {{number total}}"]}',
    );
    expect([plainText(tree.title), tree.description]).toEqual(["T 59 x", "S 59 b (Grid Institute 2026) Section 1"]);
    const page = writeHtml(tree, { fonts: () => "" });
    expect(page).toContain("<title>T 59 x</title>");
    expect(page).toContain('<meta name="author" content="B 59">');
    expect(page).toContain('<meta name="description" content="S 59 b (Grid Institute 2026) Section 1">');
    expect(typstSource(tree).main).toContain('title: "T 59 x",\n  authors: ("B 59",),');
    expect(JSON.parse(writeResults(tree)).title).toBe("T 59 x");
  });

  it("without a title of the memo the first chapter's is, its values in and its notes left out", () => {
    const { tree, said } = memo('title: "Of {{number total}}^[A note.]"');
    expect(said).toBe("");
    expect(inlines(tree.title)).toBe("Of 59");
    expect(writeHtml(tree, { fonts: () => "" }).match(/id="q1"/g)).toHaveLength(1);
  });

  it.each(["memo.title", "memo.subtitle", "memo.notice", "an author"])("%s takes no footnote", (name) => {
    const { diagnostics } = memo(FIELDS[name]?.yaml('"Words^[a note]"') ?? "");
    expect(diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}`)).toEqual(["prose/footnote-place 4"]);
  });

  it("a summary is printed under its chapter's title, in each chapter", () => {
    const { tree } = resolve({
      "chapters/01-a.md": "---\ntitle: A\nsummary: First in short.\n---\n\nText.\n",
      "chapters/02-b.md": "---\ntitle: B\nsummary: Second in short.\n---\n\nText.\n",
    });
    for (const written of [writeMarkdown(tree), writeHtml(tree, { fonts: () => "" }), typstSource(tree).main])
      for (const words of ["First in short.", "Second in short."]) expect(written).toContain(words);
    expect(tree.description).toBe("First in short.");
  });

  it.each(["{{number total}}", "klingon!", "e"])("a language %s is refused", (language) => {
    const { diagnostics } = memo(`title: A\nmemo: {language: "${language}"}`);
    expect(diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}`)).toEqual(["chapters/front-matter 3"]);
  });
});
