import type { Diagnostic } from "../diagnostic.js";

/** The folders of a memo whose files are read. */
export const ROOMS = ["chapters", "assumptions"] as const;
export type Room = (typeof ROOMS)[number];

/** Names of files that are a part of the memo, or were meant to be: whoever reads them says what is wrong with the name. */
const READ: Readonly<Record<Room, RegExp>> = {
  chapters: /\.(?:md|markdown|mdown|mkdn?|mdwn|mdx|qmd|rmd)$/i,
  assumptions: /\.ya?ml$/i,
};

const EXPECTED: Readonly<Record<Room, string>> = {
  chapters: "chapters named like 06-supply.md, and nothing else",
  assumptions: "versions, scenarios and sources in files that end in .yaml, and nothing else",
};

/** Locks, drafts and copies that editors and systems leave. */
export const isLitter = (name: string): boolean =>
  name.startsWith(".") || name.endsWith("~") || /^#.*#$/.test(name) || /^(?:Thumbs\.db|desktop\.ini)$/i.test(name);

export const isRead = (room: Room, name: string): boolean => READ[room].test(name) && !isLitter(name);

/**
 * What is told of files and folders beside those that are read. Of folders only those that hold what would be read elsewhere are worth a
 * word.
 */
export function notRead(
  room: Room,
  others: readonly { name: string; kind: "file" | "folder" | "other" }[],
  namesIn: (folder: string) => readonly string[] = () => [],
): Diagnostic[] {
  return others.flatMap(({ name, kind }) => {
    if (isLitter(name)) return [];
    const inner = kind === "folder" ? namesIn(name).find((one) => isRead(room, one)) : undefined;
    if (kind === "folder" && inner === undefined && !READ[room].test(name)) return [];
    return [
      {
        rule: "project/not-read",
        severity: "warning",
        message:
          kind === "folder"
            ? `${name} is a folder, and ${inner === undefined ? "is" : `${inner} in it is`} not read`
            : kind === "other"
              ? `${name} is no file (a pipe, a socket or a device), and is not read`
              : `${name} is not read`,
        expected: EXPECTED[room],
        ...(kind === "file" ? nearest(room, name) : {}),
        place: { file: `${room}/${name}`, start: { line: 1, column: 1 } },
      },
    ];
  });
}

/** "03-risks.md.txt" was to be 03-risks.md, and so was "03-risks.md.bak" perhaps. */
function nearest(room: Room, name: string): { hint?: string } {
  const extension = room === "chapters" ? ".md" : ".yaml";
  const stem = /^(.+?)(?:\.(?:md|markdown|ya?ml|json|txt|text))+\s*$/i.exec(name.trim())?.[1];
  return stem === undefined ? {} : { hint: `to have it read, call it ${stem}${extension}` };
}
