import { inspect } from "node:util";
import type * as processes from "../../src/notebook/process/block-process.js";
import type * as runs from "../../src/notebook/run/runner.js";
import { QUERY_HELPER } from "../../src/notebook/sql/types.js";
import type { RunResult } from "../../src/notebook/types.js";
import type * as ladders from "../../src/notebook/walls/ladder.js";
import type { Wall } from "../../src/notebook/walls/wall.js";
import { HONEST } from "../notebook/realm/honest.js";
import { program, type Written } from "../notebook/run/blocks.js";
import { Planted } from "./planted.js";
import { AGAIN, ANSWER, ASKED, ENGINE, QUERIED } from "./queries.js";
import { drawing, strings, through } from "./strings.js";
import { attempt, LIBRARY, LOOPS, SINGLE } from "./ways.js";

/** The engine, from source or compiled. */
export interface Engine {
  run: typeof runs.run;
  openCache: typeof runs.openCache;
  BlockProcess: typeof processes.BlockProcess;
  Ladder: typeof ladders.Ladder;
}

export interface Attacked {
  tried: number;
  broken: string[];
}

type Blocks = Record<string, string | [source: string, written: Written]>;
type Given = Parameters<typeof runs.run>[1]["given"];

const SIZE = 40;
const given: Given = { gw: { stock: 7 } };
const limits = { seconds: 900, megabytes: 1024 };
const honestNames = Object.values(HONEST).flatMap((block) =>
  typeof block === "string" ? [] : (block[1].defines ?? []),
);

async function work(
  { run, BlockProcess, Ladder, openCache }: Engine,
  wall: Wall,
  blocks: Blocks,
  { cache, known = given, want = [] }: { cache?: string; known?: Given; want?: string[] } = {},
): Promise<RunResult> {
  return run(program(blocks), {
    given: known,
    want: [...want, ...honestNames],
    versions: "1",
    draws: true,
    limits,
    runner: new BlockProcess(limits.megabytes, new Ladder([wall])),
    ...(cache === undefined ? {} : { cache: openCache(cache) }),
  });
}

/** What honest blocks came to: values and drawings. */
const cameTo = ({ values, figures, claims }: RunResult): string =>
  inspect([honestNames.map((name) => values.get(name)), figures.get("fig-x"), claims.get("positive")?.holds], {
    depth: 9,
    maxStringLength: null,
    maxArrayLength: null,
  });

const known = new Map<string, string>();

/** What honest blocks come to by themselves, which is the same behind every wall. */
async function honestly(engine: Engine, wall: Wall): Promise<string> {
  const [before] = known.values();
  const now = known.get(wall.name) ?? cameTo(await work(engine, wall, HONEST));
  known.set(wall.name, now);
  if (before !== undefined && before !== now)
    throw new Error("honest blocks come to something else behind another wall");
  return now;
}

/** Every `every`th way out of the realm, in jobs that honest blocks are part of, before and behind; a cache is shared with honest runs. */
export async function waysOut(engine: Engine, wall: Wall, planted: Planted, every = 1): Promise<Attacked> {
  const chosen = Object.entries(SINGLE).filter((_, n) => n % every === 0);
  const attacks: Blocks = {};
  for (let from = 0; from < chosen.length; from += SIZE)
    attacks[`b${from}`] = block(`b${from}`, chosen.slice(from, from + SIZE));
  for (const [name, loop] of Object.entries(LOOPS)) if (every === 1) attacks[`l${name}`] = block(`l${name}`, [], loop);
  const before = await honestly(engine, wall);
  const cache = `${planted.scratch}/cache-${Math.floor(performance.now())}`;
  const result = await work(engine, wall, { ...attacks, ...HONEST }, { cache, want: Object.keys(attacks) });
  const broken = found(result, Object.keys(attacks));
  if (cameTo(result) !== before) broken.push("honest blocks came to something else beside the attack");
  if (cameTo(await work(engine, wall, HONEST, { cache })) !== before)
    broken.push("the cache holds something else after the attack");
  return { tried: count(result, Object.keys(attacks)), broken: [...broken, ...planted.reached()] };
}

/** Every `every`th way to what runs queries, and those to WebAssembly, in a job with a query before them and one behind. */
export async function waysBesideQueries(engine: Engine, wall: Wall, planted: Planted, every = 1): Promise<Attacked> {
  const ways = [
    ...Object.entries(QUERIED),
    ...Object.entries(SINGLE).filter(([name]) => /wasm|WebAssembly/i.test(name)),
  ];
  const chosen = ways.filter((_, n) => n % every === 0);
  const attacks: Blocks = {};
  for (let from = 0; from < chosen.length; from += SIZE) {
    const name = `q${from}`;
    const written = { isAsync: true, library: [...LIBRARY, QUERY_HELPER], uses: ["asked"], defines: [name] };
    attacks[name] = [attempt(name, chosen.slice(from, from + SIZE), "", ENGINE), written];
  }
  const before = await honestly(engine, wall);
  const names = Object.keys(attacks);
  const all: Blocks = { asked: [...ASKED], ...attacks, again: [...AGAIN], ...HONEST };
  const result = await work(engine, wall, all, { want: [...names, "asked", "again"] });
  const broken = found(result, names);
  for (const name of ["asked", "again"]) {
    const { columns } = (result.values.get(name) ?? {}) as { columns?: { y?: number[] } };
    if (JSON.stringify(columns?.y) !== JSON.stringify(ANSWER)) broken.push(`the query ${name} came to something else`);
  }
  if (cameTo(result) !== before) broken.push("honest blocks came to something else beside the attack");
  return { tried: count(result, names), broken: [...broken, ...planted.reached()] };
}

const block = (name: string, ways: readonly (readonly [string, string])[], loop = ""): [string, Written] => [
  attempt(name, ways, loop),
  { isAsync: true, library: LIBRARY, defines: [name] },
];

interface Told {
  tried: string[];
  found: string[];
}

const count = ({ values }: RunResult, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + ((values.get(name) as Told | undefined)?.tried.length ?? 0), 0);

function found({ values, diagnostics, printed }: RunResult, names: readonly string[]): string[] {
  const broken = names.flatMap((name) => (values.get(name) as Told | undefined)?.found ?? [`${name} came to nothing`]);
  // Promises that nobody awaits, and what is thrown in them, are told; what ends the process is not.
  for (const { rule, message } of diagnostics) if (/crashed|limit/.test(rule)) broken.push(message);
  if (Planted.leaks(inspect([diagnostics, printed], { depth: 9, maxStringLength: null, maxArrayLength: null })))
    broken.push("what was printed or told holds the secret");
  return broken;
}

const SAFE =
  /<script|<iframe|<foreignObject|<image|\son[a-z]+\s*=|url\((?!#)|javascript:|data:|@import|http:\/\/(?!www\.w3\.org)/i;

/** Strings through the realm by every way in, and out of it as values, keys, printed lines, tables, names of assumptions and drawings. */
export async function stringsThrough(
  engine: Engine,
  wall: Wall,
  planted: Planted,
  amount: number,
  seed: number,
): Promise<Attacked> {
  const all = strings(amount, seed, planted.targets?.tcp ?? 1);
  const part = 250;
  const broken: string[] = [];
  const attacks: Blocks = {};
  const parts = new Map<string, string[]>();
  for (let from = 0; from < all.length; from += part) {
    const name = `s${from}`;
    const some = all.slice(from, from + part);
    parts.set(name, some);
    const defines = [name, ...["list", "keys", "map", "set"].map((kind) => `${name}_${kind}`)];
    attacks[name] = [through(name, some, true), { isAsync: true, library: LIBRARY, defines }];
    const short = some.filter((text) => text.length < 300);
    attacks[`fig-${name}`] = [
      drawing(short),
      { kind: "chart", library: ["Plot"], options: { alt: "A", data: "behind" } },
    ];
  }
  const known = {
    gw: { stock: 7 },
    named: Object.fromEntries(all.filter((text) => text !== "__proto__").map((text, n) => [text, n])),
  } as Given;
  const want = Object.values(attacks).flatMap((one) => (typeof one === "string" ? [] : (one[1].defines ?? [])));
  const before = await honestly(engine, wall);
  const result = await work(engine, wall, { ...attacks, ...HONEST }, { known, want });
  broken.push(...found(result, [...parts.keys()]));
  if (cameTo(result) !== before) broken.push("honest blocks came to something else beside the strings");
  for (const [name, some] of parts) {
    const value = (kind: string): unknown => result.values.get(`${name}_${kind}`);
    if (JSON.stringify(value("list")) !== JSON.stringify(some)) broken.push(`${name}: a list came out changed`);
    const once = [...new Set(some)];
    const keys = value("keys") as Record<string, string> | undefined;
    if (once.some((text) => !Object.hasOwn(keys ?? {}, text) || keys?.[text] !== text))
      broken.push(`${name}: keys came out changed`);
    if (once.some((text) => (value("map") as Map<string, number> | undefined)?.get(text) === undefined))
      broken.push(`${name}: a map came out changed`);
    if ([...((value("set") as Set<string> | undefined) ?? [])].join("|") !== once.join("|"))
      broken.push(`${name}: a set came out changed`);
  }
  for (const [id, figure] of result.figures)
    if (figure.kind === "chart" && id !== "fig-x") {
      // What stands between tags is text.
      const tags = figure.svg.replace(/>[^<]*</g, "><").replace(/aria-[a-z]+="[^"]*"/g, "");
      const unsafe = SAFE.exec(tags);
      if (unsafe)
        broken.push(`${id}: a drawing holds ${tags.slice(Math.max(0, unsafe.index - 40), unsafe.index + 40)}`);
    }
  return { tried: count(result, [...parts.keys()]), broken: [...broken, ...planted.reached()] };
}
