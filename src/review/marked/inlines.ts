import type { InlineNode } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { append } from "../../lists.js";
import { commonPairs } from "../../text/sequences.js";

/** A mark of elements around words: emphasis, a link. Words with the same one stand in one element. */
interface Around {
  key: string;
  make(children: readonly InlineNode[]): InlineNode;
}

/** The smallest piece of text that a change is shown in: a word with the white space behind it, or anything that is no text. */
interface Atom {
  /** Two atoms with the same key stand for each other. */
  key: string;
  /** What is read; the same for references whatever their numbers are. */
  said: string;
  node: InlineNode;
  around: readonly Around[];
}

/** A stretch of a text: what both sides have, or what one has in the place of the other's. */
interface Run {
  kind: "same" | "value" | "other";
  old: Atom[];
  now: Atom[];
}

const WORD = /(?:[\p{L}\p{N}\p{M}_]+(?:['’\-‑.,][\p{L}\p{N}]+)*|[^\s])\s*|\s+/gu;

/** A text that shows what changed in it, and where; undefined where both sides read the same. */
export interface MarkedText {
  children: InlineNode[];
  /** What changed in words: values as "old → new". */
  said: string;
}

/**
 * The newer of two texts with what went and came in its place. What went is plain text: nothing can be quoted or referred to that the memo no
 * longer has.
 *
 * @param id of the first change
 */
export function markText(
  old: readonly InlineNode[],
  now: readonly InlineNode[],
  id: () => string,
): MarkedText | undefined {
  const [before, after] = [atomsOf(old, []), atomsOf(now, [])];
  const runs = readable(runsOf(before, after));
  if (printedBy(before) === printedBy(after) || runs.every(({ kind }) => kind === "same")) return undefined;
  let place: { id: string } | undefined = { id: id() };
  const children: InlineNode[] = [];
  const add = (kind: "inserted" | "deleted", nodes: readonly InlineNode[]): void => {
    if (nodes.length === 0) return;
    children.push({ type: "change", kind, ...place, children: nodes });
    place = undefined;
  };
  const said: string[] = [];
  for (const run of runs) {
    if (run.kind === "same") {
      append(children, nested(run.now));
      continue;
    }
    const gone = nested(run.old.map(plainAtom).filter(({ said }) => said !== ""));
    const came = nested(run.now);
    add("deleted", gone);
    if (gone.length > 0 && came.length > 0 && !/\s$/.test(plainText(gone))) children.push({ type: "text", text: " " });
    add("inserted", came);
    said.push(saidOf(run));
  }
  // A mark without words, as of a footnote that went, has no place that a link could lead to.
  return place === undefined ? { children, said: said.join("; ") } : undefined;
}

/** A text that one side alone has. */
export function wholeText(kind: "inserted" | "deleted", nodes: readonly InlineNode[], id?: () => string): InlineNode[] {
  const children =
    kind === "inserted"
      ? [...nodes]
      : nested(
          atomsOf(nodes, [])
            .map(plainAtom)
            .filter(({ said }) => said !== ""),
        );
  if (children.length === 0) return [];
  return [{ type: "change", kind, id: id?.(), children }];
}

/** What a reader sees of a text, whichever of its words are quoted. */
function printedBy(atoms: readonly Atom[]): string {
  const pieces = atoms.map(({ node, around, key }) => {
    const marks = around.map((one) => one.key).join(" ");
    return { marks, text: node.type === "text" || node.type === "quote-value" ? node.text : `\u0000${key}\u0000` };
  });
  return pieces
    .map(({ marks, text }, at) => (marks === pieces[at - 1]?.marks ? text : `\u0001${marks}\u0001${text}`))
    .join("")
    .replace(/\s+/g, " ");
}

/** What a text says, as far as a change of it would be shown. */
export const textKey = (nodes: readonly InlineNode[]): string =>
  atomsOf(nodes, [])
    .map(({ key, said }) => `${key}\u0001${said}`)
    .join("\u0000");

function saidOf({ old, now }: Run): string {
  const text = (atoms: readonly Atom[]): string => plainText(atoms.map(({ node }) => node)).trim();
  const [gone, came] = [text(old), text(now)];
  if (gone !== "" && came !== "") return `${gone} → ${came}`;
  return came === "" ? `without “${gone}”` : `“${came}”`;
}

function atomsOf(nodes: readonly InlineNode[], around: readonly Around[]): Atom[] {
  const marks = around.map(({ key }) => key).join(" ");
  const atom = (key: string, said: string, node: InlineNode): Atom => ({
    key: `${marks}|${key}`,
    said: `${marks}|${said}`,
    node,
    around,
  });
  return nodes.flatMap((node): Atom[] => {
    switch (node.type) {
      case "text":
        return (node.text.match(WORD) ?? []).map((text) => atom(text.trim(), text.trim(), { type: "text", text }));
      case "emphasis":
      case "strong":
      case "strikethrough":
      case "subscript":
      case "superscript":
      case "key":
        return atomsOf(node.children, [...around, { key: node.type, make: (children) => ({ ...node, children }) }]);
      case "link": {
        const make = (children: readonly InlineNode[]): InlineNode => ({ ...node, children });
        return atomsOf(node.children, [...around, { key: `link ${node.href} ${node.title ?? ""}`, make }]);
      }
      case "quote-value":
        return [atom(`=${node.expression}`, node.text, node)];
      case "reference":
        return [atom(`@${node.target}`, "", node)];
      case "citation": {
        const text = plainText([node]);
        return [atom(text, text, node)];
      }
      case "footnoteReference":
        return [atom("[^]", "", node)];
      case "codespan":
        return [atom(`\`${node.text}`, node.text, node)];
      case "task":
        return [atom(`task ${node.done}`, "", node)];
      case "break":
        return [atom("\n", "", node)];
      case "math":
        return [atom(`$${node.tex}`, plainText([node]), node)];
      case "change":
        return atomsOf(node.children, around);
      default:
        return [];
    }
  });
}

function runsOf(old: readonly Atom[], now: readonly Atom[]): Run[] {
  const runs: Run[] = [];
  const add = (kind: Run["kind"], before: readonly Atom[], after: readonly Atom[]): void => {
    if (before.length + after.length === 0) return;
    const last = runs.at(-1);
    if (last?.kind === kind && kind !== "value") {
      append(last.old, before);
      append(last.now, after);
    } else runs.push({ kind, old: [...before], now: [...after] });
  };
  const keys = (atoms: readonly Atom[]): string[] => atoms.map(({ key }) => key);
  let [i, j] = [0, 0];
  for (const [x, y] of [...commonPairs(keys(old), keys(now)), [old.length, now.length] as const]) {
    add("other", old.slice(i, x), now.slice(j, y));
    const [before, after] = [old[x], now[y]];
    if (before && after) add(before.said === after.said ? "same" : "value", [before], [after]);
    [i, j] = [x + 1, y + 1];
  }
  return runs;
}

/** A sentence written anew is not shown in shreds: few words that stayed by chance between others count as changed. */
function readable(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  const length = (atoms: readonly Atom[]): number => plainText(atoms.map(({ node }) => node)).length;
  const size = ({ old, now }: Run): number => Math.max(length(old), length(now));
  runs.forEach((run, at) => {
    const [before, next] = [out.at(-1), runs[at + 1]];
    const isShort =
      run.kind === "same" &&
      before?.kind === "other" &&
      next?.kind === "other" &&
      run.now.every(({ node }) => node.type === "text") &&
      !/[.!?…]\s/.test(plainText(run.now.map(({ node }) => node))) &&
      length(run.now) <= Math.min(size(before), size(next));
    const joins = before?.kind === "other" && (isShort || run.kind === "other");
    if (before && joins) {
      append(before.old, run.old);
      append(before.now, run.now);
    } else out.push({ ...run, old: [...run.old], now: [...run.now] });
  });
  return out;
}

/** An atom of the older side as it can stand in the newer memo. */
function plainAtom({ around, ...atom }: Atom): Atom {
  const { node } = atom;
  const kept = around.filter(({ key }) => !key.startsWith("link "));
  if (node.type === "text" || node.type === "codespan") return { ...atom, said: node.text, around: kept };
  const text = plainText([node]);
  return { ...atom, said: text, node: { type: "text", text }, around: kept };
}

/** Atoms as nodes, in the elements around them. */
function nested(atoms: readonly Atom[], depth = 0): InlineNode[] {
  const nodes: InlineNode[] = [];
  for (let at = 0; at < atoms.length; ) {
    const first = atoms[at];
    const outer = first?.around[depth];
    if (!first) break;
    if (outer === undefined) {
      const last = nodes.at(-1);
      if (first.node.type === "text" && last?.type === "text")
        nodes[nodes.length - 1] = { type: "text", text: last.text + first.node.text };
      else nodes.push(first.node);
      at++;
      continue;
    }
    let end = at;
    while (atoms[end]?.around[depth]?.key === outer.key) end++;
    nodes.push(outer.make(nested(atoms.slice(at, end), depth + 1)));
    at = end;
  }
  return nodes;
}
