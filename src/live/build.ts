// Writes the script of live pages: `node build.js <folder>`. Run when the package is compiled, and from source when what is kept is not of the present
// sources. The engine's own modules are in it as they are, so that a page and a build can't disagree; only what a page can't have has another in its place.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, type BuildResult, build, type Plugin } from "esbuild";
import { pack } from "../packing/pack.js";
import { facesInside } from "../realm/faces.js";
import { chartsInside, usualOnly } from "./charts-inside.js";

const fromSource = import.meta.url.endsWith(".ts");
const pathOf = (url: URL): string => fileURLToPath(url).replace(/\.js$/, fromSource ? ".ts" : ".js");
const ENTRY = pathOf(new URL("./page/entry.js", import.meta.url));
const BOOT = pathOf(new URL("./page/boot.js", import.meta.url));
const BUFFER = pathOf(new URL("./page/buffer.js", import.meta.url));
const UNITS = pathOf(new URL("./page/units.js", import.meta.url));

/** Ways of listing keys that blocks get others of; the engine has the language's own, as in the realm of a build. */
const LISTING = ["keys", "values", "entries", "fromEntries"] as const;

const OWN_LISTING = Object.fromEntries(LISTING.map((name) => [`Object.${name}`, `__Object_${name}`]));

/** What a page has another of, and what it has no use for: reading templates, files of data and YAML, terminals, the network. */
const inside: Plugin = {
  name: "inside",
  setup(made) {
    made.onResolve({ filter: /\/units\/units\.js$|^\.\/units\.js$/ }, ({ importer, path }) =>
      /[\\/](assumptions|live)[\\/]/.test(importer) || path.includes("/units/") ? { path: UNITS } : undefined,
    );
    made.onResolve({ filter: /^handlebars$|\/data\/(?:read|formats|lock|declared|file)\.js$/ }, () => ({
      path: "nothing",
      namespace: "nothing",
    }));
    // What reads YAML and finds addresses in text is part of modules of which only the rest is used.
    made.onResolve({ filter: /^(?:yaml|linkify-it)$/ }, ({ path }) => ({ path, namespace: "unused" }));
    made.onLoad({ filter: /.*/, namespace: "unused" }, () => ({
      contents: `const unused = () => { throw new Error("a page reads no YAML"); };
        export { unused as parseDocument, unused as isAlias, unused as isMap, unused as isScalar, unused as isSeq };
        export class LineCounter {}
        export class LinkifyIt {}`,
      loader: "js",
    }));
    made.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({
      contents: `const nothing = () => { throw new Error("a page reads no files and no templates"); };
        export default { parse: nothing, create: nothing };
        export const FORMATS = [], DATA_ONLY = [], DATA_FOLDER = "", LARGEST_DATA = 0;
        export { nothing as formatOf, nothing as readDataFile, nothing as lockProblem };`,
      loader: "js",
    }));
    made.onResolve({ filter: /^node:/ }, ({ path, importer }) => ({
      errors: [{ text: `a page has no ${path}, which ${importer} imports` }],
    }));
  },
};

/** Warnings are errors: a name that a module lacks is undefined where it is used. */
const checkedBuild = async (options: BuildOptions & { write: false }): Promise<BuildResult<{ write: false }>> => {
  const result = await build(options);
  const [warning] = result.warnings;
  if (warning) throw new Error(`${warning.location?.file}: ${warning.text}`);
  return result;
};

const CHARTS = pathOf(new URL("./page/charts/engine.js", import.meta.url));
const ARITHMETIC = pathOf(new URL("./page/arithmetic/install.js", import.meta.url));

const folder = process.argv[2];
if (folder === undefined) throw new Error("a folder to write into is asked for");
mkdirSync(folder, { recursive: true });
const common = {
  bundle: true,
  write: false,
  target: "es2022",
  legalComments: "none",
  logLevel: "silent",
  format: "iife",
  minify: !process.argv.includes("--readable"),
} as const;
const arithmetic = await checkedBuild({ ...common, entryPoints: [ARITHMETIC] });
const boot = await checkedBuild({ ...common, entryPoints: [BOOT], charset: "utf8" });
const made = await checkedBuild({
  ...common,
  entryPoints: [ENTRY],
  platform: "neutral",
  mainFields: ["module", "main"],
  plugins: [inside],
  inject: [BUFFER],
  // `**` is written as a call of Math.pow, which may be the page's own.
  supported: { "exponent-operator": false },
  charset: "utf8",
  metafile: true,
  banner: {
    js: `${arithmetic.outputFiles[0]?.text ?? ""}(() => {\n${LISTING.map((name) => `const __Object_${name} = Object.${name};`).join("\n")}`,
  },
  footer: { js: "})();" },
  define: OWN_LISTING,
});
/** The drawing of charts as a function of the language's own ways of listing keys; `usual` without what few charts use. */
const charts = (usual: boolean) =>
  checkedBuild({
    ...common,
    entryPoints: [CHARTS],
    globalName: "__charts",
    platform: "neutral",
    mainFields: ["module", "main"],
    plugins: [facesInside, chartsInside, ...(usual ? [usualOnly] : []), inside],
    supported: { "exponent-operator": false },
    charset: "utf8",
    metafile: true,
    banner: { js: `function memoCharts(${LISTING.map((name) => `__Object_${name}`).join(", ")}) {` },
    footer: { js: "return __charts; }" },
    // The library draws half a pixel lower where there is a window of few pixels: a build has none.
    define: { window: "undefined", document: "undefined", ...OWN_LISTING },
  });
const usual = await charts(true);
const whole = await charts(false);
if (process.argv.includes("--sizes")) {
  const [output] = Object.values((process.argv.includes("--charts") ? usual : made).metafile?.outputs ?? {});
  const sizes = Object.entries(output?.inputs ?? {}).map(([path, { bytesInOutput }]) => [bytesInOutput, path] as const);
  for (const [bytes, path] of sizes.sort(([a], [b]) => b - a).slice(0, 60))
    console.log(String(bytes).padStart(8), path);
}
// The engine's own marks, which no page may hold, are in it as their numbers.
const numbered = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16)}`;
const textOf = ({ outputFiles }: BuildResult<{ write: false }>): string =>
  (outputFiles[0]?.text ?? "")
    .replaceAll("</script", "<\\/script")
    .replaceAll("<!--", "<\\!--")
    .replace(/[\uE000-\uF8FF]/g, numbered);
const put = (name: string, text: string): void => {
  const fresh = join(folder, `${name}.${process.pid}`);
  writeFileSync(fresh, text);
  renameSync(fresh, join(folder, name));
};
const engine = textOf(made);
for (const [name, drawing] of [
  ["charts", textOf(usual)],
  ["all-charts", textOf(whole)],
] as const) {
  put(`${name}.js`, drawing);
  put(`${name}.packed`, pack(engine, [drawing]));
}
put("boot.js", textOf(boot));
put("live.packed", pack("", [engine]));
// Whoever finds the last has all.
put("live.js", engine);
