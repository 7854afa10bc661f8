import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { projectOf } from "../../src/api/project.js";
import { computeMemo } from "../../src/memo/compute.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource, writePdf } from "../../src/render/pdf/index.js";
import { runBlocksHere } from "../cli/in-process.js";

const ROWS = `[
  { region: "North", town: "Aberg", kwh: 20, change: 0.1, course: { 2024: 1, 2025: 3, 2026: 2 } },
  { region: "North", town: "Bern", kwh: 10, change: -0.1, course: [2, 2] },
  { region: "South", town: "<C>", kwh: 5, change: 0, course: [4, 8] },
]`;

/** The memo of one table, by what \`table()\` is told of the rows. */
async function written(options: string, rows = ROWS) {
  const { tree, diagnostics } = await computeMemo(
    projectOf({
      "chapters/01-sales.md": `---\ntitle: Sales\n---\n\n## Towns\n\nSee @tbl-sales.\n\n\`\`\`ts {#tbl-sales .table}\n//| caption: Sales.\n//| source: This memo.\ntable(${rows}, ${options});\n\`\`\`\n`,
      "assumptions/2026-03.yaml": "version: 2026-03\nas_of: 2026-03-15\nassumptions: {}\n",
      "assumptions/sources.yaml": "sources: {}\n",
    }),
    { sets: [], check: true },
  );
  const page = writeHtml(tree, { fonts: () => "" });
  return { tree, diagnostics, page, pdf: typstSource(tree).main, markdown: writeMarkdown(tree) };
}

describe("a computed table", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("has groups of rows and totals, in page, PDF and Markdown", async () => {
    const { page, pdf, markdown, diagnostics, tree } = await written(
      '{ columns: { region: "Region", town: "Town", kwh: "kWh" }, groups: "region", totals: { town: "All", kwh: 35 } }',
    );
    expect(diagnostics).toEqual([]);
    expect(markdown).toContain(
      "| Town | kWh |\n| --- | ---: |\n| **North** |  |\n| Aberg | 20 |\n| Bern | 10 |\n| **South** |  |\n| \\<C> | 5 |\n| **All** | **35** |",
    );
    expect(page).toContain('<tbody><tr class="group"><th scope="rowgroup" colspan="2">North</th></tr>');
    expect(page.match(/<tbody><tr class="group">/g)).toHaveLength(2);
    expect(page).toContain('<tfoot><tr><th scope="row">All</th><td class="right">35</td></tr></tfoot></table>');
    expect(pdf).toContain('  row-group(2, [#"North";]),\n  [#"Aberg";], [#"20";],');
    expect(pdf).toContain('  row-rule,\n  row-total([#"All";]), row-total([#"35";]),');
    // The file of data keeps the column, and the totals.
    const [figure] = tree.chapters[0]?.children.filter((node) => node.type === "figure") ?? [];
    expect(figure?.type === "figure" && figure.data[0]?.rows.at(-1)).toEqual([null, "All", 35]);
  });

  it("prints months and years as its rows have them where a total has a word in their column", async () => {
    const rows = '[{ month: "2025-01", year: 2024, kwh: 1 }, { month: "2025-02", year: 2025, kwh: 2 }]';
    for (const [columns, total, expected] of [
      ['"month", "kwh"', 'month: "All"', "| January 2025 | 1 |\n| February 2025 | 2 |\n| **All** | **3** |"],
      ['"year", "kwh"', 'year: "All"', "| 2024 | 1 |\n| 2025 | 2 |\n| **All** | **3** |"],
      [
        '{ key: "month", format: "date short" }, "kwh"',
        'month: "All"',
        "| Jan 2025 | 1 |\n| Feb 2025 | 2 |\n| **All** | **3** |",
      ],
    ]) {
      const { markdown, diagnostics } = await written(`{ columns: [${columns}], totals: { ${total}, kwh: 3 } }`, rows);
      expect(diagnostics).toEqual([]);
      expect(markdown).toContain(expected);
    }
    const { markdown } = await written(
      '{ columns: ["month", "kwh"] }',
      '[{ month: "All", kwh: 1 }, { month: "2025-01", kwh: 2 }]',
    );
    expect(markdown).toContain("| All | 1 |\n| 2025-01 | 2 |");
  });

  it("has bars from one zero and lines through series, beside the numbers that they say", async () => {
    const { page, pdf, markdown, tree } = await written(
      '{ columns: { town: "Town", kwh: { drawn: "bar" }, change: { format: "percent 0", drawn: "bar" }, course: { format: "number 0", drawn: "line" } }, totals: { town: "All", kwh: 35 } }',
    );
    expect(markdown).toContain("| Aberg | 20 ██████████ | 10% █████ | 1 – 2 ▁█▅ |");
    expect(markdown).toContain("| Bern | 10 █████ | −10% ░░░░░ | 2 – 2 ▅▅ |");
    // Totals have no bars: beside them all others would be short.
    expect(markdown).toContain("| **All** | **35** | **–** | **–** |");
    expect(page).toContain(
      '20<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect x="0" width="100" height="10"/></svg>',
    );
    expect(page).toContain('<rect x="50" width="50" height="10"/>');
    expect(page).toContain('<rect x="0" width="50" height="10"/>');
    expect(page).toContain('<polyline points="2,20 50,2 98,11"');
    expect(page).toContain('35<svg class="bar" aria-hidden="true"></svg>');
    expect(pdf).toContain('[#"10%";#cell-bar(0.5, 1);], [#"1 – 2";#cell-line((0, 1, 0.5,));],');
    expect(pdf).toContain('row-total([#"35";#cell-drawn();])');
    expect((await writePdf(tree)).length).toBeGreaterThan(1000);
  });

  it("tells at the block what can't be drawn or grouped", async () => {
    for (const [options, message] of [
      ['{ columns: { town: "Town", kwh: "kWh" }, groups: "area" }', /for its groups/],
      [
        '{ columns: { region: "Region", town: "Town", kwh: "kWh" }, groups: "region", totals: { region: "All regions", kwh: 35 } }',
        /a total with "All regions" for its group/,
      ],
      [
        '{ columns: { region: "Region", town: "Town", kwh: "kWh" }, groups: "region", totals: [{ town: "All" }, { region: "Both", kwh: 35 }] }',
        /a total with "Both"/,
      ],
      ['{ columns: { town: { drawn: "bar" } } }', /which has bars/],
      ['{ columns: { kwh: { drawn: "line" } } }', /which draws lines/],
    ] as const)
      await expect(written(options), options).rejects.toMatchObject({
        diagnostics: expect.arrayContaining([
          expect.objectContaining({
            message: expect.stringMatching(message),
            place: expect.objectContaining({ file: "chapters/01-sales.md" }),
          }),
        ]),
      });
  });
});
