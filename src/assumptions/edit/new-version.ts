import { pathsUnder } from "../register/given.js";
import type { Register } from "../register/types.js";
import { proseText, type Style } from "./scalar-text.js";

const STYLE: Style = { indent: 0, step: 2, flow: false, newline: "\n", width: 160 };

/** The text of a version file that extends another and changes nothing yet, with a comment that says how it would. */
export function newVersionText(
  parent: Register,
  { name, asOf, title, newline = "\n" }: { name: string; asOf: string; title?: string; newline?: string },
): string {
  const field = (key: string, text: string): string =>
    `${key}: ${proseText(text, { ...STYLE, column: key.length + 2 })}`;
  const lines = [
    `# What is different as of ${asOf}. Everything that does not stand here is as in ${parent.version}.`,
    field("version", name),
    field("extends", parent.version),
    field("as_of", asOf),
    ...(title === undefined ? [] : [field("title", title)]),
    "",
    ...example(parent, asOf),
    "assumptions:",
    "",
  ];
  return lines.join("\n").replaceAll("\n", newline);
}

/** A change of an assumption that the register has, as a comment. */
function example({ assumptions, sources }: Register, asOf: string): string[] {
  const given = [...assumptions.values()].filter(({ expression, data }) => expression === undefined && !data);
  const byYear = given.find(({ shape, keys }) => shape === "series" && keys.every((key) => /^\d+$/.test(key)));
  const shown = byYear ?? given[0];
  const path = shown && pathsUnder(shown).at(-1);
  if (!shown || path === undefined) return [];
  const source = shown.sources[0] ?? [...sources.keys()][0];
  const keys = path
    .slice(shown.id.length + 1)
    .split(".")
    .filter(Boolean);
  const value = keys.reduceRight((inner, key) => `{${key}: ${inner}}`, "…");
  const groups = shown.id.split(".");
  const inner = "  ".repeat(groups.length);
  const call = `memo set ${path} … ${source === undefined ? "" : `--source ${source} `}--as-of ${asOf} --because "…"`;
  return [
    "# A change states an assumption under its groups, what is different about it, and why:",
    "#",
    ...groups.map((group, depth) => `#   ${"  ".repeat(depth)}${group}:`),
    `#   ${inner}value: ${value}`,
    ...(source === undefined ? [] : [`#   ${inner}source: ${source}`]),
    `#   ${inner}as_of: ${asOf}`,
    `#   ${inner}reason: …`,
    "#",
    `# This writes it: ${call}`,
  ];
}
