import { append } from "../lists.js";
import { counted } from "../text/counts.js";
import { chapterFlows, chapterName, partsOf } from "./chapters.js";
import type { Flow, MemoGraph, Part } from "./model.js";

/** One line of a tree: words that may go over several lines, and how what follows the first is set in. */
interface Leaf {
  head: string;
  words: readonly string[];
}

/** The graph as trees, one a chapter, in so many columns: blocks with what they read, take and give. */
export function blocksText(graph: MemoGraph, width: number): string {
  const { flows } = graph;
  const into = grouped(flows, ({ to }) => to);
  const outOf = grouped(flows, ({ from }) => from);
  const sections = graph.chapters.map((chapter) => {
    const own = partsOf(graph, chapter.slug);
    const outputs = own.filter(({ kind }) => kind === "output");
    const givenBy = new Map(outputs.map((part) => [part, into.get(part)?.[0]?.from]));
    const branches = own.flatMap((part) => {
      if (part.kind === "output" && givenBy.get(part)) return [];
      const mine = outputs.filter((output) => givenBy.get(output) === part);
      const leaves: Leaf[] = [];
      const say = (head: string, words: readonly string[]): void => {
        if (words.length > 0) leaves.push({ head, words });
      };
      const comes = into.get(part) ?? [];
      say("reads", [...new Set(comes.filter(isRead).map(({ from }) => from.name))]);
      say(
        part.kind === "prose" ? "quotes" : "takes",
        takenWords(
          comes.filter((flow) => !isRead(flow)),
          into,
        ),
      );
      say(
        "outputs",
        mine.map(({ name }) => name),
      );
      const goes = [part, ...mine].flatMap((one) => outOf.get(one) ?? []).filter(({ to }) => !mine.includes(to));
      say("gives to", [...new Set(goes.map(({ to }) => whereTo(to, part, graph)))]);
      if (part.kind === "prose" && leaves.length === 0) return [];
      const kind = part.kind === "block" ? part.blockKind : part.kind === "output" ? "output" : undefined;
      return [{ title: part.kind === "prose" ? "prose" : `${part.name}${kind ? `  ${kind}` : ""}`, leaves }];
    });
    const [title, file] = [chapterName(chapter), chapter.file];
    return tree(title.length + 2 + file.length > width ? `${title}\n  ${file}` : `${title}  ${file}`, branches, width);
  });
  return [...assumptionsText(graph, into, width), ...sections].join("\n");
}

/** The graph of chapters as trees: what each takes of others and gives to them, by name. */
export function chaptersText(graph: MemoGraph, width: number): string {
  const flows = chapterFlows(graph);
  return graph.chapters
    .map((chapter) => {
      const own = partsOf(graph, chapter.slug);
      const reads = new Set(
        graph.flows.filter((flow) => isRead(flow) && flow.to.chapter === chapter.slug).map(({ from }) => from),
      );
      const count = (kind: Part["kind"]): number => own.filter((part) => part.kind === kind).length;
      const head = [
        counted(count("block"), "block"),
        counted(count("output"), "output"),
        `${counted(reads.size, "assumption")} read`,
      ].join(", ");
      const about = (words: string, other: (typeof flows)[number]["from"], names: readonly string[]) => ({
        title: `${words} ${chapterName(other)}`,
        leaves: [{ head: "", words: names }],
      });
      return tree(
        chapterName(chapter),
        [
          { title: head, leaves: [] },
          ...flows.filter(({ to }) => to === chapter).map(({ from, names }) => about("takes of", from, names)),
          ...flows.filter(({ from }) => from === chapter).map(({ to, names }) => about("gives to", to, names)),
        ],
        width,
      );
    })
    .join("\n");
}

const isRead = ({ from }: Flow): boolean => from.kind === "assumption";

/** What is taken of each block: "total ratio (stock)". */
function takenWords(flows: readonly Flow[], into: ReadonlyMap<Part, readonly Flow[]>): string[] {
  const blockOf = ({ from }: Flow): string =>
    (from.kind === "output" ? into.get(from)?.[0]?.from.name : undefined) ?? from.name;
  return [...grouped(flows, blockOf)].map(([block, some]) => {
    const names = some.flatMap((flow) => flow.names);
    return names.length === 1 && names[0] === block ? block : `${names.join(" ")} (${block})`;
  });
}

/** A block by its name, prose by its chapter's. */
function whereTo(to: Part, from: Part, { chapters }: MemoGraph): string {
  if (to.kind !== "prose") return to.name;
  const chapter = chapters.find(({ slug }) => slug === to.chapter);
  return to.chapter === from.chapter || !chapter ? "prose" : `prose of ${chapter.number ?? chapter.slug}`;
}

/** Assumptions by group, with what derived ones are computed from. */
function assumptionsText(graph: MemoGraph, into: ReadonlyMap<Part, readonly Flow[]>, width: number): string[] {
  const all = graph.parts.filter(({ kind }) => kind === "assumption");
  if (all.length === 0) return [];
  const groups = grouped(all, ({ name }) => name.split(".")[0] ?? name);
  const branches = [...groups].map(([group, members]) => ({
    title: group,
    leaves: [
      { head: "", words: members.map(({ name }) => (name === group ? name : name.slice(group.length + 1))) },
      ...members.flatMap((part) => {
        const from = (into.get(part) ?? []).map((flow) => flow.from.name);
        return from.length > 0 ? [{ head: `${part.name} from`, words: from }] : [];
      }),
    ],
  }));
  return [tree(counted(all.length, "assumption"), branches, width)];
}

function tree(title: string, branches: readonly { title: string; leaves: readonly Leaf[] }[], width: number): string {
  const lines = [title];
  for (const [index, branch] of branches.entries()) {
    const last = index === branches.length - 1;
    lines.push(`${last ? "└─" : "├─"} ${branch.title}`);
    const before = last ? "      " : "│     ";
    for (const { head, words } of branch.leaves) append(lines, wrapped(head, words, before, width));
  }
  return `${lines.join("\n")}\n`;
}

/** Words separated by commas on lines of at most `width` columns. */
function wrapped(head: string, words: readonly string[], before: string, width: number): string[] {
  const lines: string[] = [];
  let line = before + head;
  for (const piece of words.join(", ").split(" ")) {
    const next = line === before ? line + piece : `${line} ${piece}`;
    if (next.length > width && line.length > before.length) {
      lines.push(line);
      line = `${before}  ${piece}`;
    } else line = next;
  }
  return [...lines, line].map((one) => one.trimEnd());
}

function grouped<T, K>(list: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const at = key(one);
    const group = groups.get(at);
    if (group) group.push(one);
    else groups.set(at, [one]);
  }
  return groups;
}
