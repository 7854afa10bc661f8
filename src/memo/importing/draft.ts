import { parse } from "yaml";
import { readChapters } from "../../chapters/index.js";
import { type Diagnostic, sortDiagnostics } from "../../diagnostic.js";
import { prepareChapters } from "../../document/prepare.js";
import { readPicture } from "../../pictures/index.js";
import { slugOf } from "../../text/slug.js";
import { carry } from "./carry.js";
import { type ImportedLine, notebookText } from "./notebook.js";

/** A first draft of chapters made of another program's report. */
export interface ImportDraft {
  /** By their paths in the memo. */
  chapters: ReadonlyMap<string, string>;
  pictures: ReadonlyMap<string, Uint8Array>;
  /** What was not carried over or is to be looked at, with where it stood. */
  left: readonly { at: string; what: string }[];
  /** What the draft itself has that a build would tell of. */
  diagnostics: readonly Diagnostic[];
}

export const IMPORTED = [".ipynb", ".qmd", ".Rmd", ".rmd", ".md", ".markdown"] as const;

export interface ImportInput {
  /** "report.qmd" */
  name: string;
  text: string;
  /** A file beside it, by its path in the text; undefined where there is none. */
  file(path: string): Uint8Array | undefined;
  /** Number of the first chapter that is written. */
  number: number;
  /** Names of pictures that are taken. */
  taken: ReadonlySet<string>;
  sources: ReadonlySet<string>;
}

/** @throws Error with a message for people where the text is none of its kind */
export function importDraft({ name, text, file, number, taken, sources }: ImportInput): ImportDraft {
  const source = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const notebook = name.endsWith(".ipynb") ? notebookText(name, source) : undefined;
  const written =
    notebook?.lines ?? source.split("\n").map((line, n): ImportedLine => ({ text: line, at: `line ${n + 1}` }));
  const { front, body, left: inFront } = takeFront(written);
  const names = new Set(taken);
  const carried = carry(body, { sources, pictureName: (path) => freeName(path.replace(/^.*\//, ""), names) });
  const left = [...inFront, ...(notebook?.left ?? []), ...carried.left];
  const lost = number === 1 ? [] : memoKeys(front, carried.chapters[0]?.title !== undefined);
  if (lost.length > 0)
    left.push({
      at: written[0]?.at ?? "",
      what: `of the front matter, for that of the memo's first chapter: ${lost.join(", ")}`,
    });
  const pictures = new Map<string, Uint8Array>();
  for (const [path, own] of carried.pictures) {
    const bytes = notebook?.pictures.get(path) ?? file(path);
    if (!bytes) left.push({ at: path, what: "a picture that is not there" });
    else {
      const read = readPicture(own, bytes);
      if ("fault" in read) left.push({ at: path, what: `a picture that ${read.fault.message}` });
      pictures.set(own, bytes);
    }
  }
  const stem = name.replace(/\.[^.]*$/, "");
  const chapters = new Map<string, string>();
  for (const [n, { title, slug: given, unnumbered, lines }] of carried.chapters.entries()) {
    const own = title ?? (n === 0 ? front.title : undefined) ?? stem;
    const body = tidied(lines.join("\n"));
    const slug = given ?? (shortSlug(own) || shortSlug(stem) || "chapter");
    const keys = number + n === 1 ? memoKeys(front, title !== undefined) : [];
    const memo = keys.length > 0 ? `memo:\n${keys.map((line) => `  ${line}\n`).join("")}` : "";
    const summary = n === 0 && front.summary ? `summary: ${JSON.stringify(front.summary)}\n` : "";
    chapters.set(
      `chapters/${String(number + n).padStart(2, "0")}-${slug}.md`,
      `---\ntitle: ${JSON.stringify(own)}\n${unnumbered ? "numbered: false\n" : ""}${summary}${memo}---\n\n${body}\n`,
    );
  }
  const order = ({ at }: { at: string }): number => Number(/\d+$/.exec(at)?.[0] ?? 0);
  left.sort((a, b) => order(a) - order(b));
  return { chapters, pictures, left, diagnostics: problemsOf(chapters, sources) };
}

interface Front {
  title?: string;
  subtitle?: string;
  authors: string[];
  summary?: string;
}

const KNOWN_KEYS = new Set(["title", "subtitle", "author", "authors", "abstract", "description"]);

function takeFront(lines: readonly ImportedLine[]): {
  front: Front;
  body: ImportedLine[];
  left: { at: string; what: string }[];
} {
  const end =
    lines[0]?.text.trim() === "---" ? lines.findIndex(({ text }, n) => n > 0 && /^(?:---|\.\.\.)\s*$/.test(text)) : -1;
  if (end === -1) return { front: { authors: [] }, body: [...lines], left: [] };
  const body = lines.slice(end + 1);
  let read: unknown;
  try {
    read = parse(
      lines
        .slice(1, end)
        .map(({ text }) => text)
        .join("\n"),
      { maxAliasCount: 0 },
    );
  } catch {
    return {
      front: { authors: [] },
      body,
      left: [{ at: lines[0]?.at ?? "", what: "the front matter, which can't be read" }],
    };
  }
  const facts = (typeof read === "object" && read !== null ? read : {}) as Record<string, unknown>;
  const text = (value: unknown): string | undefined =>
    typeof value === "string" || typeof value === "number"
      ? String(value).replace(/\s+/g, " ").trim() || undefined
      : undefined;
  const people = facts.author ?? facts.authors;
  const authors = (Array.isArray(people) ? people : people === undefined ? [] : [people]).flatMap(
    (one) => text(one) ?? text((one as { name?: unknown } | null)?.name) ?? [],
  );
  const others = Object.keys(facts).filter((key) => !KNOWN_KEYS.has(key));
  const left = others.length > 0 ? [{ at: lines[0]?.at ?? "", what: `of the front matter: ${others.join(", ")}` }] : [];
  const [title, subtitle, summary] = [
    text(facts.title),
    text(facts.subtitle),
    text(facts.abstract ?? facts.description),
  ];
  return {
    front: { title, subtitle, authors, summary },
    body,
    left,
  };
}

/** What the first chapter of a memo says of the whole, as lines of YAML. */
const memoKeys = ({ title, subtitle, authors }: Front, hasTitle: boolean): string[] => [
  ...(title && hasTitle ? [`title: ${JSON.stringify(title)}`] : []),
  ...(subtitle ? [`subtitle: ${JSON.stringify(subtitle)}`] : []),
  ...(authors.length > 0 ? [`authors: ${JSON.stringify(authors)}`] : []),
];

/** A name that none has yet, which is taken with it. */
function freeName(wanted: string, names: Set<string>): string {
  let own = wanted;
  for (let n = 2; names.has(own); n++) own = wanted.replace(/(\.[^.]*)?$/, `-${n}$1`);
  names.add(own);
  return own;
}

const tidied = (text: string): string =>
  text
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const shortSlug = (text: string): string => slugOf(text).slice(0, 40).replace(/-+$/, "");

function problemsOf(chapters: ReadonlyMap<string, string>, sources: ReadonlySet<string>): Diagnostic[] {
  const read = readChapters(chapters);
  const { diagnostics } = prepareChapters(read.chapters, { names: new Set(["given"]), sources });
  return sortDiagnostics([...read.diagnostics, ...diagnostics]);
}
