// Makes the package that `npm init memo-report` calls: `create.ts <folder>` writes into it one script, and what it copies from. Run when that package is packed.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = process.argv[2];
if (folder === undefined) throw new Error("a folder to write into is asked for");
const sources = fileURLToPath(new URL("..", import.meta.url));
const SCRIPT = "dist/cli/create.js";

for (const path of ["dist", "src"]) rmSync(join(folder, path), { recursive: true, force: true });
for (const path of ["cli/starter", "cli/ci/github", "cli/ci/gitlab.yml"])
  cpSync(join(sources, path), join(folder, "src", path), { recursive: true });
await build({
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
  entryPoints: [join(sources, "cli/create.ts")],
  outfile: join(folder, SCRIPT),
  // What the sources bring along and a new memo has no use for needs what an ES module has not.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  plugins: [
    {
      // Modules keep the addresses that they had, as they find files by them.
      name: "addresses",
      setup(made) {
        made.onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
          const from = `../../dist/${relative(sources, path).split(sep).join("/")}`;
          const contents = readFileSync(path, "utf8").replaceAll(
            "import.meta.url",
            `new URL(${JSON.stringify(from)}, import.meta.url).href`,
          );
          return { contents, loader: "ts" };
        });
      },
    },
  ],
});
