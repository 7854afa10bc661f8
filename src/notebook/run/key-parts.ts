import type { PackedCells } from "../../assumptions/data/types.js";
import { reachable } from "../../lists.js";
import type { Program, ProgramBlock } from "../analyse/program.js";
import { hashOf, type KeyParts } from "./cache.js";
import { isMap } from "./kinds.js";
import { type GivenNode, type GivenTree, isGroup } from "./trace.js";

/** Keys of the blocks of a program, each made when it is asked for. */
class Keys {
  private readonly made = new Map<string, KeyParts>();

  constructor(
    private readonly ids: ReadonlySet<string>,
    private readonly make: (id: string) => KeyParts,
  ) {}

  get(id: string): KeyParts | undefined {
    const known = this.made.get(id);
    if (known || !this.ids.has(id)) return known;
    const parts = this.make(id);
    this.made.set(id, parts);
    return parts;
  }

  /** All of them, in the order of the blocks. */
  all(): ReadonlyMap<string, KeyParts> {
    return new Map([...this.ids].map((id) => [id, this.get(id) ?? {}]));
  }
}

/**
 * For each block, hashes of all that its result can depend on: the versions, its own code and options, the code of the blocks
 * it rests on however indirectly, and the assumptions on its and their static read paths.
 */
export function keyParts(program: Program, given: GivenTree, versions: string): Keys {
  return partsOf(program, given, versions, "all");
}

/**
 * For each chart, hashes of all that its drawing can depend on besides the values of other blocks: as `keyParts`, of its own code and paths alone.
 */
export function drawingParts(program: Program, given: GivenTree, versions: string): Keys {
  return partsOf(program, given, versions, "own");
}

function partsOf(program: Program, given: GivenTree, versions: string, whose: "all" | "own"): Keys {
  const valueHashes = hashesOfValues.get(given) ?? new Map<string, string>();
  hashesOfValues.set(given, valueHashes);
  const hashAt = (path: string): string => {
    const known = valueHashes.get(path);
    if (known !== undefined) return known;
    const hash = hashOf(JSON.stringify(valuesAt(given, path), toldApart));
    valueHashes.set(path, hash);
    return hash;
  };
  const version = hashOf(versions);
  const byId = blocksOf(program);
  const ids = program.blocks.flatMap(({ block: { id, kind } }) => (whose === "all" || kind === "chart" ? id : []));
  return new Keys(new Set(ids), (id) => {
    const behind =
      whose === "own" ? [] : [...reachable(byId.get(id)?.dependsOn ?? [], (one) => byId.get(one)?.dependsOn ?? [])];
    const all = [id, ...behind.sort()];
    const paths = new Set(all.flatMap((one) => byId.get(one)?.givenPaths ?? []));
    const parts: Record<string, string> = { "engine version": version };
    for (const one of all) {
      const block = byId.get(one);
      parts[`${whose === "own" ? "drawing " : ""}code of \`${one}\``] = block ? codeHash(block) : "";
    }
    for (const path of [...paths].sort()) parts[labelOf(path)] = hashAt(path);
    return parts;
  });
}

const blocksById = new WeakMap<Program, ReadonlyMap<string, ProgramBlock>>();

function blocksOf(program: Program): ReadonlyMap<string, ProgramBlock> {
  const byId = blocksById.get(program) ?? new Map(program.blocks.map((block) => [block.block.id, block]));
  blocksById.set(program, byId);
  return byId;
}

/** By their paths: one program asks for several kinds of keys. A tree that keys are made of stays as it is. */
const hashesOfValues = new WeakMap<GivenTree, Map<string, string>>();

const hashesOfCode = new WeakMap<ProgramBlock, string>();

function codeHash(block: ProgramBlock): string {
  const hash = hashesOfCode.get(block) ?? hashOf(codeOf(block));
  hashesOfCode.set(block, hash);
  return hash;
}

/** Options that reach the result. The caption and the source are the document's, `alt` is drawn into the chart. */
function codeOf({ block, source, defines, uses }: ProgramBlock): string {
  const options = ["alt", "data", "expensive"].map((name) => block.options.get(name)?.text ?? null);
  // Option lines are comments at the head; those that matter are among the options.
  const written = block.code.split("\n");
  const first = written.findIndex((line) => !/^\s*\/\/\|/.test(line));
  const lines = source.split("\n");
  const head = lines.slice(0, first === -1 ? lines.length : first).map((line) => line.replace(/\s*\/\/\|.*$/, ""));
  const code = [head.join(""), ...lines.slice(head.length)].join("\n");
  return JSON.stringify([block.kind, block.id, code, defines, uses, options, block.beside]);
}

const labelOf = (path: string): string => (path === "*" ? "given" : `given.${path.replace(/\.\*$/, "")}`);

/** The values a static path can reach, with their own paths; a path that ends at an object reaches all below it. */
function valuesAt(given: GivenTree, path: string): [string, GivenNode | null][] {
  let reached: [string, GivenNode | null][] = [["", given]];
  for (const part of path.split("."))
    reached = reached.flatMap(([at, node]): [string, GivenNode | null][] => {
      if (isMap(node)) return [[`${at}.${part}`, columnsAt(node as Columns, part)]];
      if (node === null || !isGroup(node)) return [[at, node]];
      if (part === "*") return Object.entries(node).map(([key, value]) => [`${at}.${key}`, value]);
      return [[`${at}.${part}`, Object.hasOwn(node, part) ? (node[part] ?? null) : null]];
    });
  return reached;
}

type Columns = ReadonlyMap<string, PackedCells>;

/** The part of a data file at a step of a path: one column, or as for its rows all of them. */
const columnsAt = (columns: Columns, part: string): GivenNode => {
  const column = columns.get(part);
  return column ? new Map([[part, column]]) : columns;
};

const hashes = new WeakMap<PackedCells, string>();

/** The cells of a column are read by several blocks, and are many. */
function hashOfColumn(cells: PackedCells): string {
  const hash = hashes.get(cells) ?? columnHash(cells);
  hashes.set(cells, hash);
  return hash;
}

function columnHash(cells: PackedCells): string {
  if ("numbers" in cells) return hashOf("numbers", cells.numbers);
  return "places" in cells ? hashOf(JSON.stringify(cells.different), cells.places) : hashOf(JSON.stringify(cells));
}

/** For `JSON.stringify`: given values that differ have different texts, tables of data by digests of their columns. */
export const toldApart = (_: string, value: unknown): unknown =>
  isMap(value) ? [...(value as Columns)].map(([name, cells]) => [name, hashOfColumn(cells)]) : numbersKept(value);

const numbersKept = (value: unknown): unknown =>
  typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${Object.is(value, -0) ? "-0" : value}`
    : value;
