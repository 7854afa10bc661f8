import type { AssumptionChange, OutputChange, Review } from "../../src/review/types.js";

/** An output that moved because of assumptions, by so much each. */
export function moved(
  name: string,
  causes: Readonly<Record<string, number>>,
  more: Partial<OutputChange> = {},
): OutputChange {
  const total = Object.values(causes).reduce((sum, value) => sum + value, 0);
  return {
    name,
    label: `Output ${name}`,
    presence: "changed",
    key: false,
    old: 10,
    new: 10 + total,
    oldText: "10.0",
    newText: (10 + total).toFixed(1),
    format: { style: "number", digits: 1 },
    unit: "GW",
    difference: total,
    percent: total * 10,
    materiality: Math.abs(total) * 10,
    attribution: {
      from: 10,
      to: 10 + total,
      method: "exact",
      steps: [
        {
          kind: "assumptions",
          contribution: total,
          parts: Object.entries(causes).map(([id, contribution]) => ({ id, contribution })),
        },
      ],
    },
    place: { file: "chapters/02-model.md", start: { line: 12, column: 1 } },
    ...more,
  };
}

export function changedAssumption(id: string, line: number): AssumptionChange {
  return {
    id,
    label: `What ${id} is`,
    presence: "changed",
    cells: [{ key: "", old: 1, new: 2, oldText: "1", newText: "2" }],
    unit: "GW",
    oldRange: "0–1.5",
    newRange: "0–3",
    oldSources: ["report"],
    newSources: ["report"],
    oldAsOf: "2026-03",
    newAsOf: "2026-03",
    fields: [{ name: "kind", old: "cited", new: "observed" }],
    flags: ["source-unchanged", "outside-old-range"],
    valueChanged: true,
    place: { file: "assumptions/2026-05.yaml", start: { line, column: 3 } },
  };
}

/** A review with something in each of its parts. */
export function sampleReview(more: Partial<Review> = {}): Review {
  return {
    old: { label: "main (1a2b3c4)", version: "2026-03", asOf: "2026-03-31" },
    new: { label: "working tree", version: "2026-05", asOf: "2026-05-15" },
    verdict: "Output a 10.0 → 13.0 (+30%); 1 claim flips; 2 of 9 outputs moved",
    changed: true,
    outputs: [
      moved("a", { "gw.add": 4, "gw.stock": -1 }, { key: true }),
      moved(
        "b",
        {},
        {
          label: "Binding constraint",
          old: "power",
          new: "chips",
          oldText: "power",
          newText: "chips",
          format: { style: "text" },
          unit: "1",
          difference: undefined,
          percent: undefined,
          materiality: undefined,
          attribution: undefined,
        },
      ),
    ],
    minor: [moved("c", { "gw.add": 0.01 })],
    offsetting: [moved("d", { "gw.add": 2, "gw.stock": -2 }, { materiality: 0 })],
    unchangedOutputs: 5,
    totalOutputs: 9,
    claims: {
      flipped: [
        {
          id: "power-suffices",
          presence: "changed",
          expression: "power < 9",
          old: { holds: true, left: 8, right: 9, operator: "<", margin: 1, relativeMargin: 1 / 9 },
          new: { holds: false, left: 9.5, right: 9, operator: "<", margin: -0.5, relativeMargin: -0.5 / 9 },
          place: { file: "chapters/02-model.md", start: { line: 30, column: 1 } },
        },
      ],
      conditions: [
        {
          id: "grid-lags",
          presence: "changed",
          expression: "grid < 2",
          oldExpression: "grid < 1",
          oldWouldHold: false,
          old: { holds: true, left: 0.9, right: 1, operator: "<", margin: 0.1, relativeMargin: 0.1 },
          new: { holds: true, left: 1.4, right: 2, operator: "<", margin: 0.6, relativeMargin: 0.3 },
          place: { file: "chapters/02-model.md", start: { line: 40, column: 1 } },
        },
      ],
      closer: [
        {
          id: "chips-last",
          presence: "changed",
          expression: "chips > 1",
          old: { holds: true, left: 3, right: 1, operator: ">", margin: 2, relativeMargin: 2 },
          new: { holds: true, left: 1.05, right: 1, operator: ">", margin: 0.05, relativeMargin: 0.05 },
        },
      ],
      total: 7,
    },
    assumptions: [changedAssumption("gw.add", 8), changedAssumption("gw.stock", 14)],
    prose: [
      {
        presence: "changed",
        title: "2 Model",
        file: "chapters/02-model.md",
        passages: [
          {
            presence: "changed",
            kind: "both",
            tokens: [
              { type: "same", text: "Supply comes to " },
              { type: "value", old: "10.0 GW", new: "13.0 GW", expression: "unit supply" },
              { type: "same", text: "; power " },
              { type: "inserted", text: "now " },
              { type: "same", text: "caps it at " },
              { type: "deleted", text: "exactly " },
              { type: "same", text: "the grid's rate." },
            ],
          },
        ],
      },
    ],
    figures: [
      {
        id: "fig-supply",
        kind: "chart",
        presence: "changed",
        name: "Figure 1",
        caption: "Supply by year",
        what: "data",
        tables: [
          {
            columns: [
              { key: "year", label: "Year", isKey: true },
              { key: "gw", label: "Capacity (GW)", isKey: false },
            ],
            rows: [
              {
                presence: "same",
                cells: [
                  { old: 2026, new: 2026, changed: false },
                  { old: 10, new: 10, changed: false },
                ],
              },
              {
                presence: "changed",
                cells: [
                  { old: 2027, new: 2027, changed: false },
                  { old: 12, new: 15, changed: true },
                ],
              },
              {
                presence: "changed",
                cells: [
                  { old: 2028, new: 2028, changed: false },
                  { old: 14, new: 19, changed: true },
                ],
              },
            ],
            changedCells: 2,
          },
        ],
      },
      {
        id: "fig-eras",
        kind: "chart",
        presence: "changed",
        name: "Figure 2",
        caption: "Eras",
        what: "style",
        tables: [],
      },
      {
        id: "tbl-eras",
        kind: "table",
        presence: "changed",
        name: "Table 1",
        caption: "Eras of use",
        what: "text",
        tables: [],
        texts: [
          {
            presence: "changed",
            kind: "wording",
            tokens: [
              { type: "same", text: "Eras" },
              { type: "inserted", text: " of use" },
            ],
          },
        ],
      },
    ],
    renames: [{ kind: "claim", from: "chips-suffice", to: "chips-last" }],
    sources: [
      {
        kind: "assumption",
        presence: "changed",
        owner: "gw.rent",
        field: "value",
        version: "2026-03",
        oldText: "4 GW",
        newText: "3 GW",
        effect: "version 2026-05 says otherwise",
        place: { file: "assumptions/2026-03.yaml", start: { line: 7, column: 14 } },
      },
      {
        kind: "output",
        presence: "changed",
        owner: "a",
        field: "tolerance",
        oldText: "0.02",
        newText: "0.5",
        place: { file: "chapters/02-model.md", start: { line: 12, column: 1 } },
      },
      {
        kind: "block",
        presence: "changed",
        owner: "supply",
        field: "code",
        lines: [
          { type: "deleted", text: "const supply = grid;" },
          { type: "inserted", text: "const supply = 1 * grid;" },
        ],
        place: { file: "chapters/02-model.md", start: { line: 20, column: 1 } },
      },
      {
        kind: "prose",
        presence: "changed",
        owner: "chapters/02-model.md",
        field: "text",
        tokens: [
          { type: "same", text: "It does not " },
          { type: "deleted", text: "suffice" },
          { type: "inserted", text: "do" },
          { type: "same", text: "." },
        ],
        place: { file: "chapters/02-model.md", start: { line: 33, column: 1 } },
      },
    ],
    variants: [
      {
        version: "2026-05",
        scenario: "drought",
        outputs: [moved("a", { "gw.add": -2 }, { key: true, attribution: undefined })],
        claims: [{ id: "power-suffices", holds: false }],
      },
      { version: "2026-03", outputs: [], claims: [], failure: "`gw.rent` is no assumption" },
    ],
    remarks: ["The old side holds no `gw.rent`; it counts to the model."],
    ...more,
  };
}
