import { type Fenced, fenceAt } from "./fences.js";
import type { ImportedLine } from "./notebook.js";

/** Callouts by what MyST, Sphinx and Quarto call them. */
const CALLED: Readonly<Record<string, string>> = {
  note: "note",
  seealso: "note",
  admonition: "note",
  topic: "note",
  tip: "tip",
  hint: "tip",
  important: "important",
  warning: "warning",
  attention: "warning",
  caution: "caution",
  danger: "caution",
  error: "caution",
};

/** A directive of MyST: its name, what stands behind it, its options and its body. */
export interface Directive {
  name: string;
  argument: string;
  options: ReadonlyMap<string, string>;
  /** How many lines of the code are options. */
  head: number;
}

/** The callout that a name stands for; undefined for another directive. */
export const calloutNamed = (name: string): string | undefined =>
  Object.hasOwn(CALLED, name) ? CALLED[name] : undefined;

/** Code of another program's that runs: its language, what stands behind it. */
export const RUN = /^\{\s*\.?([A-Za-z]\w*)(?:[\s,]+([^}]*))?\}$/;

/** Directives that would be taken for a language that runs where nothing stands behind them. */
const KNOWN =
  /^(?:note|seealso|admonition|topic|tip|hint|important|warning|attention|caution|danger|error|figure|image|math|code|code-block|code-cell|sourcecode|include|literalinclude|list-table|csv-table|table|tab-set|tab-item|dropdown|card|grid|grid-item-card|margin|sidebar|aside|toctree|tableofcontents|bibliography|glossary|mermaid|eval-rst|epigraph|pull-quote|blockquote|highlights|contents|only|exercise|solution|theorem|lemma|proof|definition|corollary|proposition|example|remark|algorithm|axiom|criterion|conjecture|property|observation|assumption|versionadded|versionchanged|deprecated|todo|rubric|container|div|details|index|parsed-literal|embed|iframe|raw)$/;

export const CODE = /^(?:code|code-block|code-cell|sourcecode)$/;
/** Whose bodies are no Markdown. */
const LITERAL = /^(?:mermaid|eval-rst|raw|csv-table|toctree|bibliography|include|literalinclude|parsed-literal|index)$/;

/** The directive that the words behind a fence's mark begin: `{note} A title`, with options on the first lines, `:class: x` or between lines of `---`. */
function directiveOf(info: string, code: readonly string[]): Directive | undefined {
  const [, name = "", argument = ""] = /^\{([\w:-]+)\}\s*(.*)$/.exec(info) ?? [];
  if (name === "" || (RUN.test(info) && !KNOWN.test(name))) return undefined;
  const options = new Map<string, string>();
  let head = 0;
  const add = (line: string, pattern: RegExp): boolean => {
    const [, key, value = ""] = pattern.exec(line) ?? [];
    if (key !== undefined) options.set(key, value.trim());
    return key !== undefined;
  };
  if (code[0]?.trim() === "---") {
    const end = code.findIndex((line, n) => n > 0 && line.trim() === "---");
    for (const line of code.slice(1, Math.max(1, end))) add(line, /^\s*([\w-]+):\s*(.*)$/);
    head = end < 0 ? 0 : end + 1;
  } else while (head < code.length && add(code[head] ?? "", /^\s*:([\w-]+):\s*(.*)$/)) head++;
  return { name, argument, options, head };
}

/** A directive between a fence's marks or between colons. */
export interface Held {
  directive: Directive;
  fence: Fenced;
  /** Options first. */
  lines: readonly ImportedLine[];
  /** Between colons, where a directive unknown here holds running text. */
  isText: boolean;
  isClosed: boolean;
}

/** The directive that a line opens. */
export function directiveAt(lines: readonly ImportedLine[], first: number): Held | undefined {
  const [, indent = "", colons = "", written = ""] =
    /^(\s*)(:{3,})\s*(\{[\w:-]+\}.*?)\s*:*\s*$/.exec(lines[first]?.text ?? "") ?? [];
  const fence =
    colons === "" ? fenceAt(lines, first) : { indent, info: written, end: closedAt(lines, first, colons.length) };
  if (!fence) return undefined;
  const held = lines.slice(first + 1, fence.end);
  // Colons make a directive of any name.
  const directive = directiveOf(
    colons === "" ? fence.info : fence.info.replace(/\}\s*/, "} "),
    held.map(({ text }) => text),
  );
  return (
    directive && {
      directive,
      fence,
      lines: held,
      isText: colons !== "" && !LITERAL.test(directive.name),
      isClosed: fence.end < lines.length,
    }
  );
}

/** Index of the line of colons, as many at least, that closes a directive; others may stand in it, and code. The number of lines where it is never closed. */
function closedAt(lines: readonly ImportedLine[], first: number, colons: number): number {
  let within = 0;
  for (let n = first + 1; n < lines.length; n++) {
    n = fenceAt(lines, n)?.end ?? n;
    const [, mark = "", behind = ""] = /^\s*(:{3,})\s*(.*)$/.exec(lines[n]?.text ?? "") ?? [];
    if (mark.length < colons) continue;
    if (behind !== "") within++;
    else if (within-- === 0) return n;
  }
  return lines.length;
}

/** What a role of MyST comes to in a line, and what of it is to be told. @param ids what can be referred to */
export function roleOf(name: string, text: string, ids: ReadonlySet<string>): { text: string; left?: string } {
  const [, shown, target] = /^(.*?)\s*<([^<>]+)>$/.exec(text) ?? [];
  const own = target ?? text;
  if (/^cite(?::\w+)?$/.test(name)) {
    const keys = own.split(",").map((key) => `@${key.trim()}`);
    return { text: name === "cite:t" ? keys.join(", ") : `[${keys.join("; ")}]` };
  }
  if (name === "math") return { text: `$${text}$` };
  if (name === "kbd") return { text: `<kbd>${text}</kbd>` };
  if (name === "sub") return { text: `~${text}~` };
  if (name === "sup") return { text: `^${text}^` };
  if (name === "eq") return { text: `@eq-${own.replace(/^eq[:-]/, "").replaceAll(":", "-")}` };
  if (/^(?:ref|numref)$/.test(name)) {
    const written = own.replaceAll(":", "-");
    const id = ["", "sec-", "fig-", "eq-"].map((kind) => kind + written).find((one) => ids.has(one));
    if (id !== undefined) return { text: `@${id}` };
    return { text: shown || own, left: `a reference to \`${own}\`: \`@sec-…\`, \`@fig-…\` or \`@tbl-…\`` };
  }
  return { text: shown || text, left: `a role, {${name}}: its text is kept` };
}
