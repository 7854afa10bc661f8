import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { explanationText } from "../../src/cli/why.js";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { computeMemo, computeOptions } from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { explain } from "../../src/memo/shown/explanation.js";
import { matchGolden } from "../golden.js";
import { removeFolders, temporaryFolder, write } from "./memo.js";

const golden = join(import.meta.dirname, "golden", "why-sweeps.txt");

afterAll(removeFolders);

describe("memo why of a sweep or a graph", () => {
  it("says what it and its figure rest on, by id, by name and by a part of what it found", async () => {
    const study = (head: string, body: string): string => `\`\`\`sweep {${head}}\n${body}\n\`\`\`\n\n`;
    const chapter = `---
title: Case
---

Turns at {{text flip.words}}; the first is {{text moved.first.label}}.

\`\`\`ts {#sums}
const cost = output(given.price.gas * given.fleet, { label: "Cost", unit: "1", format: "number 0", tolerance: "1%" });
const other = output(given.price.oil, { label: "Other", unit: "1", format: "number 0", tolerance: "1%" });
\`\`\`

\`\`\`ts {#cheap .claim}
cost < 20
\`\`\`

${study("#fig-moves .tornado", "output: cost\nname: moved\ncaption: What moves it.\nalt: Bars, one an assumption.")}${study("#tbl-moves .tornado", "output: cost\ncaption: The same.")}${study("#flip .break-even", "output: cheap\nvary: fleet\nto: 20")}\`\`\`graph {#fig-flow}
#| caption: What flows.
#| alt: A line of chapters.
\`\`\`
`;
    const assumptions = `version: 2026-01
as_of: 2026-01-15
defaults: { kind: assumed, as_of: 2026-01 }
assumptions:
  price:
    gas: { label: Gas, value: 3, low: 2, high: 4, distribution: uniform, unit: "1", note: n }
    oil: { label: Oil, value: 4, low: 3, high: 5, distribution: uniform, unit: "1", note: n }
  fleet: { label: Fleet, value: 5, low: 4, high: 6, distribution: uniform, unit: "1", note: n }
`;
    const own = write(temporaryFolder(), { "chapters/01-case.md": chapter, "assumptions/2026-01.yaml": assumptions });
    const project = readProject(own);
    const options = { folder: own, set: [], cache: false, limits: { seconds: 60, megabytes: 1024 } };
    const computed = await computeMemo(project, { ...computeOptions(project, options), onlyLooking: true });
    const said = (name: string): string => {
      try {
        return explanationText(explain(name, computed), 80);
      } catch (error) {
        if (!(error instanceof MemoError)) throw error;
        return `${formatDiagnostics(error.diagnostics)}\n`;
      }
    };
    const names = [
      "fig-moves",
      "moved",
      "moved.first.label",
      "moved.frist",
      "tbl-moves",
      "flip",
      "flip.words",
      "fig-flow",
      "fig-flows",
    ];
    matchGolden(golden, names.map((name) => `$ memo why ${name}\n${said(name)}`).join("\n"));
  });
});
