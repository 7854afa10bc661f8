import { assumptionOf, withoutBeside } from "../assumptions/index.js";
import type { Register } from "../assumptions/register/types.js";
import { type Block, type Chapter, type Fence, markedFence } from "../chapters/types.js";
import type { Place } from "../diagnostic.js";
import { letters } from "../document/numbering.js";
import { type ChapterTemplates, templatesOf } from "../document/prepare.js";
import type { Program } from "../notebook/analyse/program.js";
import { resultNames, type Study, studyType } from "../sensitivity/index.js";

/** What a memo's graph is made of. `prose` is the text of a chapter, which quotes values and gives none. */
export type PartKind = "assumption" | "block" | "output" | "prose";

/** One node. */
export interface Part {
  /** Unlike all others: `block:stock`. */
  key: string;
  kind: PartKind;
  /** What the memo calls it: an assumption's id, a block's id, an output's name, a chapter's slug. */
  name: string;
  /** The slug of its chapter; assumptions have none. */
  chapter?: string;
  place: Place;
  /** What people call it: the label of an assumption or output. */
  label?: string;
  /** Of blocks: what they are for. */
  blockKind?: Block["kind"];
}

/** Values that go from one node to another, by name: the names that a block takes of another, the paths that it reads of an assumption. */
export interface Flow {
  from: Part;
  to: Part;
  names: readonly string[];
}

export interface ChapterAbout {
  slug: string;
  /** As readers see it; absent for unnumbered ones. */
  number?: string;
  title: string;
  file: string;
}

/** The graph of a memo: chapters, and in memo order what is in them and what flows where. */
export interface MemoGraph {
  chapters: readonly ChapterAbout[];
  /** Assumptions in register order, then each chapter's blocks and outputs in memo order, with its prose last. */
  parts: readonly Part[];
  /** Ordered by what they come from, then by what they go to, as parts are. */
  flows: readonly Flow[];
}

export interface GraphSources {
  chapters: readonly Chapter[];
  program: Program;
  register: Register | undefined;
  studies: readonly Study[];
  /** From `prepareChapters`. */
  templates: readonly ChapterTemplates[];
}

/** The graph as the sources tell it, nothing run: what code and prose name, whether or not a run comes by there. */
export function memoGraph({ chapters, program, register, studies, templates }: GraphSources): MemoGraph {
  const parts = new Map<string, Part>();
  const add = (part: Omit<Part, "key">): void => {
    const key = `${part.kind}:${part.name}`;
    if (!parts.has(key)) parts.set(key, { key, ...part });
  };
  for (const { id, label, place } of register?.assumptions.values() ?? [])
    add({ kind: "assumption", name: id, place, label });
  for (const { slug, blocks, file } of chapters) {
    for (const block of blocks) {
      add({ kind: "block", name: block.id, chapter: slug, place: block.place, blockKind: block.kind });
      for (const { name, label, blockId, place } of program.outputs)
        if (blockId === block.id) add({ kind: "output", name, label, chapter: slug, place });
    }
    add({ kind: "prose", name: slug, chapter: slug, place: { file, start: { line: 1, column: 1 } } });
  }

  const flows = new Flows(parts);
  const outputs = new Set(program.outputs.map(({ name }) => name));
  const studyOf = new Map(studies.map(({ name, block }) => [name, block.id]));
  const claims = new Set(program.blocks.filter(({ block }) => block.kind === "claim").map(({ block }) => block.id));
  const idsUnder = assumptionsUnder(register);
  /** The node that gives a name: an output where it is one, else the block. */
  const giver = (name: string): string | undefined => {
    if (outputs.has(name)) return `output:${name}`;
    const block = program.names.get(name)?.blockId ?? studyOf.get(name) ?? (claims.has(name) ? name : undefined);
    return block === undefined ? undefined : `block:${block}`;
  };
  const take = (name: string, to: string): void => {
    const from = giver(name);
    if (from !== undefined) flows.add(from, to, name);
  };
  const read = (path: string, to: string): void => {
    for (const id of idsUnder(path)) flows.add(`assumption:${id}`, to, path);
  };

  for (const { id, restsOn = [] } of register?.assumptions.values() ?? [])
    for (const leaf of restsOn) flows.add(`assumption:${leaf}`, `assumption:${id}`, leaf);
  for (const { name, blockId } of program.outputs) flows.add(`block:${blockId}`, `output:${name}`, name);
  for (const { block, uses, usesTypes = [], givenPaths } of program.blocks) {
    const to = `block:${block.id}`;
    for (const name of [...uses, ...usesTypes]) take(name, to);
    for (const path of givenPaths) read(path, to);
  }
  for (const chapter of chapters)
    for (const [whole, part] of sideBySide(chapter)) flows.add(`block:${part}`, `block:${whole}`, part);
  for (const { block, request } of studies) {
    const to = `block:${block.id}`;
    for (const name of resultNames(request)) take(claims.has(name) ? name : (name.split(".")[0] ?? name), to);
    const named = [...(request.over ?? []), ...(studyType(request.kind).varies?.(request) ?? [])];
    for (const id of named) read(id, to);
  }
  for (const chapter of templates) {
    const to = `prose:${chapter.chapter.slug}`;
    for (const template of templatesOf(chapter)) {
      for (const { id } of template.claims) take(id, to);
      for (const { parts: path } of template.paths) {
        const [head = "", ...rest] = path;
        if (head === "given") read(rest.join("."), to);
        else take(head, to);
      }
    }
  }
  return { chapters: abouts(chapters), parts: [...parts.values()], flows: flows.list() };
}

/** Of figures side by side, the id of the whole and that of each part. */
function sideBySide({ prose, fences }: Chapter): [whole: string, part: string][] {
  if (!fences.some(({ type }) => type === "layout")) return [];
  const found: [string, string][] = [];
  let open: Extract<Fence, { type: "layout" }> | undefined;
  for (const line of prose.split("\n")) {
    const marked = markedFence(line.replace(/^[^\uE000]*|[^\uE001]*$/g, ""));
    const fence = marked === undefined ? undefined : fences[marked];
    if (marked === open?.end) open = undefined;
    else if (fence?.type === "layout") open = fence;
    else if (fence?.type === "block" && open?.block) found.push([open.block.id, fence.block.id]);
  }
  return found;
}

function abouts(chapters: readonly Chapter[]): ChapterAbout[] {
  let [number, appendix] = [0, 0];
  return chapters.map(({ slug, front, file }) => ({
    slug,
    ...(front.appendix ? { number: letters(++appendix) } : front.numbered ? { number: String(++number) } : {}),
    // What a title quotes is known when the memo has run.
    title: front.title.text.replace(/\{\{[\s\S]*?\}\}/g, "…"),
    file,
  }));
}

/** Collects flows, of which there is one between any two nodes. */
class Flows {
  private readonly found = new Map<string, { from: Part; to: Part; names: Set<string> }>();
  private readonly order: ReadonlyMap<string, number>;

  constructor(private readonly parts: ReadonlyMap<string, Part>) {
    this.order = new Map([...parts.keys()].map((key, at) => [key, at]));
  }

  add(fromKey: string, toKey: string, name: string): void {
    const [from, to] = [this.parts.get(fromKey), this.parts.get(toKey)];
    if (!from || !to || from === to) return;
    const key = `${fromKey} ${toKey}`;
    const flow = this.found.get(key) ?? { from, to, names: new Set() };
    this.found.set(key, flow);
    flow.names.add(name);
  }

  list(): Flow[] {
    const at = ({ key }: Part): number => this.order.get(key) ?? 0;
    return [...this.found.values()]
      .sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to))
      .map(({ from, to, names }) => ({ from, to, names: [...names].sort() }));
  }
}

/** The assumptions that a path under `given` can reach; `*` stands for a key known only when the code runs. */
function assumptionsUnder(register: Register | undefined): (path: string) => readonly string[] {
  if (!register) return () => [];
  const split = [...register.assumptions.keys()].map((id) => ({ id, own: id.split(".") }));
  const kept = new Map<string, readonly string[]>();
  const find = (path: string): readonly string[] => {
    const exact = path.includes("*") ? undefined : assumptionOf(register, path)?.id;
    if (exact !== undefined) return [exact];
    const inside = withoutBeside(register, path);
    const asked = inside === "*" || inside === "" ? [] : inside.split(".");
    // A path may end above the assumption, as a group does, or below it, at a key of a series.
    return split
      .filter(({ own }) => own.every((part, i) => asked[i] === undefined || asked[i] === "*" || asked[i] === part))
      .map(({ id }) => id);
  };
  return (path) => {
    const found = kept.get(path) ?? find(path);
    kept.set(path, found);
    return found;
  };
}
