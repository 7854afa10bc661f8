import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import { dateProblem, defaultVersion } from "../../src/assumptions/index.js";
import { Problems } from "../../src/yaml/problems.js";
import { parseYaml, type YamlMap, type YamlNode } from "../../src/yaml/tree.js";
import {
  type Diagnostic,
  didYouMean,
  formatDiagnostics,
  LineMap,
  MemoError,
  type Place,
} from "../../src/diagnostic.js";

/** How a record of usage becomes a version of the assumptions. */
export interface CcusageOptions {
  /** Name of the version, and of its file without `.yaml`. */
  name: string;
  /** The version it lays its few values over. */
  extends: string;
  /** The record's file as messages and the written header name it. */
  file?: string;
}

/** What a record of days adds up to. Counts are in tokens, the cost in US dollars as the tool priced it. */
export interface Usage {
  /** First and last day with a row, ISO. */
  first: string;
  last: string;
  /** Days with a row, and days from the first to the last, both included. */
  active: number;
  days: number;
  /** Whether a Saturday or Sunday lies among the latter. */
  weekend: boolean;
  input: number;
  output: number;
  cacheCreation: number;
  cacheRead: number;
  total: number;
  /** Absent when the record was printed with `--no-cost`. */
  cost?: number;
}

const COUNTS = ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"] as const;
const DAILY = "what `ccusage daily --json` prints";
const RERUN = "run `ccusage daily --json > usage.json`";
const CLAUDE_ONLY = "run `ccusage claude daily --json`, which counts Claude Code alone";
const HEADER = "# Written by assumptions/importers/ccusage.ts";

/** Reports of other commands by the key that holds their rows. */
const OTHER_REPORTS: Readonly<Record<string, string>> = {
  weekly: "a weekly report",
  monthly: "a monthly report",
  sessions: "a report by session",
  session: "a report by session",
  blocks: "a report of five-hour blocks",
  projects: "a daily report split by project (`--instances`)",
};

/**
 * Reads the JSON of `ccusage daily --json` and returns the text of a version file (YAML) that extends `options.extends` and
 * sets `cc.tokens`, `cc.days`, `cc.cache_share` and `cc.output`, each with a reason and the record's last day as its date. A record
 * with a weekend in it also sets `cc.workdays` to all days of the year, since its average holds free days already.
 *
 * Days are counted from the first to the last, those without a row included, because the case study scales them to a calendar year.
 * Formats read: up to 18 (`date` in each row) and from 19 (`period`, `agent`, `metadata.agents`; of these only records of Claude Code
 * alone, for the price list is Claude's).
 *
 * @throws MemoError with every problem found: no JSON, another report, no days, fields missing or of the wrong kind, days that stand
 * twice, sums that don't add up, a name that can't be a version's.
 */
export function importCcusage(json: string, options: CcusageOptions): string {
  const named = nameProblem(options.name);
  if (named) throw new MemoError([named]);
  const usage = readCcusage(json, options.file);
  const { first, last } = usage;
  const own = "Own record of ccusage in place of the original memo's sample.";
  const entries = [
    entry("tokens", `${usage.total} token`, own, last, [
      `${usage.input} of fresh input, ${usage.cacheCreation} written to cache, ${usage.cacheRead} read from it, ${usage.output} written by the model`,
      ...(usage.cost === undefined
        ? []
        : [`the tool's own price for all of it is ${usage.cost.toFixed(2)} US dollars`]),
    ]),
    entry("days", `${usage.days} day`, own, last, [
      `from ${first} to ${last}, both included`,
      `${usage.active} of them with usage`,
    ]),
    entry("cache_share", String(Number((usage.cacheRead / usage.total).toPrecision(12))), own, last),
    entry("output", `${usage.output} token`, own, last, ["includes the model's thinking, which is billed as output"]),
    ...(usage.weekend
      ? [
          entry(
            "workdays",
            "365 day/year",
            "The record contains a weekend, so that its daily average is one of all days.",
            last,
          ),
        ]
      : []),
  ];
  return [
    `${HEADER} from ${options.file ?? "usage.json"}.`,
    `version: ${options.name}`,
    `as_of: ${last}`,
    `title: ${first === last ? `Claude Code on ${first}` : `Claude Code from ${first} to ${last}`}, a record of ccusage`,
    `extends: ${options.extends}`,
    "",
    "assumptions:",
    "  cc:",
    ...entries,
    "",
  ].join("\n");
}

function entry(name: string, value: string, reason: string, asOf: string, notes: readonly string[] = []): string {
  const lines = [
    `    ${name}:`,
    `      value: ${value}`,
    // The range of the version below belongs to its own value.
    `      low: ${value}`,
    `      high: ${value}`,
    "      distribution: point",
    `      kind: ${name === "workdays" ? "assumed" : "observed"}`,
    "      source: ccusage",
    `      as_of: ${asOf}`,
  ];
  const note = notes.join("; ");
  lines.push(
    `      note: ${JSON.stringify(note === "" ? "Counted by the tool." : `${note[0]?.toUpperCase()}${note.slice(1)}.`)}`,
  );
  lines.push(`      reason: ${JSON.stringify(reason)}`);
  return lines.join("\n");
}

function nameProblem(name: string): Diagnostic<string> | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name) && name !== "scenarios" && name !== "sources") return undefined;
  return {
    rule: "ccusage/name",
    severity: "error",
    message: `\`${name}\` can't name a version`,
    expected: "letters, digits, `-` and `_`, and neither `scenarios` nor `sources`",
  };
}

/**
 * Checks a record and adds it up.
 * @throws MemoError as `importCcusage` does.
 */
export function readCcusage(json: string, file = "usage.json"): Usage {
  const errors: Diagnostic<string>[] = [];
  const report: Report = (rule, message, place, expected, hint, notes) => {
    errors.push({
      rule: `ccusage/${rule}`,
      severity: "error",
      message,
      ...(place ? { place } : {}),
      ...(expected ? { expected } : {}),
      ...(hint ? { hint } : {}),
      ...(notes ? { notes } : {}),
    });
  };
  const root = parse(file, json, report);
  const rows = root && dailyRows(root, report);
  const days = rows?.flatMap((row, i) => readDay(row, i, report) ?? []);
  if (days && errors.length === 0) checkOnce(days, report);
  if (root?.kind === "map" && days && errors.length === 0) checkTotals(root, days, report);
  if (!days || errors.length > 0) throw new MemoError(errors);
  return addUp(days);
}

/** Notes a problem; returns nothing, so that a reader can end with it. */
type Report = (
  rule: string,
  message: string,
  place?: Place,
  expected?: string,
  hint?: string,
  notes?: string[],
) => undefined;

/** JSON with places. Its own parser says whether it is JSON; the YAML reader, of which JSON is a part, knows where things stand. */
function parse(file: string, json: string, report: Report): YamlNode | undefined {
  // A byte order mark and tabs take one column each, as the blanks that replace them do.
  const text = json.replace(/^\uFEFF/, " ").replaceAll("\t", " ");
  const top = { file, start: { line: 1, column: 1 } };
  if (text.trim() === "") {
    report("empty", `${file} is empty`, top, DAILY, RERUN);
    return undefined;
  }
  try {
    JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const begin = text.length - text.trimStart().length;
    const end = text.trimEnd().length;
    // Where the parser names no place it stumbled at the first sign, or over the end.
    const named = /at position (\d+)/.exec(said)?.[1];
    const at = named === undefined ? (/end of JSON/.test(said) ? end : begin) : Math.min(Number(named), end);
    const start = new LineMap(text).at(at);
    const what = at >= end ? "it ends too early" : `unexpected \`${String.fromCodePoint(text.codePointAt(at) ?? 32)}\``;
    const table = /[│┌]|^\s*╭/.test(text) || /^\s*(?:Warning|Error|ccusage)/.test(text);
    report(
      "not-json",
      `${file} is not JSON: ${what}`,
      { file, start },
      DAILY,
      table ? "this looks like the tool's table or its messages; add `--json`" : undefined,
    );
    return undefined;
  }
  const problems = new Problems("assumptions");
  const root = parseYaml(file, text, problems);
  for (const { rule, message, place, expected, hint } of problems.list())
    report(rule.replace(/^assumptions\//, ""), message, place, expected, hint);
  return problems.failed ? undefined : root;
}

function dailyRows(root: YamlNode, report: Report): readonly YamlNode[] | undefined {
  const none = (place: Place): undefined =>
    report(
      "no-days",
      "the record holds no days",
      place,
      "at least one day with usage",
      "without `--since`, or with an earlier day, `ccusage daily --json` may find some",
    );
  if (root.kind === "list" && root.items.length === 0) return none(root.place);
  if (root.kind !== "map")
    return report("shape", `the record is ${kindOf(root)}`, root.place, `\`{"daily": […], "totals": {…}}\`, ${DAILY}`);
  const daily = root.get("daily");
  if (!daily) {
    const other = root.entries.find((e) => Object.hasOwn(OTHER_REPORTS, e.key));
    if (other) {
      report(
        "other-report",
        `this is ${OTHER_REPORTS[other.key]}`,
        other.keyPlace,
        `days under \`daily\`, ${DAILY}`,
        RERUN,
      );
      return undefined;
    }
    const keys = root.entries.map((e) => e.key);
    const near = keys.find((key) => didYouMean(key, ["daily"]));
    report(
      "no-daily",
      `the record has no \`daily\`${near ? `, but a key \`${near}\`` : ""}`,
      near ? root.get(near)?.keyPlace : root.place,
      `days under \`daily\`, ${DAILY}`,
      near ? "did you mean `daily`?" : RERUN,
    );
    return undefined;
  }
  if (daily.value.kind !== "list") {
    report("shape", `\`daily\` is ${kindOf(daily.value)}`, daily.value.place, "a list of days");
    return undefined;
  }
  return daily.value.items.length === 0 ? none(daily.value.place) : daily.value.items;
}

interface Day {
  date: string;
  /** In the order of COUNTS. */
  counts: readonly number[];
  total: number;
  cost?: number;
  place: Place;
}

function readDay(row: YamlNode, index: number, report: Report): Day | undefined {
  if (row.kind !== "map") {
    report("shape", `day ${index + 1} is ${kindOf(row)}`, row.place, `\`{"date": …, "inputTokens": …, …}\``);
    return undefined;
  }
  const strangers = agentsOf(row).filter(({ name }) => name !== "claude" && name !== "all");
  for (const { name, place } of strangers)
    report(
      "other-agent",
      `day ${index + 1} holds usage of \`${name}\``,
      place,
      "usage of Claude Code alone, whose prices the memo applies",
      CLAUDE_ONLY,
    );
  if (strangers.length > 0) return undefined;

  const dated = readDate(row, index, report);
  const subject = dated ? `the day ${dated.date}` : `day ${index + 1}`;
  const counts = COUNTS.map((key) => count(row, key, subject, report));
  const total = count(row, "totalTokens", subject, report);
  const cost = costOf(row, subject, report);
  if (!dated || total === undefined || cost === "wrong") return undefined;
  const whole: number[] = [];
  for (const one of counts)
    if (one === undefined) return undefined;
    else whole.push(one);
  const sum = add(whole);
  if (sum !== total) {
    report(
      "day-sum",
      `the four counts of ${subject} add up to ${sum}, not to its \`totalTokens\`, ${total}`,
      row.get("totalTokens")?.value.place,
      `${sum}`,
      "the file was edited, or mixes tools that count differently",
    );
    return undefined;
  }
  return { date: dated.date, counts: whole, total, ...(cost === undefined ? {} : { cost }), place: dated.place };
}

/** Tools whose usage a row holds; from version 19 on the tool reads the logs of several. */
function agentsOf(row: YamlMap): { name: string; place: Place }[] {
  const meta = row.get("metadata")?.value;
  const listed = meta?.kind === "map" ? meta.get("agents")?.value : undefined;
  const nodes = [row.get("agent")?.value, ...(listed?.kind === "list" ? listed.items : [])];
  return nodes.flatMap((node) =>
    node?.kind === "scalar" && typeof node.value === "string" ? [{ name: node.value, place: node.place }] : [],
  );
}

function readDate(row: YamlMap, index: number, report: Report): { date: string; place: Place } | undefined {
  const found = row.get("date") ?? row.get("period");
  const expected = 'a day such as `"2026-03-06"`';
  if (!found) {
    const other = row.entries.find((e) => ["week", "month", "sessionId", "session"].includes(e.key));
    const near = row.entries.find((e) => didYouMean(e.key, ["date", "period"]));
    const at = other ?? near;
    report(
      "no-date",
      `day ${index + 1} has no \`date\`${at ? `, but \`${at.key}\`` : ""}`,
      at?.keyPlace ?? row.place,
      "`date`, or `period` as newer versions write",
      other ? RERUN : near && "did you mean `date`?",
    );
    return undefined;
  }
  const { value } = found;
  const text = value.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
  if (text === undefined || text.length !== 10 || dateProblem(text)) {
    report(
      "date",
      `\`${found.key}\` of day ${index + 1} is ${kindOf(value)}`,
      value.place,
      expected,
      text && /^\d{4}-(?:\d{2}|W\d{2})$/.test(text) ? RERUN : undefined,
    );
    return undefined;
  }
  return { date: text, place: value.place };
}

/** A count of tokens: a whole number, zero or more. */
function count(row: YamlMap, key: string, subject: string, report: Report): number | undefined {
  const found = row.get(key);
  if (!found) {
    const known: readonly string[] = [...COUNTS, "totalTokens"];
    const near = row.entries.find((e) => !known.includes(e.key) && (didYouMean(e.key, [key]) ?? sameWords(e.key, key)));
    report(
      "missing-field",
      `${subject} has no \`${key}\`${near ? `, but a key \`${near.key}\`` : ""}`,
      near?.keyPlace ?? row.place,
      `\`${key}\`, ${DAILY}`,
      near && `did you mean \`${key}\`?`,
    );
    return undefined;
  }
  const { value } = found;
  const number = value.kind === "scalar" && typeof value.value === "number" ? value.value : undefined;
  if (number !== undefined && Number.isSafeInteger(number) && number >= 0) return number;
  report(
    "count",
    `\`${key}\` of ${subject} is ${kindOf(value)}`,
    value.place,
    "a whole number of tokens, zero or more",
  );
  return undefined;
}

/** Whether two keys say the same in another way of writing: `cache_read_input_tokens`, `cacheReadTokens`. */
function sameWords(a: string, b: string): boolean {
  const words = (key: string): string =>
    key
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .split(/[ _-]+/)
      .filter((w) => w !== "input" || key.toLowerCase().startsWith("input"))
      .join(" ");
  return words(a) === words(b);
}

function costOf(row: YamlMap, subject: string, report: Report): number | undefined | "wrong" {
  const found = row.get("totalCost");
  if (!found) return undefined;
  const { value } = found;
  if (value.kind === "scalar" && typeof value.value === "number" && value.value >= 0) return value.value;
  report("cost", `\`totalCost\` of ${subject} is ${kindOf(value)}`, value.place, "US dollars, zero or more");
  return "wrong";
}

function checkOnce(days: readonly Day[], report: Report): void {
  const seen = new Map<string, Day>();
  for (const day of days) {
    const before = seen.get(day.date);
    if (!before) seen.set(day.date, day);
    else
      report(
        "duplicate-day",
        `the day ${day.date} stands here a second time`,
        day.place,
        "each day once",
        "reports of two machines are not added up by joining their lists",
        [`first at ${before.place.file}:${before.place.start.line}:${before.place.start.column}`],
      );
  }
}

/** The record's own totals against the sums of its days; a record without `totals` is taken as it is. */
function checkTotals(root: YamlMap, days: readonly Day[], report: Report): void {
  const total = add(days.map((day) => day.total));
  const totals = root.get("totals");
  if (totals && totals.value.kind !== "map")
    report("shape", `\`totals\` is ${kindOf(totals.value)}`, totals.value.place, "a map of sums");
  else if (totals?.value.kind === "map") {
    const sums = new Map<string, number>(COUNTS.map((key, i) => [key, add(days.map((day) => day.counts[i] ?? 0))]));
    sums.set("totalTokens", total);
    for (const [key, sum] of sums) {
      const said = count(totals.value, key, "`totals`", report);
      if (said !== undefined && said !== sum)
        report(
          "totals",
          `the days add up to ${sum} \`${key}\`, and \`totals\` says ${said}`,
          totals.value.get(key)?.value.place,
          `${sum}`,
          "a day was left out or added after the record was printed",
        );
    }
  }
  if (total === 0)
    report("no-tokens", "the record holds no tokens", root.get("daily")?.keyPlace, "at least one day with usage");
}

const DAY = 86_400_000;

function addUp(days: readonly Day[]): Usage {
  const dates = days.map((day) => day.date).sort();
  const [first, last] = [dates[0] ?? "", dates[dates.length - 1] ?? ""];
  const from = Date.parse(first);
  const span = Math.round((Date.parse(last) - from) / DAY) + 1;
  const weekday = (i: number): number => new Date(from + i * DAY).getUTCDay();
  const [input = 0, output = 0, cacheCreation = 0, cacheRead = 0] = COUNTS.map((_, i) =>
    add(days.map((day) => day.counts[i] ?? 0)),
  );
  const priced = days.every((day) => day.cost !== undefined);
  return {
    first,
    last,
    active: days.filter((day) => day.total > 0).length,
    days: span,
    weekend: Array.from({ length: Math.min(span, 7) }, (_, i) => weekday(i)).some((d) => d === 0 || d === 6),
    input,
    output,
    cacheCreation,
    cacheRead,
    total: add(days.map((day) => day.total)),
    ...(priced ? { cost: add(days.map((day) => day.cost ?? 0)) } : {}),
  };
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

function kindOf(node: YamlNode): string {
  if (node.kind === "map") return "an object";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "null";
  return typeof node.value === "string" ? `the text \`${node.text}\`` : `\`${node.text}\``;
}

/** The text of a file as a shell wrote it: UTF-8, or UTF-16 where PowerShell redirected it. */
export function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? "utf-16le" : "utf-8", { ignoreBOM: true }).decode(bytes);
}

function main(args: readonly string[]): number {
  const program = new Command("ccusage")
    .description("Turns what `ccusage daily --json` prints into a version of the memo's assumptions.")
    .argument("<usage.json>", "the record, or - for standard input")
    .requiredOption("-n, --name <version>", "name of the version to write")
    .option("-e, --extends <version>", "the version it extends (default: the latest)")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("-w, --write", "write assumptions/<version>.yaml instead of printing it")
    .parse([...args], { from: "user" });
  const options = program.opts<{ name: string; extends?: string; folder: string; write?: boolean }>();
  const file = program.args[0] ?? "-";
  const said = file === "-" ? "standard input" : file;
  const folder = join(options.folder, "assumptions");
  const target = join(folder, `${options.name}.yaml`);
  const fail = (diagnostics: readonly Diagnostic<string>[], text?: string): number => {
    process.stderr.write(
      `${formatDiagnostics(diagnostics, text === undefined ? {} : { sources: new Map([[said, text]]) })}\n`,
    );
    return 1;
  };
  let text: string;
  try {
    text = decode(readFileSync(file === "-" ? 0 : file));
  } catch (error) {
    const message = `${said} can't be read: ${error instanceof Error ? error.message : String(error)}`;
    return fail([{ rule: "ccusage/unreadable", severity: "error", message, expected: `a file that holds ${DAILY}` }]);
  }
  const base = options.extends ?? latest(folder, `${options.name}.yaml`);
  if (base === undefined) {
    const message = `there is no version in ${folder} to extend`;
    return fail([
      { rule: "ccusage/no-version", severity: "error", message, expected: "the memo's folder, named by --folder" },
    ]);
  }
  try {
    const yaml = importCcusage(text, { name: options.name, extends: base, file: said });
    if (!options.write) process.stdout.write(yaml);
    else if (existsSync(target) && !readFileSync(target, "utf8").startsWith(HEADER)) {
      const message = `${target} exists and was not written by this importer`;
      return fail([{ rule: "ccusage/exists", severity: "error", message, expected: "another --name" }]);
    } else {
      writeFileSync(target, yaml);
      process.stderr.write(`${target}: extends ${base}; build with \`--assumptions ${options.name}\`\n`);
    }
    return 0;
  } catch (error) {
    if (error instanceof MemoError) return fail(error.diagnostics, text);
    throw error;
  }
}

function latest(folder: string, besides: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== besides);
  return defaultVersion(
    new Map(names.map((name) => [`assumptions/${name}`, readFileSync(join(folder, name), "utf8")])),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.slice(2));
