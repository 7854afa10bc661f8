import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { projectOf } from "../../src/api/project.js";
import { readChapter } from "../../src/chapters/index.js";
import * as engine from "../../src/diagrams/engine.js";
import { figuresOf } from "../../src/document/tree.js";
import { blockDigests } from "../../src/memo/block-digests.js";
import { computeMemo } from "../../src/memo/compute.js";
import { diagramFigures } from "../../src/memo/graphs/diagrams.js";
import { explain } from "../../src/memo/shown/explanation.js";
import { showText } from "../../src/memo/shown/text.js";
import type { ShownFigure } from "../../src/memo/shown/types.js";
import { writeOutputs } from "../../src/memo/write.js";
import { writeEmbed } from "../../src/render/html/embed.js";
import { BASE, chapter, fence } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { matchGolden } from "../golden.js";

/** Not a mock of the module: another test may have loaded what imports it. */
const layOut = vi.spyOn(engine, "layOut");

const SOURCE = `//| caption: From {{number given.orchard.trees digits=0}} trees to the bottle.
//| alt: "{{number given.orchard.trees digits=0}} trees lead to the press."
digraph {
  rankdir=LR
  trees [label="{{number given.orchard.trees digits=0}} trees\\n@grower [@count]"]
  {{#each given.press.capacity}}
  "press of {{text @key}}" [shape=box, label="{{number this digits=0}} kg in {{@key}}"]
  trees -> "press of {{text @key}}" [weight={{number given.orchard.trees digits=0}}]
  {{/each}}
}`;

const files = (source = SOURCE): Record<string, string> => ({
  ...BASE,
  "chapters/03-juice.md": chapter(
    "@fig-way shows the way.",
    fence("dot {#fig-way source='Own drawing'}", source),
    `> A quotation has one too:\n>\n> ${fence('graphviz {#fig-small caption="Small." alt="Two." width=30%}', "graph {\n  a -- b\n}").replaceAll("\n", "\n> ")}`,
  ),
});
runBlocksHere();
const computed = computeMemo(projectOf(files()), {});
const folder = mkdtempSync(join(tmpdir(), "diagrams-"));
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe("diagrams of a memo", () => {
  it("are figures in each form, with number, caption, words for who can't see them, and what is behind", async () => {
    const { tree, diagnostics } = await computed;
    expect(diagnostics.filter(({ rule }) => rule.startsWith("diagrams/"))).toEqual([]);
    const written = await writeOutputs(tree, new Set(["page", "pdf", "md", "data"]));
    const page = String(written.get("index.html"));
    const figure = page.slice(page.indexOf('<figure class="chart" id="fig-way"'), page.indexOf("</figure>"));
    expect(figure).toMatch(/<span class="label">Figure 1<\/span> From <a class="value"/);
    const [{ value: trees } = { value: 0 }] = [...tree.register.assumptions.values()].filter(
      ({ id }) => id === "orchard.trees",
    );
    expect(figure).toContain(`aria-label="${trees} trees lead to the press."`);
    expect(figure).toContain(">@grower [@count]</text>");
    expect(figure).toContain("Rests on orchard.trees, press.capacity");
    const markdown = String(written.get("memo.md"));
    matchGolden(
      join(import.meta.dirname, "golden/written.txt"),
      [
        markdown.slice(markdown.indexOf('<a id="fig-way"'), markdown.indexOf("## References")),
        String(written.get("charts/fig-way.svg")),
        String(written.get("charts/fig-way-1.csv")),
        String(written.get("charts/fig-way-2.csv")),
      ]
        .join("\n---\n")
        .replaceAll("\r\n", "\n"),
    );
    expect(Buffer.from(written.get("pdf.pdf") ?? written.get("memo.pdf") ?? "").toString("latin1", 0, 5)).toBe("%PDF-");
    expect(figuresOf(tree).map(({ id, restsOn }) => [id, restsOn])).toContainEqual(["fig-small", []]);
  });

  it("bring the assumptions that they print into the register, where nothing else does", async () => {
    const version = "assumptions/2026-03.yaml";
    const { tree, diagnostics } = await computeMemo(
      projectOf({
        ...BASE,
        [version]: (BASE[version] ?? "").replace(
          "  press:\n",
          '  press:\n    age: {label: Age of the press, value: 31, unit: "1"}\n',
        ),
        "chapters/03-juice.md": chapter(
          fence(
            'dot {#fig-old caption="Old." alt="It is old."}',
            'digraph { a [label="{{number given.press.age digits=0}}"] }',
          ),
          "@fig-old",
        ),
      }),
      {},
    );
    expect(diagnostics).toEqual([]);
    expect(tree.appendix.flatMap(({ rows }) => rows.map(({ assumption }) => assumption.id))).toContain("press.age");
  });

  it("rest on what decides which parts of them are drawn, and not on what stands in a comment", async () => {
    const restsOn = async (source: string): Promise<readonly string[] | undefined> => {
      const text = chapter(
        fence("ts {#many .claim}", "given.orchard.trees > 10"),
        fence("ts {#sizes}", "const large = given.press.capacity[2026] > 10;"),
        fence('dot {#fig-way caption="c" alt="a"}', source),
        "@fig-way",
      );
      const { tree } = await computeMemo(projectOf({ ...BASE, "chapters/03-juice.md": text }), {});
      return figuresOf(tree).find(({ id }) => id === "fig-way")?.restsOn;
    };
    const trees = "{{number given.orchard.trees digits=0}}";
    expect(await restsOn('digraph { {{#claim "many"}} a -> b {{else}} c {{/claim}} }')).toEqual(["orchard.trees"]);
    expect(await restsOn("digraph { {{#if large}} a -> b {{else}} c {{/if}} }")).toEqual(["press.capacity"]);
    expect(await restsOn("digraph { {{#each given.press.capacity}} a -> b {{/each}} }")).toEqual(["press.capacity"]);
    expect(await restsOn(`digraph { a // ${trees}\n/* ${trees} */ b [label=<<!-- ${trees} -->x>] }`)).toEqual([]);
    expect(await restsOn(`digraph { a // x\n b [label="${trees}"] }`)).toEqual(["orchard.trees"]);
  });

  it("say what they rest on, as `memo why` asks", async () => {
    const { assumptions } = explain("fig-way", await computed);
    expect(assumptions.map(({ id }) => id)).toEqual(["orchard.trees", "press.capacity"]);
  });

  it("are shown with a blank line between their tables", async () => {
    const { data = [] } = figuresOf((await computed).tree).find(({ id }) => id === "fig-way") ?? {};
    expect(data).toHaveLength(2);
    const figure = { kind: "figure", name: "fig-way", place: "", label: "Figure 1", caption: "The way", data } as const;
    const text = showText({ ...figure, restsOn: [], usedBy: [] } as unknown as ShownFigure, 100);
    expect(text).toMatch(/\n\n *Value +Printed +Exactly\n/);
  });

  it("have another digest when their source says something else, and not for a comment or a blank", () => {
    const digest = (source: string): string | undefined => {
      const text = files(source)["chapters/03-juice.md"] ?? "";
      return blockDigests(readChapter("chapters/03-juice.md", text, "juice", 3, () => {}).blocks)["fig-way"];
    };
    const own = digest(SOURCE);
    expect(digest(SOURCE.replace("rankdir=LR", "// across\n  rankdir = LR"))).toBe(own);
    expect(digest(SOURCE.replace("rankdir=LR", "rankdir=TB"))).not.toBe(own);
    expect(digest(SOURCE.replace(" kg in ", " kg  in "))).not.toBe(own);
    expect(digest(`${SOURCE}`.replace("rankdir=LR", 'bgcolor="#1b5e9e"'))).not.toBe(
      digest(SOURCE.replace("rankdir=LR", 'bgcolor="#a33a0a"')),
    );
  });

  it("stand beside each other, as wide as a column, and have a drawing for a phone by themselves", async () => {
    const two = ["a", "b"].map((id) =>
      fence(`dot {#fig-${id} caption="Part ${id}." alt="Two, ${id}."}`, "digraph { rankdir=LR; a -> b }"),
    );
    const alone = fence('dot {#fig-alone caption="Alone." alt="Two."}', "digraph { rankdir=LR; a -> b }");
    const wide = fence(
      'dot {#fig-wide caption="Wide." alt="A row."}',
      "digraph { rankdir=LR; a -> b -> c -> d -> e -> f }",
    );
    const text = chapter(
      "@fig-both, @fig-alone, @fig-wide",
      '::: {#fig-both layout-ncol=2 caption="Both."}',
      ...two,
      ":::",
      alone,
      wide,
    );
    const { tree, diagnostics } = await computeMemo(projectOf({ ...BASE, "chapters/03-juice.md": text }), {});
    expect(diagnostics).toEqual([]);
    const widths = figuresOf(tree).map(({ id, svg, extras }) => [
      id,
      ...[svg, extras?.narrow].map((one) => /^<svg[^>]* width="(\d+)"/.exec(one ?? "")?.[1]),
    ]);
    expect(widths).toEqual([
      ["fig-both", undefined, undefined],
      ["fig-a", "360", undefined],
      ["fig-b", "360", undefined],
      ["fig-alone", "520", "360"],
      ["fig-wide", "684", undefined],
    ]);
    const place = { back: "../", head: [] };
    const embedded = (id: string, width: string): string => {
      const [figure] = figuresOf(tree).filter((one) => one.id === id);
      const svg = figure?.svg?.replace(/width="\d+"/, `width="${width}"`);
      return figure ? writeEmbed(tree, { figure: { ...figure, svg } }, place) : "";
    };
    expect(embedded("fig-wide", "684")).toContain('<div class="canvas"><svg');
    const scrolling = embedded("fig-wide", "1000");
    expect(scrolling).toContain('<div class="canvas least-47" tabindex="0"><svg');
    expect(scrolling).toContain("svg { min-width: 47rem; }");
  });

  it("name what they define as nothing else on a page is named", async () => {
    const source = 'digraph { a [style=filled, fillcolor="blue:orange"] }';
    const ids = ["fig-a", "fig-a-1", "fig-a-narrow", "fig-a-narrow-1"];
    const fences = ids.map((id) => fence(`dot {#${id} caption="c" alt="a"}`, source));
    const text = chapter(...ids.map((id) => `@${id}`), ...fences);
    const { tree } = await computeMemo(projectOf({ ...BASE, "chapters/03-juice.md": text }), {});
    const page = String((await writeOutputs(tree, new Set(["page"]))).get("index.html"));
    const named = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(named.filter((id) => id?.startsWith("fig-a.") || id?.startsWith("fig-a-narrow."))).toHaveLength(4);
    expect(named.filter((id, n) => named.indexOf(id) !== n)).toEqual([]);
  });

  it("are laid out once, and taken from where that is kept", async () => {
    const memo = await computed;
    const { prepareChapters } = await import("../../src/document/prepare.js");
    const known = { names: new Set([...memo.scope.names, "given"]), sources: new Set(memo.register.sources.keys()) };
    const { templates } = prepareChapters(memo.chapters, known);
    const draw = async (): Promise<unknown> => [
      ...(await diagramFigures(templates, memo.scope, folder, () => {})).figures,
    ];
    layOut.mockClear();
    const made = await draw();
    expect(await draw()).toEqual(made);
    expect(layOut.mock.calls.map(([, diagrams]) => diagrams.length)).toEqual([2]);
  });
});
