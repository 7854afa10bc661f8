import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { lateCompilation } from "./src/late-compilation.js";
import { LONG } from "./test/setup/long.js";
import { LongFirst } from "./test/setup/long-first.js";
import { MODULES } from "./test/setup/modules.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const BLOCK_PROCESS = here("test/setup/block-process.ts");
const COMPILER = here("test/setup/compiler.ts");
const CHECKER = here("src/check/types/checker.ts");
const SRC = here("src/");
/** Modules of `src/` whose functions read texts, and what stands for them: they keep what they read. */
const READING = new Map(
  Object.entries({
    "src/yaml/tree.ts": "yaml-tree",
    "src/chapters/read.ts": "chapters",
    "src/document/prepare.ts": "prepare",
    "src/notebook/analyse/analyse.ts": "analyse",
  }).map(([path, name]) => [here(path), here(`test/setup/reading/${name}.ts`)]),
);

export default defineConfig(({ mode }) => ({
  plugins: [
    {
      name: "blocks-run-compiled",
      enforce: "pre",
      resolveId: (source, importer) =>
        /^\..*\/block-process\.js$/.test(source) && importer !== BLOCK_PROCESS ? BLOCK_PROCESS : undefined,
    },
    {
      name: "read-once",
      enforce: "pre",
      resolveId: (source, importer) =>
        importer?.startsWith(SRC) && source.startsWith(".")
          ? READING.get(resolve(dirname(importer), source).replace(/\.js$/, ".ts"))
          : undefined,
    },
    {
      name: "one-compiler",
      enforce: "pre",
      resolveId: (source, importer) => (source === "./compiler.js" && importer === CHECKER ? COMPILER : undefined),
    },
  ],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...(mode === "quick" ? LONG : [])],
    globalSetup: ["test/setup/global.ts"],
    setupFiles: ["test/setup/few-megabytes.ts", "test/setup/asking.ts"],
    // A process is copied when it starts another: two workers in one process make that take twice as long.
    pool: "forks",
    isolate: false,
    // One more than processors on a small machine: one of them often waits for a browser or a command.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    // A worker comes to hold a gigabyte: it begins with the room, and keeps what it compiled of functions that rest a while.
    execArgv: [
      "--min-semi-space-size=128",
      "--max-semi-space-size=128",
      // Workers have all processors: threads that help one to collect take another's, and more than they give.
      "--single-threaded-gc",
      "--initial-heap-size=1024",
      "--no-flush-bytecode",
      ...lateCompilation(),
    ],
    // What was compiled for the last run serves again where a module is as it was: a run of one file is over a third sooner.
    experimental: { fsModuleCache: true, fsModuleCachePath: MODULES },
    testTimeout: 30_000,
    hookTimeout: 240_000,
    // Where a failure stops everybody's work a test may fail once; the report names it all the same.
    retry: process.env.CI ? 1 : 0,
  },
}));
