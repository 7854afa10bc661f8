import type { CodeNode } from "../../document/tree.js";

/** Letters of an expression that still reads as one line. */
const LONGEST = 96;

/**
 * One line on how a block makes a name: the comment behind or above its declaration, else what it is set to, where that is short, else the
 * comment at the head of the block; of a formula the formula, of a query that comment. Undefined where none of these is there.
 */
export function howMade({ text, kind }: Pick<CodeNode, "text" | "kind">, name: string | undefined): string | undefined {
  const lines = text.split("\n").filter((line) => !/^\s*(?:\/\/|#|--)\|/.test(line));
  if (kind === "formula") return oneLine(lines.filter((line) => !/^\s*#/.test(line)).join(" "));
  if (kind === "sql") {
    const end = lines.findIndex((line) => !/^\s*--/.test(line));
    return readable(
      lines
        .slice(0, Math.max(0, end))
        .map((line) => line.replace(/^\s*--\s?/, "").trim())
        .join(" "),
    );
  }
  const at = name === undefined ? -1 : lines.findIndex((line) => declares(line, name));
  return (
    (at >= 0
      ? (commentBehind(lines[at] ?? "") ?? commentAbove(lines, at) ?? setTo(lines, at, name ?? ""))
      : undefined) ??
    commentAbove(
      lines,
      lines.findIndex((line) => line.trim() !== "" && !/^\s*\/\//.test(line)),
    )
  );
}

const word = (name: string): string => name.replace(/[^\w]/g, "\\$&");

function declares(line: string, name: string): boolean {
  return new RegExp(`^(?:export\\s+)?(?:const|let|function)\\s+${word(name)}(?![\\w$])`).test(line);
}

function commentBehind(line: string): string | undefined {
  return readable(/;\s*\/\/\s?(.+)$/.exec(line)?.[1]);
}

function commentAbove(lines: readonly string[], at: number): string | undefined {
  const said: string[] = [];
  for (let i = at - 1; i >= 0; i--) {
    const comment = /^\s*\/\/\s?(.*)$/.exec(lines[i] ?? "")?.[1];
    if (comment === undefined) break;
    said.unshift(comment.trim());
  }
  return readable(said.join(" "));
}

/** "gw_start + gw_added" of `const gw_end = gw_start + gw_added;`, and of an output what it is made of. */
function setTo(lines: readonly string[], at: number, name: string): string | undefined {
  const rest = lines
    .slice(at, at + 3)
    .join(" ")
    .replace(/\s+/g, " ");
  const is = new RegExp(`^(?:export )?(?:const|let) ${word(name)}(?:: [\\w<>, ]+)? = (?:output\\()?(.*)$`).exec(
    rest,
  )?.[1];
  if (is === undefined) return undefined;
  const end = /^((?:[^;,{}()"'\x60]|\([^(){}]*\))+?)(?:;|, \{)/.exec(is)?.[1];
  return end === undefined ? undefined : oneLine(end);
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/\s+/g, " ").trim();
  return line === "" || line.length > LONGEST ? undefined : line;
}

/** A comment's first sentence; remarks for the checks of units or for tools say nothing to a reader. */
function readable(comment: string | undefined): string | undefined {
  if (comment === undefined || /^(?:memo-ignore|biome-ignore|eslint|@ts-)/.test(comment.trim())) return undefined;
  const line = comment.replace(/\s+/g, " ").trim();
  if (line.length < 8) return undefined;
  if (line.length <= 2 * LONGEST) return line;
  const first = /^.{8,180}?[.;:](?=\s)/.exec(line)?.[0];
  return first?.replace(/[;:]$/, ".");
}
