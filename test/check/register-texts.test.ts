import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runBlocksHere } from "../cli/in-process.js";
import { checked, withAssumptions } from "./memo.js";

beforeAll(runBlocksHere);
afterAll(() => {
  vi.restoreAllMocks();
});

const told = async (note: string, fields = ""): Promise<string[]> => {
  const entry = `  crate:\n    weight: {value: 2 kg, ${fields}\n      note: "${note}"}\n`;
  const { told: text } = await checked(withAssumptions(entry, "A crate weighs {{unit given.crate.weight}}."));
  return text.match(/^ {2}`.*$/gm)?.map((line) => line.trim()) ?? [];
};
const say = (found: string, of = "the note"): string =>
  `\`${found}\` in ${of} of \`crate.weight\` is printed as it stands: texts of the register are no Markdown`;

describe("a text of the register in which something stands as in a chapter", () => {
  it.each([
    ["After @count, read generously", "@count"],
    ["As told [@count, p. 3]", "@count"],
    ["Weighed in @sec-harvest", "@sec-harvest"],
    ["See @tbl-crates.", "@tbl-crates"],
    ["Less than {{harvest}} of apples", "{{harvest}}"],
  ])("is told: %s", async (note, found) => {
    expect(await told(note)).toEqual([say(found)]);
  });

  it("in its label too, at its place", async () => {
    expect(await told("Weighed", "label: Crate of @count,")).toEqual([say("@count", "the label")]);
    const entry = '  crate:\n    weight:\n      value: 2 kg\n      note: "Weighed, as @count has it"\n';
    const { found } = await checked(withAssumptions(entry, "A crate weighs {{unit given.crate.weight}}."));
    expect(found).toEqual(["prose/unsupported 2026-03.yaml:13:26"]);
  });

  it.each(["Ask a.grower@count.org", "@nobody said so", "at @ 3 a crate", "{one} of {two}", "\\\\@count"])(
    "and plain words are let alone: %s",
    async (note) => {
      expect(await told(note)).toEqual([]);
    },
  );
});
