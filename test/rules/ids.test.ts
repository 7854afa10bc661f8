import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOMS, roomOf } from "../../src/rules/describe.js";
import { RULES } from "../../src/rules/index.js";
import { ROOT } from "../cli/memo.js";

const ids = RULES.map(({ id }) => id);
const textsIn = (folder: string, extension: string): [string, string][] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension))
    .map((name) => [name.split(sep).join("/"), readFileSync(join(ROOT, folder, name), "utf8")]);

describe("rules", () => {
  // That sources tell only of rules that there are is held by `RuleId`; that examples break the others, by their own tests.
  it("are told of somewhere where no example can show them", () => {
    const sources = textsIn("src", ".ts").filter(([name]) => !name.startsWith("rules/"));
    const hidden = RULES.filter((rule) => "example" in rule).map(({ id }) => id);
    expect(hidden.filter((id) => !sources.some(([, text]) => text.includes(`"${id}"`)))).toEqual([]);
  });

  it("are all that a golden message was ever told by", () => {
    const told = textsIn("test", ".txt")
      .filter(([name]) => name.includes("golden/"))
      .flatMap(([, text]) => [...text.matchAll(/^\s*(?:error|warning|hint)\[([a-z-]+\/[a-z-]+)\]/gm)])
      .map(([, id = ""]) => id);
    expect(told.length).toBeGreaterThan(500);
    // The importer of the memo's case study is no part of the tool, and says what is wrong in the tool's form.
    expect([...new Set(told)].filter((id) => !ids.includes(id) && !id.startsWith("ccusage/"))).toEqual([]);
  });

  it("have a file a room, each under its room's name, in a room that is described", () => {
    const rooms = [...new Set(ids.map(roomOf))];
    expect(rooms).toEqual(Object.keys(ROOMS).sort());
    const files = readdirSync(join(ROOT, "src/rules")).map((name) => name.replace(/\.ts$/, ""));
    const others = ["base", "describe", "docs", "index", "rule", "severities"];
    expect(files.sort()).toEqual([...rooms, ...others].sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort((a, b) => (roomOf(a) === roomOf(b) ? (a < b ? -1 : 1) : 0)));
  });

  it("say what is wrong in a line and what to do in a few", () => {
    for (const { id, summary, why } of RULES) {
      expect(summary, id).toMatch(/^(?:[a-z`]|GitHub|TypeScript).{5,110}[^.]$/);
      expect(why, id).toMatch(/^[A-Z`].{30,400}\.$/);
    }
  });

  it("can be shown but for a few, and the report of a memo that breaks an error's is not the author's to choose", () => {
    const hidden = RULES.filter((rule) => "example" in rule).map(({ id }) => id);
    expect(RULES.length - hidden.length).toBeGreaterThan(230);
    // One in eleven takes a system, a moment or bytes that files of an example can't show.
    expect(hidden.length / RULES.length).toBeLessThan(1 / 11);
    const free = RULES.filter(({ severity, fixed }) => severity === "error" && !fixed).map(({ id }) => roomOf(id));
    expect([...new Set(free)].sort()).toEqual(["check", "dimensions", "types"]);
    expect(RULES.filter(({ severity, fixed }) => severity !== "error" && fixed)).toEqual([]);
  });
});
