import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { codeBehind } from "../store/index.js";

const fromSource = import.meta.url.endsWith(".ts");

/** What bundles the script of live pages; all that it is made of is behind it. */
export const LIVE_BUILD = new URL("./build.ts", import.meta.url);
/** Where Node still finds packages from, and nobody looks. */
const KEPT = new URL("../../node_modules/.cache/memo-live/", import.meta.url);
const SCRIPT = "live.js";
const BOOT = "boot.js";
/** Of sources besides the present ones, for who goes back and forth. */
const MOST_KEPT = 8;

const found = new Map<string, string>();

/**
 * The script that follows a reader's changes, the same in every page: in the compiled package, or kept from the last time that it was asked for from
 * the same sources, or made now.
 *
 * @throws Error when it can't be made.
 */
export const liveEngine = (): string => script(SCRIPT);

/** What draws charts when the first of them is to be drawn anew: the charts that most memos have, or all that there can be. */
export const liveCharts = (all: boolean): string => script(all ? "all-charts.js" : "charts.js");

/** `liveEngine()` packed beside nothing. */
export const packedEngine = (): string => script("live.packed");

/** `liveCharts(all)` packed beside `liveEngine()`, with which it has much in common. */
export const packedCharts = (all: boolean): string => script(all ? "all-charts.packed" : "charts.packed");

/** The one that runs at once, and the other when it is needed. */
export const liveBoot = (): string => script(BOOT);

function script(name: string): string {
  const known =
    found.get(name) ??
    readFileSync(fromSource ? join(kept(), name) : new URL(`./compiled/${name}`, import.meta.url), "utf8");
  found.set(name, known);
  return known;
}

/** The folder of all. */
function kept(): string {
  const all = fileURLToPath(KEPT);
  const name = codeBehind(LIVE_BUILD.href);
  const folder = join(all, name);
  const file = join(folder, SCRIPT);
  if (existsSync(file)) return folder;
  mkdirSync(all, { recursive: true });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const made = spawnSync(process.execPath, ["--import", tsx, fileURLToPath(LIVE_BUILD), folder], { encoding: "utf8" });
  if (made.status !== 0 || !existsSync(file))
    throw new Error(`the script of live pages doesn't compile:\n${made.stderr}`);
  const others = readdirSync(all).filter((other) => other !== name && /^[0-9a-f]{16,64}$/.test(other));
  for (const other of others.slice(0, -MOST_KEPT)) rmSync(join(all, other), { recursive: true, force: true });
  return folder;
}
