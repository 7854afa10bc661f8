// npm run robust: what no unit test shows. Kills builds at random moments, runs them in pairs, harms what they keep, fills the disk, sends
// hostile strings through every place and greedy code through every block, sends signals to commands at work, brings commands to the limits of
// the whole, and tries the classes whole of which the suite tries a sample.
// Options: --only kills,pairs,cache,disk,readonly,signals,whole,strings,limits,classes (what takes longest stands last),
// --kills n, --memo-kills n, --pairs n, --signals n, --strings n, --seed n, --minutes n (what then has not begun is left, and said to be). Works in scratch folders below the temporary one alone.
import { parseArgs } from "node:util";
import { harmedCache } from "./cache.js";
import { classes } from "./classes.js";
import { fullDisk, readOnly } from "./disk.js";
import { kills, pairs, type TwoStates } from "./kills.js";
import { limits } from "./limits.js";
import { signals } from "./signals.js";
import { strings } from "./strings.js";
import { dropScratch, memoIn, type Trial } from "./tool.js";
import { whole as wholeLimits } from "./whole.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "disk,readonly,signals,whole,pairs,kills,cache,strings,limits,classes" },
    kills: { type: "string", default: "100" },
    "memo-kills": { type: "string", default: "12" },
    pairs: { type: "string", default: "20" },
    signals: { type: "string", default: "80" },
    minutes: { type: "string", default: "60" },
    strings: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
  },
});

function twoStates(name: string, folder: string, path: string, from: RegExp, to: string): TwoStates {
  const files = memoIn(folder);
  const text = files.get(path) ?? "";
  const other = text.replace(from, to);
  if (other === text) throw new Error(`${path} has nothing that ${from} finds`);
  return { name, files, path, texts: [text, other] };
}

const small = twoStates(
  "kills of a small memo's builds",
  "src/cli/starter",
  "assumptions/2026-01.yaml",
  /(value: )22000/,
  "$124000",
);
const whole = (): TwoStates =>
  twoStates("kills of this memo's builds", ".", "assumptions/2026-03.yaml", /(2027: )24\b/, "$125");
const seed = Number(options.seed);
const count = (name: "kills" | "memo-kills" | "pairs" | "signals" | "strings" | "minutes"): number =>
  Number(options[name]);

/** What takes longest stands last. */
const plan: readonly [part: string, work: () => Promise<Trial | undefined>][] = [
  ["disk", () => fullDisk(small, [8, 64, 128, 256, 384, 512, 640, 768, 1024, 1536, 2048, 3072, 6144])],
  ["readonly", () => readOnly(small)],
  ["whole", () => wholeLimits()],
  ["signals", () => signals(small, { output: "saving", scenario: "dear-power" }, count("signals"), seed)],
  ["pairs", () => pairs(small, count("pairs"))],
  ["kills", () => kills(small, count("kills"), seed)],
  ["cache", () => harmedCache(small.files, seed)],
  ["limits", () => limits()],
  // This memo takes its time: it is read and built only where it is to be killed.
  ["kills", async () => (count("memo-kills") > 0 ? kills(whole(), count("memo-kills"), seed) : undefined)],
  ["strings", () => strings(count("strings"), seed)],
  ["classes", async () => classes(msLeft())],
];

const end = performance.now() + count("minutes") * 60_000;
const msLeft = (): number => Math.max(0, end - performance.now());

const wanted = new Set(options.only.split(","));
const unknown = [...wanted].filter((part) => !plan.some(([name]) => name === part));
if (unknown.length > 0)
  throw new Error(`--only ${unknown.join(",")}: expected ${[...new Set(plan.map(([name]) => name))].join(", ")}`);
try {
  const trials: (Trial & { seconds: number })[] = [];
  for (const [part, work] of plan) {
    if (!wanted.has(part)) continue;
    const began = performance.now();
    const late = { name: part, tried: 0, broken: ["not tried: the time ran out"], remark: "`--minutes` gives more" };
    const trial = msLeft() > 0 ? await work() : late;
    if (!trial) continue;
    const seconds = (performance.now() - began) / 1000;
    trials.push({ ...trial, seconds });
    process.stderr.write(
      `${trial.name}: ${trial.tried} tried, ${trial.broken.length} broken; ${seconds.toFixed(0)} s\n`,
    );
    for (const one of trial.broken.slice(0, 25)) process.stderr.write(`  ${one}\n`);
    if (trial.broken.length > 25) process.stderr.write(`  and ${trial.broken.length - 25} more\n`);
  }
  const lines = trials.map(
    ({ name, tried, broken, remark, seconds }) =>
      `| ${name} | ${tried} | ${broken.length} | ${remark} | ${seconds.toFixed(0)} s |`,
  );
  process.stdout.write(
    `| what | tried | broken | of which | time |\n| --- | ---: | ---: | --- | ---: |\n${lines.join("\n")}\n`,
  );
  if (trials.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
} finally {
  dropScratch();
}
