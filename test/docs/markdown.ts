import type { FieldTable } from "../../src/assumptions/files/field-table.js";

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** A table of Markdown. */
export function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

export function fields(table: FieldTable): string {
  return rows(
    ["Field", "Needed", "What it is"],
    Object.entries(table).map(([name, { required, about, type }]) => [
      `\`${name}\``,
      required ? "yes" : "",
      // One of a few words, where what it is doesn't say them.
      typeof type === "string" || type.every((word) => about.includes(`\`${word}\``))
        ? about
        : `${about} One of ${list(type)}.`,
    ]),
  );
}

export const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** What every written chapter begins with. */
export const head = (title: string, from: string, more = ""): string => `---
title: ${title}
${more}---

<!-- Written by \`npm run docs\` from ${from}; edit those, not this chapter. -->
`;

/** @throws for a name that the engine's readers take and the reference says nothing of */
export function said<T>(about: Readonly<Record<string, T>>, name: string, what: string): T {
  const found = about[name];
  if (found === undefined) throw new Error(`test/docs/words.ts says nothing of the ${what} \`${name}\``);
  return found;
}
