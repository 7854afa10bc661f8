// npm run bench: what the commands cost, against the bare cost of what they load, and what many runs of the memo's model cost. Options:
// --rounds n, --factors 10,50 (0: none), --only commands, data, peers, review, runs, blocks, dev, page or live, --json, --write (into README.md), --before file
// with what an older version printed with --json. Builds a compiled copy into dist/ first, which is what an installed package runs. `peers` is measured only
// where it is named: it installs Astro and Observable Framework. Where it and `commands` are measured, what they come to stands beside what is aimed at.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { aims, PLAIN, type Reports } from "./aims.js";
import { blocksSections } from "./blocks.js";
import type { Case } from "./cases.js";
import { loaderOf } from "./compiled.js";
import { dataSections } from "./data.js";
import { devSections } from "./dev.js";
import { evaluateSections } from "./evaluate.js";
import { generateMemo } from "./generate.js";
import { type LiveReport, liveReport, liveTable } from "./live.js";
import { type Run, runNode } from "./measure.js";
import { type PageReport, pageReport, pageTable } from "./page.js";
import { astroCases, installAstro } from "./peers.js";
import { previewsSection } from "./previews.js";
import { recordWork } from "./recorded.js";
import {
  aimsTable,
  blocksTable,
  dataTable,
  type Measured,
  peersTable,
  previewTable,
  type Report,
  reportTable,
  reviewTable,
  runsTable,
  type Section,
  withTable,
} from "./report.js";
import { reviewSection } from "./review.js";
import { Workspace } from "./workspace.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    factors: { type: "string", default: "10,50" },
    only: { type: "string", default: "commands,data,review,runs,blocks,dev,page,live" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    before: { type: "string" },
  },
});
const rounds = Math.max(1, Number(options.rounds) || 5);
const factors = options.factors
  .split(",")
  .map(Number)
  .filter((factor) => factor > 1);
const say = (text: string): void => {
  if (!options.json) process.stderr.write(`${text}\n`);
};

const main = join(root, "dist/cli/main.js");
const scratch = mkdtempSync(join(tmpdir(), "memo-bench-"));
// What is slow to set may need more than an author's limits.
const limits = ["--time-limit", "600", "--memory-limit", "4096"];
const build = (workspace: Workspace, ...more: string[]): string[] => [
  main,
  "build",
  "-C",
  workspace.folder,
  ...limits,
  ...more,
];

/** Runs all cases once a round, so that a slow moment of the machine hits each; then once more for the memory. */
async function measure(cases: readonly Case[], count: number): Promise<Measured[]> {
  const best = new Map<Case, Run>();
  for (let n = 0; n <= count; n++) {
    const memory = n === count;
    for (const one of cases) {
      one.before?.(n);
      const run = await runNode(one.args(n), { cwd: one.cwd ?? root, memory: memory || count === 1 });
      const known = best.get(one);
      best.set(one, {
        seconds: Math.min(known?.seconds ?? Number.POSITIVE_INFINITY, memory && known ? known.seconds : run.seconds),
        megabytes: Number.isNaN(run.megabytes) ? (known?.megabytes ?? Number.NaN) : run.megabytes,
      });
    }
    if (count === 1) break;
  }
  return cases.map((one) => ({ name: one.name, ...(best.get(one) ?? { seconds: Number.NaN, megabytes: Number.NaN }) }));
}

function ratios(rows: readonly Measured[], against: number): Measured[] {
  return rows.map((row) => ({ ...row, ratio: row.seconds / against }));
}

/**
 * The state in which an author changes something: everything built, and what the change was last time taken back.
 *
 * @param heavy a change on which nearly all rests
 */
function cases(workspace: Workspace, change: (n: number) => string, heavy?: (n: number) => string): Case[] {
  const warm = (): void => workspace.restore();
  const fresh = (): void => {
    workspace.restore();
    workspace.dropCache();
  };
  return [
    { name: "cold", args: () => build(workspace), before: fresh },
    { name: "nothing changed", args: () => build(workspace), before: warm },
    { name: "one assumption changed", args: (n) => build(workspace, "--set", change(n)), before: warm },
    ...(heavy
      ? [
          {
            name: "one behind nearly all changed",
            args: (n: number) => build(workspace, "--set", heavy(n)),
            before: warm,
          },
        ]
      : []),
    { name: "one block changed", args: () => build(workspace), before: (n) => workspace.changeBlock(n + 1) },
    { name: "one sentence changed", args: () => build(workspace), before: (n) => workspace.changeProse(n + 1) },
    {
      name: "one sentence changed, page only",
      args: () => build(workspace, "--only", "page"),
      before: (n) => workspace.changeProse(n + 1),
    },
    {
      name: "cold, page only",
      args: () => build(workspace, "--only", "page"),
      before: fresh,
    },
  ];
}

/** The memo's Typst source and fonts as files, for the floor. Returns its creation time. */
async function writeTypst(workspace: Workspace, folder: string): Promise<number> {
  const load = loaderOf(join(root, "dist"));
  const { readProject } = await load<typeof import("../../src/memo/project.js")>("memo/project.js");
  const { computeMemo } = await load<typeof import("../../src/memo/compute.js")>("memo/compute.js");
  const { typstSource } = await load<typeof import("../../src/render/pdf/index.js")>("render/pdf/index.js");
  const { loadFonts } = await load<typeof import("../../src/render/pdf/fonts.js")>("render/pdf/fonts.js");
  const { tree } = await computeMemo(readProject(workspace.folder), {});
  const { main: memo, files } = typstSource(tree);
  for (const [path, content] of [["memo.typ", memo], ...files] as const) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  mkdirSync(join(folder, "charts"), { recursive: true });
  mkdirSync(join(folder, "fonts"), { recursive: true });
  for (const [index, font] of (await loadFonts()).entries())
    writeFileSync(join(folder, "fonts", `${String(index).padStart(2, "0")}.ttf`), font.bytes);
  return Date.parse(tree.date.length === 10 ? tree.date : `${tree.date}-01`) / 1000;
}

/** What is measured of the larger memos, where each run takes its time. The second needs the cache of the first. */
const IN_LARGE = new Set(["cold", "one assumption changed", "cold, page only"]);
/** Of the largest it is measured what it takes without its PDF: for that alone the typesetter holds gigabytes, as its floor says. */
const withoutPdf = (workspace: Workspace): Case => ({
  name: "cold, all but the PDF",
  args: () => build(workspace, "--only", "page,md,data"),
  before: () => workspace.dropCache(),
});

function compile(): void {
  say("compiling into dist/");
  execFileSync("npm", ["run", "--silent", "compile"], { cwd: root, stdio: "inherit" });
}

async function commands(): Promise<Report> {
  const sections: Section[] = [];
  say("start-up");
  const empty = join(scratch, "empty.mjs");
  writeFileSync(empty, "");
  const startUp = await measure(
    [
      { name: "node, nothing else", args: () => [empty] },
      { name: "`memo --help`", args: () => [main, "--help"] },
    ],
    rounds,
  );
  sections.push({ title: "Start-up", rows: startUp });

  say("this memo");
  const memo = Workspace.copyOf(root, join(scratch, "memo"));
  const floor = await floorOf(memo);
  const one = (n: number): string => `gw.add.2027=${(24.1 + n / 10).toFixed(1)}`;
  const heavy = (n: number): string => `mef.base=${(1.01 + n / 100).toFixed(2)}`;
  const ofMemo = await measure([floor, ...(await plainOf(memo)), ...cases(memo, one, heavy)], rounds);
  sections.push({
    title: "This memo, all outputs",
    against: "floor",
    rows: ratios(ofMemo, ofMemo[0]?.seconds ?? Number.NaN),
  });
  const cold = ofMemo.find(({ name }) => name === "cold")?.seconds ?? Number.NaN;
  const rebuilt = ofMemo.filter(({ name }) => name.includes("changed") && !name.includes("only"));
  sections.push({ title: "This memo, rebuilt", against: "cold", rows: ratios(rebuilt, cold) });
  const nothing = ofMemo.filter(({ name }) => name === "nothing changed");
  const bare = startUp[0]?.seconds ?? Number.NaN;
  sections.push({ title: "This memo, started for nothing", against: "bare node", rows: ratios(nothing, bare) });
  say("generated, 1×");
  const small = generated(1);
  const ofOne = await measure([await floorOf(small), ...cases(small, moved)], rounds);
  const coldOne = ofOne.find(({ name }) => name === "cold")?.seconds ?? Number.NaN;
  sections.push({ title: "Generated, 1×", against: "cold", rows: ratios(ofOne, coldOne) });

  const growth: Measured[] = [];
  const perUnit = (rows: readonly Measured[], factor: number): Measured[] =>
    rows.map((row) => {
      const small = ofOne.find(({ name }) => name === row.name)?.seconds;
      return { ...row, name: `${factor}×: ${row.name}`, ratio: small && row.seconds / small / factor };
    });
  for (const factor of factors) {
    // Large ones take their time: twice, and once the largest.
    const count = Math.min(factor > 20 ? 1 : 2, rounds);
    say(`generated, ${factor}×`);
    const workspace = generated(factor);
    const large =
      factor > 20 ? [withoutPdf(workspace)] : cases(workspace, moved).filter(({ name }) => IN_LARGE.has(name));
    growth.push(...perUnit(await measure([await floorOf(workspace), ...large], count), factor));
  }
  if (growth.length > 0) sections.push({ title: "Generated, larger", against: "1× times size", rows: growth });
  return report(sections);
}

/** An assumption of a generated memo, changed. */
const moved = (n: number): string => `u0.base=${8 + n / 10} GW`;

/** A process that loads the libraries and sets a memo's PDF once from a source that is there. */
async function floorOf(memo: Workspace): Promise<Case> {
  const folder = mkdtempSync(join(scratch, "typst-"));
  const created = await writeTypst(memo, folder);
  return {
    name: "floor: libraries loaded, PDF set",
    args: () => [join(root, "test/bench/floor.mjs"), folder, String(created)],
  };
}

/** Processes that do what a memo's blocks do, as one plain program: its charts, its studies. */
async function plainOf(memo: Workspace): Promise<Case[]> {
  const dist = join(root, "dist");
  const file = join(mkdtempSync(join(scratch, "plain-")), "recorded");
  await recordWork(dist, memo.folder, file);
  const plain = join(root, "test/bench/plain.mjs");
  return (["charts", "sweeps"] as const).map((part) => ({ name: PLAIN[part], args: () => [plain, file, dist, part] }));
}

const generated = (factor: number): Workspace =>
  Workspace.of(generateMemo(factor), join(scratch, `generated-${factor}`));

function report(sections: readonly Section[]): Report {
  return { node: process.versions.node, cores: availableParallelism(), rounds, sections };
}

/** The generated memo and the same as a site of Astro, built turn by turn, and of Framework, previewed. */
async function peers(): Promise<Report> {
  say("Astro, installed");
  const folder = join(scratch, "astro");
  const astro = installAstro(folder);
  const sections: Section[] = [];
  for (const factor of [1, ...factors.filter((one) => one <= 10)]) {
    say(`generated, ${factor}×, beside Astro`);
    const ours = cases(generated(factor), moved).filter(({ name }) => name !== "one block changed");
    const rows = await measure([...astroCases(astro, join(folder, `generated-${factor}`), factor), ...ours], rounds);
    sections.push({ title: `Generated, ${factor}×`, against: "Astro's", rows: againstAstro(rows) });
  }
  say("generated, 1×, in previews");
  sections.push(...(await previewsSection(main, join(scratch, "previews"), rounds)));
  return report(sections);
}

/** What each of our commands takes of Astro's for the same change; Astro has no way to do nothing. */
function againstAstro(rows: readonly Measured[]): Measured[] {
  const theirs = (name: string): number =>
    rows.find((row) => row.name === `Astro, HTML only: ${name}`)?.seconds ?? Number.NaN;
  return rows.map((row) => {
    if (row.name.startsWith("Astro")) return row;
    const name = `memo: ${row.name}`;
    if (row.name === "nothing changed") return { ...row, name };
    return { ...row, name, ratio: row.seconds / theirs(row.name.replace(", page only", "")) };
  });
}

async function review(): Promise<Report> {
  say("this memo, reviewed");
  return report([await reviewSection(root, main, rounds)]);
}

async function runs(): Promise<Report> {
  say("many runs of this memo's model");
  return report(await evaluateSections(root, join(root, "dist"), rounds));
}

/** What a large data file adds to a build. */
async function data(): Promise<Report> {
  say("a memo with 100,000 rows of data");
  return report(await dataSections(main, join(scratch, "data"), rounds));
}

/** From a saved file to the page in a browser, which has to be there. */
async function dev(): Promise<Report> {
  say("preview of this memo");
  return report(await devSections(root, join(root, "dist"), join(scratch, "dev"), rounds));
}

/** What strangers' blocks cost to hold. */
async function blocks(): Promise<Report> {
  say("blocks and charts behind walls");
  return report(await blocksSections(root, rounds));
}

/** What the page asks of a reader's browser, which has to be there. */
function page(): Promise<PageReport> {
  say("this memo's page on three screens");
  return pageReport(root, join(root, "dist"), join(scratch, "page"), rounds);
}

/** What a page that follows its reader weighs and takes, in a browser, which has to be there. */
function live(): Promise<LiveReport> {
  say("the live page of this memo");
  return liveReport(root, join(root, "dist"), join(scratch, "live"), rounds);
}

/** What is measured, the marks in the README between which it goes, and how it is written. */
const parts: readonly { part: string; marks: string; work(): Promise<{ measured: unknown; table: string }> }[] = [
  part("commands", "bench", commands, reportTable),
  part("data", "bench data", data, dataTable),
  part("peers", "bench peers", peers, peersTable),
  part("review", "bench review", review, reviewTable),
  part("runs", "bench runs", runs, runsTable),
  part("blocks", "bench blocks", blocks, blocksTable),
  part("dev", "bench dev", dev, previewTable),
  part("page", "bench page", page, pageTable),
  part("live", "bench live", live, liveTable),
];

function part<T>(name: string, marks: string, measured: () => Promise<T>, table: (report: T) => string) {
  const work = async () => {
    const report = await measured();
    return { measured: report, table: table(report) };
  };
  return { part: name, marks, work };
}

function write(table: string, marks: string): void {
  const path = join(root, "README.md");
  const written = existsSync(path) ? withTable(readFileSync(path, "utf8"), table, marks) : undefined;
  if (written === undefined) {
    process.stderr.write(`README.md has no <!-- ${marks} --> … <!-- /${marks} --> to write between\n`);
    process.exitCode = 1;
  } else writeFileSync(path, written);
}

try {
  const wanted = options.only.split(",");
  const unknown = wanted.filter((one) => !parts.some(({ part }) => part === one));
  if (unknown.length > 0)
    throw new Error(`--only ${unknown.join(",")}: expected ${parts.map(({ part }) => part).join(" or ")}`);
  const withAims = wanted.includes("commands") && wanted.includes("peers");
  if (options.before !== undefined && !withAims)
    throw new Error("--before: expected --only with commands and peers, beside which it stands");
  const before =
    options.before === undefined ? undefined : (JSON.parse(readFileSync(options.before, "utf8")) as Reports);
  compile();
  const reports: Record<string, unknown> = {};
  for (const { part, marks, work } of parts) {
    if (!wanted.includes(part)) continue;
    const { measured, table } = await work();
    reports[part] = measured;
    if (!options.json) process.stdout.write(table);
    if (options.write) write(table, marks);
  }
  if (withAims) {
    const rows = aims(reports as Reports, before);
    const table = aimsTable(report([]), rows, options.before && basename(options.before, ".json"));
    if (options.json) reports.aims = rows;
    else process.stdout.write(table);
    if (options.write) write(table, "bench aims");
  }
  if (options.json) process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
