// npm run package: what somebody gets who installs the engine. Packs it, puts it with the packages it depends on, and no others, into a scratch
// folder (from node_modules here, so that nothing is fetched), and goes there from `memo init` over build, check and review to a verified page, and from
// `npm init memo-report` to a built one; says what
// an installation weighs and what takes it. `--node <path>` runs the commands with other Nodes; may be repeated. Takes a minute.
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The most that an installation may weigh, in MB. */
const MOST = 120;

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "memo-package-"));
const nodes = process.argv.flatMap((word, i) => (word === "--node" ? [process.argv[i + 1] ?? ""] : []));
const say = (text: string): unknown => process.stdout.write(`${text}\n`);
let failed = 0;

/** Paths of the packages that come with the engine, from the lock: those that are of this system and of no developer's. */
function packages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  return Object.entries(packages)
    .filter(
      ([path, { dev, devOptional, optional }]) =>
        path !== "" && !dev && !devOptional && !(optional && !existsSync(join(root, path))),
    )
    .map(([path]) => path);
}

function bytesOf(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

/** Packs the package in a folder and puts it into another. */
function pack(from: string, to: string): void {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", scratch], {
      cwd: from,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).replace(/^[^[]*/, ""),
  ) as { filename: string }[];
  mkdirSync(to, { recursive: true });
  execFileSync("tar", ["xzf", join(scratch, packed?.filename ?? ""), "-C", to, "--strip-components", "1"]);
}

/** Puts the packed engine and what it depends on into a folder; returns what each takes. */
function install(folder: string): Map<string, number> {
  const engine = join(folder, "node_modules/memo-report");
  pack(root, engine);
  pack(join(root, "create"), join(folder, "node_modules/create-memo-report"));
  const weights = new Map([["memo-report", bytesOf(engine)]]);
  for (const path of packages()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // Of a package within another's folder the outer one brought it already.
    if (!existsSync(join(folder, path))) cpSync(join(root, path), join(folder, path), { recursive: true });
    weights.set(path.replace(/^.*node_modules\//, ""), bytesOf(join(root, path)));
  }
  return weights;
}

/** Runs a command of the installed engine in a memo; its exit code and what it says have to be as they should. */
function expectRun(node: string, folder: string, words: readonly string[], code: number, says?: RegExp): void {
  const main = join(scratch, "node_modules/memo-report/dist/cli/main.js");
  const { status, stdout, stderr } = spawnSync(node, [main, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: scratch },
  });
  const met = status === code && (says?.test(stdout + stderr) ?? true);
  if (!met) failed++;
  say(`${met ? "  " : "! "}memo ${words.join(" ")}: ${status}${met ? "" : `\n${stdout}${stderr}`}`);
}

function life(node: string): void {
  say(`Node ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
  const memo = mkdtempSync(join(scratch, "memo-"));
  const git = (...words: string[]): unknown =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...words], {
      cwd: memo,
      stdio: "ignore",
    });
  git("init", "-b", "main");
  const run = (words: string, code: number, says?: RegExp): void => expectRun(node, memo, words.split(" "), code, says);
  run("init .", 0, /18 files/);
  run("build", 0);
  run("check", 0);
  git("add", "-A");
  git("commit", "-m", "first");
  git("checkout", "-b", "change");
  run("set van.price.electric 39000 --as-of 2026-01", 0);
  run("check", 1, /out/);
  run("build", 0);
  run("diff", 0, /electric/i);
  run("verify out/index.html", 0);
  mkdirSync(join(memo, "data"));
  writeFileSync(join(memo, "data/trips.csv"), "day,km\n2026-01-05,81\n2026-01-06,94,5\n");
  const version = join(memo, "assumptions/2026-01.yaml");
  writeFileSync(
    version,
    `${readFileSync(version, "utf8").trimEnd()}\n  trips: {data: trips.csv, columns: {day: {type: date}, km: {unit: km}}, kind: observed, source: logbook}\n`,
  );
  run("build", 1, /ragged-row\] data\/trips.csv:3/);
  // The same as a file whose cells have types, of which a library is loaded.
  rmSync(join(memo, "data/trips.csv"));
  cpSync(join(root, "test/assumptions/data/typed/zstd.parquet"), join(memo, "data/trips.parquet"));
  writeFileSync(
    version,
    readFileSync(version, "utf8").replace(
      /trips: \{.*\}\n$/,
      "trips: {data: trips.parquet, columns: {day: {type: date}, kwh: {unit: kWh}}, ignore: [at, region, n, big, price, ok, gap, f, small], kind: observed, source: logbook}\n",
    ),
  );
  run("build", 0, /trips/);
  writeFileSync(
    join(memo, "chapters/03-trips.md"),
    "---\ntitle: Trips\n---\n\n```sql {#by_day}\n--| columns: {total: {unit: kWh}}\nSELECT day, sum(kwh) AS total FROM trips GROUP BY day ORDER BY day\n```\n\n" +
      "```ts {#days}\nconst days_driven = by_day.rows.length;\n```\n\nThere were trips on {{number days_driven}} days (@fig-days).\n\n" +
      // Graphviz is in the compiled engine.
      '```dot {#fig-days caption="Days." alt="Trips lead to days."}\ndigraph { trips -> days [label="{{number days_driven}}"] }\n```\n',
  );
  run("build", 0, /3 chapters/);
  created(node);
}

/** What `npm init memo-report` gives, as npm would call it, and the memo that it writes with its own commands. */
function created(node: string): void {
  const memo = join(mkdtempSync(join(scratch, "created-")), "my-report");
  const env = { PATH: `${dirname(node)}:${process.env.PATH}`, HOME: scratch, npm_config_offline: "true" };
  const expect_ = (what: string, file: string, words: string[], cwd: string): void => {
    const { status, stdout, stderr } = spawnSync(file, words, { cwd, encoding: "utf8", env });
    if (status !== 0) failed++;
    say(`${status === 0 ? "  " : "! "}${what}: ${status}${status === 0 ? "" : `\n${stdout}${stderr}`}`);
  };
  const { bin } = JSON.parse(readFileSync(join(scratch, "node_modules/create-memo-report/package.json"), "utf8"));
  const script = join(scratch, "node_modules/create-memo-report", bin["create-memo-report"]);
  expect_("npm init memo-report my-report", node, [script, memo], scratch);
  // What `npm install` would put there is here already.
  symlinkSync(join(scratch, "node_modules"), join(memo, "node_modules"));
  mkdirSync(join(scratch, "node_modules/.bin"), { recursive: true });
  rmSync(join(scratch, "node_modules/.bin/memo"), { force: true });
  symlinkSync("../memo-report/dist/cli/main.js", join(scratch, "node_modules/.bin/memo"));
  chmodSync(join(scratch, "node_modules/memo-report/dist/cli/main.js"), 0o755);
  for (const name of ["build", "check"]) expect_(`npm run ${name}`, "npm", ["run", name], memo);
  const links = [...readFileSync(join(memo, "llms.txt"), "utf8").matchAll(/\]\(([^)]+)\)/g)].map(
    ([, path = ""]) => path,
  );
  const lost = links.filter((path) => !existsSync(join(memo, path)));
  if (lost.length > 0) failed++;
  say(
    `${lost.length > 0 ? "! " : "  "}llms.txt: ${links.length} files${lost.length > 0 ? `, not there: ${lost.join(", ")}` : ""}`,
  );
}

try {
  const weights = install(scratch);
  const all = [...weights.values()].reduce((sum, bytes) => sum + bytes, 0) / 1e6;
  const heaviest = [...weights].sort(([, a], [, b]) => b - a).slice(0, 8);
  say(
    `${weights.size} packages, ${all.toFixed(0)} MB: ${heaviest.map(([name, bytes]) => `${name} ${(bytes / 1e6).toFixed(1)}`).join(", ")}`,
  );
  if (all > MOST) {
    failed++;
    say(`! more than ${MOST} MB`);
  }
  for (const node of nodes.length > 0 ? nodes : [process.execPath]) life(node);
  say(failed === 0 ? "as it should be" : `${failed} not as it should be`);
  if (failed > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
