import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { FigureNode, MemoTree } from "../../../src/document/tree.js";
import { visitBlocks } from "../../../src/document/tree.js";
import { computeMemo } from "../../../src/memo/compute.js";
import { composeSource } from "../../../src/render/pdf/source.js";
import { markedPage } from "../../../src/review/marked/page.js";
import { markedPdf } from "../../../src/review/marked/pdf.js";
import { markTree } from "../../../src/review/marked/tree.js";
import type { Review } from "../../../src/review/types.js";
import { random, shuffled } from "../../../src/sensitivity/numerics/random.js";
import { chromiumOrSkip, laidOut, openChromium } from "../../browser.js";
import { runBlocksHere } from "../../cli/in-process.js";
import { projectOf, type Sources } from "../../cli/memo.js";
import { readPdf } from "../../render/pdf/read.js";
import { FERRY, ferryReview, ferrySide } from "../ferry.js";

const chromium = chromiumOrSkip("pages of changes");

const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-model.md";
const V1 = "assumptions/2026-01.yaml";

/** The ferry's memo with a block of every kind that a chapter may hold. */
const ALL: Sources = {
  ...FERRY,
  [SUMMARY]: `${FERRY[SUMMARY]}
- A list's first item, of {{number passengers_2026}} people.
- Its second item.

> [!NOTE]
> A note on the *slip* at the quay.

Slip
: Where boats lie.

| Boat | Seats |
| --- | ---: |
| Ada | {{number given.seats.filled.2026}} |
| Ben | 12 |

\`\`\`text
as it is written
\`\`\`
`,
  [MODEL]: `${FERRY[MODEL]}
By @eq-load the boats are full.

$$ n = 40 \\cdot s $$ {#eq-load}

\`\`\`ts {#fig-years .chart}
//| caption: Passengers over the years.
//| alt: A line that rises.
Plot.plot({ marks: [Plot.line(rows({ passengers }), { x: "year", y: "passengers" })] });
\`\`\`
`,
};

/** The charts of a memo, those that are shown as they were too. */
function figuresOf({ chapters }: MemoTree): FigureNode[] {
  const found: FigureNode[] = [];
  for (const { children } of chapters)
    visitBlocks(children, (node) => {
      if (node.type === "figure" && node.svg !== undefined) found.push(node);
    });
  expect(found).toHaveLength(2);
  return found;
}

const trees = new Map<Sources, MemoTree>();

/** The memo of some sources, computed once for all who ask. */
async function treeOf(files: Sources): Promise<MemoTree> {
  const known = trees.get(files) ?? (await computed(files));
  trees.set(files, known);
  return known;
}

async function computed(files: Sources): Promise<MemoTree> {
  runBlocksHere();
  try {
    return (await computeMemo(projectOf(files), { onlyLooking: true, keepRefused: true })).tree;
  } finally {
    vi.restoreAllMocks();
  }
}

const REVIEW = {
  verdict: "it moved",
  old: { label: "main" },
  new: { label: "working tree" },
  outputs: [],
  minor: [],
  offsetting: [],
  figures: [],
  prose: [],
  sources: [],
  claims: { flipped: [], closer: [], conditions: [] },
} as unknown as Review;

let old: MemoTree;
beforeAll(async () => {
  old = await treeOf(ALL);
});

const edited = (file: string, from: string, to: string): Sources => {
  const text = ALL[file] ?? "";
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  return { ...ALL, [file]: text.replace(from, () => to) };
};

/** The body without what is the reader's own, and the marks in it. */
function shown(page: string): { text: string; list: string; main: string } {
  const list = /<nav class="marked"[\s\S]*?<\/nav>/.exec(page)?.[0] ?? "";
  const main = page.slice(page.indexOf("</nav>"));
  return { list, main, text: main.replace(/<[^>]*>/g, "") };
}

type Kind = readonly [name: string, files: Sources, ...shows: string[]];
const KINDS: readonly Kind[] = [
  ["a word", edited(SUMMARY, "is *not* much", "is *not* enough"), "<del", ">much</del>", ">enough</ins>"],
  ["words in emphasis", edited(SUMMARY, "*not*", "*never*"), "<em>not</em></del>", "<em>never</em></ins>"],
  [
    "a link's address",
    edited(SUMMARY, "example.org/maker", "example.org/broker"),
    ">maker</del>",
    'href="https://example.org/broker"',
  ],
  ["a value in a sentence, a table typed and a list", edited(V1, "2026: 40", "2026: 50"), ">40</del>", ">50</a></ins>"],
  ["a paragraph that came", edited(SUMMARY, "The engine has", "It is new.\n\nThe engine has"), ">It is new.</ins>"],
  [
    "a paragraph that went",
    edited(
      MODEL,
      "Passengers are counted by the office [@office], crossings by the ferryman.[^count]\n\n[^count]: He counts every crossing, also empty ones.\n",
      "",
    ),
    ">Passengers are counted by the office (",
    ">He counts every crossing, also empty ones.</del>",
  ],
  ["an item that came", edited(SUMMARY, "- Its second", "- Between them.\n- Its second"), "<li><ins", "Between them."],
  ["an item that went", edited(SUMMARY, "- Its second item.\n", ""), "<li><del", "Its second item."],
  ["a note to the reader", edited(SUMMARY, "*slip* at the quay", "*slip* at the pier"), ">quay</del>", ">pier</ins>"],
  ["a definition", edited(SUMMARY, ": Where boats lie.", ": Where boats rest."), ">lie</del>", ">rest</ins>"],
  ["a cell of a table typed", edited(SUMMARY, "| Ben | 12 |", "| Ben | 14 |"), ">12</del>", ">14</ins>"],
  ["a row of a table typed", edited(SUMMARY, "| Ben | 12 |", "| Ben | 12 |\n| Cid | 9 |"), ">Cid</ins>", ">9</ins>"],
  [
    "what is shown as written",
    edited(SUMMARY, "as it is written", "as it was typed"),
    "as it is written",
    "as it was typed",
  ],
  ["a heading", edited(MODEL, "## Money {", "## Money and time {"), "and time</ins>"],
  [
    "a heading's own values leave it alone",
    edited(MODEL, "## Money {#sec-money}", "## Coins {#sec-money}"),
    ">Money</del>",
    ">Coins</ins>",
  ],
  ["a footnote", edited(MODEL, "also empty ones", "even empty ones"), ">also </del>", ">even </ins>"],
  ["a caption", edited(MODEL, "Passengers by year.", "People by year."), ">Passengers </del>", ">People </ins>"],
  [
    "a source line",
    edited(MODEL, '"[@office]; own calculation"', '"[@office]; own count"'),
    ">calculation</del>",
    ">count</ins>",
  ],
  [
    "a chart, and the cells of a computed table",
    edited(V1, "2027: 44", "2027: 45"),
    'id="fig-years-before"',
    ">158,400</del>",
    ">162,000</ins>",
  ],
  ["a column of a computed table", edited(MODEL, 'year: "Year", ', 'year: "In", '), "<figure"],
  [
    "a formula",
    edited(MODEL, "people * price", "people * price * 2"),
    "people * price</code></del>",
    'id="eq-takings"',
  ],
  ["an equation set by itself", edited(MODEL, "n = 40", "n = 50"), '<div class="changed"><ins', ' id="eq-load"'],
  [
    "code",
    edited(MODEL, "given.trips.a_day * given.trips.days", "2 * given.trips.a_day * given.trips.days"),
    "Code of ",
    "+ const crossings = 2 *",
  ],
  [
    "an assumption's value in the register",
    edited(V1, "value: 6 USD/person", "value: 7 USD/person"),
    "<del>6</del> <ins>7</ins>",
  ],
  [
    "the notice, and the authors",
    edited(SUMMARY, "[Ada Quay, Ben Pier]", "[Ada Quay, Cid Mole]"),
    "Ben Pier",
    ">Cid Mole</ins>",
  ],
  [
    "a chapter that came",
    { ...ALL, "chapters/03-more.md": "---\ntitle: More\n---\n\nMore of it.\n" },
    ">More</ins>",
    ">More of it.</ins>",
  ],
];

describe("a page with its changes marked", () => {
  it.each(KINDS.map(([name, files, ...shows]) => ({ name, files, shows })))("shows $name", async ({ files, shows }) => {
    const page = markedPage(old, await treeOf(files), REVIEW);
    const { main, list } = shown(page);
    for (const text of shows.slice(0, 2)) expect(main).toContain(text);
    for (const text of shows.slice(2)) expect(main + list).toContain(text);
    // Every entry of the list leads to an element, and no id stands twice.
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const links = [...list.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(0);
    for (const id of links) expect(ids).toContain(id);
  });

  it("of two memos that are the same is the memo's page, without a mark", async () => {
    const same = await treeOf(ALL);
    expect(markTree(old, same).marks).toEqual([]);
    const { live: _, ...rest } = same;
    expect(markTree(old, same).tree).toEqual(rest);
    expect(shown(markedPage(old, same, REVIEW)).list).toContain("No place of the page changed");
  });

  it("reads as the newer memo without what went, and as the older without what came, whichever word is another", async () => {
    const text = ALL[SUMMARY] ?? "";
    const prose = text.replace(
      /^---[\s\S]*?\n---|^```[\s\S]*?^```|<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}|\[!?[^\]]*\]|\([^)]*\)|@\S+/gm,
      (code) => "\u0000".repeat(code.length),
    );
    const words = [...prose.matchAll(/[A-Za-z]{3,}/g)];
    const picked = [...shuffled(words.length, random("marked", "words"))]
      .slice(0, 12)
      .flatMap((at) => words.slice(at, at + 1));
    expect(picked).toHaveLength(12);
    const flat = (html: string): string => html.replace(/<[^>]*>/g, "").replace(/\s+/g, "");
    let shows = 0;
    for (const match of picked) {
      const [word] = match;
      const edited = `${text.slice(0, match.index)}otherwise and more${text.slice(match.index + word.length)}`;
      const { main } = shown(markedPage(old, await treeOf({ ...ALL, [SUMMARY]: edited }), REVIEW));
      // The branch of a claim that isn't printed has no place here.
      if (!main.includes("otherwise")) continue;
      shows++;
      const went = main.replace(/<ins\b[^>]*>[\s\S]*?<\/ins>/g, "");
      expect(flat(main.replace(/<del\b[^>]*>[\s\S]*?<\/del>/g, "")), word).toContain("otherwiseandmore");
      expect(flat(went), word).not.toContain("otherwise");
      expect(main, word).toMatch(new RegExp(`<del[^>]*>(?:<[^>]*>)*[^<]*\\b${word}\\b`));
    }
    expect(shows).toBeGreaterThan(6);
  });

  it.skipIf(chromium === undefined)("has its parts one below the other, wide and narrow", async () => {
    const page = markedPage(old, await treeOf({ ...ALL, [SUMMARY]: `${ALL[SUMMARY]}\nMore.\n` }), REVIEW);
    const browser = await openChromium(chromium ?? "");
    try {
      for (const width of [1440, 1100, 390]) {
        const tab = await browser.newPage({ viewport: { width, height: 900 } });
        await tab.setContent(page);
        await laidOut(tab);
        const edges = await tab.evaluate(() =>
          ["nav.marked", "header.title", "main", ".receipt"].flatMap((part) => {
            const { top = Number.NaN, bottom = Number.NaN } =
              document.querySelector(part)?.getBoundingClientRect() ?? {};
            return [top, bottom];
          }),
        );
        expect(
          [...edges].sort((a, b) => a - b),
          String(width),
        ).toEqual(edges);
        await tab.close();
      }
    } finally {
      await browser.close();
    }
  });

  describe("keeps rows of computed tables in their groups, above their totals", () => {
    const towns = (rows: readonly (readonly [region: string, town: string, kwh: number])[], total?: string) => {
      const list = rows.map(([region, town, kwh]) => ({ region, town, kwh }));
      const totals = total === undefined ? "" : `, totals: { town: ${JSON.stringify(total)}, kwh: 9 }`;
      const code = `table(${JSON.stringify(list)}, { groups: "region"${totals} });`;
      const block = ["```ts {#tbl-towns .table}", "//| caption: Towns.", "//| source: This memo.", code, "```"].join(
        "\n",
      );
      return treeOf({ ...ALL, [MODEL]: `${ALL[MODEL]}\n${block}\n` });
    };
    const BEFORE = [
      ["A", "a", 1],
      ["A", "b", 2],
      ["B", "c", 3],
      ["B", "d", 3],
    ] as const;
    const [a, b, c, d] = BEFORE;
    const compared = async (now: Promise<MemoTree>) => {
      const { tree, marks } = markTree(await towns(BEFORE, "All"), await now);
      const tables: FigureNode[] = [];
      for (const { children } of tree.chapters)
        visitBlocks(children, (node) => {
          if (node.type === "figure" && node.id === "tbl-towns") tables.push(node);
        });
      const { rows = [], heads, totals } = tables[0]?.table ?? {};
      return { rows: rows.map(([first]) => first?.text), heads, totals, said: marks.map(({ text }) => text).join() };
    };

    it.each([
      [
        "a row that went",
        [a, c, d],
        "All",
        ["a", "b", "c", "d", "All"],
        [
          [0, "A"],
          [2, "B"],
        ],
        1,
        "without “b”",
      ],
      [
        "a group that went",
        [c, d],
        "All",
        ["a", "b", "c", "d", "All"],
        [
          [0, "A"],
          [2, "B"],
        ],
        1,
        "without “a”",
      ],
      [
        "a row in another group",
        [a, ["B", "b", 2], c, d],
        "All",
        ["a", "b", "c", "d", "All"],
        [
          [0, "A"],
          [1, "B"],
        ],
        1,
        "“b” stands under “B”, no longer under “A”",
      ],
      [
        "a total that went",
        [a, b, c, d],
        undefined,
        ["a", "b", "c", "d", "All"],
        [
          [0, "A"],
          [2, "B"],
        ],
        1,
        "without “All”",
      ],
      [
        "another total",
        [a, b, c],
        "Both",
        ["a", "b", "c", "d", "All", "Both"],
        [
          [0, "A"],
          [2, "B"],
        ],
        2,
        "without “All”",
      ],
      [
        "a head of another name",
        [a, b, ["C", "c", 3], ["C", "d", 3]],
        "All",
        ["a", "b", "c", "d", "All"],
        [
          [0, "A"],
          [2, "C"],
        ],
        1,
        "“c” stands under “C”, no longer under “B”",
      ],
    ] as const)("%s", async (_, now, total, rows, heads, totals, said) => {
      const found = await compared(towns(now, total));
      expect(found).toMatchObject({ rows, totals, heads: heads.map(([at, text]) => ({ at, text })) });
      expect(found.said).toContain(said);
    });

    it("and says nothing where they are the same", async () => {
      expect((await compared(towns(BEFORE, "All"))).said).toBe("");
    });
  });

  it("shows a chapter that went behind the one that it stood behind", async () => {
    const { [MODEL]: _, ...rest } = FERRY;
    const files = {
      ...rest,
      [SUMMARY]:
        '---\ntitle: Summary\nnumbered: false\nmemo: { title: The ferry, authors: [Ada Quay], rules: { unused/assumption: "off" } }\n---\n\nNothing is left.\n',
    };
    const page = markedPage(old, await treeOf(files), REVIEW);
    expect(shown(page).main).toContain("crossings by the ferryman.");
    expect(page).not.toContain('id="sec-money"');
  });

  it.each(KINDS.map(([name, files]) => ({ name, files })))(
    "is a PDF too, whose list leads to each place: $name",
    async ({ name, files }) => {
      const { tree, marks } = markTree(old, await treeOf(files));
      const sections = [{ name: "All", marks: marks.map(({ id, text }) => ({ id, text })) }];
      const list = { said: "it moved", between: "then → now.", sections, rest: { name: "", entries: [] } };
      const { main, files: charts } = composeSource(tree, list);
      if (name.startsWith("a chart"))
        for (const { id, svg } of figuresOf(tree)) expect([...charts.values()], id).toContain(svg);
      // Code is no part of the PDF: that it changed is told, and leads to the words before its lines.
      expect(main).toMatch(/#(?:went|came)\[|#changed\(/);
      const entries = [...main.matchAll(/\(id: ("(?:[^"\\]|\\.)*"|none), text: /g)].map(([, id]) => id);
      expect(entries).toHaveLength(marks.length);
      for (const id of entries) {
        if (id === "none") expect(name).toBe("code");
        else if (!main.includes(`#section(1, ${id}`) && !main.includes(`#section(2, ${id}`))
          expect(main.split(`#label(${id})`).length + main.split(`#memo-table(${id}`).length, name).toBe(3);
      }
    },
  );

  it("is set as a PDF with everything that can change in it at once", async () => {
    let files = ALL;
    // Each edit of a kind of its own, one on top of the other.
    for (const [name, other] of KINDS) {
      const [file = ""] = Object.keys(other).filter((one) => other[one] !== ALL[one]);
      const [was = "", is = ""] = [ALL[file], other[file]];
      const from = [...is].findIndex((sign, at) => sign !== was[at]);
      let end = 0;
      while (end < Math.min(was.length, is.length) - from && was.at(-1 - end) === is.at(-1 - end)) end++;
      const [went, came] = [was.slice(from - 12, was.length - end + 12), is.slice(from - 12, is.length - end + 12)];
      if (name.startsWith("a chapter")) files = { ...files, [file]: is };
      else if (went !== "" && files[file]?.split(went).length === 2)
        files = { ...files, [file]: files[file].replace(went, () => came) };
    }
    const bytes = await markedPdf(old, await treeOf(files), REVIEW);
    if (process.env.MEMO_KEEP) writeFileSync(process.env.MEMO_KEEP, bytes);
    const text = (await readPdf(bytes)).pages
      .map((page) => page.text)
      .join("\n")
      .replace(/\s+/g, " ");
    expect(text).toContain("What went is struck through, what came is underlined.");
    for (const said of ["much enough", "It is new.", "No longer here", "New", "158,400"]) expect(text).toContain(said);
  });
});

it("a review's differences that have no place on the page stand in its list", async () => {
  const files = { ...FERRY, [SUMMARY]: (FERRY[SUMMARY] ?? "").replace("which nobody expected", "as all expected") };
  const review = await ferryReview(await ferrySide(FERRY), files);
  const page = markedPage(await treeOf(FERRY), await treeOf(files), review);
  expect(shown(page).list).toMatch(/<del>which nobody ?<\/del><ins>as all ?<\/ins>/);
});
