import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { compiledPackage } from "./compile.js";
import { folderOfRun } from "./in-memory.js";
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
  const folder = folderOfRun();
  // Workers begin with it, and what they start.
  process.env.TMPDIR = folder;
  const shared = join(folder, "shared");
  mkdirSync(shared);
  project.provide("compiled", compiledPackage(project.config.root));
  project.provide("shared", shared);
  return () => {
    // A browser that is about to end may still write to it.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    forgetOldModules();
  };
}
