import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANY_UNPRINTABLE } from "../../src/characters.js";
import { linesOf } from "../../src/cli/git/textconv.js";
import { news } from "../../src/cli/news/run.js";
import { guarded, printDiagnostics } from "../../src/cli/terminal/terminal.js";
import { MemoError } from "../../src/diagnostic.js";
import { commentBody } from "../../src/review/comment.js";
import { random } from "../robust/tool.js";
import { commands, runHere } from "../rules/examine.js";
import { ALL } from "../setup/growth.js";
import { effectOf, HOSTILE } from "../text/hostile.js";
import { filesUnder, Recorder, removeFolders, type Sources, write } from "./memo.js";
import { TestRepository } from "./repository.js";

// A memo of which each text that a person may choose is hostile, through every command that prints or writes: what comes out is text, wherever it comes out.

vi.mock("../../src/publish/card.js", async (original) => ({
  ...(await original<typeof import("../../src/publish/card.js")>()),
  cardPicture: async () => Buffer.from("PNG"),
}));
vi.mock("../../src/render/pdf/index.js", () => ({
  TypesettingThread: class {
    stop() {}
  },
  keptFloats: () => undefined,
  beginPdf: async () => ({ pdf: Promise.resolve(Buffer.from("PDF")), stop: () => {} }),
  writePdf: async () => Buffer.from("PDF"),
}));

/** What would act in a page, a comment or a table, beside what a terminal or a log would act on. */
const STRINGS: readonly string[] = [
  ...Object.values(HOSTILE).filter(
    (text) => !/[\ud800-\udfff](?![\udc00-\udfff])/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "")),
  ),
  "@everyone",
  "see #12, owner/name#12 and GH-12",
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "[x](javascript:alert(1))",
  "<javascript:alert(1)>",
  "=cmd|' /C calc'!A0",
  "]]></title><script>alert(1)</script>",
  "<!-- memo-ignore -->",
  "&#64;everyone &lt;script&gt; &#x1b;",
  "</details><details><summary>x",
];

const quoted = (text: string): string => JSON.stringify(text);
/** On one line of Markdown. */
const line = (text: string): string => text.replace(/[\r\n]+/g, " ");

/** Each place with a text of a person's choice, on a line of its own; how it is written there. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  memoTitle: quoted,
  author: quoted,
  chapterTitle: quoted,
  heading: line,
  prose: line,
  quote: line,
  tableCell: (text) => line(text).replaceAll("|", "\\|"),
  label: quoted,
  printed: quoted,
  caption: line,
  alt: line,
  axis: quoted,
  mark: quoted,
  cell: quoted,
  column: quoted,
  text: quoted,
  versionTitle: quoted,
  trees: quoted,
  note: quoted,
  apples: quoted,
  reason: quoted,
  scenario: quoted,
  source: quoted,
  publisher: quoted,
  address: quoted,
};

const TEMPLATE: Sources = {
  "chapters/01-summary.md": `---
title: «chapterTitle»
memo:
  title: «memoTitle»
  url: https://example.org/memo
  authors:
    - «author»
---

The orchard carries {{harvest}} of apples [@count], computed in @sec-harvest.
{{#claim "fits"}}The press can take them by 2027.{{else}}They are more than the press can take.{{/claim}}

It is called {{text said}}.

## Of «heading»

It was said that «prose» and

> «quote»

| A | B |
| --- | --- |
| a | «tableCell» |
`,
  "chapters/02-harvest.md": `---
title: Harvest
---

What the trees carry is weighed against what the press takes: @fig-press, @tbl-press.

\`\`\`ts {#harvest}
const { trees, apples } = given.orchard;
const harvest = output(trees * apples, {
  label: «label»,
  unit: "kg", format: "unit 0 kg", tolerance: "1%" });
console.log(«printed»);
const said =
  «text»;
\`\`\`

\`\`\`ts {#fits .claim}
given.press.capacity[2027] > harvest
\`\`\`

\`\`\`ts {#fig-press .chart}
//| caption: «caption»
//| alt: «alt»
Plot.plot({
  x: { label: «axis» },
  y: { label: "Capacity, kg" },
  marks: [Plot.dot(rows({ kg: given.press.capacity }), { x: "year", y: "kg" }), Plot.text([{ x: 2026, y: 5000 }], { x: "x", y: "y", text: () =>
    «mark»
  })] })
\`\`\`

\`\`\`ts {#tbl-press .table}
//| caption: The press.
table([{ name:
  «cell», kg: harvest }], { columns: { name:
  «column», kg: "Harvest, kg" } })
\`\`\`
`,
  "assumptions/2026-03.yaml": `version: 2026-03
title: «versionTitle»
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees:
      label: «trees»
      note: «note»
      value: 120
      unit: "1"
      low: 110
      high: 130
      distribution: triangular
    apples:
      label: «apples»
      value: 40 kg
      low: 30 kg
      high: 55 kg
      distribution: triangular
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
  "assumptions/2026-06.yaml": `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
defaults: {kind: cited, source: count, as_of: 2026-06}
assumptions:
  orchard:
    apples:
      value: 36 kg
      reason: «reason»
`,
  "assumptions/scenarios.yaml": `scenarios:
  late-frost:
    title: «scenario»
    set: {orchard.apples: 32 kg}
`,
  "assumptions/sources.yaml": `sources:
  count:
    title: «source»
    publisher: «publisher»
    url: «address»
    date: 2026-03
`,
};

const PLAIN: Readonly<Record<string, string>> = { address: "https://example.org/count" };

/** The memo with a text in each place, and the line of each. */
function memoWith(texts: Readonly<Record<string, string>>): { files: Sources; at: Map<string, string> } {
  const at = new Map<string, string>();
  const files = Object.entries(TEMPLATE).map(([path, template]) => {
    const lines = template.split("\n").map((text, n) =>
      text.replace(/«(\w+)»/, (_, name: string) => {
        at.set(`${path}:${n + 1}`, name);
        return PLACES[name]?.(texts[name] ?? PLAIN[name] ?? `plain ${name}`) ?? "";
      }),
    );
    return [path, lines.join("\n")];
  });
  return { files: Object.fromEntries(files), at };
}

interface Said {
  stdout: string;
  stderr: string;
}

/** Runs a command as the tool does, with its terminal's guard. */
async function run(folder: string, words: readonly string[]): Promise<Said> {
  const recorder = new Recorder();
  const terminal = guarded(recorder);
  try {
    await commands(folder, terminal).parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    printDiagnostics(terminal, error.diagnostics, new Map());
  }
  return recorder;
}

/** Lines of annotations, which are the tool's own: of files of the memo alone. */
const OWN =
  /^::(?:error|warning|notice) (?:file=(?:chapters|assumptions)\/[^,:]+(?:,line=\d+|,col=\d+|,endLine=\d+|,endColumn=\d+)*,)?title=[^:]*::.*\n/gm;

function isQuiet(text: string, what: string): void {
  expect.soft(effectOf(text), `${what}\n${text.slice(0, 3000)}`).toBeUndefined();
}

/** A page or a drawing: whole, and with nothing in it that runs, loads or leads somewhere by the memo's doing. */
function isInert(text: string, type: "text/html" | "application/xml", what: string): void {
  expect.soft(ANY_UNPRINTABLE.exec(text)?.[0], what).toBeUndefined();
  const { document } = new JSDOM(text, { contentType: type }).window;
  const of = (tag: string): number => document.getElementsByTagName(tag).length;
  const scriptsThere = [...document.querySelectorAll("script")];
  for (const script of scriptsThere) expect.soft(script.textContent, what).not.toMatch(/^\s*alert\(1\)/);
  expect.soft([of("img"), of("iframe"), of("base")], what).toEqual([0, 0, 0]);
  for (const element of document.querySelectorAll("*"))
    for (const { name, value } of element.attributes) {
      expect.soft(name, `${what}: ${element.outerHTML.slice(0, 200)}`).not.toMatch(/^on/i);
      if (/^(?:href|src|xlink:href|action)$/.test(name))
        expect.soft(value, what).not.toMatch(/^\W*(?:javascript:|vbscript:|data:(?!,$))/i);
    }
}

/** Markdown as a forge prints it: its texts beside code name nobody and nothing. */
function isComment(markdown: string, what: string): void {
  expect.soft(ANY_UNPRINTABLE.exec(markdown)?.[0], what).toBeUndefined();
  const html = new MarkdownIt({ html: true, linkify: false }).render(markdown);
  const { document } = new JSDOM(`<body>${html}</body>`).window;
  for (const element of document.body.querySelectorAll("*")) {
    expect
      .soft(element.localName, what)
      .toMatch(
        /^(?:a|blockquote|br|code|del|details|em|h\d|hr|li|ol|p|pre|s|strong|sub|summary|sup|table|tbody|td|th|thead|tr|ul)$/,
      );
    expect.soft(element.getAttribute("href") ?? "", what).not.toMatch(/^\W*(?:javascript:|vbscript:|data:(?!,$))/i);
  }
  for (const element of document.body.querySelectorAll("code, pre")) element.remove();
  const text = document.body.textContent ?? "";
  expect.soft(text, what).not.toMatch(/@[A-Za-z0-9]|#\d|\bGH-\d/);
}

/** Of values that are refused where they are printed: what gave them. */
const BY_BLOCK: Readonly<Record<string, readonly string[]>> = {
  "chapters/01-summary.md:13": ["text"],
  "chapters/02-harvest.md:21": ["axis", "mark"],
  "chapters/02-harvest.md:32": ["cell", "column"],
};

/** Texts that places refuse, taken out until the memo builds; what is said of each is clean. */
async function accepted(
  texts: Readonly<Record<string, string>>,
): Promise<{ repository: TestRepository; refused: string[] }> {
  let left = texts;
  const refused: string[] = [];
  const repository = new TestRepository();
  for (let turn = 0; turn <= Object.keys(PLACES).length; turn++) {
    const { files, at } = memoWith(left);
    write(repository.folder, files);
    const { stderr } = await run(repository.folder, ["build"]);
    isQuiet(stderr, "build");
    const wrong = [...stderr.matchAll(/^error\[([^\]]+)\] (\S+?:\d+)/gm)];
    if (wrong.length === 0) return { repository, refused };
    const names = new Set(
      wrong.flatMap(([head, , place = ""]) => {
        const found = BY_BLOCK[place] ?? [at.get(place) ?? ""];
        const there = found.filter((name) => name in left);
        expect(there, `${head}\n${stderr}`).not.toEqual([]);
        return there;
      }),
    );
    refused.push(...names);
    left = Object.fromEntries(Object.entries(left).filter(([name]) => !names.has(name)));
  }
  throw new Error("it never builds");
}

/** Commands that print, by what takes what they print; of those that differ in little, one stands for all unless all are asked for. */
const sample = <T>(some: readonly T[], others: readonly T[]): readonly T[] => (ALL ? [...some, ...others] : some);
const words = (text: string): readonly string[] => text.split(" ");
const ON_TERMINAL = sample(
  ["status", "show orchard.trees", "show tbl-press", "graph", "graph -f dot", "sweep tornado harvest", "data check"],
  [
    ..."harvest said fig-press fits count".split(" ").map((name) => `show ${name}`),
    ...["check --hints", "read", "read --all --on 2026-06-20", "why harvest", "why orchard.apples", "graph -f mermaid"],
    ...["sweep tornado harvest -f csv", "diff HEAD .", "diff 2026-03 2026-06", "verify out/results.json", "explain"],
    ...["git setup", "set --dry-run orchard.trees 130"],
  ],
).map(words);
const ANNOTATED = sample(["check --hints -f github"], ["diff HEAD . -f github"]).map(words);
const AS_JSON = sample(
  ["show harvest --json"],
  [
    "check --hints -f json",
    "check --hints -f sarif",
    "status --json",
    "read --json",
    "sweep tornado harvest -f json",
    "diff HEAD . -f json",
  ],
).map(words);
const SIDES = sample(["HEAD ."], ["2026-03 2026-06", "nowhere ."]).map(words);

async function throughAll(texts: Readonly<Record<string, string>>, who: string, branch: string): Promise<string[]> {
  const { repository, refused } = await accepted(texts);
  const { folder } = repository;
  repository.git("init", "-q", "-b", "main", "--template=");
  repository.git("config", "user.name", who.replaceAll("\u0000", "") || "x");
  repository.commit(`${who.replaceAll("\u0000", "")} subject`);
  repository.git("checkout", "-q", "-b", branch);
  const { files } = memoWith({
    ...Object.fromEntries(Object.entries(texts).filter(([name]) => !refused.includes(name))),
    trees: "otherwise",
  });
  write(
    folder,
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace("value: 120", "value: 125")])),
  );
  for (const words of [...ON_TERMINAL, ["publish", "--to", "site"]]) {
    const { stdout, stderr } = await run(folder, words);
    isQuiet(stdout + stderr, words.join(" "));
  }
  let annotations = "";
  for (const words of ANNOTATED) {
    const { stdout, stderr } = await run(folder, words);
    annotations += stdout;
    isQuiet(stdout.replace(OWN, "") + stderr, words.join(" "));
  }
  for (const words of AS_JSON) {
    const { stdout, stderr } = await run(folder, words);
    isQuiet(stdout + stderr, words.join(" "));
    JSON.parse(stdout);
  }
  const svg = await run(folder, ["graph", "-f", "svg"]);
  isInert(svg.stdout, "application/xml", "graph -f svg");
  const html = await run(folder, ["diff", "HEAD", ".", "-f", "html"]);
  isInert(html.stdout, "text/html", "diff -f html");
  for (const sides of SIDES) {
    const { stdout } = await run(folder, ["diff", ...sides, "-f", "markdown"]);
    isComment(commentBody(stdout, { pull: 1, base: "a".repeat(40), head: "b".repeat(40), run: 1 }), `diff ${sides}`);
  }
  const told = new Recorder();
  await news({ folder, today: "2026-09-01" }, guarded(told));
  isQuiet(told.stdout, "news");
  const results = readFileSync(join(folder, "out/results.json"), "utf8");
  const shown = new Recorder();
  guarded(shown).out(linesOf(results, "results.json"));
  isQuiet(shown.stdout, "git textconv");
  for (const [path, bytes] of Object.entries({
    ...filesUnder(join(folder, "out")),
    ...filesUnder(join(folder, "site")),
  })) {
    const text = Buffer.from(bytes, "latin1").toString();
    if (/\.(?:svg|xml|atom)$/.test(path)) isInert(text, "application/xml", path);
    else if (path.endsWith(".html")) isInert(text, "text/html", path);
    else if (path.endsWith(".json")) JSON.parse(text);
    else if (/\.csv$/.test(path) && /(?:^|,)"?=cmd/m.test(text))
      expect.soft(annotations, path).toContain("title=figures/formula-cell");
    else expect(path.endsWith(".pdf") ? undefined : ANY_UNPRINTABLE.exec(text)?.[0], path).toBeUndefined();
  }
  return refused;
}

beforeEach(runHere);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(removeFolders);

/** For each place another of the strings; as many memos hold each of them in each place. */
const mixed = (at: number): Record<string, string> =>
  Object.fromEntries(Object.keys(PLACES).map((name, n) => [name, STRINGS[(at + n * 5) % STRINGS.length] ?? ""]));
/** The one that has a formula where a table's cell is printed. */
const SAMPLE = STRINGS.findIndex((_, at) => mixed(at).cell?.startsWith("="));
const CHOSEN = ALL ? STRINGS.map((_, at) => at) : [SAMPLE];
const seeded = random(20_260_315);

describe("every text of a memo", () => {
  it.each(CHOSEN)(
    "is text and nothing else in whatever is printed and written: %i",
    { timeout: 600_000 },
    async (at) => {
      vi.stubEnv("GITHUB_ACTIONS", at % 2 === 0 ? "true" : "");
      const text = STRINGS[at] ?? "";
      const refused = await throughAll(mixed(at), text, branchOf(text));
      // What is tried is more than what is refused.
      expect(refused.length).toBeLessThan(Object.keys(PLACES).length / 2 + 5);
    },
  );
});

/** As near as git lets a branch's name come to a text. */
const branchOf = (text: string): string =>
  `b${text.replace(/[^!-}\u00a0-\u{10ffff}]|[:?*^[\\/]|\.\.|@\{/gu, "-").replace(/\.$|\.lock$/, "")}`;

const BROKEN = sample(["build"], ["check", "status", "why harvest", "diff HEAD .", "publish --to site"]).map(words);

/** A memo whose block throws a text, and then one with a chapter whose file is called like it. */
async function broken(text: string): Promise<void> {
  const repository = TestRepository.with(memoWith({}).files);
  const { files } = memoWith({});
  const path = "chapters/02-harvest.md";
  write(repository.folder, {
    [path]: (files[path] ?? "").replace(
      "const said =",
      `if (trees > 0) throw new Error(${quoted(text)});\nconst said =`,
    ),
  });
  for (const words of BROKEN) {
    const { stdout, stderr } = await run(repository.folder, words);
    expect(stdout + stderr, words.join(" ")).toContain("notebook/threw");
    isQuiet(stdout + stderr, words.join(" "));
  }
  for (const words of ANNOTATED) {
    const { stdout, stderr } = await run(repository.folder, words);
    isQuiet(stdout.replace(OWN, "") + stderr, words.join(" "));
  }
  for (const form of sample(["sarif"], ["json"])) {
    const { stdout } = await run(repository.folder, ["check", "-f", form]);
    expect(JSON.stringify(JSON.parse(stdout))).toContain("notebook/threw");
    isQuiet(stdout, form);
  }
  const { stdout } = await run(repository.folder, ["diff", "HEAD", ".", "-f", "markdown"]);
  isComment(commentBody(stdout, { pull: 1, base: "a".repeat(40), head: "b".repeat(40), run: 1 }), "diff");
  isInert((await run(repository.folder, ["diff", "HEAD", ".", "-f", "html"])).stdout, "text/html", "diff -f html");
  write(repository.folder, {
    [`chapters/03-${text.replaceAll("\u0000", "-").replaceAll("/", "-")}.md`]: "{{nothing}}",
  });
  const { stderr } = await run(repository.folder, ["build"]);
  expect(stderr).toContain("error[");
  isQuiet(stderr, "a chapter's name");
  for (const words of ANNOTATED)
    isQuiet((await run(repository.folder, words)).stdout.replace(OWN, ""), "a chapter's name");
}

describe("what a block throws, and a chapter's file is called,", () => {
  const chosen = ALL ? STRINGS : [STRINGS[Math.floor(seeded() * STRINGS.length)] ?? ""];
  it.each(chosen)("is told and does nothing: %j", { timeout: 600_000 }, broken);
});
