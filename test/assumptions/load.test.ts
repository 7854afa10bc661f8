import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  defaultVersion,
  type LoadOptions,
  loadRegister,
  type Register,
  readAssumptions,
  unitSystem,
  versionNames,
} from "../../src/assumptions/index.js";
import { describeRange, describeValue } from "../../src/assumptions/register/describe.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { parseCase } from "./cases.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));

const FILES = parseCase(`
=== assumptions/2026-01.yaml
version: 2026-01
as_of: 2026-01-10
title: January
defaults: {kind: cited, source: jll, as_of: 2026-01, distribution: triangular}
units: {rack: 72 GPU}
assumptions:
  gw:
    stock: {value: 7 GW, low: 6000 MW, high: 10 GW, label: Stock, short: GW standing}
    add:
      unit: GW/year
      value: {2025: 10, 2026: 18, 2027: 24}
      low: {2026: 13.5, 2027: 18}
      high: {2026: 20, 2027: 29}
    later: {expression: gw.stock + gw.add.2026 * 1 * years, unit: GW}
  years: {value: 1 year, distribution: point}
  mix:
    2026: {mix: true, unit: "1", value: {B300: 0.45, R100: 0.55}, low: {B300: 0.7, R100: 0.3}, high: {B300: 0.3, R100: 0.7}}
  racks: {value: 2 rack, low: 100 GPU, high: 200 GPU, distribution: lognormal, percentiles: [10, 90]}
  flat: {unit: "1", value: {2025: 0.5, 2026: 0.6}, low: {2025: 0.55, 2026: 0.5}, high: {2025: 0.45, 2026: 0.7}, ends: paths}
  shares: {mix: true, unit: "%", value: {2026: {B300: 40, R100: 60}, 2027: {R100: 30, R300: 70}}}
  props: {unit: {bw: TB/s, tdp: W}, value: {H100: {bw: 3.35, tdp: 0.7 kW}, R100: {bw: 22000 GB/s, tdp: 1800}}}
=== assumptions/2026-03.yaml
version: 2026-03
as_of: 2026-03-15
extends: 2026-01
assumptions:
  gw:
    stock: {value: 7500 MW, reason: a new count}
    add: {value: {2027: 25, 2028: 30}, high: {2027: 31}, reason: guidance went up}
  mix:
    2026: {note: shipments as guided, reason: says where it comes from}
  extra: {value: 3 rack, kind: assumed, note: a guess, as_of: 2026-03, reason: newly needed}
=== assumptions/scenarios.yaml
scenarios:
  upside:
    title: Faster
    note: everything goes right
    set:
      gw.add: {2026: 20, 2027: 29000 MW/year}
      mix.2026.R100: 0.6
      mix.2026.B300: 0.4
  delay: {title: Slower, set: {gw.stock: 6.5}}
  new: {title: Only in March, set: {extra: 144 GPU}}
=== assumptions/sources.yaml
sources:
  jll: {author: JLL, title: Outlook, publisher: JLL, date: 2026-01, url: "https://example.org/o", note: yearly}
`).files;

function load(options: LoadOptions = {}): Register {
  const { register, diagnostics } = loadRegister(FILES, options);
  if (!register) throw new Error(formatDiagnostics(diagnostics, { sources: FILES }));
  return register;
}

const at = (register: Register, id: string) => {
  const found = register.assumptions.get(id);
  if (!found) throw new Error(`no ${id} in ${HERE}`);
  return found;
};

test.each([
  ["A. B", { author: "A. B" }],
  ["[A. B]", { author: "A. B" }],
  ["[A. B, C. D]", { author: "A. B and C. D", authors: ["A. B", "C. D"] }],
  ["[NASA, NOAA, ESA]", { author: "NASA, NOAA and ESA", authors: ["NASA", "NOAA", "ESA"] }],
  ['["Tans, P.", "Keeling, R.", NOAA]', { author: "Tans, P.; Keeling, R. and NOAA" }],
])("a source's authors are one text or a list of them: %s", (written, read) => {
  const text = (FILES.get("assumptions/sources.yaml") ?? "").replace("author: JLL", `author: ${written}`);
  const { register } = loadRegister(new Map([...FILES, ["assumptions/sources.yaml", text]]), {});
  expect(register?.sources.get("jll")).toMatchObject(read);
  if (!("authors" in read) && !written.startsWith('["')) expect(register?.sources.get("jll")?.authors).toBeUndefined();
});

describe("numbers written in another unit", () => {
  const files = new Map([
    [
      "assumptions/2026-01.yaml",
      `version: 2026-01
as_of: 2026-01-10
defaults: {kind: assumed, as_of: 2026-01, distribution: point}
assumptions:
  fee: {note: A guess, unit: USD/month, value: 5 USD/year, low: 0.123456789012345, high: 10 USD/year}
  rate: {note: A guess, unit: "%/month", value: {a: 5 %/year, b: 0.416666666666667}}
  props: {note: A guess, unit: {bw: USD/month, tdp: W}, value: {x: {bw: 5 USD/year, tdp: 0.7 kW}}}
`,
    ],
    ["assumptions/scenarios.yaml", "scenarios:\n  dear: {title: Dear, set: {fee: 7 USD/year, rate.b: 1 %/year}}\n"],
  ]);
  const described = (options: LoadOptions = {}): string[] => {
    const { register, diagnostics } = loadRegister(files, options);
    expect(formatDiagnostics(diagnostics.filter(({ severity }) => severity === "error"))).toBe("");
    return [...(register?.assumptions.values() ?? [])].map((one) =>
      [describeValue(one), describeRange(one)].filter(Boolean).join(" "),
    );
  };

  test("are read with the digits that studies print, and those in the declared unit with all they were given", () => {
    expect(described()).toEqual([
      "0.417 0.123456789012345–0.833",
      "a 0.417, b 0.416666666666667",
      "x: bw 0.417, tdp 700",
    ]);
  });

  test("so are those of scenarios and the command line", () => {
    expect(described({ scenario: "dear" }).slice(0, 2)).toEqual(["0.583 0.123456789012345–0.833", "a 0.417, b 0.0833"]);
    expect(
      described({
        sets: [
          { id: "fee", text: "7 USD/year" },
          { id: "props.x.bw", text: "1 USD/year" },
        ],
      }),
    ).toEqual(["0.583 0.123456789012345–0.833", "a 0.417, b 0.416666666666667", "x: bw 0.0833, tdp 700"]);
    expect(described({ sets: [{ id: "fee", text: "0.583333333333333" }] })[0]).toBe(
      "0.583333333333333 0.123456789012345–0.833",
    );
  });
});

describe("a version", () => {
  const january = load({ version: "2026-01" });

  test("has numbers in the declared unit, whatever unit they were written in", () => {
    expect(at(january, "gw.stock")).toMatchObject({
      value: 7,
      low: 6,
      high: 10,
      unit: "GW",
      shape: "scalar",
      label: "Stock",
    });
    expect(at(january, "racks")).toMatchObject({ value: 2, low: 100 / 72, high: 200 / 72, unit: "rack" });
    expect(at(january, "props")).toMatchObject({
      shape: "table",
      keys: ["H100", "R100"],
      columns: ["bw", "tdp"],
      columnUnits: { bw: "TB/s", tdp: "W" },
      value: { H100: { bw: 3.35, tdp: 700 }, R100: { bw: 22, tdp: 1800 } },
    });
  });

  test("fills the ends of a range where they are left out with the value", () => {
    expect(at(january, "gw.add").low).toEqual({ 2025: 10, 2026: 13.5, 2027: 18 });
    expect(at(january, "gw.add").high).toEqual({ 2025: 10, 2026: 20, 2027: 29 });
  });

  test("takes defaults where an entry is silent, a distribution only where there is a range", () => {
    expect(at(january, "gw.add")).toMatchObject({ kind: "cited", sources: ["jll"], asOf: "2026-01" });
    expect(at(january, "gw.add").distribution).toEqual({ name: "triangular" });
    expect(at(january, "props").distribution).toEqual({ name: "point" });
    expect(at(january, "racks").distribution).toEqual({ name: "lognormal", percentiles: [10, 90] });
    expect(at(january, "gw.later")).toMatchObject({ kind: "derived", asOf: "2026-01", value: 25 });
  });

  test("knows which ranges are paths", () => {
    expect(at(january, "flat").ends).toBe("paths");
    expect(at(january, "mix.2026").ends).toBe("paths");
    expect(at(january, "gw.add").ends).toBeUndefined();
  });

  test("gives a chip that a year's mix leaves out no share", () => {
    expect(at(january, "shares").value).toEqual({
      2026: { B300: 0.4, R100: 0.6, R300: 0 },
      2027: { B300: 0, R100: 0.3, R300: 0.7 },
    });
  });

  test("carries its own units", () => {
    expect(january.units).toEqual({ rack: "72 GPU" });
    expect(unitSystem(january.units).convert(1, "rack", "GPU")).toBe(72);
  });

  test("knows where everything stands", () => {
    expect(at(january, "gw.stock").valuePlace).toEqual({
      file: "assumptions/2026-01.yaml",
      start: { line: 8, column: 20 },
      end: { line: 8, column: 24 },
    });
  });

  test("has its sources", () => {
    expect(january.sources.get("jll")).toMatchObject({
      title: "Outlook",
      date: "2026-01",
      url: "https://example.org/o",
    });
  });
});

describe("a version that extends another", () => {
  const march = load();

  test("is the default when it is the latest by date", () => {
    expect(march).toMatchObject({ version: "2026-03", asOf: "2026-03-15", lineage: ["2026-03", "2026-01"] });
    expect(versionNames(FILES)).toEqual(["2026-01", "2026-03"]);
    expect(defaultVersion(FILES)).toBe("2026-03");
    expect(defaultVersion(new Map())).toBeUndefined();
  });

  test("is the latest however its date is written", () => {
    const old = "version: 2026-03\nas_of: 2026-03-15\nassumptions: {}\n";
    for (const text of [
      "{version: 2026-01, as_of: 2026-05-01, assumptions: {}}",
      "\ufeffas_of: 2026-05-01\nversion: 2026-01\nassumptions: {}\n",
      '"as_of": 2026-05-01\nversion: 2026-01\nassumptions: {}\n',
      "  version: 2026-01\n  as_of: 2026-05-01\n  assumptions: {}\n",
      "as_of : 2026-05-01\nversion: 2026-01\nassumptions: {}\n",
    ]) {
      const files = new Map([
        ["assumptions/2026-01.yaml", text],
        ["assumptions/2026-03.yaml", old],
      ]);
      expect(defaultVersion(files), text).toBe("2026-01");
      expect(loadRegister(files, {}).register, text).toMatchObject({ version: "2026-01", asOf: "2026-05-01" });
    }
  });

  test("gives what it changes its own date, whatever it is", () => {
    const said = "kind: assumed, note: so, as_of: 2026-03";
    const files = new Map([
      [
        "assumptions/2026-03.yaml",
        `version: 2026-03\nas_of: 2026-03-15\nassumptions:\n  size: {value: 4 m, ${said}}\n  mode: {one_of: [fast, slow], value: fast, ${said}}\n  start: {type: date, value: 2026-05, ${said}}\n  sure: {type: boolean, value: true, ${said}}\n  site: {type: text, value: north, ${said}}\n  kept: {type: text, value: north, ${said}}\n`,
      ],
      [
        "assumptions/2026-06.yaml",
        "version: 2026-06\nextends: 2026-03\nas_of: 2026-06-01\nassumptions:\n  size: {value: 5 m, reason: r}\n  mode: {value: slow, reason: r}\n  start: {value: 2026-07, reason: r}\n  sure: {value: false, reason: r}\n  site: {value: south, reason: r}\n  kept: {note: otherwise, reason: r}\n",
      ],
    ]);
    const { assumptions } = loadRegister(files, {}).register as Register;
    expect(Object.fromEntries([...assumptions].map(([id, { asOf }]) => [id, asOf]))).toEqual({
      ...Object.fromEntries(["size", "mode", "start", "sure", "site"].map((id) => [id, "2026-06-01"])),
      kept: "2026-03",
    });
  });

  test("changes what it names and keeps the rest", () => {
    expect(at(march, "gw.stock")).toMatchObject({
      value: 7.5,
      low: 6,
      high: 10,
      label: "Stock",
      short: "GW standing",
      reason: "a new count",
      setBy: "2026-03",
      sources: ["jll"],
    });
    expect(at(march, "gw.add")).toMatchObject({
      keys: ["2025", "2026", "2027", "2028"],
      value: { 2025: 10, 2026: 18, 2027: 25, 2028: 30 },
      low: { 2025: 10, 2026: 13.5, 2027: 18, 2028: 30 },
      high: { 2025: 10, 2026: 20, 2027: 31, 2028: 30 },
    });
  });

  test("dates a changed value itself, and leaves the date of a value it only annotates", () => {
    expect(at(march, "gw.stock").asOf).toBe("2026-03-15");
    expect(at(march, "mix.2026")).toMatchObject({ asOf: "2026-01", setBy: "2026-01", note: "shipments as guided" });
    expect(at(march, "mix.2026").place.file).toBe("assumptions/2026-03.yaml");
    expect(at(march, "mix.2026").valuePlace.file).toBe("assumptions/2026-01.yaml");
    expect(at(march, "gw.stock").place.file).toBe("assumptions/2026-03.yaml");
  });

  test("computes formulas of the version it extends with its own values", () => {
    expect(at(march, "gw.later").value).toBe(25.5);
  });

  test("puts new entries last", () => {
    expect([...march.assumptions.keys()].at(-1)).toBe("extra");
    expect(load({ version: "2026-01" }).assumptions.has("extra")).toBe(false);
  });
});

describe("files that are read once", () => {
  const choices: Pick<LoadOptions, "version" | "scenario" | "sets">[] = [
    {},
    ...["2026-01", "2026-03"].flatMap((version) =>
      [undefined, "upside", "delay", "new"].map((scenario) => ({ version, scenario })),
    ),
    { sets: [{ id: "years", text: "2" }] },
    { scenario: "upside", sets: [{ id: "gw.stock", text: "many" }] },
    { version: "none" },
    { scenario: "none" },
  ];
  // What one register left behind would show in those after it.
  test.each([
    ["one after the other", choices],
    ["in the other order", [...choices].reverse()],
  ])("give the registers that reading them for each gives, %s", (_, order) => {
    const files = readAssumptions(FILES);
    for (const choice of order) expect(files.register(choice)).toEqual(loadRegister(FILES, choice));
  });
});

describe("scenarios and --set", () => {
  test("a scenario changes the keys it names, converted", () => {
    const register = load({ scenario: "upside" });
    expect(at(register, "gw.add").value).toEqual({ 2025: 10, 2026: 20, 2027: 29, 2028: 30 });
    expect(at(register, "gw.add").setBy).toBe("scenario upside");
    expect(at(register, "gw.add").valuePlace.file).toBe("assumptions/scenarios.yaml");
    expect(at(register, "mix.2026").value).toEqual({ B300: 0.4, R100: 0.6 });
    expect(at(register, "gw.later").value).toBe(27.5);
    expect(register.scenario).toMatchObject({ name: "upside", title: "Faster", note: "everything goes right" });
  });

  test("all scenarios are there, as whole values, whichever is chosen", () => {
    const register = load();
    expect([...register.scenarios.keys()]).toEqual(["upside", "delay", "new"]);
    expect(register.scenarios.get("upside")?.overrides.get("gw.add")).toEqual({
      2025: 10,
      2026: 20,
      2027: 29,
      2028: 30,
    });
    expect(register.scenarios.get("new")?.overrides.get("extra")).toBe(2);
    expect(register.scenario).toBeUndefined();
  });

  test("a scenario over an assumption of a later version is no error until it is asked for", () => {
    expect(loadRegister(FILES, { version: "2026-01" }).diagnostics).toEqual([]);
    const { register, diagnostics } = loadRegister(FILES, { version: "2026-01", scenario: "new" });
    expect(register).toBeUndefined();
    expect(diagnostics.map((d) => d.message)).toEqual(["scenario `new`: unknown assumption `extra`"]);
  });

  test.each<[string, string, string, unknown]>([
    ["gw.stock", "8", "gw.stock", 8],
    ["gw.stock", "8500 MW", "gw.stock", 8.5],
    ["gw.add", "2026:19,2027:28", "gw.add", { 2025: 10, 2026: 19, 2027: 28, 2028: 30 }],
    ["gw.add", "10, 14 , 24000 MW/year,30", "gw.add", { 2025: 10, 2026: 14, 2027: 24, 2028: 30 }],
    ["gw.add.2026", "15", "gw.add", { 2025: 10, 2026: 15, 2027: 25, 2028: 30 }],
    ["mix.2026", "B300:0.5,R100:0.5", "mix.2026", { B300: 0.5, R100: 0.5 }],
    ["props.R100.bw", "20", "props", { H100: { bw: 3.35, tdp: 700 }, R100: { bw: 20, tdp: 1800 } }],
    ["props.R100", "bw:20 TB/s,tdp:2 kW", "props", { H100: { bw: 3.35, tdp: 700 }, R100: { bw: 20, tdp: 2000 } }],
  ])("--set %s=%s", (id, text, changed, value) => {
    const register = load({ sets: [{ id, text }] });
    expect(at(register, changed)).toMatchObject({ value, setBy: "--set" });
    expect(register.sets).toEqual([{ id, text }]);
  });

  test("several sets of one mix are checked together, after the scenario", () => {
    const register = load({
      scenario: "upside",
      sets: [
        { id: "mix.2026.R100", text: "0.7" },
        { id: "mix.2026.B300", text: "0.3" },
        { id: "gw.add.2026", text: "17" },
      ],
    });
    expect(at(register, "mix.2026").value).toEqual({ B300: 0.3, R100: 0.7 });
    expect(at(register, "gw.add").value).toEqual({ 2025: 10, 2026: 17, 2027: 29, 2028: 30 });
  });

  test("a value outside its range widens it, with a warning", () => {
    const { register, diagnostics } = loadRegister(FILES, { sets: [{ id: "gw.stock", text: "12" }] });
    expect(register && at(register, "gw.stock")).toMatchObject({ value: 12, low: 6, high: 12 });
    expect(diagnostics).toMatchObject([{ severity: "warning", rule: "assumptions/override-range" }]);
    const below = loadRegister(FILES, { sets: [{ id: "gw.add.2026", text: "12" }] }).register;
    expect(below && at(below, "gw.add").low).toEqual({ 2025: 10, 2026: 12, 2027: 18, 2028: 30 });
  });

  test("what is told of a set is about its path, and of a mix about all of it", () => {
    const sets = [
      { id: "gw.sotck", text: "8" },
      { id: "gw.stock", text: "many" },
      { id: "gw.add.2026", text: "12" },
      { id: "mix.2026.R100", text: "0.9" },
    ];
    const { diagnostics } = loadRegister(FILES, { sets });
    expect(diagnostics.map(({ rule, about }) => [rule.replace("assumptions/", ""), about])).toEqual([
      ["unknown-override", "gw.sotck"],
      ["number", "gw.stock"],
      ["override-range", "gw.add.2026"],
      ["mix-sum", "mix.2026"],
    ]);
  });

  test("the register without overrides is untouched by a load with them", () => {
    const before = JSON.stringify([...load().assumptions]);
    load({ scenario: "upside", sets: [{ id: "gw.add.2026", text: "15" }] });
    expect(JSON.stringify([...load().assumptions])).toBe(before);
  });
});

test("other folders and files are none of a register's business", () => {
  const files = new Map([
    ...FILES,
    ["chapters/01.md", "# x"],
    ["assumptions/old/2020.yaml", "broken: ["],
    ["assumptions/README.md", "x"],
  ]);
  expect(loadRegister(files).diagnostics).toEqual([]);
  const moved = new Map([...FILES].map(([file, text]) => [file.replace("assumptions/", "data/in/"), text]));
  expect(loadRegister(moved, { dir: "data/in/" }).register?.version).toBe("2026-03");
});

test("carriage returns and a byte order mark change nothing but places", () => {
  const files = new Map([...FILES].map(([file, text]) => [file, `\ufeff${text.replaceAll("\n", "\r\n")}`]));
  const { register, diagnostics } = loadRegister(files);
  expect(diagnostics).toEqual([]);
  expect(register && at(register, "gw.add").value).toEqual({ 2025: 10, 2026: 18, 2027: 25, 2028: 30 });
});

describe("groups named in words", () => {
  const version = (name: string, more: string): [string, string] => [
    `assumptions/${name}.yaml`,
    `version: ${name}\nas_of: 2026-03-15\n${more}`,
  ];
  const files = new Map([
    version(
      "2026-01",
      'groups: {gw: Capacity, rent: What it earns}\nassumptions:\n  gw: {stock: {value: 7 GW, kind: assumed, as_of: 2026-01, note: a}}\n  rent: {value: 2, unit: "1", kind: assumed, as_of: 2026-01, note: a}\n',
    ),
    version("2026-03", "extends: 2026-01\ngroups: {gw: Capacity that stands}\nassumptions: {}\n"),
  ]);

  test("a later version names one anew and keeps the others", () => {
    expect(loadRegister(files).register?.groups).toEqual({ gw: "Capacity that stands", rent: "What it earns" });
    expect(loadRegister(files, { version: "2026-01" }).register?.groups).toEqual({
      gw: "Capacity",
      rent: "What it earns",
    });
  });

  test("no version has to", () => {
    expect(loadRegister(FILES).register?.groups).toBeUndefined();
  });
});
