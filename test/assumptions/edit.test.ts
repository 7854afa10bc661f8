import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type EditRequest,
  type EditResult,
  editAssumptions,
  newVersionText,
} from "../../src/assumptions/edit/index.js";
import { type Assumption, loadRegister, pathsUnder, type Register } from "../../src/assumptions/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { lineDiff } from "../../src/text/line-diff.js";
import { matchGolden } from "../golden.js";
import { readFolder } from "./cases.js";

const golden = (name: string): string => fileURLToPath(new URL(`golden/edit-${name}.txt`, import.meta.url));

const FILES = readFolder("edit");
const MARCH = "assumptions/2026-03.yaml";

function registerOf(files: ReadonlyMap<string, string>, version: string): Register {
  const { register, diagnostics } = loadRegister(files, { version });
  if (!register) throw new Error(formatDiagnostics(diagnostics));
  return register;
}

type Call = Omit<EditRequest, "values"> & { set: string };

/** `set` is "path text, path text". */
function edit({ set, ...rest }: Call, files = FILES): EditResult {
  const values = set.split("; ").map((pair) => {
    const at = pair.indexOf(" ");
    return { path: pair.slice(0, at), text: pair.slice(at + 1) };
  });
  return editAssumptions(files, { ...rest, values });
}

/** An edit as it is called, the lines that it changes and what is said of it. */
function told(call: Call, files = FILES): string {
  const { file, text, numbers, fields, diagnostics } = edit(call, files);
  const { set, ...rest } = call;
  const lines = lineDiff(files.get(file) ?? "", text).map(({ sign, line, text: t }) => `${line} ${sign} ${t}`);
  const said =
    diagnostics.length === 0 ? [] : [formatDiagnostics(diagnostics, { sources: new Map(files).set(file, text) })];
  const changes = [
    ...numbers.map(
      (n) => `${[n.id, ...n.keys].join(".")} ${n.end}: ${n.before} → ${n.after} ${n.unit} line ${n.place.start.line}`,
    ),
    ...fields.map((f) => `${f.id} ${f.field}: ${f.before} → ${f.after} line ${f.place.start.line}`),
  ];
  return [`## set ${set} ${JSON.stringify(rest)}`, ...lines, ...changes, ...said, ""].join("\n");
}

const SOURCED = { sources: ["survey"], asOf: "2026-04" };

/** Files in the same form with other line ends, without the last one, or with a mark at the beginning. */
const FORMS: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "with CRLF": (text) => text.replaceAll("\n", "\r\n"),
  "without a last line break": (text) => text.trimEnd(),
  "with a byte-order mark": (text) => `\uFEFF${text}`,
};

function inForm(form: string): Map<string, string> {
  const apply = FORMS[form] ?? ((text) => text);
  return new Map([...FILES].map(([path, text]) => [path, apply(text)]));
}

/** What an edit took out of a text. */
function gone(before: string, after: string): string {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return before.slice(head, before.length - tail);
}

/** The files without later versions, which would all be checked too. */
const alone = (files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...files].filter(([path]) => /2026-03|sources/.test(path)));

const plainNumber = (assumption: Assumption): boolean =>
  assumption.expression === undefined && !assumption.mix && assumption.low === undefined;

describe("editing a version's file", () => {
  describe.each(Object.keys(FORMS))("%s", (form) => {
    const files = inForm(form);
    const march = registerOf(files, "2026-03");
    const text = files.get(MARCH) ?? "";

    test("touches nothing but the digits of the number that changes, in every form in which one can stand", () => {
      const paths = [...march.assumptions.values()].filter(plainNumber).flatMap(pathsUnder);
      expect(paths.length).toBeGreaterThan(25);
      for (const path of paths) {
        const value = edit({ version: "2026-03", set: `${path} 98765.25` }, alone(files));
        const [change] = value.numbers;
        expect(value.text.split("98765.25"), path).toHaveLength(2);
        expect(gone(text, value.text), path).toMatch(/^(?:[\d.e]*|\d+ M|\d\.\d k|7\r?\n\s+)$/);
        expect([change?.before === change?.after, change?.after], path).toEqual([false, 98765.25]);
        const lines = value.text.split("\n").slice((change?.place.start.line ?? 0) - 1);
        expect(lines.slice(0, path === "plain.folded" ? 2 : 1).join("\n"), path).toContain("98765.25");
      }
    });

    test("leaves every other assumption what it was", () => {
      for (const [path, id] of [
        ["plain.folded", "plain.folded"],
        ["series.block.2026", "series.block"],
        ["props.R100.tdp", "props"],
        ["plain.money", "plain.money"],
      ] as const) {
        const { file, text: now } = edit(
          { version: "2026-03", set: `${path} 5`, ...SOURCED, because: "Counted: again." },
          files,
        );
        const after = registerOf(new Map(files).set(file, now), "2026-03");
        const bare = (register: Register): unknown[] =>
          [...register.assumptions.values()]
            .filter((a) => a.id !== id)
            .map(({ place: _, valuePlace: __, ...rest }) => rest);
        expect(bare(after), path).toEqual(bare(march));
        expect(after.assumptions.get(id), path).toMatchObject({
          sources: ["survey"],
          asOf: "2026-04",
          reason: "Counted: again.",
        });
      }
    });

    test("adds an entry and keeps every byte around it", () => {
      for (const version of ["2026-05", "2026-06", "2026-07"])
        for (const path of ["plain.money", "series.flow.2026", "props.R100.bw", "last", "chip.watts.old"]) {
          const result = edit({ version, set: `${path} 5`, because: "new", ...SOURCED }, files);
          expect(result.diagnostics, `${version} ${path}`).toEqual([]);
          const before = files.get(result.file) ?? "";
          expect(gone(before, result.text).trim(), `${version} ${path}`).toBe(version === "2026-06" ? "{}" : "");
          expect(result.text.includes("\r\n"), path).toBe(form === "with CRLF");
          expect(/[^\r]\n/.test(result.text), path).toBe(form !== "with CRLF");
          expect(result.text.endsWith("\n"), path).toBe(before.endsWith("\n"));
          const after = registerOf(new Map(files).set(result.file, result.text), version);
          const id = result.numbers[0]?.id ?? "";
          expect(after.assumptions.get(id), path).toMatchObject({
            sources: ["survey"],
            asOf: "2026-04",
            reason: "new",
          });
        }
    });
  });

  test("writes numbers and units as they are written there", () => {
    const calls: Call[] = [
      "plain.number 8",
      "plain.number 8 GW",
      "plain.number 8500 MW",
      "plain.number 8.0",
      "plain.big 2e6",
      "plain.with_unit 8",
      "plain.with_unit 8500 MW",
      "plain.close 8 GW",
      "plain.double 8",
      "plain.single 8000 MW",
      "plain.other 8",
      "plain.other 8000 MW",
      "plain.folded 8",
      "range 5500 MW",
      "series.flow 2025:11,2027:25000 MW/year",
      "series.flow 11,19,25",
      "series.block 2027:25, 2025:11",
      "mix.2027.B300 0.4; mix.2027.R100 0.6",
      "shares.2026 R100:50,B300:50",
      "shares.2026.R300 10; shares.2026.R100 50",
      "props.H100.tdp 700",
      "props.H100.tdp 0.8 kW",
      "chip.bw.new 25",
      "chip.bw 4,25",
      "chip.watts.old 1.8 kW",
    ].map((set) => ({ set, version: "2026-03", ...SOURCED, sources: ["jll"], asOf: "2026-03" }));
    matchGolden(golden("numbers"), calls.map((call) => told(call, alone(FILES))).join("\n"));
  });

  test("writes ends, sources, dates and reasons where they belong", () => {
    const march: Call[] = [
      { set: "plain.number 8", low: "7", high: "9000 MW", distribution: "triangular", ...SOURCED, because: "one: two" },
      { set: "plain.with_unit 8", low: "7", high: "9" },
      { set: "range 5.5", low: "4.5", high: "6500 MW" },
      { set: "series.block.2027 25", low: "20", high: "30", distribution: "pert", sources: ["survey", "jll"] },
      { set: "series.block.2027 25", low: "20", high: "30", distribution: "pert", sources: ["survey"] },
      { set: "series.flow.2027 25", low: "20", high: "30", distribution: "pert", sources: ["survey"] },
      { set: "series.lines.C 25" },
      { set: "series.lines.B 2.5", low: "2", high: "4.5" },
      { set: "chip.bw.new 25", low: "20", high: "30", distribution: "uniform", ...SOURCED },
      { set: "props.R100.bw 25", low: "20", high: "30", distribution: "uniform", ...SOURCED },
      { set: "plain.money 3", ...SOURCED, asOf: "2026" },
      { set: "plain.number 7", ...SOURCED },
      { set: "plain.number 7" },
      { set: "plain.number 7", because: "As before." },
      { set: "last 2", because: "yes" },
      { set: "last 2", because: "true" },
      { set: "last 2", because: "it's # a [mark], {or} two" },
      { set: "plain.number 8", because: `A reason that is ${"long ".repeat(40)}and has a # in it.` },
    ].map((call) => ({ version: "2026-03", ...call }));
    matchGolden(golden("fields"), march.map((call) => told(call, alone(FILES))).join("\n"));
  });

  test("adds what a later version doesn't say yet, in that file's style", () => {
    const calls: Call[] = [
      { version: "2026-05", set: "plain.number 9", because: "Counted once more." },
      { version: "2026-05", set: "plain.double 6", asOf: "2026-05", because: "Counted." },
      { version: "2026-05", set: "series.block.2026 19; series.block.2025 11" },
      { version: "2026-05", set: "series.flow 2027:25,2026:19", because: "Guidance.", ...SOURCED },
      { version: "2026-05", set: "plain.with_unit 8500 MW", because: "Counted." },
      { version: "2026-05", set: "plain.close 8", because: "Counted." },
      { version: "2026-05", set: "range 5.5", low: "5", because: "Counted." },
      { version: "2026-05", set: "mix.2027.B300 0.4; mix.2027.R100 0.6; last 3", because: "Shipments." },
      { version: "2026-05", set: "series.keys.EPC/labour 3", because: "Crews." },
      { version: "2026-05", set: "props.H100.tdp 0.8 kW", because: "Measured." },
      { version: "2026-05", set: "plain.money 3", sources: ["jll"], because: "Confirmed." },
      { version: "2026-05", set: "plain.money 3", because: "Nothing to say." },
      { version: "2026-06", set: "plain.money 4; chip.bw.old 4", because: "June." },
      { version: "2026-07", set: "plain.money 4", because: "July, too." },
      { version: "2026-07", set: "plain.number 10" },
      { version: "2026-07", set: "chip.bw.new 25; last 2", because: "July." },
    ];
    matchGolden(golden("overrides"), calls.map((call) => told(call)).join("\n"));
  });

  test("writes maps and keys as a file writes its own", () => {
    const files = new Map(FILES);
    const later = (tree: string): Map<string, string> =>
      new Map(files).set(
        "assumptions/2026-06.yaml",
        `version: 2026-06\nextends: 2026-03\nas_of: 2026-06\nassumptions:${tree}`,
      );
    const call: Call = { version: "2026-06", set: "series.flow.2026 19", because: "June." };
    const trees = [
      "",
      " # nothing yet\n",
      " {} # nothing yet\n# the end\n",
      "\n    plain:\n        number: {value: 8, reason: four columns a step}\n        single: {value: 8, reason: in braces}\n",
      "\n  series:\n    block:\n      value:\n        2027: 25\n      reason: in blocks\n",
      '\n  "plain":\n    "number": {"value": 8, "reason": quoted keys}\n  "series":\n    "flow": {"value": {"2027": 25}, "reason": June}\n',
      "\n  series:\n    flow:\n      value: {\n        2025: 11,\n        2027: 25 # the last\n      }\n      reason: lines\n",
      "\n  plain:\n    folded:\n      note: |+\n        kept\n\n\n      reason: breaks\n  # the end\n",
      "\n  plain:\n    folded:\n      reason: breaks\n      note: |+\n        kept\n\n\n  # the end\n",
      "\n  series: {\n    flow: {\n      reason: lines,\n      value: {\n        2025: 11\n      },\n    },\n  }\n",
    ];
    const said = trees.map((tree) => `${told(call, later(tree))}--\n${edit(call, later(tree)).text}`);
    matchGolden(golden("styles"), said.join("\n\n"));
  });

  test("refuses what can't be, and writes nothing that a load would refuse", () => {
    const calls: Call[] = [
      { version: "2026-04", set: "plain.number 8" },
      { version: "2026-03", set: "plain.nmber 8" },
      { version: "2026-03", set: "plain 8" },
      { version: "2026-03", set: "series.flow.2062 8" },
      { version: "2026-03", set: "plain.number.x 8" },
      { version: "2026-03", set: "derived.per_watt.old 8" },
      { version: "2026-03", set: "series.flow 8" },
      { version: "2026-03", set: "series.flow 8,9" },
      { version: "2026-03", set: "props 8" },
      { version: "2026-03", set: "plain.number eight" },
      { version: "2026-03", set: "plain.number 8_000" },
      { version: "2026-03", set: "plain.number 8 TB" },
      { version: "2026-03", set: "plain.number 8 GWW" },
      { version: "2026-03", set: "plain.number 8; plain.number 9" },
      { version: "2026-03", set: "plain.number 8", low: "9", high: "10" },
      { version: "2026-03", set: "plain.number 8", low: "9" },
      { version: "2026-03", set: "plain.number 8", low: "few", high: "many" },
      { version: "2026-03", set: "range 7" },
      { version: "2026-03", set: "range 5", distribution: "triangle" },
      { version: "2026-03", set: "mix.2027.B300 0.4" },
      { version: "2026-03", set: "plain.number 8; last 2", sources: ["jl", "survy"] },
      { version: "2026-03", set: "plain.number 8", asOf: "2026-13" },
      { version: "2026-05", set: "last 2; plain.money 4" },
      { version: "2026-07", set: "chip.bw.old 4" },
      // A later version's range no longer holds the value.
      { version: "2026-03", set: "plain.number 20; plain.double 20 GW" },
    ];
    const said = calls.map((call) => {
      expect(
        edit(call).diagnostics.some((d) => d.severity === "error"),
        call.set,
      ).toBe(true);
      return told(call);
    });
    matchGolden(golden("refused"), said.join("\n"));
  });

  test("says what is wrong with the files as they are first", () => {
    const files = new Map(FILES).set("assumptions/sources.yaml", "sources: {jll: {titel: Outlook}}\n");
    expect(edit({ version: "2026-03", set: "plain.number 8" }, files)).toMatchObject({ text: "", numbers: [] });
    matchGolden(golden("broken"), told({ version: "2026-03", set: "plain.number 8" }, files));
  });
});

describe("words", () => {
  const files = new Map([
    ["assumptions/sources.yaml", "sources: {plan: {title: Plan}}\n"],
    [
      "assumptions/2026-03.yaml",
      `version: 2026-03
as_of: 2026-03-15
defaults: {kind: assumed, source: plan, as_of: 2026-03}
assumptions:
  mode: {one_of: [fast, slow], value: fast}
  start: {type: date, value: 2026-05}
  approved:
    type: boolean
    value: true # since March
  site: {type: text, value: North harbour}
`,
    ],
    [
      "assumptions/2026-06.yaml",
      "version: 2026-06\nas_of: 2026-06-15\nextends: 2026-03\nassumptions:\n  start: {value: 2026-07, reason: late}\n",
    ],
  ]);

  test("are written as they read back, in a version that says them and in one that doesn't yet", () => {
    const calls: Call[] = [
      {
        version: "2026-03",
        set: "mode slow; start Q3 2026; approved false; site The pier: east",
        ...{ asOf: "2026-02" },
      },
      { version: "2026-03", set: "site true; approved true", sources: ["plan"] },
      { version: "2026-06", set: "start 2026-08-15; mode slow; approved false", because: "moved" },
      { version: "2026-03", set: "mode fast" },
      { version: "2026-03", set: "mode slow" },
    ];
    matchGolden(golden("words"), calls.map((call) => told(call, files)).join("\n"));
  });

  test("that are none of the type are refused, and so is a range", () => {
    const calls: Call[] = [
      { version: "2026-03", set: "mode quick" },
      { version: "2026-03", set: "mode Fast; start soon; approved yes" },
      { version: "2026-03", set: "mode slow", low: "fast" },
      { version: "2026-03", set: "approved false", distribution: "uniform" },
      { version: "2026-03", set: "mode slow; mode fast" },
      { version: "2026-06", set: "mode slow" },
    ];
    const said = calls.map((call) => {
      expect(edit(call, files).text, call.set).toBe(files.get(`assumptions/${call.version}.yaml`));
      return told(call, files);
    });
    matchGolden(golden("words-refused"), said.join("\n"));
  });
});

test("a new entry stands below the comments of its group, and a new field above those of the field behind it", () => {
  const first =
    "version: 2026-03\nas_of: 2026-03-15\nassumptions:\n  a:\n    x: {value: 1 m, low: 0 m, high: 9 m, distribution: uniform, kind: assumed, note: so, as_of: 2026-03}\n    y: {value: 2 m, kind: assumed, note: so, as_of: 2026-03}\n  z: {value: 3 m, kind: assumed, note: so, as_of: 2026-03}\n";
  const second =
    "version: 2026-06\nextends: 2026-03\nas_of: 2026-06-01\nassumptions:\n  # of a\n  a:\n    x:\n      value: 2 m\n      # why\n      reason: new\n      # below x\n    # below a's\n  # below all\n# end\n";
  let files = new Map([
    ["assumptions/2026-03.yaml", first],
    ["assumptions/2026-06.yaml", second],
  ]);
  for (const one of ["a.x", "a.y", "z"])
    files = new Map(files).set(
      "assumptions/2026-06.yaml",
      edit({ version: "2026-06", set: `${one} 4`, low: one === "a.x" ? "1" : undefined, because: "new" }, files).text,
    );
  expect(files.get("assumptions/2026-06.yaml")).toBe(
    "version: 2026-06\nextends: 2026-03\nas_of: 2026-06-01\nassumptions:\n  # of a\n  a:\n    x:\n      value: 4 m\n      low: 1 m\n      # why\n      reason: new\n      # below x\n    # below a's\n    y:\n      value: 4 m\n      reason: new\n  # below all\n  z:\n    value: 4 m\n    reason: new\n# end\n",
  );
});

describe("a new version's text", () => {
  test.each([["2026-08"], ["2026"], ["true"]])("loads as it is, and changes nothing: %s", (name) => {
    const parent = registerOf(FILES, "2026-05");
    const text = newVersionText(parent, { name, asOf: "2026-08-01", title: "August: what changed" });
    const register = registerOf(new Map(FILES).set(`assumptions/${name}.yaml`, text), name);
    expect([...register.assumptions.values()]).toEqual([...parent.assumptions.values()]);
    expect([register.lineage, register.asOf, register.title]).toEqual([
      [name, "2026-05", "2026-03"],
      "2026-08-01",
      "August: what changed",
    ]);
    if (name === "2026-08") matchGolden(golden("new-version"), text);
  });
});
