// npm run rehearse: the whole life of a memo's repository on a forge, from `memo init --ci` to its third version: ten pull requests, two of them from a
// fork, their reviews, previews and merges, publishing and verifying, against a GitHub of its own on 127.0.0.1. The shell steps are those of the workflow
// files; npm is stood in for, and so are others' actions. Works in a scratch folder below the temporary one alone, and takes minutes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledPackage } from "../setup/compile.js";
import { Life } from "./life.js";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const scratch = mkdtempSync(join(tmpdir(), "memo-rehearse-"));
const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};
try {
  const life = new Life({ root, main: join(compiledPackage(root), "dist/cli/main.js"), scratch, say });
  await life.run();
  const { runs } = life.forge;
  process.stdout.write(`${runs.length} runs of workflows, ${life.tried} expectations, ${life.broken.length} not met\n`);
  for (const one of life.broken) process.stdout.write(`- ${one}\n`);
  if (life.broken.length > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
