import { afterEach, describe, expect, it, vi } from "vitest";
import { type Diagnostic, MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, projectOf, type Sources, starter } from "../cli/memo.js";

afterEach(() => vi.restoreAllMocks());

async function mistakes(files: Sources): Promise<string[]> {
  runBlocksHere();
  const found = await computeMemo(projectOf(files), { version: undefined, sets: [], check: true }).then(
    () => [],
    (error) => (error instanceof MemoError ? (error.diagnostics as Diagnostic[]) : Promise.reject(error)),
  );
  return found.filter(({ severity }) => severity === "error").map(({ rule, place }) => `${rule} ${place?.start.line}`);
}

const COST = "chapters/02-cost.md";
const withWrongPicture = edited(
  starter(),
  COST,
  "@eq-total adds",
  '![A van](../pictures/gone.png "A van"){#fig-van}\n\n@eq-total adds',
);
/** A distance of a year in a unit of distance. */
const inKilometres = (): Sources => {
  const [low, high] = ["      low: 16000 km", "      high: 28000 km"];
  const [from, to] = ["/year", ""].map((time) => `22000 km${time}\n${low}${time}\n${high}${time}\n`);
  return edited(starter(), "assumptions/2026-01.yaml", from ?? "", to ?? "");
};
const extra = (code: string): Sources => {
  const text = withWrongPicture[COST] ?? "";
  return { ...withWrongPicture, [COST]: `${text}\n\`\`\`ts {#more}\n${code}\n\`\`\`\n` };
};

describe("all mistakes of a run come together", () => {
  it("names, types, properties that prose quotes and pictures", async () => {
    const files = edited(
      extra("const more: number = unknown_name;"),
      COST,
      "function costAfter(",
      'const wrong: number = "text";\nfunction costAfter(',
    );
    const found = await mistakes(
      edited(files, COST, "given.energy.per_km_electric to", "given.energy.per_km_electricc to"),
    );
    expect(found.map((one) => one.replace(/ \d+$/, ""))).toEqual([
      "types/unknown-property",
      "pictures/missing",
      "types/wrong-type",
      "notebook/undefined-name",
    ]);
  });

  it("with an assumption that can't be read, and nothing of what rests on it", async () => {
    const files = edited(withWrongPicture, "assumptions/2026-01.yaml", "0.24 kWh/km", "0.24 kWhh/km");
    expect((await mistakes(files)).map((one) => one.replace(/ \d+$/, ""))).toEqual([
      "assumptions/unknown-unit",
      "pictures/missing",
    ]);
  });

  it("and a type is not told in a block that rests on a broken one", async () => {
    const files = edited(
      extra("const more: string = cost_electric;"),
      COST,
      "output(costAfter(use.years).electric",
      "output(unknown_name(use.years).electric",
    );
    expect((await mistakes(files)).map((one) => one.replace(/ \d+$/, ""))).toEqual([
      "pictures/missing",
      "notebook/undefined-name",
    ]);
  });

  it("and what a unit that changed makes wrong: where it can't be printed, and where the model adds unlike things", async () => {
    const files = inKilometres();
    expect(await mistakes(files)).toEqual(["prose/format 8", "dimensions/unlike 11"]);
  });

  it("nor does a claim that fell hide them", async () => {
    const wrong = inKilometres();
    const files = edited(
      edited(wrong, COST, ' to="km/year"', ""),
      "chapters/01-summary.md",
      "{{else}}",
      '{{/claim}}\n{{#claim "electric-is-dearer"}}',
    );
    const more = `${files[COST]}\n\`\`\`ts {#electric-is-dearer .claim}\ncost_electric > cost_diesel\n\`\`\`\n`;
    expect(await mistakes({ ...files, [COST]: more })).toEqual(["prose/claim-fails 17", "dimensions/unlike 11"]);
  });

  it("but a value that the check of dimensions finds wrong at the same place is told once", async () => {
    const files = edited(starter(), COST, 'distance to="km/year"', 'distance to="kg"');
    expect(await mistakes(files)).toEqual(["prose/format 8"]);
  });
});
