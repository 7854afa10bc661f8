import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readChapters } from "../../src/chapters/index.js";
import { readSettings } from "../../src/check/settings.js";
import { type Diagnostic, formatDiagnostics } from "../../src/diagnostic.js";
import { RULES } from "../../src/rules/index.js";
import { applySeverities, severityOf } from "../../src/rules/severities.js";
import { matchGolden } from "../golden.js";

const FILE = "chapters/01-summary.md";

/** A first chapter whose front matter says this of the rules. */
function read(rules: string): { said: string; severities: [string, string][] } {
  const text = `---\ntitle: Summary\nmemo:\n  rules: ${rules}\n---\n\nText.\n`;
  const { chapters, diagnostics } = readChapters(new Map([[FILE, text]]));
  const { severities, diagnostics: inSettings } = readSettings(chapters[0]?.front.memo?.rules ?? []);
  const said = formatDiagnostics([...diagnostics, ...inSettings], { sources: new Map([[FILE, text]]) });
  return { said, severities: [...severities] };
}

describe("severities in the front matter", () => {
  it("are read for rules that can have another", () => {
    expect(read("{stale/number: error, unused/figure: off, prose/claim-fails: error}")).toEqual({
      said: "",
      severities: [
        ["stale/number", "error"],
        ["unused/figure", "off"],
        ["prose/claim-fails", "error"],
      ],
    });
    expect(read("{}")).toEqual({ said: "", severities: [] });
  });

  it.each([
    ["unknown-rule", "{stale/nubmer: warning, nothing: off}"],
    ["bad-severity", "{stale/number: loud, unused/figure: [off], unused/block: }"],
    ["fixed-rule", "{prose/claim-fails: warning, notebook/threw: off, assumptions/unknown-unit: hint}"],
    ["no-map", "[stale/number]"],
  ])("%s is refused", (name, rules) => {
    matchGolden(join(import.meta.dirname, "golden", `settings-${name}.txt`), `${read(rules).said}\n`);
  });

  it("are told in the first chapter only", () => {
    const text = "---\ntitle: A\nmemo: {rules: {stale/number: off}}\n---\n";
    const { diagnostics } = readChapters(
      new Map([
        ["chapters/01-a.md", "---\ntitle: A\n---\n"],
        ["chapters/02-b.md", text],
      ]),
    );
    expect(diagnostics.map(({ message }) => message)).toEqual(["`memo` stands in a later chapter"]);
  });
});

describe("severities are applied", () => {
  const found: Diagnostic[] = [
    { rule: "stale/number", severity: "warning", message: "a" },
    { rule: "unused/figure", severity: "warning", message: "b" },
    { rule: "stale/number", severity: "warning", message: "c" },
  ];

  it("to every diagnostic of a rule, in order, and the others stay as they are", () => {
    const severities = new Map([
      ["stale/number", "error"],
      ["unused/figure", "off"],
    ] as const);
    expect(applySeverities(found, severities)).toEqual([
      { ...found[0], severity: "error" },
      { ...found[2], severity: "error" },
    ]);
    expect(applySeverities(found, new Map())).toEqual(found);
  });

  it("and a rule without a setting has its own", () => {
    const rule = RULES.find(({ id }) => id === "stale/number");
    if (!rule) throw new Error("no such rule");
    expect([severityOf(rule, new Map()), severityOf(rule, new Map([["stale/number", "off"]]))]).toEqual([
      "warning",
      "off",
    ]);
  });
});
