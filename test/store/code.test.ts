import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { packagesBehind } from "../../src/packages.js";
import { filesBehind } from "../../src/store/code.js";
import { ROOT } from "../cli/memo.js";

const behind = (name: string): string[] => filesBehind(pathToFileURL(join(ROOT, "src", `${name}.ts`)).href);

/** Modules that open a shelf, by its kind, with whether entries depend on the code. */
const SHELVES = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".ts") && !name.startsWith("store/"))
  .flatMap((name) =>
    [
      ...readFileSync(join(ROOT, "src", name), "utf8").matchAll(
        /openShelf(?:<[^;]*?>)?\([^"]*"([^"]+)"(, import\.meta\.url)?\)/g,
      ),
    ].map(([, kind = "", madeBy]) => ({ kind, module: name.replace(/\.ts$/, ""), coded: madeBy !== undefined })),
  );
const makers = SHELVES.filter(({ coded }) => coded);

/** What runs blocks and draws, in whatever room: a chart's labels are written there too. */
const RUNNING = [
  "realm/entry.ts",
  "notebook/process/child.ts",
  "notebook/evaluate/server.ts",
  "figures/render.ts",
  "figures/studies/tornado.ts",
  "assumptions/register/describe.ts",
  "sensitivity/words.ts",
  "keys/order.ts",
  "text/counts.ts",
];

describe("what something kept depends on", () => {
  it("is told for each kind but those that don't come of code, or tell it themselves", () => {
    expect(SHELVES.map(({ kind }) => kind).sort()).toEqual([...new Set(SHELVES.map(({ kind }) => kind))].sort());
    expect(makers.map(({ kind }) => kind).sort()).toEqual(["builds", "dimensions", "review", "side", "study", "types"]);
    expect(
      SHELVES.filter(({ coded }) => !coded)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["block", "charts drawn", "last parts", "written"]);
  });

  it.each(["notebook/run/runner", ...makers.map(({ module }) => module)])(
    "takes in all that runs blocks, for %s",
    (module) => {
      expect(behind(module)).toEqual(expect.arrayContaining(RUNNING));
    },
  );

  it("takes in what a side is read and computed with", () => {
    for (const module of ["memo/sides/read", "memo/sides/compare"])
      expect(behind(module)).toEqual(
        expect.arrayContaining(["graph/model.ts", "memo/compute.ts", "render/data/results.ts", "yaml/tree.ts"]),
      );
    expect(behind("memo/sides/compare")).toEqual(
      expect.arrayContaining(["review/compare.ts", "review/attribution-source.ts"]),
    );
  });

  it.each(makers)("leaves out nothing that a file behind a $kind imports", ({ module }) => {
    const files = behind(module);
    expect(files).toEqual([...files].sort());
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
      const text = readFileSync(join(ROOT, "src", file), "utf8");
      for (const [, path = ""] of text.matchAll(/^(?:import|export|\}) .*?from "(\.[^"]+)\.js";$/gm))
        expect(files, file).toContain(`${join(dirname(file), path).replaceAll("\\", "/")}.ts`);
    }
  });

  it("takes in libraries with all that they need", () => {
    const behindPlot = packagesBehind(["@observablehq/plot"]);
    expect(behindPlot).toEqual([...behindPlot].sort());
    for (const name of ["@observablehq/plot@0.6.17", "d3@", "d3-scale@", "d3-array@"])
      expect(behindPlot.some((one) => one.startsWith(name))).toBe(true);
    expect(packagesBehind(["no-such-package"])).toEqual(["no-such-package@none"]);
  });
});
