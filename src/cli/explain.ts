import { didYouMean } from "../diagnostic.js";
import { commandLine, filesToShow, ROOMS, roomOf } from "../rules/describe.js";
import { type Example, RULES, type Rule } from "../rules/index.js";
import { asJson } from "../text/shown.js";
import { wrap } from "../text/table.js";
import { printDiagnostics, type Terminal } from "./terminal/terminal.js";

export interface ExplainOptions {
  json: boolean;
}

/** `memo explain`: prints a rule, or lists those of a room or all. Returns the exit code. */
export function explain(id: string | undefined, { json }: ExplainOptions, terminal: Terminal): number {
  const room = id?.trim().replace(/\/$/, "");
  if (room === undefined || Object.hasOwn(ROOMS, room)) {
    const rules = RULES.filter((one) => room === undefined || roomOf(one.id) === room);
    terminal.out(
      json
        ? `${asJson(rules.map(({ id, severity, summary }) => ({ id, severity, summary })))}\n`
        : list(rules, terminal),
    );
    return 0;
  }
  const rule = RULES.find((one) => one.id === room);
  if (!rule) {
    const hint = nearestRule(room);
    const message = `there is no rule \`${id}\``;
    const expected = "the id of a rule, or what stands before its stroke; `memo explain` lists them";
    printDiagnostics(terminal, [{ rule: "explain/unknown", severity: "error", message, expected, hint }], new Map());
    return 2;
  }
  terminal.out(json ? `${asJson(withShortFiles(rule))}\n` : page(rule, terminal));
  return 0;
}

/** The rule with the files of its examples as they are shown; some are megabytes. */
function withShortFiles(rule: Rule): object {
  if ("example" in rule) return rule;
  const short = (example: Example): object => ({
    ...example,
    files: Object.fromEntries(filesToShow({ files: example.files }).map(({ path, content }) => [path, content])),
  });
  return { ...rule, wrong: short(rule.wrong), right: short(rule.right) };
}

/** A name without its room is that of the rules called so. */
function nearestRule(name: string): string | undefined {
  const [same, ...others] = RULES.filter(({ id }) => id.slice(id.indexOf("/") + 1) === name).map(({ id }) => id);
  if (same === undefined) return didYouMean(name, [...RULES.map(({ id }) => id), ...Object.keys(ROOMS)]);
  return `did you mean ${[same, ...others].map((id) => `\`${id}\``).join(" or ")}?`;
}

const COLORS = { error: "1;31", warning: "1;33", hint: "1;36", head: "1" } as const;

const painter =
  ({ outColor }: Terminal) =>
  (code: keyof typeof COLORS, text: string): string =>
    outColor ? `\u001b[${COLORS[code]}m${text}\u001b[0m` : text;

function list(rules: readonly Rule[], terminal: Terminal): string {
  const paint = painter(terminal);
  const width = terminal.columns ?? 80;
  const rooms = [...new Set(rules.map(({ id }) => roomOf(id)))].sort();
  const lines = rooms.flatMap((room) => [
    paint("head", room),
    ...wrap(ROOMS[room] ?? "", width - 2).map((line) => `  ${line}`),
    "",
    ...rules
      .filter(({ id }) => roomOf(id) === room)
      .flatMap(({ id, severity, summary }) => [
        `  ${paint("head", id)}  ${paint(severity, severity)}`,
        ...wrap(summary, width - 4).map((line) => `    ${line}`),
      ]),
    "",
  ]);
  return `${lines.join("\n")}\n${rules.length} rules; \`memo explain <rule>\` says more about one\n`;
}

function page(rule: Rule, terminal: Terminal): string {
  const paint = painter(terminal);
  const width = terminal.columns ?? 80;
  const { id, severity, summary, why, fixed, fixable } = rule;
  const told = `${severity}${fixed ? ", fixed" : ""}`;
  const parts: string[][] = [
    [`${paint("head", id)}  ${paint(severity, told)}`, ...wrap(summary, width)],
    wrap(why, width),
    ...("example" in rule
      ? [wrap(`There is no example: ${rule.because}.`, width)]
      : [
          [paint("head", "wrong"), ...shown(rule.wrong)],
          [paint("head", "right"), ...shown(rule.right)],
        ]),
    wrap(
      fixed
        ? "Its severity can't be lowered: the report would be wrong, or there would be none."
        : `\`memo: {rules: {${id}: off}}\` in the front matter of the first chapter turns it off; error, warning and hint set its severity.`,
      width,
    ),
    ...(fixable ? [["`memo check --fix` puts it right."]] : []),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Files and commands as they are, under what they are called; lines are not wrapped, so that they can be copied. */
function shown(example: Example): string[] {
  const command = commandLine(example);
  const files = filesToShow(example);
  if (files.length === 0 && command === undefined) return ["  the memo of the examples as it is"];
  return [
    ...files.flatMap(({ path, content }) => [
      `  ${path}`,
      ...content
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => `    ${line}`.trimEnd()),
    ]),
    ...(command === undefined ? [] : command.split("\n").map((line) => `  $ ${line}`)),
  ];
}
