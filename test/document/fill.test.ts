import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { locateLines } from "../../src/chapters/locator.js";
import { lendCodeOfLine } from "../../src/chapters/verbatim.js";
import { type Diagnostic, formatDiagnostics } from "../../src/diagnostic.js";
import { type Filled, fillTemplate } from "../../src/document/fill.js";
import type { ProseScope } from "../../src/document/prose-scope.js";
import { splitMarks } from "../../src/document/template/marks.js";
import { readTemplate } from "../../src/document/template.js";
import type { OutputDeclaration } from "../../src/notebook/types.js";
import { matchGolden } from "../golden.js";
import { claim, scopeOf } from "./prose-scope.js";

const VALUES = {
  multiples: { 2026: 3.5302, 2029: 20.26 },
  share: 0.354,
  spend: 1_234_000_000,
  name: "labour *and* <b>EPC</b>",
  nothing: null,
  infinite: Number.POSITIVE_INFINITY,
  power: 12,
  rows: [
    { year: 2026, gw: 18 },
    { year: 2027, gw: 24 },
  ],
  yes: true,
};

const OUTPUT = {
  name: "power",
  blockId: "model",
  label: "Power",
  unit: "GW",
  format: { style: "unit", digits: 0, to: "GW" },
  tolerance: { absolute: 1 },
  key: false,
  place: { file: "c.md", start: { line: 1, column: 1 } },
} as const;

/** The evaluated text with each mark replaced by what it prints. */
function plainText(evaluated: Filled): string {
  return splitMarks(evaluated.text)
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if (piece.kind === "quotation") return evaluated.quoted[piece.index]?.text ?? "";
      return piece.kind === "reference" ? `@${evaluated.template.references[piece.index]?.target ?? ""}` : "";
    })
    .join("");
}

function evaluate(
  text: string,
  more: Partial<ProseScope> = {},
): {
  text: string;
  diagnostics: Diagnostic[];
  quoted: readonly { full: string; restsOn: readonly string[]; blockId?: string }[];
} {
  const diagnostics: Diagnostic[] = [];
  const scope = scopeOf(VALUES, {
    outputs: new Map([["power", OUTPUT]]),
    claims: new Map([
      ["holds", claim("holds", true)],
      ["fails", claim("fails", false, { left: 1, right: 2, operator: ">", margin: -1, relativeMargin: -0.5 })],
    ]),
    ...more,
  });
  const report = (d: Diagnostic): void => {
    diagnostics.push(d);
  };
  const template = readTemplate(
    text,
    locateLines("chapters/01-a.md", text, 1),
    { names: new Set([...scope.names, "helper"]), sources: new Set(["epoch"]) },
    report,
  );
  const evaluated = fillTemplate(template, scope, report);
  return { text: plainText(evaluated), diagnostics, quoted: evaluated.quoted };
}

const says = (text: string, more?: Partial<ProseScope>): string => {
  const { text: out, diagnostics } = evaluate(text, more);
  expect(diagnostics).toEqual([]);
  return out;
};

describe("a quoted value prints in its format", () => {
  it.each([
    ["{{times multiples.2029}}", "20.3×"],
    ["{{times multiples.2026 digits=2}}", "3.53×"],
    ["{{times multiples.2026 2}}", "3.53×"],
    ["{{number multiples.2029 digits=0}}", "20"],
    ["{{percent share digits=1}}", "35.4%"],
    ['{{dollars spend digits=1 scale="B"}}', "$1.2B"],
    ['{{range multiples.2026 multiples.2029 style="times" digits=0}}', "4–20×"],
    ['{{format share "percent 0"}}', "35%"],
    ['{{unit power to="MW" digits=0}}', "12,000\u00a0MW"],
    ["{{power}}", "12\u00a0GW"],
    ["{{number given.gw.add.2026 digits=0}}", "18"],
    ["{{name}}", "labour *and* <b>EPC</b>"],
    ['{{times (lookup multiples "2029") digits=0}}', "20×"],
    ['{{text nothing empty="none"}}', "none"],
    ['{{number infinite nonfinite="without end"}}', "without end"],
    ["a {{!-- a remark --}}b", "a b"],
  ])("%s is %s", (source, expected) => {
    expect(says(source)).toBe(expected);
  });

  it("in sections and rows, with the row's own values first", () => {
    expect(says("{{#if yes}}a{{else}}b{{/if}}{{#unless yes}}c{{/unless}}")).toBe("a");
    expect(
      says(
        "{{#each rows}}{{number year digits=0}}: {{number this.gw digits=0}} of {{times ../multiples.2029}}|{{/each}}".replace(
          " of {{times ../multiples.2029}}",
          " of {{times multiples.2029}}",
        ),
      ),
    ).toBe("2,026: 18 of 20.3×|2,027: 24 of 20.3×|");
    expect(says("{{#each rows as |row|}}{{number row.gw digits=0}} {{/each}}")).toBe("18 24 ");
  });

  it("and knows the block, the assumptions and the full value behind it", () => {
    const [quoted] = evaluate("{{times multiples.2026}}").quoted;
    expect(quoted).toMatchObject({ full: "3.5302", blockId: "model", restsOn: ["gw.add"] });
    const [given] = evaluate("{{number given.gw.add.2026 digits=0}}").quoted;
    expect(given).toMatchObject({ full: "18 GW/year", restsOn: ["gw.add"] });
    expect(given?.blockId).toBeUndefined();
    const row = evaluate("{{#each rows}}{{number gw}}{{/each}}").quoted;
    expect(row.map((q) => q.blockId)).toEqual(["model", "model"]);
  });
});

describe("a claim's prose", () => {
  it("stands while the claim holds and gives way to its other branch", () => {
    expect(says('{{#claim "holds"}}It does.{{/claim}}')).toBe("It does.");
    expect(says('{{#claim "fails"}}It does.{{else}}It does not: {{times multiples.2029}}.{{/claim}}')).toBe(
      "It does not: 20.3×.",
    );
  });
});

/** Outputs of a bad case other than the usual one. */
const BAD_OUTPUTS: Record<string, Partial<ProseScope>> = {
  "range-of-two-units": {
    outputs: new Map<string, OutputDeclaration>([
      ["power", OUTPUT],
      ["share", { ...OUTPUT, name: "share", unit: "1", shown: "%" }],
    ]),
  },
};

const BAD: Record<string, string> = {
  "unknown-value": "A {{times multipels.2029}} and {{times multiples.2031}}.",
  "unknown-format": "A {{time multiples.2029}}.",
  "unknown-option": "A {{times multiples.2029 digit=1}}.",
  "bad-option": 'A {{times multiples.2029 digits=-1}} and {{dollars spend scale="X"}}.',
  "no-format": "A {{share}} and {{yes}} and {{rows}}.",
  "empty-value": "A {{nothing}} and {{number nothing}}.",
  "non-finite": "A {{number infinite}}.",
  "not-a-value": "A {{helper}}.",
  "wrong-unit": 'A {{unit power to="year"}}.',
  "no-unit": "A {{unit spend}} and {{unit power}}.",
  "range-of-two-units": "From {{range share power}} and {{range power power}}.",
  "claim-fails": 'Text.\n\n{{#claim "fails"}}\nSupply exceeds {{times multiples.2029}} by far.\n{{/claim}}\n',
  "unknown-claim": '{{#claim "hold"}}x{{/claim}}{{#claim holds}}y{{/claim}}',
  "unknown-section": "{{#wenn yes}}x{{/wenn}}",
  "never-closed": "A line\nand {{times multiples.2029 and more text\n",
  "bad-expression": "A line\nand {{times (multiples.2029}} more\n",
  "section-mismatch": '{{#claim "holds"}}x{{/if}}',
  partial: "A {{> other}}.",
  "bad-citation": "As said [@epoch p 3; and].",
  "unknown-in-a-row": "{{#each rows}}{{number gww}}{{/each}}",
  "function-call": "A {{times (constructor rows)}} {{number rows.constructor}} {{number multiples.__proto__}}.",
};

describe("what is wrong in prose is said at its place", () => {
  for (const [name, text] of Object.entries(BAD))
    it(name, () => {
      const { diagnostics } = evaluate(text, BAD_OUTPUTS[name]);
      expect(diagnostics.length).toBeGreaterThan(0);
      matchGolden(
        join(import.meta.dirname, "golden", `${name}.txt`),
        `${formatDiagnostics(diagnostics, { sources: new Map([["chapters/01-a.md", text]]) })}\n`,
      );
    });

  it("a value whose block failed is not reported again", () => {
    const { diagnostics } = evaluate("{{times lost}}", {
      blockOf: (n) => (n === "lost" ? "broken" : undefined),
      failed: new Set(["broken"]),
      names: ["lost"],
    });
    expect(diagnostics).toEqual([]);
  });
});

describe("cross-references and citations", () => {
  it("are found outside code and addresses only", () => {
    const text = "See @fig-a and `@fig-b`, [@epoch, p. 3], @epoch, mail@fig-c.org, [x](#@fig-d), @nobody.";
    const template = readTemplate(
      lendCodeOfLine(text),
      locateLines("c.md", text, 5),
      { names: new Set(), sources: new Set(["epoch"]) },
      () => {},
    );
    expect(template.references.map((r) => [r.target, r.place.start])).toEqual([["fig-a", { line: 5, column: 5 }]]);
    expect(template.citations.map((c) => c.items.map((i) => [i.key, i.locator]))).toEqual([
      [["epoch", "p. 3"]],
      [["epoch", undefined]],
    ]);
  });
});
