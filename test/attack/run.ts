// npm run attack: ways out of the realm of blocks and out of their process, behind every wall that this machine can raise, from source and compiled. What
// was planted to be reached must not have been, but by the control, which has no wall and must reach it. Options: --only ways,queries,strings,memos,escaped,control, --walls "a,b" by the beginnings of their names,
// --from source,compiled, --strings n, --seed n, --bubblewrap path. Works in scratch folders below the temporary one alone.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Wall } from "../../src/notebook/walls/wall.js";
import { compiledPackage } from "../setup/compile.js";
import { judged, layMemo, memosBehind } from "./memos.js";
import { Planted } from "./planted.js";
import { type Attacked, type Engine, stringsThrough, waysBesideQueries, waysOut } from "./realm.js";
import { ROOT, runBehind, type Tool, tools } from "./tool.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "control,ways,queries,strings,memos,escaped" },
    walls: { type: "string", default: "" },
    from: { type: "string", default: "source,compiled" },
    strings: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    bubblewrap: { type: "string" },
  },
});
const only = new Set(options.only.split(","));
const from = new Set(options.from.split(","));

const { bubblewrap } = options;

async function engineOf({ modules, extension }: Tool): Promise<Engine & { walls(): Wall[] }> {
  const load = async <T>(path: string): Promise<T> => (await import(new URL(path + extension, modules).href)) as T;
  const { run, openCache } = await load<Engine>("notebook/run/runner");
  const { BlockProcess } = await load<Engine>("notebook/process/block-process");
  const ladders = await load<typeof import("../../src/notebook/walls/ladder.js")>("notebook/walls/ladder");
  const linux = await load<typeof import("../../src/notebook/walls/linux.js")>("notebook/walls/linux");
  const { probe } = await load<typeof import("../../src/notebook/walls/probe.js")>("notebook/walls/probe");
  const all = [...(bubblewrap ? [linux.bubblewrap(bubblewrap)] : []), ...ladders.wallsHere()].filter(
    (wall) => wall !== undefined,
  );
  const raised: Wall[] = [];
  for (const wall of all) {
    const probed = await probe(wall);
    if (!probed.raised) process.stderr.write(`${wall.name} can't be raised here: ${probed.why}\n`);
    else if (options.walls === "" || options.walls.split(",").some((name) => wall.name.startsWith(name)))
      raised.push(wall);
  }
  return { run, openCache, BlockProcess, Ladder: ladders.Ladder, walls: () => raised };
}

const rows: string[] = [];
let broken = 0;

/** What a trial came to, of which nothing may have reached anything; of the control much must. */
type Came = Attacked & { reached?: number; expected?: string };

async function trial(what: string, wall: string, tool: string, work: () => Promise<Came>): Promise<void> {
  const began = performance.now();
  const came: Came = await work().catch((error: unknown) => ({
    tried: 0,
    broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  }));
  const { tried, broken: found, reached = found.length, expected = "0" } = came;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  // A trial that tried nothing has shown nothing.
  const wrong = tried === 0 && found.length === 0 ? ["nothing was tried"] : found;
  broken += wrong.length;
  const result = wrong.length === 0 ? "as expected" : "NOT AS EXPECTED";
  rows.push(`| ${what} | ${wall} | ${tool} | ${tried} | ${reached} | ${expected} | ${result} | ${seconds} s |`);
  process.stderr.write(
    `${what}, ${wall}, ${tool}: ${tried} tried, ${reached} reached something, expected ${expected}: ${result}; ${seconds} s\n`,
  );
  for (const one of wrong.slice(0, 20)) process.stderr.write(`  ${one}\n`);
}

/** How many ways reach something without a wall at least, how many of the planted things notice, and of which kinds there must be some. */
const CONTROL = { ways: 100, planted: 4, kinds: ["files", "network", "sockets", "programs"] };

/** The same code without any wall or permission, which has to reach most of what there is: else that nothing is reached behind a wall proves nothing. */
async function control(): Promise<Came> {
  const planted = await Planted.here();
  const program = join(planted.scratch, "control.mjs");
  const targets = {
    ...planted.targets,
    parent: planted.targets?.victim,
    open: ["signals"],
    groups: false,
    control: true,
  };
  const code = readFileSync(new URL("escaped.mjs", import.meta.url), "utf8");
  // How many there are is told first: what is tried may end the process.
  const count = "(await waysOut()).filter(([, reach]) => !targets.open.includes(reach)).length";
  writeFileSync(
    program,
    `${code}\nconst targets = ${JSON.stringify(targets)};\n(await import("node:fs")).writeSync(1, \`tried ${"${"}${count}}\\n\`);\nawait escaped(targets);\nprocess.exit(0);`,
  );
  const child = spawn(process.execPath, ["--no-warnings", program], {
    env: planted.environment,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await new Promise((done) => child.on("close", done));
  const outside = planted.reached();
  planted.end();
  const [first = "", ...reached] = said.split("\n").filter(Boolean);
  const kinds = new Set(reached.map((one) => one.split(":")[0]));
  process.stderr.write(`without a wall ${reached.length} ways and ${outside.length} planted things are reached\n`);
  return {
    tried: Number(first.replace("tried ", "")),
    reached: reached.length,
    expected: `${CONTROL.ways} or more`,
    broken: [
      ...(reached.length < CONTROL.ways ? [`only ${reached.length} ways reach anything: ${said.slice(0, 300)}`] : []),
      ...(outside.length < CONTROL.planted ? [`only ${outside.length} planted things are reached: ${outside}`] : []),
      ...CONTROL.kinds.filter((kind) => !kinds.has(kind)).map((kind) => `nothing of the kind ${kind} is reached`),
    ],
  };
}

/** Code that has left the realm runs first in each process for blocks; then the tool does its work. */
async function escaped(tool: Tool, wall: string): Promise<Came> {
  const planted = await Planted.here();
  const honest = "---\ntitle: T\n---\n\nA {{number a digits=0}}.\n\n```ts {#a}\nconst a = given.use.years * 7;\n```\n";
  layMemo(planted, [honest]);
  const behind = { tool, wall, escaped: true, ...(bubblewrap ? { bubblewrap } : {}) };
  const ended = await runBehind(planted, behind, ["build", "--only", "md,data", "--no-cache"]);
  const found = judged("escaped code", planted, ended);
  if (ended.code !== 0) found.push(`the memo was not built: ${ended.printed.slice(0, 400)}`);
  else if (!/\bA\s42\b/.test(readFileSync(join(planted.scratch, "memo/out/memo.md"), "utf8")))
    found.push("the memo says something else");
  const tried = Number(readFileSync(join(planted.scratch, "tried"), "utf8"));
  planted.end();
  return { tried, broken: found };
}

process.chdir(ROOT);
const began = performance.now();
if (only.has("control")) await trial("host code without a wall (must reach)", "none", "–", control);
for (const tool of tools(compiledPackage(ROOT)).filter(({ name }) => from.has(name))) {
  const engine = await engineOf(tool);
  for (const wall of engine.walls()) {
    const planted = await Planted.here();
    const behind = { tool, wall: wall.name, escaped: false, ...(bubblewrap ? { bubblewrap } : {}) };
    if (only.has("ways"))
      await trial("ways out of the realm", wall.name, tool.name, () => waysOut(engine, wall, planted));
    if (only.has("queries"))
      await trial("ways to what runs queries", wall.name, tool.name, () => waysBesideQueries(engine, wall, planted));
    if (only.has("strings"))
      await trial("strings by each way", wall.name, tool.name, () =>
        stringsThrough(engine, wall, planted, Number(options.strings), Number(options.seed)),
      );
    if (only.has("memos")) await trial("hostile memos", wall.name, tool.name, () => memosBehind(planted, behind));
    if (only.has("escaped"))
      await trial("host code in the process", wall.name, tool.name, () => escaped(tool, wall.name));
    planted.end();
  }
}
process.stdout.write(
  `| what | wall | from | tried | reached | expected | result | time |\n| --- | --- | --- | ---: | ---: | ---: | --- | ---: |\n${rows.join("\n")}\n`,
);
process.stdout.write(`${((performance.now() - began) / 60_000).toFixed(1)} min\n`);
process.exit(broken > 0 ? 1 : 0);
