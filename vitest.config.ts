import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const BLOCK_PROCESS = fileURLToPath(new URL("test/setup/block-process.ts", import.meta.url));

export default defineConfig({
  plugins: [
    {
      name: "blocks-run-compiled",
      enforce: "pre",
      resolveId: (source, importer) =>
        /^\..*\/block-process\.js$/.test(source) && importer !== BLOCK_PROCESS ? BLOCK_PROCESS : undefined,
    },
  ],
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/global.ts"],
    pool: "threads",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
