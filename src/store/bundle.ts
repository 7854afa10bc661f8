// Bundles the compiled package in place: `node bundle.js`. A command reads one script then, where it would read three hundred files. What it uses of packages
// is put into it, with their licences; outside stay those with programs of the system's own, and what is rarely asked for.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { FONTS } from "../fonts.js";
import { mathjsUnits } from "../packages.js";
import { PROGRAMS } from "./code.js";
import { PARAMETERS, SCRIPT } from "./script.js";

const dist = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/** Packages that are imported when they are asked for, from where they are installed. */
const OUTSIDE = ["typescript/unstable/sync", "@resvg/resvg-wasm"];
const OUTSIDE_IMPORT = new RegExp(`\\bimport\\((?="(?:${OUTSIDE.join("|")})"\\))`, "g");

const pathIn = (file: string): string => relative(dist, file).split(sep).join("/");
const modules = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".js"))
  .sort();

/** Modules keep the addresses that they had, as they find files by them; those of the engine tell that they began. */
const addresses: Plugin = {
  name: "addresses",
  setup(made) {
    made.onLoad({ filter: /\.js$/, namespace: "file" }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const at = modules.indexOf(pathIn(path));
      if (at < 0) return { contents: text.replaceAll("import.meta.url", addressInPackage(path)), loader: "js" };
      const contents = text
        .replace(/^\/\/# sourceMappingURL=.*$/m, "")
        .replaceAll("import.meta.url", `new URL(${JSON.stringify(pathIn(path))}, __root).href`)
        .replace(OUTSIDE_IMPORT, "__outside(");
      return { contents: `${contents}\n__began[${at}] = 1;\n`, loader: "js" };
    });
  },
};

/** The address of a package's file where that will be installed, by which the package finds programs of the system's own. */
function addressInPackage(path: string): string {
  const name = packageOf(path) ?? "";
  const from = relative(dirname(require.resolve(name)), path)
    .split(sep)
    .join("/");
  return `__address(${JSON.stringify(name)}, ${JSON.stringify(from)})`;
}

const packageOf = (path: string): string | undefined =>
  /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1]?.replace("\\", "/");

const common: BuildOptions = { bundle: true, platform: "node", target: "node20", logLevel: "warning" };

const units = await build({
  ...common,
  format: "cjs",
  entryPoints: [mathjsUnits()],
  outfile: join(dist, "assumptions/units/mathjs-units.cjs"),
  metafile: true,
});
const entries = Object.values(PROGRAMS).map(({ module }) => `"${module}": () => require("./${module}")`);
const script = await build({
  ...common,
  format: "cjs",
  stdin: { contents: `module.exports = { ${entries.join(", ")} };`, resolveDir: dist, sourcefile: SCRIPT },
  outfile: join(dist, SCRIPT),
  banner: { js: `(function (${PARAMETERS.join(", ")}) { "use strict";` },
  footer: { js: "})" },
  // Names stay, and lines that are short enough to be told in a stack.
  minifyWhitespace: true,
  lineLimit: 120,
  metafile: true,
  write: false,
  plugins: [addresses],
});
for (const { imports } of Object.values(script.metafile.outputs))
  for (const { path } of imports)
    if (!builtinModules.includes(path.replace(/^node:/, ""))) throw new Error(`the script asks for ${path} by itself`);
writeFileSync(join(dist, SCRIPT), inAscii(script.outputFiles[0]?.text ?? ""));

/** With other letters in comments and regular expressions as escapes, so that a byte is a letter. */
function inAscii(text: string): string {
  // Behind another sign, the backslash of an escape would be one itself.
  const unsafe = /(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.exec(text);
  if (unsafe)
    throw new Error(
      `no escape can stand for what follows a backslash in: ${text.slice(unsafe.index - 40, unsafe.index + 40)}`,
    );
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

for (const [path, { module, use, calls }] of Object.entries(PROGRAMS)) {
  const names = calls === undefined ? await namesOf(path) : [];
  const root = JSON.stringify("../".repeat(path.split("/").length - 1));
  const call = `openScript(new URL(${root}, import.meta.url), (name) => import(name), ${modules.length}, "${use}")["${module}"]()`;
  const contents = [
    `import { openScript } from "./store/script.js";`,
    calls === undefined ? `const module = ${call};` : `await ${call}.${calls}();`,
    ...(names.length > 0 ? [`export const { ${names.join(", ")} } = module;`] : []),
  ].join("\n");
  await build({
    ...common,
    format: "esm",
    stdin: { contents, resolveDir: dist },
    outfile: join(dist, path),
    allowOverwrite: true,
    ...(use === "command" ? { banner: { js: "#!/usr/bin/env node" } } : {}),
  });
}

/** What a module exports. */
async function namesOf(path: string): Promise<string[]> {
  const { metafile } = await build({
    ...common,
    bundle: false,
    format: "esm",
    entryPoints: [join(dist, path)],
    write: false,
    metafile: true,
  });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

mkdirSync(join(dist, "fonts"), { recursive: true });
for (const name of FONTS) copyFileSync(require.resolve(name), join(dist, "fonts", basename(name)));
mkdirSync(join(dist, "licences"), { recursive: true });
const inside = [
  ...Object.keys(script.metafile.inputs),
  ...Object.keys(units.metafile.inputs),
  ...FONTS.map((name) => require.resolve(name)),
];
for (const folder of new Set(inside.flatMap((path) => folderOf(path) ?? []))) {
  const name = packageOf(folder) ?? "";
  const files = readdirSync(folder).filter((one) => /^(?:LICEN[CS]E|NOTICE)/i.test(one));
  if (files.length === 0) throw new Error(`${name} has no licence to give with it`);
  for (const file of files)
    copyFileSync(join(folder, file), join(dist, "licences", `${name.replace("@", "").replace("/", "-")}-${file}`));
}

/** The folder of the package that a file is in. */
function folderOf(path: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?!\.cache)(?:@[^\\/]+[\\/])?[^\\/]+/.exec(resolve(path))?.[0];
}
