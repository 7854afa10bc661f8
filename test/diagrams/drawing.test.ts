import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ENGINES } from "../../src/diagrams/attributes.js";
import {
  checkDiagram,
  type DotValue,
  DotValues,
  drawLayout,
  layOut,
  layoutOf,
  layoutProgram,
} from "../../src/diagrams/index.js";
import type { Layout, Operation } from "../../src/diagrams/layout.js";
import { mark, splitMarks } from "../../src/document/template/marks.js";
import { contrast, inks, paletteColor } from "../../src/figures/theme.js";
import { fontFile } from "../../src/fonts.js";
import { writeSvg } from "../../src/render/html/svg.js";
import { chromiumOrSkip, openChromium } from "../browser.js";

const program = layoutProgram() ?? "";
const split = (text: string): (string | number)[] =>
  splitMarks(text).map((piece) => (typeof piece === "string" ? piece : piece.index));

/** Sources as layouts; `{{n}}` is the n-th value. */
async function laidOut(sources: readonly string[], values: readonly DotValue[] = []): Promise<Layout[]> {
  const texts = sources.map((source) => source.replace(/\{\{(\d)\}\}/g, (_, n) => mark("quotation", Number(n))));
  const checked = texts.map((text) => {
    const found = checkDiagram(text, new DotValues(values, split));
    expect(found.faults).toEqual([]);
    return found.checked ?? { dot: "", engine: "" };
  });
  return (await layOut(program, checked)).map((laid, n) => {
    const { layout, faults } = layoutOf(laid, texts[n] ?? "");
    expect(faults).toEqual([]);
    return layout ?? {};
  });
}

const drawn = async (source: string, options: object = {}, values: readonly DotValue[] = []): Promise<string> => {
  const [layout = {}] = await laidOut([source], values);
  return drawLayout(layout, { id: "fig-x", alt: "It", ...options }).svg;
};

const KINDS = `digraph {
  rankdir=LR
  a [label="plain"]
  b [shape=box, style="rounded,filled", fillcolor=blue, label="on blue"]
  c [style=filled, label="filled"]
  d [style=filled, color=lightyellow, label="on yellow"]
  e [style=filled, fillcolor="#102030", label="on night"]
  f [style=filled, fillcolor="ramp-1:ramp-6", label="from one to the other"]
  g [label=<<B>bold</B> <I>slanted</I> <U>lined</U> x<SUB>1</SUB>>]
  h [shape=plain, label=<<TABLE BORDER="0" CELLBORDER="1"><TR><TD BGCOLOR="ramp-6">in a cell</TD><TD>beside</TD></TR></TABLE>>]
  subgraph cluster_a { label="A box"; style=filled; color=lightgrey; i [label="in grey"] }
  subgraph cluster_b { label="Another"; j; k [shape=record, label="{left|{right|below}}"] }
  a -> b -> c [label="leads to", style=dashed]
  d -> e [color="orange:blue", arrowhead=vee]
  f -> g -> h -> i -> j -> k
}`;

describe("a diagram", () => {
  it("is drawn of shapes and texts alone, in the palette's colours but for its author's own", async () => {
    const svg = await drawn(KINDS);
    expect(new Set(svg.match(/(?<=<)[a-zA-Z]+/g))).toEqual(
      new Set(["svg", "rect", "polygon", "ellipse", "polyline", "path", "text", "defs", "linearGradient", "stop"]),
    );
    expect(
      new Set(
        [...svg.matchAll(/ ([\w-]+)="/g)]
          .map(([, name]) => name)
          .filter((name) => /^on|href|^style|class/.test(name ?? "")),
      ),
    ).toEqual(new Set());
    const foreign = new Set(
      [...svg.matchAll(/="(#[0-9a-f]{6})"/g)].map(([, hex = ""]) => hex).filter((hex) => !paletteColor(hex)),
    );
    // Light yellow, night and light grey, with the ink on each.
    expect(foreign).toEqual(new Set(["#ffffe0", "#102030", "#d3d3d3", "#1a1d21", "#fcfcfc"]));
    expect(svg).not.toContain("#010203");
    expect(() => writeSvg(svg, "It", new Map())).not.toThrow();
    expect(svg).toMatch(/^<svg xmlns="[^"]*" width="\d+" height="\d+" viewBox="[^"]*" role="img" aria-label="It"/);
  });

  it("has an ink for each text that stands out from what lies behind it, on light paper and on dark", async () => {
    const svg = await drawn(KINDS);
    const inkOf = (text: string): string =>
      new RegExp(`<text ([^>]*)>${text}</text>`).exec(svg)?.[1]?.match(/ fill="(#\w+)"| fill=/)?.[1] ?? inks.text.light;
    const both = (hex: string): string[] => {
      const themed = paletteColor(hex);
      return themed ? [themed.light, themed.dark] : [hex, hex];
    };
    for (const [text, ground] of [
      ["plain", inks.background.light],
      ["on blue", "#1b5e9e"],
      ["filled", inks.grid.light],
      ["on yellow", "#ffffe0"],
      ["on night", "#102030"],
      ["in a cell", "#0f3f6e"],
      ["in grey", "#d3d3d3"],
    ] as const)
      for (const n of [0, 1])
        expect(contrast(both(inkOf(text))[n] ?? "", both(ground)[n] ?? ""), text).toBeGreaterThan(4.5);
  });

  it("has ids of its own", async () => {
    const svg = await drawn(KINDS);
    // With a point, which no id of a block has.
    expect(svg.match(/ id="[^"]*"/g)).toEqual([' id="fig-x.1"']);
    expect(svg).toContain('fill="url(#fig-x.1)"');
    expect(writeSvg(svg, "It", new Map())).toContain('fill="url(#fig-x.1)"');
  });

  it("prints values as they are, whatever signs they have", async () => {
    const said = { text: '"a" {b} <c>|d\\n & ]', value: "" };
    const [layout] = await laidOut(
      [
        'digraph { "{{0}}"; b [label="{{0}}"]; c [shape=record, label="{ {{0}}|z}"]; d [label=<<B>{{0}}</B>>]; b -> c [penwidth={{1}}, label="{{1}}"] }',
      ],
      [said, { text: "2.3", value: 2.25 }],
    );
    const table = drawLayout(layout ?? {}, { id: "fig-x", alt: "" });
    expect(table.texts.filter((text) => text === said.text)).toHaveLength(4);
    expect(table.svg).toContain('stroke-width="2.25"');
    expect(table.tables).toEqual([
      {
        columns: ["From", "To", "Label"].map((label) => ({ key: label.toLowerCase(), label, align: "left" })),
        rows: [[said.text, `${said.text} z`, "2.3"]],
      },
      { columns: [{ key: "node", label: "Node", align: "left" }], rows: [[said.text], [said.text]] },
    ]);
  });

  const printed = async (
    sources: readonly string[],
    ...said: string[]
  ): Promise<{ texts: readonly string[]; ends: unknown }[]> => {
    const layouts = await laidOut(
      sources,
      said.map((text) => ({ text, value: text })),
    );
    return layouts.map((layout) => {
      const { texts, tables } = drawLayout(layout, { id: "fig-x", alt: "" });
      return { texts, ends: tables[0]?.rows[0]?.slice(0, 2) };
    });
  };

  it("takes no value for a part of what stands around it", async () => {
    const said = ["north", '"]; b; x [label="', "copy", "a\tb"];
    const expected: readonly (readonly [source: string, text: string])[] = [
      // What Handlebars leaves of two backslashes before a value.
      ['digraph { a [label="C:\\{{0}}"] }', "C:\\north"],
      ['digraph { a [label="\\{{1}}"] }', '\\"]; b; x [label="'],
      ['digraph { "C:\\{{0}}" }', "C:\\north"],
      ["digraph { a [label=<<B>C:\\{{0}}</B>>] }", "C:\\north"],
      ['digraph { a [label="&{{2}};"] }', "&copy;"],
      ["digraph { a [label=<<B>&{{2}};</B>>] }", "&copy;"],
      ['digraph { a [label="&copy; {{3}}"] }', "© a b"],
      ['digraph { a [label="x\ty"] }', "x y"],
    ];
    const found = await printed(
      expected.map(([source]) => source),
      ...said,
    );
    expect(found.map(({ texts }) => texts)).toEqual(expected.map(([, text]) => [text]));
  });

  it("prints a value wherever it stands", async () => {
    const said = ["x &amp; y &copy; & z", "p|q", "{p} <q>", "a  b", "\\N \\l"];
    const alone = [
      'digraph { "{{0}}" }',
      'digraph { a [label="{{0}}"] }',
      "digraph { a [label=<<B>{{0}}</B>>] }",
      'digraph { a [label="{{0}}", shape=record] }',
      'digraph { a [label="{{0}}"]; a [shape=record] }',
      'digraph { node [label="{{0}}"]; node [shape=record]; a }',
      'digraph { node [shape=record]; "{{0}}" }',
      'digraph { "{{0}}" [label="\\N"] }',
    ];
    const edge = 'digraph { compound=true; subgraph "cluster{{0}}" { "{{0}}" } a -> "{{0}}" [lhead="cluster{{0}}"] }';
    const sources = said.flatMap((_, n) => [...alone, edge].map((source) => source.replaceAll("{{0}}", `{{${n}}}`)));
    const found = await printed(sources, ...said);
    const wanted = said.flatMap((text) => [...alone.map(() => [text]), [text, "a"]]);
    expect(found.map(({ texts }) => texts)).toEqual(wanted);
    expect(found.flatMap(({ ends }, n) => (n % 9 === 8 ? [ends] : []))).toEqual(said.map((text) => ["a", text]));
  });

  it("knows a node by what its author writes and by a value alike", async () => {
    const [one, points] = await printed(
      [
        'digraph { "press & co" -> "{{0}}" }',
        'digraph { p [shape=point, label=""]; "{{1}}" [shape=point, label=""]; p -> "{{1}}" }',
      ],
      "press & co",
      "a & C:\\b",
    );
    expect(one?.texts).toEqual(["press & co"]);
    expect(points?.ends).toEqual(["p", "a & C:\\b"]);
  });

  it("takes no port and no side for a mark, and no quotation mark for the end of an attribute", async () => {
    const [record] = await printed(
      ['digraph { a [shape=record, label="<{{0}}> 1|2"]; b -> a:"{{0}}":{{1}} }'],
      "p|q",
      "n",
    );
    expect(record?.texts).toEqual(["1", "2", "b"]);
    const text = "digraph { a [label=<<TABLE><TR><TD PORT='{{0}}'>x</TD></TR></TABLE>>] }".replace(
      "{{0}}",
      mark("quotation", 0),
    );
    const { checked } = checkDiagram(text, new DotValues([{ text: "a' HREF='javascript:1", value: "" }], split));
    expect(checked?.dot).toContain("PORT='a&#39; HREF=&#39;javascript:1'");
  });

  it("has as its data what is drawn of it, and which way it leads", async () => {
    const layouts = await laidOut([
      'digraph { subgraph s { rank=same; a; b } {c} a -> b [dir=back]; a -> c [style=invis]; b -> c [label="so"]; d; e [style=invis] }',
      "digraph { edge [dir=both]; a -> b; b -> c [arrowhead=none]; c -> d [dir=none] }",
      "graph { subgraph cluster_a { a -- b } c }",
      "graph { a -- b [dir=forward] }",
    ]);
    const tables = layouts.map((layout) =>
      drawLayout(layout, { id: "fig-x", alt: "" }).tables.map(({ columns, rows }) => [
        columns.map(({ label }) => label).join(", "),
        ...rows,
      ]),
    );
    expect(tables).toEqual([
      [
        ["From, To, Label", ["b", "a", null], ["b", "c", "so"]],
        ["Node", ["d"]],
      ],
      [
        [
          "From, To, Direction, Label",
          ["a", "b", "both ways", null],
          ["c", "b", "one way", null],
          ["c", "d", "no direction", null],
        ],
      ],
      [
        ["One end, Other end, Label", ["a", "b", null]],
        ["Node", ["c"]],
      ],
      [["From, To, Label", ["a", "b", null]]],
    ]);
  });

  it("holds wide lines whole, and grows no further than its letters and a page may", async () => {
    const wide = async (share?: number): Promise<number> => {
      const svg = await drawn("digraph { bgcolor=white; a [shape=box, penwidth=30] }", { share, least: 20 });
      const points = [...(/<polygon points="([^"]*)"[^>]* stroke-width/.exec(svg)?.[1] ?? "").matchAll(/([\d.]+),/g)];
      return Math.min(...points.map(([, x]) => Number(x))) - Number(/stroke-width="([\d.]+)"/.exec(svg)?.[1]) / 2;
    };
    expect(await wide()).toBeGreaterThan(0);
    expect(await wide(1)).toBeGreaterThan(0);
    const svg = await drawn("digraph { a }", { share: 1 });
    expect(svg).toContain('font-size="21"');
    expect(svg).toContain('width="520"');
    const chain = Array.from({ length: 110 }, (_, n) => `n${n}`).join(" -> ");
    expect(Number(/ height="(\d+)"/.exec(await drawn(`digraph { ${chain} }`, { share: 1 }))?.[1])).toBeLessThanOrEqual(
      10_000,
    );
  });

  it("is refused where it is too long with its values", () => {
    const text = `digraph { ${mark("quotation", 0)} }`;
    const [{ message } = { message: "" }, ...more] = checkDiagram(
      text,
      new DotValues([{ text: "x".repeat(100_000), value: "" }], split),
    ).faults;
    expect(message).toBe("this diagram's source has 100012 characters, with its values");
    expect(more).toEqual([]);
  });

  it("takes the share of the width that it is given, and stands in the middle of it", async () => {
    const [own, half, whole] = await Promise.all([
      drawn("digraph { a -> b }"),
      drawn("digraph { rankdir=LR; a -> b -> c }", { share: 0.5 }),
      drawn("digraph { a -> b }", { least: 240 }),
    ]);
    const box = (svg: string): number[] => {
      const edges = [...svg.matchAll(/cx="([\d.]+)"[^>]* rx="([\d.]+)"/g)].map(([, x, r]) => [
        Number(x) - Number(r),
        Number(x) + Number(r),
      ]);
      return [Math.min(...edges.map(([a = 0]) => a)), Math.max(...edges.map(([, b = 0]) => b))];
    };
    const middle = (svg: string): number => box(svg).reduce((a, b) => a + b) / 2;
    expect([own, half, whole].map(middle)).toEqual([260, 260, 120].map((at) => expect.closeTo(at, 1)));
    const [left = 0, right = 0] = box(half);
    expect(right - left).toBeGreaterThan(215);
    expect(right - left).toBeLessThan(260);
    expect(own).toContain('width="520"');
    expect(whole).toContain('width="240"');
  });

  it.each(ENGINES)("comes to the same bytes each time in the layout %s", async (engine) => {
    const source = `graph { layout=${engine} a -- b -- c -- d -- a; c -- e [label="x"] }`;
    expect(await drawn(source)).toBe(await drawn(source));
  });
});

/** Ellipses of nodes as centre and radii, and the ends of lines. */
function placed({ objects = [], edges = [] }: Layout): { nodes: number[][]; ends: number[][] } {
  const operations = (one: object): Operation[] => (one as { _draw_?: Operation[] })._draw_ ?? [];
  return {
    nodes: objects.flatMap((one) => operations(one).flatMap(({ rect }) => (rect ? [[...rect]] : []))),
    ends: edges.flatMap((one) =>
      operations(one).flatMap(({ points = [] }) =>
        [points[0], points.at(-1)].flatMap((end) => (end ? [[...end]] : [])),
      ),
    ),
  };
}

describe("the layout", () => {
  const long = 'a [label="Grüße, naïve Œuvre und andere lange Wörter"]';
  const star = Array.from({ length: 14 }, (_, n) => `hub -- "a rather long name ${n}"`).join("; ");

  it.each(["neato", "fdp", "circo", "twopi"])(
    "lays no node over another in %s, and lines still end at nodes",
    async (engine) => {
      for (const source of [`a -- b -- c -- a; ${long}`, star]) {
        const [layout = {}] = await laidOut([`graph { layout=${engine}; ${source} }`]);
        const { nodes, ends } = placed(layout);
        expect(nodes.length).toBeGreaterThan(2);
        for (const [n, [x = 0, y = 0, rx = 0, ry = 0]] of nodes.entries())
          for (const [x2 = 0, y2 = 0, rx2 = 0, ry2 = 0] of nodes.slice(n + 1))
            expect(Math.max(Math.abs(x - x2) - rx - rx2, Math.abs(y - y2) - ry - ry2)).toBeGreaterThan(0);
        const farthest = ends.map(([px = 0, py = 0]) =>
          Math.min(
            ...nodes.map(([x = 0, y = 0, rx = 1, ry = 1]) => Math.abs(Math.hypot((px - x) / rx, (py - y) / ry) - 1)),
          ),
        );
        expect(ends.length).toBeGreaterThan(5);
        expect(Math.max(...farthest)).toBeLessThan(0.05);
      }
    },
  );

  it("lays nodes over each other where the author says so", async () => {
    const [layout = {}] = await laidOut([`graph { layout=neato; overlap=true; a -- b -- c -- a; ${long} }`]);
    const [[x = 0, y = 0, rx = 0, ry = 0] = [], ...others] = placed(layout).nodes;
    expect(others.some(([px = 0, py = 0]) => Math.abs(px - x) < rx && Math.abs(py - y) < ry)).toBe(true);
  });

  it("is ended where it takes too long, and the next one made", async () => {
    const pairs = Array.from({ length: 2000 }, (_, n) => `n${(n * 7919) % 499} -> n${(n * 104729) % 487}`);
    const started = performance.now();
    const tooLong = await layOut(program, [{ engine: "dot", dot: `digraph { ${pairs.join("; ")} }` }], 0.5);
    expect(tooLong).toEqual(["too long"]);
    expect(layoutOf("too long", "digraph { a }").faults[0]?.message).toMatch(
      /20 seconds by the clock, on this machine/,
    );
    expect(performance.now() - started).toBeLessThan(10_000);
    const [next] = await layOut(program, [{ engine: "dot", dot: "digraph { a }" }]);
    expect(next).toHaveProperty("json");
  });

  it("is told of at what Graphviz names, and not at a node that is called as one of its words", () => {
    const text = "digraph { in -> line; of -> b }";
    for (const [failed, at] of [
      ["syntax error in line 5", [0, 9]],
      ["syntax error in line 5 near 'b'", [28, 29]],
      ["node of, port in unrecognized", [10, 12]],
      ["node of, port x unrecognized", [22, 24]],
      ["in label of node line", [16, 20]],
      ["out of memory", [0, 9]],
    ] as const) {
      const [{ from, to } = { from: -1, to: -1 }] = layoutOf({ failed: [failed] }, text).faults;
      expect([failed, from, to]).toEqual([failed, ...at]);
    }
  });

  it("goes on behind one that fails", async () => {
    const [first, second] = await layOut(program, [
      { engine: "dot", dot: "digraph {" },
      { engine: "dot", dot: "digraph { a }" },
    ]);
    expect(first).toHaveProperty("failed");
    expect(second).toHaveProperty("json");
  });
});

const executable = chromiumOrSkip("labels of diagrams within their nodes");

describe.skipIf(executable === undefined)("in a browser", () => {
  it("no label leaves its node", async () => {
    const words = [
      "WWWWWWWWWW",
      "iiiiiiiiiiiiiiii",
      "Zürich — 1,234.5 €",
      "MMMM @@@@ %%%%",
      "a",
      "Three\\nlines of\\nunequal length",
    ];
    const nodes = words.flatMap((word, n) =>
      ["box", "ellipse", "diamond", "cylinder"].map(
        (shape) => `${shape}${n} [shape=${shape}, margin=0, width=0, label="${word}"]`,
      ),
    );
    const svg = await drawn(
      `digraph { ${nodes.join("; ")}; bold [shape=box, margin=0, label=<<B>WWWW heavy words</B>>] }`,
    );
    const font = (path: string, weight: number): string =>
      `@font-face { font-family: Inter; font-weight: ${weight}; src: url(data:font/ttf;base64,${readFileSync(fontFile(path)).toString("base64")}) }`;
    const fonts = [
      font("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf", 400),
      font("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf", 600),
    ];
    const browser = await openChromium(executable ?? "");
    try {
      const page = await browser.newPage();
      await page.setContent(`<style>${fonts.join("")}</style>${svg}`);
      await page.evaluate(() => Promise.all([...document.fonts].map((one) => one.load())));
      const apart = await page.evaluate(() => {
        const found: { text: string; left: number; right: number }[] = [];
        let shape: Element | undefined;
        for (const element of document.querySelectorAll("svg > *")) {
          if (/^(?:polygon|ellipse|path)$/.test(element.tagName)) shape = element;
          if (element.tagName !== "text" || !shape) continue;
          const [text, around] = [element.getBoundingClientRect(), shape.getBoundingClientRect()];
          found.push({
            text: element.textContent ?? "",
            left: text.left - around.left,
            right: around.right - text.right,
          });
        }
        return found;
      });
      expect(apart).toHaveLength(4 * 8 + 1);
      // Places are written to a hundredth of a pixel.
      expect(apart.filter(({ left, right }) => left < -0.05 || right < -0.05)).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
