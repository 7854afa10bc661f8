import { expect, it, vi } from "vitest";
import { projectOf } from "../../src/api/project.js";
import { computeMemo } from "../../src/memo/compute.js";
import { BASE, chapter, fence } from "../../src/rules/base.js";

const loaded = vi.hoisted((): string[] => []);
vi.mock("../../src/diagrams/index.js", async (original) => {
  loaded.push("diagrams");
  return original();
});

it("what draws diagrams is loaded for a memo that has one, and not before", async () => {
  await computeMemo(projectOf(BASE), {});
  expect(loaded).toEqual([]);
  const drawn = chapter(fence('dot {#fig-way caption="The way." alt="A to B."}', "digraph { a -> b }"), "@fig-way");
  await computeMemo(projectOf({ ...BASE, "chapters/03-juice.md": drawn }), {});
  expect(loaded).toEqual(["diagrams"]);
});
