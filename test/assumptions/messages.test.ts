import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadRegister, MAX_CHARACTERS } from "../../src/assumptions/index.js";
import { formatDiagnostic, formatDiagnostics, sortDiagnostics } from "../../src/diagnostic.js";
import { matchGolden } from "../golden.js";
import { caseNames, readCase } from "./cases.js";

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}.txt`, import.meta.url));

describe("what a person reads when a register is wrong", () => {
  test.each(caseNames())("%s", (name) => {
    const { files, options } = readCase(name);
    const { register, diagnostics } = loadRegister(files, options);
    expect(register).toBeUndefined();
    // Each by itself: where many are alike, a person is told the first.
    const told = sortDiagnostics(diagnostics).map((one) => formatDiagnostic(one, { sources: files }));
    matchGolden(golden(name), `${told.join("\n\n")}\n`);
  });

  test("a file of ten megabytes is refused before it is parsed", () => {
    const text = `version: 2026-03\nassumptions:\n${"  a: {value: 1 GW}\n".repeat(600_000)}`;
    expect(text.length).toBeGreaterThan(10_000_000);
    const { diagnostics } = loadRegister(new Map([["assumptions/2026-03.yaml", text]]));
    matchGolden(golden("too-large"), `${formatDiagnostics(diagnostics)}\n`);
  });

  test.each([
    ["too-deep-brackets", `a: ${"[".repeat(100_000)}`],
    ["too-deep-maps", `a: ${"{b: ".repeat(100_000)}`],
    ["too-deep-lists", `a:\n  ${"- ".repeat(100_000)}x`],
    ["too-deep-indent", Array.from({ length: 1500 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ])("%s", (name, text) => {
    expect(text.length).toBeLessThan(MAX_CHARACTERS);
    const { diagnostics } = loadRegister(new Map([["assumptions/2026-03.yaml", text]]));
    matchGolden(golden(name), `${formatDiagnostics(diagnostics)}\n`);
  });
});
