import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as assumptions from "../../src/assumptions/index.js";
import {
  assumptionOf,
  describeMeaning,
  describeNumber,
  describeRange,
  describeUnit,
  describeUnitOf,
  describeValue,
  givenDeclaration,
  givenTree,
  leafPaths,
  loadRegister,
  type Register,
} from "../../src/assumptions/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { matchGolden } from "../golden.js";
import { readFolder } from "./cases.js";

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}`, import.meta.url));

function loadFolder(folder: string): Register {
  const files = readFolder(folder);
  const { register, diagnostics } = loadRegister(files);
  if (!register) throw new Error(formatDiagnostics(diagnostics, { sources: files }));
  return register;
}

const register = loadFolder("register");
const small = loadFolder("small");

describe("given", () => {
  test("is a tree of plain numbers by dotted id", () => {
    const given = givenTree(small);
    expect(JSON.stringify(given, null, 1)).toMatchInlineSnapshot(`
      "{
       "gw": {
        "stock": 7,
        "add": {
         "2025": 10,
         "2026": 18,
         "2027": 24
        }
       },
       "mix": {
        "2026": {
         "B300": 0.45,
         "R100": 0.55
        },
        "basis": 0
       },
       "price": {
        "2024-12": 1.6,
        "2026-03": -0.5
       },
       "props": {
        "H100": {
         "bw": 3.35,
         "tdp": 700
        },
        "R100": {
         "bw": 22,
         "tdp": 1800
        }
       },
       "spend": 702500000000
      }"
    `);
    given.gw = 3;
    expect(givenTree(small).gw).not.toBe(3);
  });

  test("has a path for every number, and each path leads back to its assumption", () => {
    const paths = leafPaths(small);
    expect([...paths.keys()]).toEqual([
      "gw.stock",
      "gw.add.2025",
      "gw.add.2026",
      "gw.add.2027",
      "mix.2026.B300",
      "mix.2026.R100",
      "mix.basis",
      "price.2024-12",
      "price.2026-03",
      "props.H100.bw",
      "props.H100.tdp",
      "props.R100.bw",
      "props.R100.tdp",
      "spend",
    ]);
    for (const [path, id] of paths) expect(assumptionOf(small, path)?.id).toBe(id);
    expect(assumptionOf(small, "gw.add")?.id).toBe("gw.add");
    expect(assumptionOf(small, "props.R100")?.id).toBe("props");
    for (const path of ["gw", "gw.add.2030", "gw.stock.x", "gw.add.2026.x", "nothing", "props.R100.x", ""]) {
      expect(assumptionOf(small, path), path).toBeUndefined();
    }
  });

  test("is declared for the type checker, with what each number is", () => {
    matchGolden(golden("declaration.d.ts.txt"), givenDeclaration(small));
  });
});

describe("a row as printed", () => {
  test("the small register", () => {
    const rows = [...small.assumptions.values()].map((a) =>
      [a.id, describeValue(a), describeRange(a), describeMeaning(a), describeUnitOf(a)].join(" | "),
    );
    matchGolden(golden("rows.txt"), `${rows.join("\n")}\n`);
  });

  test.each([
    [1234.5, "1234.5"],
    [125000, "125,000"],
    [0.1 + 0.2, "0.3"],
    [-0.25, "−0.25"],
    [7e8, "700,000,000"],
    [0, "0"],
    [-0, "0"],
    [1e-9, "1e-9"],
    [12345.678901, "12,345.678901"],
  ])("%d is %s", (value, text) => {
    expect(describeNumber(value)).toBe(text);
  });

  test.each([
    ["1", ""],
    ["GW/year", "GW/year"],
    ["USD/Mtoken", "$/M token"],
    ["BUSD", "$B"],
    ["m^2*K", "m²·K"],
    ["s^-1", "s⁻¹"],
    ["kwafer/month", "k wafer/month"],
    ["%", "%"],
  ])("the unit %s prints as %j", (unit, text) => {
    expect(describeUnit(unit)).toBe(text);
  });
});

describe("a register of real size", () => {
  test("loads without a complaint", () => {
    expect(register.assumptions.size).toBe(168);
    expect(register.asOf).toBe("2026-03-15");
    expect(leafPaths(register).size).toBe(384);
  });

  test("has the figures of its files", () => {
    const value = (id: string) => register.assumptions.get(id)?.value;
    expect(value("gw.add")).toEqual({ 2024: 6, 2025: 10, 2026: 18, 2027: 24, 2028: 28, 2029: 34 });
    expect(value("mix.2026")).toEqual({ B200: 0.05, B300: 0.4, R100: 0.55 });
    expect((value("chip.bw") as Record<string, number>).R100).toBe(22);
    expect((value("chip.bw_per_watt") as Record<string, number>).R100).toBeCloseTo(22e6 / (3000 * 1.15), 9);
    expect(register.assumptions.get("share.inf")?.ends).toBe("paths");
  });

  test("gives the same register twice", () => {
    expect(JSON.stringify([...loadFolder("register").assumptions])).toBe(JSON.stringify([...register.assumptions]));
    expect(givenDeclaration(loadFolder("register"))).toBe(givenDeclaration(register));
  });

  test("its scenarios", () => {
    const { register: delayed, diagnostics } = loadRegister(readFolder("register"), { scenario: "delay" });
    expect(diagnostics).toEqual([]);
    expect(delayed?.assumptions.get("gw.add")?.value).toEqual({
      2024: 6,
      2025: 10,
      2026: 13.5,
      2027: 18,
      2028: 22,
      2029: 34,
    });
  });
});

test("the names this room hands on", () => {
  expect(Object.keys(assumptions).sort()).toMatchInlineSnapshot(`
    [
      "DATE_EXPECTED",
      "MAX_CHARACTERS",
      "UnitError",
      "UnitSystem",
      "assumptionOf",
      "assumptionOrBeside",
      "besidesOf",
      "convert",
      "dataTables",
      "dateProblem",
      "defaultVersion",
      "derivations",
      "deriver",
      "describeMeaning",
      "describeNumber",
      "describeRange",
      "describeUnit",
      "describeUnitOf",
      "describeValue",
      "freshUntil",
      "getGiven",
      "givenDeclaration",
      "givenTree",
      "isStale",
      "leafPaths",
      "loadRegister",
      "openPaths",
      "parseExpression",
      "parseQuantity",
      "parseUnit",
      "parseYaml",
      "pathsUnder",
      "readAssumptions",
      "readablePaths",
      "sameDimension",
      "unitSystem",
      "versionNames",
      "versionSummaries",
      "withoutBeside",
    ]
  `);
});
