import { beforeAll, describe, expect, it } from "vitest";
import { type Coverage, checkDimensions } from "../../../src/check/dimensions/index.js";
import type { DimensionRun } from "../../../src/check/dimensions/run.js";
import { type Diagnostic, formatDiagnostics } from "../../../src/diagnostic.js";
import { prepareChapters } from "../../../src/document/prepare.js";
import { theMemo, theSources } from "../../memo/memo.js";
import { Here } from "./memo.js";

let diagnostics: readonly Diagnostic[];
let coverage: Coverage | undefined;
let run: DimensionRun | undefined;

beforeAll(async () => {
  const { chapters, program, register } = theSources();
  if (!register) throw new Error("the register can't be read");
  const names = new Set([...program.names.keys(), "given"]);
  const { templates } = prepareChapters(chapters, { names, sources: new Set(register.sources.keys()) });
  const here = new Here();
  ({ diagnostics, coverage } = await checkDimensions({ program, register, templates }, { process: here }));
  run = here.last;
});

describe("the memo's dimensions", () => {
  it("are right", () => {
    expect(formatDiagnostics([...diagnostics])).toBe("");
  });

  it("are checked in every block, the supply and demand chapters' among them, and in all but one operation in a hundred", () => {
    expect(coverage?.failed).toEqual([]);
    expect(coverage?.off).toEqual([]);
    expect(coverage?.blocks.checked).toBe(coverage?.blocks.all);
    const { checked = 0, all = 1 } = coverage?.operations ?? {};
    expect(checked / all).toBeGreaterThan(0.99);
    expect(coverage?.quotations).toBeGreaterThan(500);
  });

  it("leave every number as a plain run has it", async () => {
    const plainRun = (await theMemo()).run;
    let compared = 0;
    const compare = (ours: unknown, plain: unknown, path: string): void => {
      if (typeof ours === "number") {
        expect(ours, path).toBe(plain);
        compared++;
      } else if (typeof ours === "object" && ours !== null)
        for (const [key, value] of Object.entries(ours))
          if (value !== undefined) compare(value, (plain as Record<string, unknown>)[key], `${path}.${key}`);
    };
    for (const [name, value] of run?.numbers ?? []) compare(value, plainRun.values.get(name), name);
    expect(compared).toBeGreaterThan(500);
  });
});
