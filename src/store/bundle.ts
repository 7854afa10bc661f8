// Bundles the compiled package in place: `node bundle.js`. A command reads a dozen files then, where it would read three hundred.
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
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

await build({
  bundle: true,
  splitting: true,
  allowOverwrite: true,
  packages: "external",
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
