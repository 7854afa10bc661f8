import type { Assumption, Source, Value } from "../../src/assumptions/register/types.js";
import type { Place } from "../../src/diagnostic.js";
import type {
  BlockNode,
  ChapterNode,
  FigureNode,
  FootnoteNode,
  HeadingNode,
  InlineNode,
  MemoTree,
  QuoteNode,
  ReferenceNode,
  RegisterRow,
} from "../../src/document/tree.js";
import type { MathNode } from "../../src/notebook/formula/math-node.js";
import type { Cell } from "../../src/notebook/types.js";

/** Text that breaks a writer which doesn't escape; every glyph of it is in the memo's fonts. */
export const HOSTILE =
  "#let x = $1 * _2_ @key `code` // not a comment <script>alert(1)</script> <label> \\n \\ \"double\" 'single' | pipe ~ ^ [a](b) {{x}} ![i](j) & &amp; -- --- ... 1. # * + - = > \u00a0end";

/** Rows of the table that is longer than a page. */
export const LONG_TABLE_ROWS = 64;

const place = (file: string, line: number, column = 1): Place => ({ file, start: { line, column } });
const text = (value: string): InlineNode => ({ type: "text", text: value });
const paragraph = (...children: readonly InlineNode[]): BlockNode => ({ type: "paragraph", children });
const heading = (level: number, id: string, number: string | undefined, title: string): HeadingNode => ({
  type: "heading",
  level,
  id,
  ...(number === undefined ? {} : { number }),
  children: [text(title)],
});

const SUPPLY = "chapters/01-supply.md";
const EFFECTIVE = "chapters/02-effective.md";
const REGISTER = "assumptions/2026-03.yaml";

function quote(
  id: string,
  printed: string,
  expression: string,
  value: Cell,
  full: string,
  at: Place,
  restsOn: readonly string[],
  blockId?: string,
): QuoteNode {
  return {
    type: "quote-value",
    id,
    text: printed,
    expression,
    full,
    value,
    ...(blockId === undefined ? {} : { blockId }),
    restsOn,
    place: at,
  };
}

function assumption(
  id: string,
  value: Value,
  facts: Partial<Assumption> & Pick<Assumption, "unit" | "kind" | "asOf">,
  line: number,
): Assumption {
  const keys = typeof value === "number" ? [] : Object.keys(value);
  return {
    id,
    shape: typeof value === "number" ? "scalar" : "series",
    keys,
    value,
    distribution: { name: "point" },
    mix: false,
    sources: [],
    setBy: "2026-03",
    place: place(REGISTER, line, 5),
    valuePlace: place(REGISTER, line, 12),
    ...facts,
  };
}

const rows: readonly { group: string; row: RegisterRow }[] = [
  {
    group: "gw",
    row: {
      assumption: assumption(
        "gw.stock2024",
        7,
        {
          unit: "GW",
          low: 6,
          high: 10,
          kind: "cited",
          asOf: "2024-12",
          sources: ["consensus"],
          label: "AI capacity, end of 2024",
        },
        6,
      ),
      value: "7",
      range: "6–10",
      meaning: "triangular",
      unit: "GW",
      sources: "Consensus (2026)",
    },
  },
  {
    group: "gw",
    row: {
      assumption: assumption(
        "gw.add",
        { 2024: 6, 2025: 10, 2026: 18, 2027: 24, 2028: 28, 2029: 34 },
        {
          unit: "GW/year",
          low: { 2024: 6, 2025: 10, 2026: 13.5, 2027: 18, 2028: 20, 2029: 22 },
          high: { 2024: 6, 2025: 10, 2026: 20, 2027: 26, 2028: 31, 2029: 38 },
          distribution: { name: "pert" },
          kind: "cited",
          asOf: "2026-03",
          sources: ["consensus", "grid_study"],
          note: "Announced additions, not operating ones | read with care",
        },
        9,
      ),
      value: "6, 10, 18, 24, 28, 34 (2024–2029)",
      range: "6–6, 10–10, 13.5–20, 18–26, 20–31, 22–38",
      meaning: "PERT",
      unit: "GW/year",
      sources: "Consensus (2026); Grid Institute (2025)",
    },
  },
  {
    group: "chip",
    row: {
      assumption: assumption(
        "chip.bandwidth_of_the_accelerator_generation_shipped_in_volume_that_year",
        { A100: 2.039, H100: 3.35, R100: 22 },
        { unit: "TB/s", kind: "public", asOf: "2026-03-01", sources: ["vendor"] },
        14,
      ),
      value: "2.039, 3.35, 22 (A100, H100, R100)",
      range: "",
      meaning: "",
      unit: "TB/s",
      sources: "Vendor (2026)",
    },
  },
  {
    group: "mef",
    row: {
      assumption: assumption(
        "mef.base",
        1,
        {
          unit: "1",
          low: 0.8,
          high: 2.5,
          distribution: { name: "lognormal", percentiles: [5, 95] },
          kind: "assumed",
          asOf: "2026-03",
          note: HOSTILE,
          reason: "the efficiency of a model and our appetite for a larger one cancel out",
          setBy: "scenario upside",
        },
        20,
      ),
      value: "1",
      range: "0.8–2.5",
      meaning: "lognormal, P5–P95",
      unit: "1",
      sources: "",
    },
  },
];

/** A bar chart as the figures room leaves it: hex colours, a named font, ids prefixed, no style element. */
const CHART_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 260" width="640" height="260" font-family="Inter" font-size="12" fill="#1b1f24" role="img" aria-label="Bars rising from 6 GW in 2024 to 34 GW in 2029">
  <clipPath id="fig-gw-clip-1"><rect x="40" y="20" width="590" height="205"/></clipPath>
  <g stroke="#d0d4da" stroke-width="0.75"><line x1="40" x2="630" y1="225.5" y2="225.5"/><line x1="40" x2="630" y1="165.5" y2="165.5"/><line x1="40" x2="630" y1="105.5" y2="105.5"/><line x1="40" x2="630" y1="45.5" y2="45.5"/></g>
  <g text-anchor="end" fill="#5b636e"><text x="34" y="229">0</text><text x="34" y="169">10</text><text x="34" y="109">20</text><text x="34" y="49">30</text></g>
  <text x="4" y="14" fill="#5b636e">GW added in the year</text>
  <g fill="#1f5fa8" clip-path="url(#fig-gw-clip-1)"><rect x="55" y="189" width="70" height="36"/><rect x="152" y="165" width="70" height="60"/><rect x="249" y="117" width="70" height="108"/><rect x="346" y="81" width="70" height="144"/><rect x="443" y="57" width="70" height="168"/><rect x="540" y="21" width="70" height="204"/></g>
  <g text-anchor="middle"><text x="90" y="244">2024</text><text x="187" y="244">2025</text><text x="284" y="244">2026</text><text x="381" y="244">2027</text><text x="478" y="244">2028</text><text x="575" y="244">2029</text></g>
  <g text-anchor="middle" font-weight="600"><text x="90" y="184">6</text><text x="187" y="160">10</text><text x="284" y="112">18</text><text x="381" y="76">24</text><text x="478" y="52">28</text></g>
</svg>`;

const years: readonly [number, number][] = [
  [2024, 6],
  [2025, 10],
  [2026, 18],
  [2027, 24],
  [2028, 28],
  [2029, 34],
];

const chart: FigureNode = {
  type: "figure",
  kind: "chart",
  id: "fig-gw",
  number: 1,
  blockId: "fig-gw",
  caption: [
    text("Additions reach "),
    quote("q3", "34 GW", 'unit given.gw.add.2029 to="GW"', 34, "34 GW/year", place(SUPPLY, 30, 22), ["gw.add"]),
    text(" a year by 2029"),
  ],
  alt: 'Bar chart: gigawatts added each year, rising from 6 in 2024 to 34 in 2029 | "with" <hostile> & text',
  source: [text("Consensus estimates; "), { type: "emphasis", children: [text("author’s arithmetic")] }, text(".")],
  svg: CHART_SVG,
  data: [
    {
      columns: [
        { key: "year", label: "Year", align: "left" },
        { key: "gw", label: "Added in the year", unit: "GW", format: { style: "number", digits: 1 }, align: "right" },
      ],
      rows: years,
    },
  ],
  restsOn: ["gw.add"],
  place: place(SUPPLY, 28),
};

const smallTable: FigureNode = {
  type: "figure",
  kind: "table",
  id: "tbl-multiples",
  number: 1,
  blockId: "tbl-multiples",
  caption: [text("Effective capacity as a multiple of 2025")],
  alt: "",
  source: [text("Author’s model; "), { type: "reference", target: "eq-stack", text: "Equation 1" }, text(".")],
  table: {
    columns: [
      { key: "year", label: "Year", align: "left" },
      { key: "bandwidth", label: "Bandwidth", unit: "×", format: { style: "times", digits: 1 }, align: "right" },
      { key: "compute", label: "Compute", unit: "×", format: { style: "times", digits: 1 }, align: "right" },
      {
        key: "spend",
        label: "Capital spending | of four",
        unit: "USD",
        format: { style: "dollars", digits: 0, scale: "B" },
        align: "right",
      },
      { key: "note", label: "Note", align: "left" },
    ],
    rows: [
      [
        { text: "2026", value: 2026 },
        { text: "3.5×", value: 3.5302418 },
        { text: "8.6×", value: 8.61234567 },
        { text: "$685B", value: 685e9 },
        { text: "guided | low end", value: "guided | low end" },
      ],
      [
        { text: "2027", value: 2027 },
        { text: "7.5×", value: 7.4712 },
        { text: "21.3×", value: 21.2998 },
        { text: "$1,050B", value: 1.05e12 },
        { text: "=SUM(A1:A9)", value: "=SUM(A1:A9)" },
      ],
      [
        { text: "2029", value: 2029 },
        { text: "20.3×", value: 20.26 },
        { text: "79.3×", value: 79.31 },
        { text: "–", value: null },
        { text: 'line one\nline "two"', value: 'line one\nline "two"' },
      ],
    ],
  },
  data: [
    {
      columns: [
        { key: "year", label: "Year", align: "left" },
        { key: "bandwidth", label: "Bandwidth", unit: "×", format: { style: "times", digits: 1 }, align: "right" },
        { key: "compute", label: "Compute", unit: "×", format: { style: "times", digits: 1 }, align: "right" },
        {
          key: "spend",
          label: "Capital spending | of four",
          unit: "USD",
          format: { style: "dollars", digits: 0, scale: "B" },
          align: "right",
        },
        { key: "note", label: "Note", align: "left" },
      ],
      rows: [
        [2026, 3.5302418, 8.61234567, 685e9, "guided | low end"],
        [2027, 7.4712, 21.2998, 1.05e12, "=SUM(A1:A9)"],
        [2029, 20.26, 79.31, null, 'line one\nline "two"'],
      ],
    },
  ],
  restsOn: ["gw.add", "chip.bandwidth_of_the_accelerator_generation_shipped_in_volume_that_year", "mef.base"],
  place: place(EFFECTIVE, 40),
};

const longRows: readonly { label: string; month: number; stock: number }[] = Array.from(
  { length: LONG_TABLE_ROWS },
  (_, i) => {
    const year = 2024 + Math.floor(i / 12);
    const month = (i % 12) + 1;
    return { label: `${year}-${String(month).padStart(2, "0")}`, month: i + 1, stock: 7 + i * 1.3125 };
  },
);

const longTable: FigureNode = {
  type: "figure",
  kind: "table",
  id: "tbl-months",
  number: 2,
  blockId: "tbl-months",
  caption: [text("Operating capacity month by month, a table longer than a page")],
  alt: "Operating capacity by month from January 2024",
  source: [text("Author’s interpolation.")],
  table: {
    columns: [
      { key: "month", label: "Month", align: "left" },
      { key: "index", label: "Months since 2023", align: "right" },
      { key: "stock", label: "Operating", unit: "GW", format: { style: "number", digits: 2 }, align: "right" },
    ],
    rows: longRows.map((row) => [
      { text: row.label, value: row.label },
      { text: String(row.month), value: row.month },
      { text: row.stock.toFixed(2), value: row.stock },
    ]),
  },
  data: [
    {
      columns: [
        { key: "month", label: "Month", align: "left" },
        { key: "index", label: "Months since 2023", align: "right" },
        { key: "stock", label: "Operating", unit: "GW", format: { style: "number", digits: 2 }, align: "right" },
      ],
      rows: longRows.map((row) => [row.label, row.month, row.stock]),
    },
  ],
  restsOn: ["gw.stock2024", "gw.add"],
  place: place(EFFECTIVE, 60),
};

const symbol = (base: string, sub?: string): MathNode => ({
  type: "symbol",
  base,
  ...(sub === undefined ? {} : { sub }),
});
const operator = (op: (MathNode & { type: "operator" })["text"]): MathNode => ({ type: "operator", text: op });
const row = (...children: readonly MathNode[]): MathNode => ({ type: "row", children });

/** Every kind of math node. */
const equation: MathNode = row(
  { type: "call", name: "stack", arguments: [symbol("year"), symbol("x", "1")] },
  operator("="),
  {
    type: "fraction",
    over: row(symbol("gw_added"), operator("·"), symbol("B", "t")),
    under: row({ type: "number", text: "2" }, operator("+"), { type: "root", of: symbol("k") }),
  },
  operator("-"),
  {
    type: "power",
    base: { type: "parentheses", of: row({ type: "number", text: "1" }, operator("+"), symbol("g")) },
    exponent: row(symbol("n"), operator("-"), { type: "number", text: "0.5" }),
  },
);

const supply: ChapterNode = {
  type: "chapter",
  id: "supply",
  number: "1",
  file: SUPPLY,
  heading: heading(1, "supply", "1", "The supply of capacity"),
  children: [
    paragraph(
      text("Consensus calls for "),
      quote("q1", "18 GW", 'unit given.gw.add.2026 to="GW" digits=0', 18, "18 GW/year", place(SUPPLY, 8, 22), [
        "gw.add",
      ]),
      text(" of new capacity in 2026, against "),
      quote("q2", "7 GW", "unit given.gw.stock2024", 7, "7 GW", place(SUPPLY, 8, 80), ["gw.stock2024"]),
      text(" in operation at the end of 2024"),
      { type: "footnoteReference", number: 1 },
      text(". That is a "),
      { type: "strong", children: [text("large")] },
      text(" step, and "),
      {
        type: "emphasis",
        children: [
          text("announced capacity is "),
          { type: "strong", children: [text("not")] },
          text(" operating capacity"),
        ],
      },
      text(" "),
      {
        type: "citation",
        items: [
          { key: "grid_study", text: "Grid Institute 2025", locator: "p. 12" },
          { key: "consensus", text: "Consensus 2026" },
        ],
      },
      text(". See "),
      { type: "reference", target: "fig-gw", text: "Figure 1" },
      text(", "),
      { type: "reference", target: "tbl-multiples", text: "Table 1" },
      text(", "),
      { type: "reference", target: "eq-stack", text: "Equation 1" },
      text(" and "),
      { type: "reference", target: "sec-bandwidth", text: "Section 2.1" },
      text(" for how far it goes."),
    ),
    paragraph(
      text(
        "The gap between what is announced and what runs is wide, and it widens: connection to the grid takes two to six years in most markets, transformers are short, and the same electricians are asked for by data centres, by the grid and by factories that come home. None of it is a shortage of money. It is the logistics, the physics and the politics of building so much in so short a time that set the pace.",
      ),
    ),
    chart,
    heading(2, "sec-queue", "1.1", "The queue for the grid"),
    paragraph(
      text("Three things stand in the way, each with a lead time of its own; the "),
      {
        type: "link",
        href: "https://example.org/queue?a=1&b=(2)",
        title: 'The "queue" report',
        children: [text("queue report")],
      },
      text(" has the detail."),
      { type: "break" },
      text("A second line follows a hard break, with "),
      { type: "strikethrough", children: [text("an old figure")] },
      text(" and "),
      { type: "codespan", text: "given.gw.add[2026] | `tick`" },
      text("."),
    ),
    {
      type: "list",
      ordered: false,
      start: 1,
      tight: true,
      items: [
        [paragraph(text("Grid connection: 24–72 months."))],
        [
          paragraph(text("Transformers, of which two kinds matter:")),
          {
            type: "list",
            ordered: true,
            start: 3,
            tight: true,
            items: [[paragraph(text("large power transformers;"))], [paragraph(text("distribution transformers."))]],
          },
        ],
        [paragraph(text("Labour."))],
      ],
    },
    {
      type: "list",
      ordered: true,
      start: 1,
      tight: false,
      items: [
        [
          paragraph(text("A loose item, first paragraph.")),
          paragraph(text("Its second paragraph, with a footnote"), { type: "footnoteReference", number: 2 }, text(".")),
        ],
        [paragraph(text("Another loose item."))],
      ],
    },
    {
      type: "quote",
      children: [
        paragraph(text("A power deficit is a queue with politics in it.")),
        paragraph(text("1. not a list; # not a heading; - not a bullet")),
      ],
    },
    heading(3, "sec-words", undefined, "Words used"),
    {
      type: "definitions",
      items: [
        {
          term: [text("Facility watt")],
          details: [[paragraph(text("A watt at the meter, cooling and losses included."))]],
        },
        {
          term: [text("MEF, the "), { type: "emphasis", children: [text("model efficiency factor")] }],
          details: [
            [paragraph(text("What a newer model gains in tokens per byte,"))],
            [paragraph(text("less what our appetite for larger models takes back."))],
          ],
        },
      ],
    },
    {
      type: "code",
      blockId: "capacity",
      kind: "compute",
      text: 'const stock: number = given.gw.stock2024;\nconst html = "</script>" + `more` & "more"; // a comment\n',
      language: "ts",
      place: place(SUPPLY, 60),
    },
    { type: "rule" },
    paragraph(text(HOSTILE)),
    { type: "verbatim", text: "memo build --assumptions 2026-03\n```\n  # indented & <verbatim>\n", language: "sh" },
  ],
};

const effective: ChapterNode = {
  type: "chapter",
  id: "effective",
  number: "2",
  file: EFFECTIVE,
  heading: {
    type: "heading",
    level: 1,
    id: "effective",
    number: "2",
    children: [
      text("What it comes to: "),
      quote(
        "q4",
        "3.5×",
        "times multiples.2026 digits=1",
        3.5302418,
        "3.5302418",
        place(EFFECTIVE, 2, 30),
        ["gw.add", "mef.base"],
        "stack",
      ),
      text(" in 2026"),
    ],
  },
  children: [
    paragraph(
      text("Bandwidth grows to "),
      quote(
        "q5",
        "20.3×",
        "times multiples.2029 digits=1",
        20.26,
        "20.26",
        place(EFFECTIVE, 8, 20),
        ["gw.add", "chip.bandwidth_of_the_accelerator_generation_shipped_in_volume_that_year", "mef.base"],
        "stack",
      ),
      text(" its level of 2025 by 2029, and the date is "),
      quote("q6", "15 March 2026", "date asOf", "2026-03-15", "2026-03-15", place(EFFECTIVE, 8, 70), [], "stack"),
      text(". The claim that bandwidth lags compute holds"),
      { type: "footnoteReference", number: 3 },
      text(". It is computed as follows."),
    ),
    {
      type: "formula",
      id: "eq-stack",
      number: 1,
      math: equation,
      alt: "stack of year and x 1 equals gw added times B t over 2 plus the root of k, minus 1 plus g to the power n minus 0.5",
      expression: "stack(year, x_1) = gw_added * B_t / (2 + sqrt(k)) - (1 + g) ^ (n - 0.5)",
      place: place(EFFECTIVE, 12),
    },
    {
      type: "code",
      blockId: "eq-stack",
      kind: "formula",
      text: "stack(year, x_1) = gw_added * B_t / (2 + sqrt(k)) - (1 + g) ^ (n - 0.5)",
      language: "formula",
      place: place(EFFECTIVE, 12),
    },
    heading(2, "sec-bandwidth", "2.1", "Bandwidth against compute"),
    paragraph(
      text("Memory bandwidth is what serving a model runs out of first "),
      { type: "citation", items: [{ key: "vendor", text: "Vendor 2026" }] },
      text("."),
    ),
    smallTable,
    {
      type: "markdownTable",
      align: ["left", "center", "right"],
      head: [[text("Era")], [text("Years | when")], [text("Tokens a task")]],
      rows: [
        [[text("Chat")], [text("2022–2024")], [text("1,000–5,000")]],
        [
          [{ type: "strong", children: [text("Agentic")] }],
          [text("2025–")],
          [
            quote(
              "q7",
              "50–200×",
              'range lo hi style="times"',
              "50–200×",
              "50–200×",
              place(EFFECTIVE, 52, 20),
              [],
              "stack",
            ),
          ],
        ],
        [[], [], [{ type: "codespan", text: "a|b" }]],
      ],
    },
    heading(2, "sec-months", "2.2", "Month by month"),
    longTable,
  ],
};

const footnotes: readonly FootnoteNode[] = [
  {
    number: 1,
    children: [
      paragraph(
        text("Counted at the meter; "),
        { type: "citation", items: [{ key: "consensus", text: "Consensus 2026", locator: "table 3" }] },
        text(" counts it at the chip."),
      ),
    ],
  },
  {
    number: 2,
    children: [
      paragraph(text("First paragraph of a long note.")),
      paragraph(text("Second paragraph: * _ # $ @ <x> ` \\ stay as they are.")),
    ],
  },
  {
    number: 3,
    children: [
      paragraph(
        text("By a factor, not by a sum; see "),
        { type: "reference", target: "tbl-multiples", text: "Table 1" },
        text("."),
      ),
    ],
  },
];

const sources: readonly Source[] = [
  {
    key: "consensus",
    author: "Consensus",
    title: "Capacity estimates, first quarter",
    publisher: "Collected by the author",
    date: "2026-03",
    place: place("assumptions/sources.yaml", 2, 3),
  },
  {
    key: "grid_study",
    author: "Grid Institute",
    title: 'The "queue": <connection> times & politics #1',
    publisher: "Grid Institute Press",
    date: "2025",
    url: "https://example.org/a_b/queue?x=1&y=2#z",
    note: "Second edition.",
    place: place("assumptions/sources.yaml", 8, 3),
  },
  {
    key: "vendor",
    title: "Accelerator data sheet",
    publisher: "Vendor",
    date: "2026-03-01",
    url: "https://example.org/sheet",
    place: place("assumptions/sources.yaml", 15, 3),
  },
];

/**
 * A memo of two chapters with every kind of node, text that breaks careless escaping, a table longer than a page, and a
 * scenario with an override. A fresh object on every call.
 */
export function sampleTree(): MemoTree {
  const references: ReferenceNode[] = sources.map((source, i) => ({ key: source.key, number: i + 1, source }));
  const groups = [...new Set(rows.map((r) => r.group))];
  const tree: MemoTree = {
    title: [text("Supply & demand of tokens")],
    subtitle: [text("How much capacity comes online, and what it is worth")],
    authors: [[text("A. Author")], [text("B. <Writer>")]],
    language: "en",
    description: 'What comes online through 2029, and "what" it is worth',
    notice: [text("Not investment advice. Figures follow from the assumptions in the appendix.")],
    date: "2026-03-15",
    register: {
      version: "2026-03",
      title: "March 2026",
      asOf: "2026-03-15",
      scenario: {
        name: "upside",
        title: "Upside: efficiency outruns appetite",
        overrides: new Map([["mef.base", 1]]),
        place: place("assumptions/scenarios.yaml", 2, 3),
      },
      sets: [{ id: "gw.stock2024", text: "7 GW" }],
      lineage: ["2026-03"],
      assumptions: new Map(rows.map(({ row }) => [row.assumption.id, row.assumption])),
      sources: new Map(sources.map((source) => [source.key, source])),
      scenarios: new Map(),
    },
    chapters: [supply, effective],
    footnotes,
    references,
    appendix: groups.map((id) => ({ id, title: id, rows: rows.filter((r) => r.group === id).map((r) => r.row) })),
    outputs: [
      {
        declaration: {
          name: "bandwidth_2029",
          blockId: "stack",
          label: "Bandwidth, 2029",
          unit: "1",
          format: { style: "times", digits: 1 },
          tolerance: { relative: 0.01 },
          key: true,
          place: place(EFFECTIVE, 22, 7),
        },
        value: 20.2604913,
        text: "20.3×",
        restsOn: ["gw.add", "mef.base"],
      },
      {
        declaration: {
          name: "added_2026",
          blockId: "capacity",
          label: "Added in 2026",
          unit: "GW",
          format: { style: "unit", digits: 0, to: "GW" },
          tolerance: { absolute: 0.05 },
          key: false,
          place: place(SUPPLY, 61, 7),
        },
        value: 18.000000000000004,
        text: "18 GW",
        restsOn: ["gw.add"],
      },
    ],
    claims: [
      {
        id: "bandwidth-lags",
        blockId: "bandwidth-lags",
        holds: true,
        margin: 59.04951234567,
        relativeMargin: 0.744547123,
        left: 20.26048765433,
        right: 79.31,
        operator: "<",
        expression: "bandwidth[2029] < compute[2029]",
        restsOn: ["gw.add", "mef.base"],
        place: place(EFFECTIVE, 30),
      },
      {
        id: "announced-exceeds",
        blockId: "announced-exceeds",
        holds: true,
        expression: "all(announced)",
        place: place(SUPPLY, 66),
      },
    ],
  };
  return structuredClone(tree);
}
