import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium } from "../browser.js";

/** Loads modules of the compiled package, which lies in a folder, by path. */
export const loaderOf =
  (dist: string) =>
  <T>(path: string): Promise<T> =>
    import(pathToFileURL(join(dist, path)).href) as Promise<T>;

/** What makes a page, of the compiled package, which lies in a folder. */
export async function compiledEngine(dist: string) {
  const load = loaderOf(dist);
  const { readProject } = await load<typeof import("../../src/memo/project.js")>("memo/project.js");
  const { computeMemo } = await load<typeof import("../../src/memo/compute.js")>("memo/compute.js");
  const { writeHtml } = await load<typeof import("../../src/render/html/index.js")>("render/html/index.js");
  return { readProject, computeMemo, writeHtml };
}

/** @throws Error where there is no Chromium */
export function chromiumHere(): string {
  const executable = findChromium();
  if (executable === undefined) throw new Error("there is no Chromium on PATH or at CHROMIUM_PATH");
  return executable;
}
