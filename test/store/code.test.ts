import { readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { deserialize, serialize } from "node:v8";
import { afterAll, describe, expect, it, vi } from "vitest";
import { packagesBehind } from "../../src/packages.js";
import { filesBehind } from "../../src/store/code.js";
import { Entries } from "../../src/store/entries.js";
import { ROOT, removeFolders, temporaryFolder, write } from "../cli/memo.js";

afterAll(removeFolders);

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

describe("a digest that is kept", () => {
  /** As the next process would ask. */
  const asked = async (file: string, entries: Entries): Promise<string> => {
    vi.resetModules();
    const { codeBehind } = await import("../../src/store/code.js");
    return codeBehind(pathToFileURL(file).href, entries);
  };
  const keptIn = (folder: string): { entries: Entries; known(): { digest: string; looked: [string, string][] } } => {
    const entries = new Entries(folder, 2 ** 20);
    return { entries, known: () => deserialize(entries.read(readdirSync(folder)[0] ?? "") ?? Buffer.alloc(0)) };
  };
  const module = (): string => join(write(temporaryFolder(), { "made.ts": 'import "yaml";\n' }), "made.ts");

  it("serves while nothing behind it was touched", async () => {
    const [file, { entries, known }] = [module(), keptIn(temporaryFolder())];
    const digest = await asked(file, entries);
    const { looked } = known();
    expect(looked.map(([path]) => path)).toEqual(
      expect.arrayContaining([file, join(ROOT, "package.json"), join(ROOT, "node_modules/yaml/package.json")]),
    );
    entries.put(readdirSync(entries.folder)[0] ?? "", serialize({ digest: "as kept", looked }));
    expect(await asked(file, entries)).toBe("as kept");
    expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });

  const changes: Readonly<Record<string, (file: string) => void>> = {
    "written over with as many bytes": (file) => writeFileSync(file, 'import "yam_";\n'),
    "written over, its time set back": (file) => {
      const { atime, mtime } = statSync(file);
      writeFileSync(file, 'import "yam_";\n');
      utimesSync(file, atime, mtime);
    },
    "replaced by another file": (file) => {
      writeFileSync(`${file}.new`, 'import "yam_";\n');
      renameSync(`${file}.new`, file);
    },
  };
  it.each(Object.entries(changes))("is made anew when a file was %s", async (_, change) => {
    const [file, { entries }] = [module(), keptIn(temporaryFolder())];
    const before = await asked(file, entries);
    change(file);
    const after = await asked(file, entries);
    expect(after).not.toBe(before);
    expect(await asked(file, entries)).toBe(after);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["what isn't serialized", Buffer.from("{}")],
    ["another value", serialize("digest")],
    ["half of it", serialize({ digest: "half" })],
  ])("is made anew where %s is kept under its name", async (_, body) => {
    const [file, { entries }] = [module(), keptIn(temporaryFolder())];
    const digest = await asked(file, entries);
    entries.put(readdirSync(entries.folder)[0] ?? "", body);
    expect(await asked(file, entries)).toBe(digest);
  });

  it("is made anew when a file stands where none did", async () => {
    const [file, { entries, known }] = [module(), keptIn(temporaryFolder())];
    const digest = await asked(file, entries);
    const beside = join(dirname(file), "node_modules/yaml/package.json");
    const looked = [...known().looked, [beside, ""]];
    entries.put(readdirSync(entries.folder)[0] ?? "", serialize({ digest: "as kept", looked }));
    expect(await asked(file, entries)).toBe("as kept");
    write(dirname(file), { "node_modules/yaml/package.json": "{}" });
    expect(await asked(file, entries)).toBe(digest);
  });
});

describe("what something kept depends on", () => {
  it("is told for each kind but those that don't come of code, or tell it themselves", () => {
    expect(SHELVES.map(({ kind }) => kind).sort()).toEqual([...new Set(SHELVES.map(({ kind }) => kind))].sort());
    expect(makers.map(({ kind }) => kind).sort()).toEqual([
      "builds",
      "data file",
      "digests of blocks",
      "dimensions",
      "floats",
      "programs",
      "registers",
      "review",
      "runs",
      "side",
      "study",
      "templates",
      "types",
      "version named",
    ]);
    expect(
      SHELVES.filter(({ coded }) => !coded)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["block", "charts drawn", "last parts", "written"]);
  });

  /** What no block is run for, with what it is made by. */
  const READ: Readonly<Record<string, readonly string[]>> = {
    "data file": ["assumptions/data/read.ts"],
    "digests of blocks": ["review/sources/chapter-pieces.ts"],
    floats: ["render/pdf/floats.ts"],
    programs: ["notebook/analyse/analyse.ts", "notebook/library/library-names.ts"],
    registers: ["assumptions/files/load.ts", "assumptions/units/mathjs.ts", "yaml/tree.ts"],
    templates: ["document/prepare.ts", "document/template.ts", "rules/prose.ts"],
  };
  it.each(Object.entries(READ))("takes in what reads it, for %s", (kind, files) => {
    const module = makers.find((one) => one.kind === kind)?.module ?? kind;
    expect(behind(module)).toEqual(expect.arrayContaining([...files]));
  });

  const computed = makers.filter(({ kind }) => !(kind in READ));
  it.each(["notebook/run/runner", ...computed.map(({ module }) => module)])(
    "takes in all that runs blocks, for %s",
    (module) => {
      expect(behind(module)).toEqual(expect.arrayContaining(RUNNING));
    },
  );

  it("takes in what sets a page, for where figures float", () => {
    const files = behind("render/pdf/write");
    expect(files).toEqual(
      expect.arrayContaining([
        "render/pdf/floats.ts",
        "render/pdf/fonts.ts",
        "render/pdf/typesetting/typeset.ts",
        "store/shelf.ts",
      ]),
    );
    expect(packagesBehind(["@myriaddreamin/typst-ts-node-compiler"])[0]).toMatch(/typst-ts-node-compiler@0\.7/);
    expect(readFileSync(join(ROOT, "src/render/pdf/typesetting/typeset.ts"), "utf8")).toContain(
      '"@myriaddreamin/typst-ts-node-compiler"',
    );
  });

  it("takes in what reads data files, of whatever format, and what their cells become", () => {
    const parts = [
      "cell",
      "packed",
      "separated",
      "columnar/parquet",
      "database/pages",
      "workbook/read",
      "geographic/read",
    ];
    expect(behind("assumptions/data/read")).toEqual(
      expect.arrayContaining([
        ...parts.map((part) => `assumptions/data/${part}.ts`),
        "assumptions/units/block-units.ts",
      ]),
    );
  });

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
