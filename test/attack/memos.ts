import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { write } from "../robust/tool.js";
import type { Planted } from "./planted.js";
import { type Behind, ROOT, runBehind } from "./tool.js";

const FOLDER = join(ROOT, "test/attack/memos");

/** Chapters that once left the realm, stopped the parent or altered what others computed, by name. */
export const MEMOS: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER)
    .sort()
    .map((name) => [name.replace(/\.md$/, ""), readFileSync(join(FOLDER, name), "utf8")]),
);

/** A chapter with its scratch paths and ports led to what is planted. */
export const aimed = (text: string, { targets, scratch }: Planted): string =>
  text
    .replaceAll("/tmp/scratch.sock", targets?.socket ?? "")
    .replaceAll("45671", String(targets?.tcp))
    .replaceAll("secabstract", targets?.abstract ?? "")
    .replaceAll("~/.ssh", join(scratch, "home/.ssh"))
    .replaceAll("/etc/passwd", targets?.file ?? "")
    .replaceAll('startsWith("SECRET")', 'includes("SECRET")');

/** Of the memos that attack: one number. */
export const REGISTER = `version: 2026-01
title: A trial
as_of: 2026-01
defaults: {kind: assumed, as_of: 2026-01}
assumptions:
  use:
    years: {value: 6 year, note: the length of the lease}
`;

/** Lays a memo of some chapters into the planted folder, in place of what was there. */
export function layMemo({ scratch }: Planted, chapters: readonly string[]): void {
  const folder = join(scratch, "memo");
  rmSync(folder, { recursive: true, force: true });
  const files = chapters.map((text, n) => [`chapters/0${n + 1}-a.md`, text] as const);
  write(folder, new Map([...files, ["assumptions/2026-01.yaml", REGISTER]]));
}

/** Builds each chapter by itself; whatever the build says, nothing may be reached, and the parent ends by itself. */
export async function memosBehind(
  planted: Planted,
  behind: Behind,
  names = [...MEMOS.keys()],
): Promise<{ tried: number; broken: string[] }> {
  const broken: string[] = [];
  for (const name of names) {
    layMemo(planted, [aimed(MEMOS.get(name) ?? "", planted)]);
    const ended = await runBehind(planted, behind, ["build", "--only", "md,data", "--time-limit", "5"]);
    broken.push(...judged(name, planted, ended));
  }
  return { tried: names.length, broken };
}

/** What is wrong with how a run ended. */
export function judged(
  name: string,
  planted: Planted,
  { code, signal, printed }: Awaited<ReturnType<typeof runBehind>>,
): string[] {
  const broken = planted.reached().map((what) => `${name}: ${what}`);
  if (signal !== null || (code !== 0 && code !== 1))
    broken.push(`${name}: the tool ended with ${signal ?? code}: ${printed.slice(-400)}`);
  const leaks = /REACHED.*|EXFIL.*/.exec(printed)?.[0];
  if (leaks !== undefined || printed.includes(planted.targets?.secret ?? ""))
    broken.push(`${name}: ${leaks ?? "the secret was printed"}`);
  if (/\bpid \d|PWNED|forged|CONNECTED|xhr |written/.test(printed))
    broken.push(`${name}: it said ${printed.slice(0, 400)}`);
  return broken;
}
