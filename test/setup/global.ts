import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { compiledPackage } from "./compile.js";
import { forgetOldModules } from "./modules.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the compiled package: `dist/`, `package.json`. */
    compiled: string;
    /** Folder of this run, for what one worker makes and others read. */
    shared: string;
  }
}

/** Runs once before all test files; what it returns, after them. */
export default function setup(project: TestProject): () => void {
  const shared = mkdtempSync(join(tmpdir(), "memo-shared-"));
  project.provide("compiled", compiledPackage(project.config.root));
  project.provide("shared", shared);
  return () => {
    rmSync(shared, { recursive: true, force: true });
    forgetOldModules();
  };
}
