import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateAstro } from "./astro/generate.js";
import type { Case } from "./cases.js";
import { generateFramework } from "./framework/generate.js";
import { REGISTER } from "./sites.js";

const bench = dirname(fileURLToPath(import.meta.url));
const site = join(bench, "astro/site");

/** Installs what a site needs, as its lock file has it; this asks the package registry. Sites built below `folder` find it. */
function install(from: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(from, file), join(folder, file));
  // The newest Node that a part of it names is none that it needs to build.
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: folder,
    stdio: "inherit",
  });
}

/** Astro's command, installed. */
export function installAstro(folder: string): string {
  install(site, folder);
  return join(folder, "node_modules/astro/astro.js");
}

/** The generated memo of 1× as a site of Observable Framework in `folder`, with all that it needs; what Node runs to preview it. */
export function frameworkSite(folder: string): { preview: string; register: string } {
  const from = join(bench, "framework/site");
  install(from, folder);
  cpSync(from, folder, { recursive: true });
  shareSources(folder);
  writeAll(generateFramework(1), folder);
  return {
    preview: join(folder, "node_modules/@observablehq/framework/dist/bin/observable.js"),
    register: join(folder, "src", REGISTER),
  };
}

/** What both sites compute and draw alike. */
function shareSources(folder: string): void {
  for (const part of ["model", "chart"]) cpSync(join(bench, `site-${part}.js`), join(folder, `src/${part}.js`));
}

function writeAll(files: ReadonlyMap<string, string>, folder: string): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The generated memo of a factor as a site of Astro, built in the states in which the memo is. */
export function astroCases(astro: string, folder: string, factor: number): Case[] {
  cpSync(site, folder, { recursive: true });
  shareSources(folder);
  writeAll(generateAstro(factor), folder);
  const register = join(folder, REGISTER);
  const pages = [...generateAstro(factor).keys()].filter((path) => path.endsWith(".mdx"));
  const page = join(folder, pages[Math.floor(pages.length / 2)] ?? "");
  const texts = new Map([register, page].map((path) => [path, readFileSync(path, "utf8")]));
  const restore = (): void => {
    for (const [path, text] of texts) writeFileSync(path, text);
  };
  const changed = (path: string, edit: (text: string) => string): void => {
    restore();
    const text = texts.get(path) ?? "";
    if (edit(text) === text) throw new Error(`${path} has nothing to change`);
    writeFileSync(path, edit(text));
  };
  process.env.ASTRO_TELEMETRY_DISABLED = "1";
  const args = (): string[] => [astro, "build", "--silent"];
  return [
    {
      name: "Astro, HTML only: cold",
      args,
      cwd: folder,
      before: () => {
        restore();
        for (const kept of ["dist", ".astro", "node_modules"])
          rmSync(join(folder, kept), { recursive: true, force: true });
      },
    },
    {
      name: "Astro, HTML only: one assumption changed",
      args,
      cwd: folder,
      before: (n) => changed(register, (text) => text.replace(/value: [\d.]+ GW/, () => `value: ${8 + n / 10} GW`)),
    },
    {
      name: "Astro, HTML only: one sentence changed",
      args,
      cwd: folder,
      before: (n) => changed(page, (text) => text.replace(/^(?=[A-Z])/m, () => `In revision ${n} this stands first. `)),
    },
  ];
}
