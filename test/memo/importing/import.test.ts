import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { importReport } from "../../../src/cli/author/import.js";
import { build } from "../../../src/cli/build.js";
import type { MemoError } from "../../../src/diagnostic.js";
import { importDraft } from "../../../src/memo/importing/draft.js";
import { runBlocksHere } from "../../cli/in-process.js";
import { filesUnder, Recorder, removeFolders, starter, temporaryFolder, write } from "../../cli/memo.js";
import { matchGolden } from "../../golden.js";

const HERE = import.meta.dirname;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const writePicture = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, PNG);
};

const draft = (text: string, name = "a.md") =>
  importDraft({ name, text, file: () => undefined, number: 1, taken: new Set(), sources: new Set(["known"]) });
/** The body of the first chapter of a text, and what is left of it. */
const carried = (text: string): { body: string; left: string[] } => {
  const { chapters, left } = draft(text);
  const [first = ""] = [...chapters.values()];
  return {
    body: first.replace(/^---[\s\S]*?---\n\n/, "").trimEnd(),
    left: left.map(({ at, what }) => `${at}: ${what}`),
  };
};

describe("memo import", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  const limits = { seconds: 60, megabytes: 1024 };
  const built = async (folder: string): Promise<[number, string]> => {
    const terminal = new Recorder();
    return [await build({ folder, set: [], out: "out", cache: false, json: false, limits }, terminal), terminal.stderr];
  };

  it.each(["report.qmd", "sales.ipynb"])("makes of %s chapters that build, and says what it leaves", async (name) => {
    const folder = temporaryFolder();
    const source = write(temporaryFolder(), { [name]: readFileSync(join(HERE, name), "utf8") });
    writePicture(join(source, "fig/plot.png"));
    const terminal = new Recorder();
    vi.useFakeTimers({ now: new Date("2026-03-15"), toFake: ["Date"] });
    expect(await importReport(join(source, name), { folder }, terminal)).toBe(0);
    vi.useRealTimers();
    const files = filesUnder(folder);
    const texts = Object.entries(files)
      .filter(([path]) => !path.endsWith(".png"))
      .map(([path, text]) => `=== ${path}\n${text}`);
    matchGolden(join(HERE, "golden", `${name}.txt`), `${terminal.stdout}${terminal.stderr}\n${texts.join("\n")}`);
    const [code, told] = await built(folder);
    expect(code, told).toBe(0);
    expect(told).not.toContain("error[");
  });

  it("writes behind the chapters that are there, takes no name twice and changes nothing", async () => {
    const folder = write(temporaryFolder(), { ...starter(), "pictures/plot.png": "mine" });
    const before = filesUnder(folder);
    const source = write(temporaryFolder(), {
      "a.md": "# One\n\n![A](plot.png)\n\nBy [@price_lists].\n\n# Two\n\nWords.\n",
    });
    writePicture(join(source, "plot.png"));
    expect(await importReport(join(source, "a.md"), { folder }, new Recorder())).toBe(0);
    const {
      "chapters/03-one.md": one,
      "chapters/04-two.md": two,
      "pictures/plot-2.png": picture,
      ...rest
    } = filesUnder(folder);
    expect(rest).toEqual(before);
    expect(one).toContain("![A](pictures/plot-2.png");
    expect(one).toContain("[@price_lists]");
    expect([two, picture]).not.toContain(undefined);
  });

  it.each([
    ["a.docx", "PK", "import/format"],
    ["a.ipynb", "{", "import/format"],
    ["a.ipynb", '{"nbformat": 3, "worksheets": []}', "import/format"],
    ["a.ipynb", '{"cells": 5}', "import/format"],
  ])("refuses %s that holds %s", async (name, text, rule) => {
    const source = write(temporaryFolder(), { [name]: text });
    const folder = temporaryFolder();
    await expect(importReport(join(source, name), { folder }, new Recorder())).rejects.toMatchObject({
      exitCode: 2,
      diagnostics: [{ rule }],
    } satisfies Partial<MemoError> | object);
    expect(filesUnder(folder)).toEqual({});
  });

  it("takes no picture from elsewhere than beside the text", async () => {
    const outer = write(temporaryFolder(), { "in/a.md": "![A](../secret.png)\n" });
    writePicture(join(outer, "secret.png"));
    const folder = temporaryFolder();
    const terminal = new Recorder();
    await importReport(join(outer, "in/a.md"), { folder }, terminal);
    expect(Object.keys(filesUnder(folder)).filter((path) => path.startsWith("pictures"))).toEqual([]);
    expect(terminal.stdout).toContain("../secret.png: a picture that is not there");
  });
});

it("chapters that a text refers to are named after their ids", async () => {
  const outer = write(temporaryFolder(), {
    "a.md": "# One\n\nSee @sec-two and @sec-Odd.\n\n# The second {#sec-two}\n\nWords.\n\n# Odd {#sec-Odd}\n\nWords.\n",
  });
  const folder = temporaryFolder();
  await importReport(join(outer, "a.md"), { folder }, new Recorder());
  const files = filesUnder(folder);
  expect(Object.keys(files).filter((path) => path.startsWith("chapters"))).toEqual([
    "chapters/01-one.md",
    "chapters/02-two.md",
    "chapters/03-odd.md",
  ]);
  expect(files["chapters/01-one.md"]).toContain("See @sec-two and \\@sec-Odd.");
});

it("what stands behind a chapter's heading is carried over, or told as that of any heading", async () => {
  const outer = write(temporaryFolder(), {
    "a.md": "# One {.unnumbered .center}\n\nWords.\n\n# Two {#sec-two -}\n\nWords.\n\n## Three {.wide}\n",
  });
  const folder = temporaryFolder();
  const terminal = new Recorder();
  await importReport(join(outer, "a.md"), { folder }, terminal);
  const files = filesUnder(folder);
  expect(files["chapters/01-one.md"]).toMatch(/^---\ntitle: "One"\nnumbered: false\n/);
  expect(files["chapters/02-two.md"]).toMatch(/^---\ntitle: "Two"\nnumbered: false\n/);
  expect(terminal.stdout).toContain("line 1: of a heading: .center\n  line 9: of a heading: .wide\n");
});

it("a notebook of an older format is told from what is none", async () => {
  const outer = write(temporaryFolder(), {
    "old.ipynb": '{"nbformat": 3, "worksheets": []}',
    "none.ipynb": '{"a": 1}',
  });
  const said = (name: string): Promise<number> =>
    importReport(join(outer, name), { folder: temporaryFolder() }, new Recorder());
  await expect(said("old.ipynb")).rejects.toThrow("is a notebook of format 3, which is older than 4");
  await expect(said("none.ipynb")).rejects.toThrow("is no notebook of format 4");
});

describe("a text of another program", () => {
  it.each([
    ["Of `x` and $a_b$ at {{y}}.", "Of `x` and $a_b$ at \\{{y}}.", []],
    [
      "By [@known, p. 3] and @other.",
      "By [@known, p. 3] and \\@other.",
      ["line 1: a citation of `other`: write it into assumptions/sources.yaml"],
    ],
    [
      "Mail a@b.org; see \\@ref(fig:x).",
      "Mail a@b.org; see \\@fig-x.",
      ["line 1: a reference to `fig-x`, which is not there yet"],
    ],
    ["```{.python}\nx = 1\n```", "```python\nx = 1\n```", []],
    ["```ts {#a}\nconst x = 1\n```", "```text\nconst x = 1\n```", []],
    [
      "Press <kbd>A</kbd><br>H<sub>2</sub>O <b>bold</b>",
      "Press <kbd>A</kbd><br>H<sub>2</sub>O bold",
      ["line 1: HTML, `<b>`: its text is kept"],
    ],
    [
      "```mermaid\na\n```",
      "```text\na\n```",
      ["line 1: a drawing in mermaid: a diagram in `dot` in its place, or a picture"],
    ],
    [
      '```{dot}\n//| fig-cap: Two\ndigraph {\n  a [label="{{x}|y}"]\n}\n```',
      '```dot {#fig-diagram caption="Two" alt="Two"}\ndigraph {\n  a [label="{ {x}|y}"]\n}\n```',
      [
        "line 1: a diagram without an alternative text, which is its caption now: say what it shows",
        "line 1: braces beside each other, which stand apart now: a record's stay what they are, another label shows it",
      ],
    ],
    [
      '```{dot}\n//| fig-cap: Two\n//| fig-alt: It\ndigraph {\n  a [shape=record, label="{{{a}|b}|c}"]\n}\n```',
      '```dot {#fig-diagram caption="Two" alt="It"}\ndigraph {\n  a [shape=record, label="{ { {a}|b}|c}"]\n}\n```',
      [
        "line 1: braces beside each other, which stand apart now: a record's stay what they are, another label shows it",
      ],
    ],
    [
      "```dot\ndigraph { a }\n```",
      "```text\ndigraph { a }\n```",
      ["line 1: a diagram in dot, as text: with an id, a caption and an alternative text the memo draws it"],
    ],
    ["### Deep\n\n#### Deeper", "## Deep\n\n### Deeper", []],
    ["Under\n-----\n\nWords", "## Under\n\nWords", []],
    ["| a |\n|---|\n| 1 |", "| a |\n|---|\n| 1 |", []],
    [
      "![A](https://example.org/a.png)",
      "[A](https://example.org/a.png)",
      ["line 1: a picture at an address, https://example.org/a.png: fetch it into pictures/"],
    ],
    ["$$ a $$ {#eq-a}\n\nBy @eq-a.", "$$ a $$ {#eq-a}\n\nBy @eq-a.", []],
    ["```x``` is code {{y}}\n\n# One", "```x``` is code \\{{y}}", []],
    ["```text\n```js\n```\n<b>", "````text\n```js\n````", ["line 4: HTML, `<b>`: its text is kept"]],
    ["`````md\n````\n<b>\n````\n`````", "`````md\n````\n<b>\n````\n`````", []],
    ["~~~md\nUnder\n-----\n~~~x\n# No\n~~~~", "```md\nUnder\n-----\n~~~x\n# No\n```", []],
    [
      "$$\n\\begin{align}\na_{{i}} &< b \\\\\nc &> \\text{@d} \\label{eq:x}\n\\end{align}\n$$\n\nBy @eq-x.",
      "$$\n\\begin{aligned}\na_{ {i} } &< b \\\\\nc &> \\text{@d}\n\\end{aligned}\n$$ {#eq-x}\n\nBy @eq-x.",
      [],
    ],
    ["Where\n$$\na <b> c @d\n$$ {#eq-x}\nholds.", "Where\n\n$$\na <b> c @d\n$$ {#eq-x}\n\nholds.", []],
    ["1. One\n\n    ```r\n    x\n    ```\n\n2. Two", "1. One\n\n    ```r\n    x\n    ```\n\n2. Two", []],
    ["```yaml\n#| kept\na: 1\n```", "```yaml\n#| kept\na: 1\n```", []],
    [
      "```{r}\n#| label: a\nplot(d)\n```",
      "<!-- computed in r -->\n\n```r\nplot(d)\n```",
      ["line 1: code in r, which a memo doesn't run: a block `ts {#…}` in its place"],
    ],
    [
      "So:\n\n    vector<int> a; @b\n    ```\n\n## Two\n\n- item\n\n    <b>more",
      "So:\n\n    vector<int> a; @b\n    ```\n\n## Two\n\n- item\n\n    more",
      ["line 10: HTML, `<b>`: its text is kept"],
    ],
    // In quotations, what stands in them is what it is outside.
    [
      "> So:\n>\n> ```html\n> <b>x</b> {{y}} @z\n> ```\n>\n> Said.",
      "> So:\n>\n> ```html\n> <b>x</b> {{y}} @z\n> ```\n>\n> Said.",
      [],
    ],
    ["> $$\n> a <b> c @d\n> $$", ">\n> $$\n> a <b> c @d\n> $$\n>", []],
    ["> > ```\n> > <b>\n> > ```\n> after", "> > ```\n> > <b>\n> > ```\n> after", []],
    ["> ```\n> <b> never closed\n\n<i>", "> ```\n> <b> never closed\n> ```", ["line 4: HTML, `<i>`: its text is kept"]],
    [
      "> ```{r}\n> plot(d)\n> ```",
      "> <!-- computed in r -->\n>\n> ```r\n> plot(d)\n> ```",
      ["line 1: code in r, which a memo doesn't run: a block `ts {#…}` in its place"],
    ],
    ["> Said\n> ----\n> words\n>\n> And\n> ===", "> **Said**\n>\n> words\n>\n> **And**\n>", []],
    ["> > Said\n> > ---", "> > **Said**\n> >", []],
    ["> ## Said\n> <b>words</b>", "> **Said**\n>\n> words", ["line 2: HTML, `<b>`: its text is kept"]],
    ["> [!NOTE]\n> {{x}}", "> [!NOTE]\n> \\{{x}}", []],
    // What is carried, and what is told since it is not.
    [
      "[a](b.md){target=x} and [c]{.small}, `<b>`{=html}",
      "[a](b.md) and c, `<b>`",
      [
        "line 1: attributes of a link",
        "line 1: attributes in braces",
        "line 1: raw html, which a memo doesn't take: it is shown as it is written",
      ],
    ],
    [
      "```{=html}\n<b>x</b>\n```",
      "```html\n<b>x</b>\n```",
      ["line 1: raw html, which a memo doesn't take: it is shown as it is written"],
    ],
    ["## A {.tabset #sec-a}\n\nBy @sec-a.", "## A {#sec-a}\n\nBy @sec-a.", ["line 1: of a heading: .tabset"]],
    [
      "```{r, fig.width=4}\n#| label: tbl-a\n#| tbl-cap: 'Of all'\n#| fig-alt: x\nk(d)\n```",
      "<!-- computed in r -->\n\n```r\nk(d)\n```",
      [
        'line 1: code in r, which a memo doesn\'t run: a table, "Of all": a block `ts {#tbl-a .table}` in its place; its options: fig.width, fig-alt',
      ],
    ],
    [
      '```{r sales.year, fig.cap="By year", echo=FALSE}\nplot(d)\n```',
      "<!-- figure: By year -->",
      [
        'line 1: code in r, which a memo doesn\'t run: a figure, "By year": a block `ts {#fig-sales-year .chart}` in its place',
      ],
    ],
    [
      '::: {.callout-tip collapse="true" title="Of *this*"}\nWords.\n:::',
      "> [!TIP]\n> **Of *this***\n>\n> Words.",
      ["line 1: of a callout: collapse"],
    ],
    [
      "```{warning} Hot\n:class: x\nIt **burns**, {ref}`a`.\n```",
      "> [!WARNING]\n> **Hot**\n>\n> It **burns**, a.",
      ["line 1: of a callout: class", "line 3: a reference to `a`: `@sec-…`, `@fig-…` or `@tbl-…`"],
    ],
    [":::{note}\nWords.\n:::", "> [!NOTE]\n> Words.", []],
    [
      "(a)=\n## A\n\n{ref}`a`, {cite:p}`known,b` and {math}`x`, {doc}`y`.\n\n(lost)=\n\nEnd.",
      "## A {#sec-a}\n\n@sec-a, [@known; \\@b] and $x$, y.\n\nEnd.",
      [
        "line 4: a role, {doc}: its text is kept",
        "line 4: a citation of `b`: write it into assumptions/sources.yaml",
        "line 6: a name for what follows, `(lost)=`",
      ],
    ],
    [
      "```{math}\n:label: a\nx\n```\n\n$$\ny\n$$ (b)\n\n{eq}`a`, @eq-b",
      "$$\nx\n$$ {#eq-a}\n\n$$\ny\n$$ {#eq-b}\n\n@eq-a, @eq-b",
      [],
    ],
    [
      "```{list-table} T\n* - a\n```\n\n% said\n\n+++",
      "```\n* - a\n```\n\n<!-- said -->",
      [
        "line 1: a directive, list-table T: what it holds is kept as code",
        "line 5: comments that begin with %: they are kept as comments",
        "line 7: breaks between cells, `+++`",
      ],
    ],
    // Between two backticks, what looks like a role is none.
    [
      "Write ``so {ref}`a` {kbd}`b` `` and {sub}`2`, \\`{kbd}.",
      "Write ``so {ref}`a` {kbd}`b` `` and ~2~, \\`{kbd}.",
      [],
    ],
    [
      "From $5 by @other to $6.",
      "From $5 by \\@other to $6.",
      ["line 1: a citation of `other`: write it into assumptions/sources.yaml"],
    ],
    // Arguments and options of directives.
    [
      "```{math} a = b\n:label: x\n:nowrap:\n\n{{c}}\n```\n\nBy {eq}`x`.",
      "$$\na = b\n{ {c} }\n$$ {#eq-x}\n\nBy @eq-x.",
      ["line 1: of an equation: nowrap"],
    ],
    [
      "```{code-block} js\n:caption: Of it\n:linenos:\n:name: b\nx\n```\n\n{ref}`b`",
      "```js\nx\n```\n\nb",
      ["line 1: of code: caption, linenos, name", "line 8: a reference to `b`: `@sec-…`, `@fig-…` or `@tbl-…`"],
    ],
    [
      "```{code-cell}\n---\ntags: [hide-input]\n---\nx\n```",
      "<!-- computed in python -->\n\n```python\nx\n```",
      ["line 1: of code: tags", "line 1: code in python, which a memo doesn't run: a block `ts {#…}` in its place"],
    ],
    [
      "```{csv-table} T\n:header: a\n1\n```",
      "```\n1\n```",
      ["line 1: a directive, csv-table T, with header: what it holds is kept as code"],
    ],
    [
      "```{theorem} Pythagoras\nx\n```\n\n```{versionadded} 1.2\n```\n\n```{my-own}\ny\n```",
      "```\nx\n```\n\n```\n```\n\n```\ny\n```",
      [
        "line 1: a directive, theorem Pythagoras: what it holds is kept as code",
        "line 5: a directive, versionadded 1.2: what it holds is kept as code",
        "line 8: a directive, my-own: what it holds is kept as code",
      ],
    ],
    // Between colons as between backticks.
    [
      ":::{note}\n:class: dropdown\nWords.\n:::\n\nAfter.",
      "> [!NOTE]\n> Words.\n\nAfter.",
      ["line 1: of a callout: class"],
    ],
    [
      "::::{tip} Of *it*\n:::{theorem} T\n:label: l\nWords {{x}}.\n\n```md\n::::\n```\n:::\nMore.\n::::\nAfter.",
      "> [!TIP]\n> **Of *it***\n>\n> Words \\{{x}}.\n>\n> ```md\n> ::::\n> ```\n> More.\n\nAfter.",
      ["line 2: a directive, theorem T, with label: its text is kept, without what it did"],
    ],
    [
      ":::{code-block} js\n{{x}} <b>\n:::\n:::{mermaid}\na\n:::",
      "```js\n{{x}} <b>\n```\n```\na\n```",
      ["line 4: a directive, mermaid: what it holds is kept as code"],
    ],
    [":::{note}\nWords.", "> [!NOTE]\n> Words.", ["line 1: a directive, note, that is never closed"]],
    [
      ":::{figure}\n:name: fig-a\nWords.\n:::",
      "Words.",
      ["line 1: a directive, figure, with name: its text is kept, without what it did"],
    ],
  ])("%j becomes %j", (text, body, left) => {
    expect(carried(text)).toEqual({ body, left });
  });

  const shown = (alt: string, caption: string, id = "fig-a"): string =>
    `![${alt}](pictures/a.png "${caption}"){#${id}}`;
  const words = 'Of $\\alpha$ [and] {cite}`known`, {ref}`b`, @other, {{x}} "q"';
  const [asAlt, asCaption] = [
    'Of $\\alpha$ [and\\] [@known\\], b, \\@other, \\{{x}} "q"',
    'Of $\\alpha$ [and] [@known], b, \\@other, \\{{x}} \\"q\\"',
  ];
  const told = [
    "a.png: a picture that is not there",
    "line N: a reference to `b`: `@sec-…`, `@fig-…` or `@tbl-…`",
    "line N: a citation of `other`: write it into assumptions/sources.yaml",
  ];
  it.each([
    [`\`\`\`{figure} a.png\n:alt: One\n\n${words}\n\`\`\``, shown("One", asCaption), told],
    [`:::{figure} a.png\n:alt: ${words}\n:name: fig-a\nCap\n:::`, shown(asAlt, "Cap"), told],
    [
      `:::{image} a.png\n:align: left\n:::`,
      shown("To be said: what it shows", "To be written."),
      [
        "a.png: a picture that is not there",
        "line N: of a picture: align",
        "line N: the picture a.png: say what it shows, and give it a caption",
      ],
    ],
    [`![${words}](a.png)`, shown(asAlt, asCaption), told],
    [`![One](a.png "${words.replaceAll('"', '\\"')}")`, shown("One", asCaption), told],
    [`![One](a.png){fig-cap="${words.replace(/["\\]/g, "\\$&")}"}`, shown("One", asCaption), told],
    ['![A \\] $\\}$ \\\\](a.png "C\\\\")', shown("A \\] $\\}$ \\\\", "C\\\\"), told.slice(0, 1)],
    [
      "```{figure} a.png\n:alt: One\n:width: 40%\n\nTwo\nlines.\n\nLegend.\n```",
      '![One](pictures/a.png "Two lines."){#fig-a width=40%}\n\nLegend.',
      ["a.png: a picture that is not there", "line 8: words below a picture's caption: they stand behind it"],
    ],
    [
      `::: {layout-ncol=2 .column-page}\n![One](a.png "$\\alpha$ {{x}}")\n\n![Two](a.png)\n:::`,
      `::: {layout-ncol=2}\n\n${shown("One", "$\\alpha$ \\{{x}}")}\n\n${shown("Two", "Two", "fig-a-2")}\n\n:::`,
      ["a.png: a picture that is not there", "line N: of figures side by side: .column-page"],
    ],
    [
      `::: {#fig-x layout-ncol=2}\n![One](a.png)\n\n![Two](a.png)\n\nOf $\\alpha$, "q" {{x}}.\n:::`,
      `::: {#fig-x layout-ncol=2 caption="Of $\\\\alpha$, \\"q\\" \\\\{{x}}."}\n\n${shown("One", "One")}\n\n${shown("Two", "Two", "fig-a-2")}\n\n:::`,
      told.slice(0, 1),
    ],
    [
      '```{dot}\n//| fig-cap: "Of $\\alpha$ {{x}}"\n//| fig-alt: Two {{x}}\ndigraph { a }\n```',
      '```dot {#fig-diagram caption="Of $\\\\alpha$ \\\\{{x}}" alt="Two \\\\{{x}}"}\ndigraph { a }\n```',
      [],
    ],
    [
      '![A {{x}}](https://a.org/a.png "C {{x}}")',
      "[A \\{{x}}](https://a.org/a.png)\n\nC \\{{x}}",
      ["line N: a picture at an address, https://a.org/a.png: fetch it into pictures/"],
    ],
  ])("carries what is said of a picture as words: %j", (text, body, left) => {
    const found = carried(text);
    expect(found.body).toBe(body);
    expect(found.left.map((one) => one.replace(/^line [1-3]:/, "line N:"))).toEqual(left);
    expect(draft(text).diagnostics).toEqual([]);
  });

  it.each([
    "```{note}\n![A](a.png){#fig-in}\n```",
    ":::{note}\n![A](a.png){#fig-in}\n:::",
    "````{note}\n```{figure} a.png\n:name: in\nA\n```\n````",
    ":::{theorem}\n```{figure} a.png\n:name: fig-in\nA\n```\n:::",
    "> ```{figure} a.png\n> :name: in\n> A\n> ```",
    ":::{image} a.png\n:name: fig:in\n:::",
  ])("knows the names within %j", (text) => {
    const { body, left } = carried(`By @fig-in and {numref}\`in\`.\n\n${text}`);
    expect(body).toContain("By @fig-in and @fig-in.");
    expect(body).toContain("{#fig-in}");
    expect(left.filter((one) => one.includes("reference"))).toEqual([]);
  });

  it.each(["```{note}\n## A {#sec-in}\n```", "> ## A {#sec-in}", "```{code-block} js\n:name: sec-in\n```"])(
    "has no names for what a memo can't refer to: %j",
    (text) => {
      expect(carried(`By @sec-in.\n\n${text}`).left).toContain(
        "line 1: a reference to `sec-in`, which is not there yet",
      );
    },
  );

  const two = "![A](a.png)\n\n![B](b.png){fig-align=left}\n";
  const gone = ["a.png: a picture that is not there", "b.png: a picture that is not there"];
  it.each([
    [
      `::: {#fig-x layout-ncol=2}\n\n${two}\nBoth, *here*.\n:::\n\nBy @fig-x.`,
      '::: {#fig-x layout-ncol=2 caption="Both, *here*."}',
      ["line 5: of a picture: fig-align"],
    ],
    [
      `::: {#x layout-ncol=4 fig-cap="Two"}\n\n${two}\n:::`,
      '::: {#fig-x layout-ncol=3 caption="Two"}',
      [
        "line 1: of figures side by side: 4 in a row, of which a memo has two or three",
        "line 5: of a picture: fig-align",
      ],
    ],
    [
      `::: {layout="[[1,1],[1]]" layout-valign=top}\n\n${two}\n:::`,
      "::: {layout-ncol=2}",
      [
        "line 1: of figures side by side: rows of their own, `layout=[[1,1],[1]]`: as many in each as in the longest",
        "line 1: of figures side by side: layout-valign",
        "line 5: of a picture: fig-align",
      ],
    ],
    [
      `::: {layout-nrow=1}\nFirst words.\n\n${two}:::`,
      "::: {layout-ncol=2}",
      [
        "line 1: of figures side by side: `layout-nrow=1`, as so many in a row",
        "line 2: words among figures side by side: they stand before them",
        "line 6: of a picture: fig-align",
      ],
    ],
    [
      `::: {#fig-x layout-ncol=2}\n${two}:::`,
      '::: {#fig-x layout-ncol=2 caption="To be written."}',
      ["line 1: the caption of all figures side by side in `fig-x`: write one", "line 4: of a picture: fig-align"],
    ],
  ])("has figures side by side: %j", (text, first, told) => {
    const { body, left } = carried(text);
    const lines = body.split("\n");
    const at = lines.indexOf(first);
    expect(body).toContain(first);
    expect(lines.slice(at, at + 7)).toEqual([
      first,
      "",
      '![A](pictures/a.png "A"){#fig-a}',
      "",
      '![B](pictures/b.png "B"){#fig-b}',
      "",
      ":::",
    ]);
    expect(left.filter((one) => !gone.includes(one))).toEqual(told);
    expect(draft(text).diagnostics).toEqual([]);
  });

  it("keeps a division that holds more than pictures, and tells of it", () => {
    const { body, left } = carried("::: {layout-ncol=2}\n\n![A](a.png)\n\n- a\n- b\n\n:::");
    expect(body).toContain("- a\n- b");
    expect(left).toContain("line 1: a division `{layout-ncol=2}`: its text is kept, without what it did");
  });

  it("has pictures of one name in two folders under two names", () => {
    const { chapters, pictures } = importDraft({
      ...{ name: "a.md", number: 1, taken: new Set(), sources: new Set() },
      text: "![A](a/plot.png)\n\n![B](b/plot.png)\n\nSee [it](pictures/plot.png).",
      file: (path) => Buffer.concat([PNG, Buffer.from(path)]),
    });
    const [body = ""] = chapters.values();
    expect(body).toContain('![A](pictures/plot.png "A"){#fig-plot}');
    expect(body).toContain('![B](pictures/plot-2.png "B"){#fig-plot-2}');
    expect(body).toContain("[it](pictures/plot.png)");
    expect([...pictures].map(([name, bytes]) => [name, Buffer.from(bytes).toString().slice(-10)])).toEqual([
      ["plot.png", "a/plot.png"],
      ["plot-2.png", "b/plot.png"],
    ]);
  });

  it("says what of the front matter has no place behind other chapters", () => {
    const text = "---\ntitle: T\nsubtitle: S\nauthor: A\n---\n\n# One\n\nWords.";
    const behind = importDraft({
      ...{ name: "a.md", text, number: 3, taken: new Set<string>(), sources: new Set<string>() },
      file: () => undefined,
    });
    expect(behind.left).toEqual([
      {
        at: "line 1",
        what: 'of the front matter, for that of the memo\'s first chapter: title: "T", subtitle: "S", authors: ["A"]',
      },
    ]);
    expect(draft(text).left).toEqual([]);
  });

  it("that can't be printed as it is now is told of by the draft itself", () => {
    expect(draft("Of $\\foo{x}$.").diagnostics).toMatchObject([{ rule: "prose/mathematics" }]);
  });
});

describe("a notebook", () => {
  const of = (...cells: object[]) => draft(JSON.stringify({ nbformat: 4, metadata: {}, cells }), "n.ipynb");

  it("keeps each picture attached to a cell, one that is shown twice once", () => {
    const attached = (more: string) => ({ "image/png": Buffer.concat([PNG, Buffer.from(more)]).toString("base64") });
    const { pictures } = of({
      cell_type: "markdown",
      source: "![A](attachment:a.png)\n\n![B](attachment:b.png)\n\n![A](attachment:a.png)",
      attachments: { "a.png": attached("a"), "b.png": attached("b") },
    });
    expect([...pictures].map(([name, bytes]) => [name, Buffer.from(bytes).toString().at(-1)])).toEqual([
      ["n-1.png", "a"],
      ["n-1-2.png", "b"],
    ]);
  });

  it("tells of the tags of its cells", () => {
    const { left } = of({ cell_type: "code", source: "x = 1", metadata: { tags: ["hide-input", "slow"] } });
    expect(left).toContainEqual({ at: "cell 1", what: "tags of a cell: hide-input, slow" });
  });

  it("keeps code that holds a fence in one piece", () => {
    const [body] = of({ cell_type: "code", source: 'a = """\n```\n<b>\n"""' }).chapters.values();
    expect(body).toContain('````python\na = """\n```\n<b>\n"""\n````');
  });
});
