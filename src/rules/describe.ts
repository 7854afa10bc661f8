import type { Example } from "./rule.js";

/** What the rules of a room are about. */
export const ROOMS: Readonly<Record<string, string>> = {
  assumptions: "Versions, scenarios and sources: the files of `assumptions/`, and what is set on the command line.",
  chapters: "Files, front matter and fences of `chapters/`.",
  check: "Exceptions from other rules, and what `memo check` compares.",
  comment: "`memo comment`, which puts a review under a pull request.",
  data: "Files of `data/` that assumptions declare, what is fetched into them, and their lock.",
  dev: "`memo dev`, the preview.",
  diagrams: "Diagrams in Graphviz's language.",
  diff: "`memo diff`: what is compared.",
  dimensions: "Units, followed through the arithmetic of blocks.",
  explain: "`memo explain`.",
  figures: "Charts and tables.",
  files: "Folders and files that memo writes, and what is in their place.",
  git: "Reading a memo from a git repository.",
  graph: "`memo graph`.",
  import: "`memo import`.",
  init: "`memo init`.",
  "new-version": "`memo new-version`.",
  notebook: "Blocks: their code, their names and what they compute.",
  outputs: "What blocks declare as outputs.",
  pdf: "Setting the PDF.",
  pictures: "Pictures from files.",
  printed: "Numbers that are printed as what they are not.",
  project: "The memo's folder and its files.",
  prose: "Sentences, and what they quote, refer to and cite.",
  publish: "Sites that memos are published to.",
  read: "Who read which passages, with which values.",
  review: "Results of a build that are compared.",
  sandbox: "What keeps blocks from the rest of the machine.",
  sensitivity: "Studies: what is moved, and how.",
  set: "`memo set`.",
  show: "`memo show`.",
  sql: "Queries: what they read, and what their results are.",
  stale: "Sentences that the numbers have left behind.",
  sweep: "Studies of a chapter, and `memo sweep`.",
  types: "Types of blocks and quoted values.",
  unused: "What nothing uses.",
  verify: "`memo verify`.",
  why: "`memo why`.",
};

export const roomOf = (id: string): string => id.slice(0, id.indexOf("/"));

const MOST_LINES = 24;
const LONGEST_LINE = 200;

/** The files of an example as they are shown, cut where they are long. */
export function filesToShow({ files, without = [] }: Example): { path: string; content: string }[] {
  const taken = without.map((path) => ({ path: `${path} (taken out)`, content: "" }));
  return [...Object.entries(files).map(([path, content]) => ({ path, content: short(content) })), ...taken];
}

function short(content: string): string {
  const lines = content.replace(/\n$/, "").split("\n");
  const kept = lines.slice(0, MOST_LINES).map((line) => {
    const left = line.length - LONGEST_LINE;
    return left > 0 ? `${line.slice(0, LONGEST_LINE)}… (${left} more characters)` : line;
  });
  const left = lines.length - kept.length;
  return `${[...kept, ...(left > 0 ? [`… (${left} more lines)`] : [])].join("\n")}\n`;
}

/** The lines that are typed for an example; undefined for one that is only built. */
export function commandLine({ before = [], command }: Example): string | undefined {
  if (before.length === 0 && !command) return undefined;
  const words = (command ?? ["build"]).map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`));
  return [...before, ["memo", ...words].join(" ")].join("\n");
}

export const languageOf = (path: string): string =>
  ({ md: "markdown", yaml: "yaml", yml: "yaml", json: "json" })[path.slice(path.lastIndexOf(".") + 1)] ?? "text";
