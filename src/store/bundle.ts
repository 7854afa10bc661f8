// Bundles the compiled package in place: `node bundle.js`. A command reads a dozen files then, where it would read three hundred. Of packages that are large
// and of which a part is used, that part is put into it: files of fonts, mathjs's units, Handlebars' parser, with their licences.
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { FONTS } from "../fonts.js";
import { mathjsUnits } from "../packages.js";
import { BUNDLED, CHUNKS } from "./code.js";

const dist = fileURLToPath(new URL("..", import.meta.url));

/** Modules keep the addresses that they had, as they find files by them; entries and chunks all lie one folder below the root. */
const addresses: Plugin = {
  name: "addresses",
  setup(made) {
    made.onLoad({ filter: /\.js$/, namespace: "file" }, ({ path }) => {
      const from = `../${relative(dist, path).split(sep).join("/")}`;
      const contents = readFileSync(path, "utf8")
        .replace(/^\/\/# sourceMappingURL=.*$/m, "")
        .replaceAll("import.meta.url", `new URL(${JSON.stringify(from)}, import.meta.url).href`);
      return { contents, loader: "js" };
    });
  },
};

const require = createRequire(import.meta.url);
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(dist, "../package.json"), "utf8")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
/** Packages of which a part is in the compiled one. */
const PARTS = ["handlebars", "mathjs", ...FONTS.map((name) => name.split("/").slice(0, 2).join("/"))];
const external = Object.keys({ ...dependencies, ...devDependencies })
  .filter((name) => !PARTS.includes(name))
  .flatMap((name) => [name, `${name}/*`]);

mkdirSync(join(dist, "fonts"), { recursive: true });
for (const name of FONTS) copyFileSync(require.resolve(name), join(dist, "fonts", basename(name)));
mkdirSync(join(dist, "licences"), { recursive: true });
for (const name of new Set(PARTS)) {
  const folder = (require.resolve.paths(name) ?? []).map((one) => join(one, name)).find((one) => holds(one)) ?? "";
  for (const file of readdirSync(folder).filter((one) => /^(?:LICENSE|NOTICE)/.test(one)))
    copyFileSync(join(folder, file), join(dist, "licences", `${name.replace("@", "").replace("/", "-")}-${file}`));
}

function holds(folder: string): boolean {
  try {
    return readdirSync(folder).includes("package.json");
  } catch {
    return false;
  }
}

await build({
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  logLevel: "warning",
  entryPoints: [mathjsUnits()],
  outfile: join(dist, "assumptions/units/mathjs-units.cjs"),
});
await build({
  bundle: true,
  splitting: true,
  allowOverwrite: true,
  external,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
  charset: "utf8",
  entryPoints: BUNDLED.map((path) => join(dist, path)),
  outbase: dist,
  outdir: dist,
  chunkNames: `${CHUNKS}/[name]-[hash]`,
  plugins: [addresses],
});
