import { describe, expect, it } from "vitest";
import { closure, dependents, pathsOverlap } from "../../../src/notebook/analyse/analyse.js";
import { AssumptionTree, unitePaths } from "../../../src/notebook/analyse/paths.js";
import { analyseText, checkFixtures, givenPaths } from "./fixtures.js";

describe("static read paths", () => {
  checkFixtures("test/notebook/analyse/fixtures/reads.txt", (text) => {
    const { blocks, diagnostics } = analyseText(text);
    return [
      ...blocks.map(({ block, givenPaths: paths }) => `${block.id}: ${paths.join(", ") || "nothing"}`),
      ...diagnostics.map(({ message }) => message),
    ].join("\n");
  });

  it("a block with what it depends on has all their paths", () => {
    const program = analyseText(`
\`\`\`ts {#a}
const capacity = (y: number) => given.gw.add[y];
\`\`\`
\`\`\`ts {#b}
const c = capacity(2026) + given.chip.bw.H100;
\`\`\`
\`\`\`ts {#c}
const d = given.supply.gw_added;
\`\`\``);
    expect(program.diagnostics).toEqual([]);
    expect(closure(program, "b")).toEqual({ blocks: ["a", "b"], givenPaths: ["chip.bw.H100", "gw.add.*"] });
    expect(closure(program, "nowhere")).toEqual({ blocks: [], givenPaths: [] });
    expect(dependents(program, new Set(["a"]))).toEqual(["a", "b"]);
  });
});

describe("paths", () => {
  it.each([
    ["gw.add.2026", "gw.add.2026", true],
    ["gw.add.2026", "gw.add.2027", false],
    ["gw.add", "gw.add.2026", true],
    ["gw.add.2026", "gw", true],
    ["gw.*", "gw.add.2026", true],
    ["gw.*", "gwx.add", false],
    ["*", "anything.at.all", true],
    ["mix.*.R100", "mix.2026.R100", true],
    ["mix.*.R100", "mix2.2026.R100", false],
    // A key may hold a dot: "2026.H100" could be one, with R100 below it.
    ["mix.*.R100", "mix.2026.H100", true],
    ["mix.*.R100.x", "mix.2026.H100.x.y.z", true],
    ["a.*.c.d", "a.b.c.e", true],
    ["mix.*.R100", "mix.2026", true],
    ["size.*.area", "size.1.5.area", true],
    ["a.*.c.*", "a.b.c.d.e", true],
    ["a.*.c", "b.*.c", false],
  ])("%s and %s", (a, b, expected) => {
    expect(pathsOverlap(a, b)).toBe(expected);
    expect(pathsOverlap(b, a)).toBe(expected);
  });

  it("those that another covers are left out", () => {
    expect(unitePaths(["gw.add.2026", "gw.*", "gwx.a", "gw.add.*", "gw.add.2026"])).toEqual(["gw.*", "gwx.a"]);
    expect(unitePaths(["b", "*", "a"])).toEqual(["*"]);
  });

  it("are read against no assumptions at all", () => {
    const tree = new AssumptionTree(new Set());
    expect(tree.read(["gw"]).missing?.message).toBe("unknown assumption `gw`");
    expect(tree.read([]).path).toBe("*");
  });

  it("never miss a leaf that a run reads", () => {
    // Every chain of up to three keys, static or not, against the leaves it can reach.
    const tree = new AssumptionTree(givenPaths);
    const keys = [undefined, "gw", "add", "chip", "bw", "2026", "H100", "mix", "supply", "stock2024"];
    const leaves = [...givenPaths].filter((path) => ![...givenPaths].some((other) => other.startsWith(`${path}.`)));
    let reached = 0;
    for (const a of keys)
      for (const b of [...keys, null])
        for (const c of b === null ? [null] : [...keys, null]) {
          const chain = [a, b, c].filter((key) => key !== null);
          const { path, missing } = tree.read(chain);
          if (missing) continue;
          for (const leaf of leaves) {
            const parts = leaf.split(".");
            if (!chain.every((key, i) => key === undefined || parts[i] === undefined || parts[i] === key)) continue;
            reached++;
            expect(pathsOverlap(path, leaf), `${path} ${leaf}`).toBe(true);
          }
        }
    expect(reached).toBeGreaterThan(100);
  });
});
