import { ROOMS, roomOf } from "../../src/rules/describe.js";
import { RULES } from "../../src/rules/index.js";
import { head, rows } from "./markdown.js";

/** The appendix of the guide that lists every message, made of the rules themselves. */
export function rulesChapter(): string {
  const rooms = [...new Set(RULES.map(({ id }) => roomOf(id)))].sort();
  const section = (room: string): string => {
    const own = RULES.filter(({ id }) => roomOf(id) === room);
    const listed = own.map(({ id, severity, fixed, fixable, summary }) => [
      `\`${id}\``,
      [severity, fixed && "fixed", fixable && "`--fix`"].filter(Boolean).join(", "),
      summary,
    ]);
    const about = ROOMS[room] === undefined ? "" : `${ROOMS[room]}\n\n`;
    return `## \`${room}\` {#sec-rules-${room}}\n\n${about}${rows(["Rule", "Severity", "What is wrong"], listed)}\n`;
  };
  return `${head("Rules", "`src/rules`", "appendix: true\n")}
What \`memo\` can find wrong. \`memo explain <rule>\` prints why a rule is there, with a memo that breaks it and one that keeps it; so do the pages below \`docs/rules/\`.

An **error** ends the build; a **warning** and a **hint** are told and let it pass. The first chapter's front matter can say otherwise, \`memo: {rules: {unused/figure: off}}\`, but of a
**fixed** rule. A warning that is right to stand is let stand where it is, with the reason: \`<!-- memo-ignore stale/number: a quotation -->\`. \`memo check --fix\` mends those with \`--fix\`.

${rooms.map(section).join("\n")}`;
}
