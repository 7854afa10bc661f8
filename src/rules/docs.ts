import { largest } from "../lists.js";
import { BASE } from "./base.js";
import { commandLine, filesToShow, languageOf, ROOMS, roomOf } from "./describe.js";
import type { Example, Rule } from "./rule.js";

const NOTE = "<!-- Written by `npm run docs` from src/rules; edit the rule, not this page. -->";

/**
 * The pages of the documentation: `docs/rules.md`, and one for each rule.
 *
 * @param messages what a person reads of each wrong example, by rule
 * @returns text by path, relative to the repository
 */
export function rulePages(rules: readonly Rule[], messages: ReadonlyMap<string, string>): Map<string, string> {
  const pages = new Map([["docs/rules.md", index(rules)]]);
  for (const rule of rules) pages.set(`docs/rules/${rule.id}.md`, page(rule, messages.get(rule.id)));
  return pages;
}

function index(rules: readonly Rule[]): string {
  const rooms = [...new Set(rules.map(({ id }) => roomOf(id)))].sort();
  return text(
    "# Rules",
    NOTE,
    `What \`memo\` can find wrong, ${rules.length} rules in all. Each has an id, a severity and a page that says why it is there, with a
memo that breaks it and one that keeps it; both are run by the tests. \`memo explain <rule>\` prints the same on a terminal.`,
    "## Severities",
    `An **error** ends the build; a **warning** and a **hint** are told and let it pass. The front matter of the first chapter can say
otherwise for a memo:`,
    fenced("yaml", "memo:\n  rules:\n    stale/number: warning\n    unused/figure: off"),
    `Each rule may be \`error\`, \`warning\`, \`hint\` or \`off\`. The severity of a **fixed** rule can't be lowered: without it the report
would be wrong, or there would be none.`,
    "## Exceptions",
    `A warning or a hint that is right to stand is let stand where it is, with the reason: \`<!-- memo-ignore stale/number: a quotation -->\`
before a paragraph or at the end of a line, \`// memo-ignore …\` in a block, \`# memo-ignore …\` in an assumption file. Without a
reason it is an error, and one that lets nothing stand is a warning.`,
    ...rooms.flatMap((room) => [
      `## ${room}`,
      ...(ROOMS[room] === undefined ? [] : [ROOMS[room]]),
      table(rules.filter(({ id }) => roomOf(id) === room)),
    ]),
    "## The memo of the examples",
    "The files of each example are laid over these.",
    ...shown({ files: BASE }),
  );
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, fixed, fixable, summary }) =>
      `| [${id}](rules/${id}.md) | ${[severity, fixed && "fixed", fixable && "`--fix`"].filter(Boolean).join(", ")} | ${summary.replaceAll("|", "\\|")} |`,
  );
  return ["| rule | severity | what is wrong |", "| --- | --- | --- |", ...rows].join("\n");
}

function page(rule: Rule, message: string | undefined): string {
  const { id, severity, summary, why } = rule;
  return text(
    `# ${id}`,
    NOTE,
    `**${severity}**: ${summary}.`,
    why,
    ...("example" in rule
      ? ["## Example", `None: ${rule.because}.`]
      : [
          `The files of both examples are laid over ${BASE_MEMO.toLowerCase()}.`,
          "## Wrong",
          ...shown(rule.wrong),
          ...(message === undefined ? [] : ["What is told:", fenced("text", message.trimEnd())]),
          "## Right",
          ...shown(rule.right),
        ]),
    "## Severity",
    settings(rule),
    ...(rule.fixable ? ["## Fix", "`memo check --fix` puts it right."] : []),
  );
}

function settings({ id, severity, fixed }: Rule): string {
  if (fixed) return "Fixed: it can't be lowered, since the report would be wrong, or there would be none.";
  const other = severity === "error" ? "warning" : "off";
  const told = `In the front matter of the first chapter:\n\n${fenced("yaml", `memo:\n  rules:\n    ${id}: ${other}`)}`;
  return severity === "error"
    ? told
    : `${told}\n\nOr beside what is to stand, with the reason: \`<!-- memo-ignore ${id}: the reason -->\`.`;
}

function shown(example: Example): string[] {
  const command = commandLine(example);
  const files = filesToShow(example);
  if (files.length === 0 && command === undefined) return [`${BASE_MEMO} as it is.`];
  return [
    ...files.flatMap(({ path, content }) => [`\`${path}\``, fenced(languageOf(path), content)]),
    ...(command === undefined ? [] : [fenced("sh", command)]),
  ];
}

const BASE_MEMO = "The [memo of the examples](../../rules.md#the-memo-of-the-examples)";

/** A fence longer than any in the text. */
function fenced(language: string, content: string): string {
  const longest = Math.max(2, largest([...content.matchAll(/`{3,}/g)].map(([run]) => run.length)));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${content.replace(/\n$/, "")}\n${marks}`;
}

const text = (...parts: readonly string[]): string => `${parts.filter(Boolean).join("\n\n")}\n`;
