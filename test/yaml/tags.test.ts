import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostic.js";
import { readMemo } from "../../src/memo/compute.js";
import { BASE } from "../../src/rules/base.js";
import { withAssumptions } from "../check/memo.js";
import { projectOf, type Sources } from "../cli/memo.js";

function told(files: Sources): string[] {
  const found: Diagnostic[] = [];
  readMemo(projectOf(files), {}, found);
  return found.map(({ rule, message }) => `${rule}: ${message}`);
}
const entry = (rest: string): string[] => told(withAssumptions(`    room: { ${rest} }\n`));
const fronted = (line: string): string[] =>
  told({ ...BASE, "chapters/03-juice.md": `---\ntitle: Juice\n${line}\n---\n\nJuice.\n` });

describe("tags of YAML", () => {
  it.each(["!!int 5", "!!float 5.5", "! 5 kg", '!!str "5 kg"'].map((value) => [value]))(
    "that say what stands there anyway are let alone: %s",
    (value) => {
      expect(entry(`value: ${value}, unit: kg`).filter((one) => one.startsWith("assumptions/tag"))).toEqual([]);
    },
  );

  it.each([
    ["!!str 5", "!!str"],
    ["! 5", "!"],
    ["!!str true", "!!str"],
    ["!!int 5.5", "!!int"],
    ["!!int abc", "!!int"],
    ["!!bool yes", "!!bool"],
    ["!!null x", "!!null"],
    ["!!seq { 2025: 1 }", "!!seq"],
    ["!!map [1]", "!!map"],
    ["!!binary aGk=", "!!binary"],
    ["!!timestamp 2026-01-01", "!!timestamp"],
    ["!kg 5", "!kg"],
    ["!<tag:example.org,2026:kg> 5", "tag:example.org,2026:kg"],
  ])("are refused where they ask for something else: %s", (value, tag) => {
    expect(entry(`value: ${value}, unit: kg`)).toContain(`assumptions/tag: the tag \`${tag}\` is not allowed`);
    expect(fronted(`summary: ${value}`)).toContain(`chapters/front-matter: the tag \`${tag}\` is not allowed`);
  });

  it("on keys, too", () => {
    expect(entry("!a value: 5, unit: kg")).toContain("assumptions/tag: the tag `!a` is not allowed");
    expect(fronted("!a summary: Five")).toContain("chapters/front-matter: the tag `!a` is not allowed");
    expect(fronted("summary: !!str Five")).toEqual([]);
  });
});
