import type { Diagnostic } from "../../diagnostic.js";
import { components, groupBy, least, reachable } from "../../lists.js";
import { at, type BlockText } from "./block-text.js";
import { unitePaths } from "./paths.js";
import type { Program } from "./program.js";

/** A use of another block's name: an edge of the graph, by indices of blocks in memo order. */
export interface Edge {
  from: number;
  to: number;
  name: string;
  /** Stretch of the using block's code. */
  start: number;
  end: number;
}

/**
 * Indices so that each block stands after those it depends on. Of several that could come next, the first in the memo does.
 * Blocks in a cycle, and those behind one, come last.
 */
export function orderBlocks(count: number, edges: readonly Edge[]): number[] {
  const waiting = new Array<number>(count).fill(0);
  const users: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of distinct(edges)) {
    waiting[from] = (waiting[from] ?? 0) + 1;
    users[to]?.push(from);
  }
  const ready = new Heap();
  for (let i = 0; i < count; i++) if (waiting[i] === 0) ready.push(i);
  const order: number[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    order.push(next);
    for (const user of users[next] ?? []) {
      const left = (waiting[user] ?? 0) - 1;
      waiting[user] = left;
      if (left === 0) ready.push(user);
    }
  }
  if (order.length < count) {
    const placed = new Set(order);
    for (let i = 0; i < count; i++) if (!placed.has(i)) order.push(i);
  }
  return order;
}

/** One diagnostic for each group of blocks that depend on each other, with a shortest way around. */
export function cycles(texts: readonly BlockText[], edges: readonly Edge[]): Diagnostic[] {
  const next = groupBy(edges, ({ from }) => from);
  const found: Diagnostic[] = [];
  for (const group of circles(texts.length, next)) {
    const way = shortestWayAround(least(group), next, new Set(group));
    const first = way[0];
    const text = first && texts[first.from];
    if (!first || !text) continue;
    const id = (index: number): string => texts[index]?.block.id ?? "";
    const path = [...way.map((edge) => id(edge.from)), id(first.from)];
    found.push({
      rule: "notebook/cycle",
      severity: "error",
      message: `blocks depend on each other in a circle: ${shortened(path, (left) => `… ${left} more …`).join(" → ")}`,
      place: text.place(first.start, first.end),
      notes: shortened(way, () => undefined).map((edge) => {
        if (!edge) return "…";
        const place = texts[edge.from]?.place(edge.start, edge.end);
        return `\`${id(edge.from)}\` uses \`${edge.name}\` of \`${id(edge.to)}\`${place ? ` at ${at(place)}` : ""}`;
      }),
      hint: "move what both sides need into a block of its own",
    });
  }
  return found;
}

/** Steps of a way around at each of its ends that are told. */
const ENDS = 8;

/** The first and the last of a long list, with something in place of those between them. */
const shortened = <T, Gap>(all: readonly T[], gap: (left: number) => Gap): (T | Gap)[] =>
  all.length <= 2 * ENDS + 1 ? [...all] : [...all.slice(0, ENDS), gap(all.length - 2 * ENDS), ...all.slice(-ENDS)];

/** Sets of two or more blocks that all depend on each other. */
function circles(count: number, next: ReadonlyMap<number, readonly Edge[]>): number[][] {
  const blocks = Array.from({ length: count }, (_, block) => block);
  return components(blocks, (block) => (next.get(block) ?? []).map(({ to }) => to))
    .filter((group) => group.length > 1)
    .sort((a, b) => least(a) - least(b));
}

function shortestWayAround(
  start: number,
  next: ReadonlyMap<number, readonly Edge[]>,
  within: ReadonlySet<number>,
): Edge[] {
  const cameBy = new Map<number, Edge>();
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift())
    for (const edge of next.get(node) ?? []) {
      if (!within.has(edge.to) || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      if (edge.to === start) {
        const way: Edge[] = [];
        for (let back = cameBy.get(start); back; back = back.from === start ? undefined : cameBy.get(back.from))
          way.unshift(back);
        return way;
      }
      queue.push(edge.to);
    }
  return [];
}

function distinct(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>();
  return edges.filter(({ from, to }) => {
    const key = `${from} ${to}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** A binary heap of indices, least first. */
class Heap {
  private readonly items: number[] = [];

  push(item: number): void {
    let i = this.items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = this.items[parent] ?? 0;
      if (above <= item) break;
      this.items[i] = above;
      i = parent;
    }
    this.items[i] = item;
  }

  pop(): number | undefined {
    const least = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return least;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.items.length) break;
      if ((this.items[child + 1] ?? Number.POSITIVE_INFINITY) < (this.items[child] ?? 0)) child++;
      const below = this.items[child] ?? 0;
      if (below >= last) break;
      this.items[i] = below;
      i = child;
    }
    this.items[i] = last;
    return least;
  }
}

/**
 * A block with all it depends on: their ids in program order, and the static read paths of all of them together. What the
 * block's value can change with is this and nothing else.
 */
export function closure(program: Program, blockId: string): Closure {
  const ofProgram = closures.get(program) ?? new Map<string, Closure>();
  closures.set(program, ofProgram);
  const known = ofProgram.get(blockId) ?? findClosure(program, blockId);
  ofProgram.set(blockId, known);
  return known;
}

interface Closure {
  readonly blocks: readonly string[];
  readonly givenPaths: readonly string[];
}

const closures = new WeakMap<Program, Map<string, Closure>>();

function findClosure(program: Program, blockId: string): Closure {
  const byId = new Map(program.blocks.map((analysed) => [analysed.block.id, analysed]));
  const within = reachable([blockId], (id) => byId.get(id)?.dependsOn ?? []);
  const members = program.blocks.filter((analysed) => within.has(analysed.block.id));
  return {
    blocks: members.map((analysed) => analysed.block.id),
    givenPaths: unitePaths(members.flatMap((analysed) => analysed.givenPaths)),
  };
}

/** Ids of the blocks whose value can change with a name of one of these blocks, themselves included, in program order. */
export function dependents(program: Program, blockIds: ReadonlySet<string>): string[] {
  const touched = new Set<string>();
  for (const { block, dependsOn } of program.blocks)
    if (blockIds.has(block.id) || dependsOn.some((id) => touched.has(id))) touched.add(block.id);
  return program.blocks.map(({ block }) => block.id).filter((id) => touched.has(id));
}
