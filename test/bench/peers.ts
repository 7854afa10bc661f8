import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateAstro } from "./astro/generate.js";
import type { Case } from "./cases.js";

const site = join(dirname(fileURLToPath(import.meta.url)), "astro/site");

/** Installs what a site of Astro needs, as its lock file has it; this asks the package registry. Sites built below `folder` find it. */
export function installAstro(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) cpSync(join(site, file), join(folder, file));
  // The newest Node that a part of it names is none that it needs to build.
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: folder,
    stdio: "inherit",
  });
  return join(folder, "node_modules/astro/astro.js");
}

/** The generated memo of a factor as a site of Astro, built in the states in which the memo is. */
export function astroCases(astro: string, folder: string, factor: number): Case[] {
  cpSync(site, folder, { recursive: true });
  for (const [path, text] of generateAstro(factor)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const register = join(folder, "assumptions/2026-01.yaml");
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
