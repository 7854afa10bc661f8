import { createHash } from "node:crypto";
import { derivations } from "../../assumptions/expressions/derive.js";
import { pathsUnder } from "../../assumptions/register/given.js";
import { withoutBeside } from "../../assumptions/register/ranges.js";
import type { Assumption, Register } from "../../assumptions/register/types.js";
import { MemoError } from "../../diagnostic.js";
import { groupBy, reachable } from "../../lists.js";
import { closure } from "../../notebook/analyse/analyse.js";
import { pathsOverlap } from "../../notebook/analyse/paths.js";
import type { Program } from "../../notebook/analyse/program.js";
import { groupOf } from "../../notebook/evaluate/scope.js";
import { isSampledUnlike } from "../../sensitivity/draw-of.js";
import { namedIn, resultNames, type StudyRequest, type StudyResult, studyType } from "../../sensitivity/index.js";
import { type Input, inputsOf } from "../../sensitivity/inputs.js";

/**
 * Under what a study's result is kept. `own` changes with what is asked, the code behind its results, and the assumptions these read or
 * the study names; of all other assumptions only with their being there and drawn or not. `whole` changes with the
 * whole register.
 */
export interface ResultKeys {
  own: string;
  whole: string;
}

/** Whether a result quotes values of draws, those of assumptions it doesn't rest on among them, so that only `whole` will do. */
export const namesDraws = ({ kind, result }: StudyResult): boolean => studyType(kind).quotesDraws?.(result) ?? false;

/** Assumptions that a study moves by name, or that the code behind its results reads, whatever its inputs come to. */
export function behindStudy(
  request: StudyRequest,
  { program, register }: { program: Program; register: Register },
): ReadonlySet<string> {
  return restsOn(register, codeBehindStudy(request, program).slices, namedIn(request));
}

/** Assumptions that the code behind one result reads; no other can move it. */
export const behindResult = (
  name: string,
  { program, register }: { program: Program; register: Register },
): ReadonlySet<string> => findRests(register, slicesBehind([name.split(".")[0] ?? ""], program), []);

/** What stands in a program behind the results of a study. */
interface CodeBehind {
  /** Of the code of all blocks. */
  digest: string;
  /** What these read of the assumptions. */
  read: readonly string[];
  /** What the parts of them read that the results follow. */
  slices: readonly string[];
}

const known = new WeakMap<Program, WeakMap<StudyRequest, CodeBehind>>();

/** Found once, whatever the assumptions come to. */
function codeBehindStudy(request: StudyRequest, program: Program): CodeBehind {
  const ofProgram = known.get(program) ?? new WeakMap<StudyRequest, CodeBehind>();
  known.set(program, ofProgram);
  const before = ofProgram.get(request);
  if (before) return before;
  const names = resultNames(request).map((name) => ({ name, root: name.split(".")[0] ?? "" }));
  const behind = names.map(({ name, root }) => closure(program, program.names.get(root)?.blockId ?? name));
  const ids = new Set(behind.flatMap(({ blocks }) => blocks));
  const code = program.blocks
    .filter(({ block }) => ids.has(block.id))
    .map(({ block, source, claim }) => [block.id, source, claim?.expression]);
  const read = [...new Set(behind.flatMap(({ givenPaths }) => givenPaths))];
  const roots = names.map(({ root }) => root);
  const found = { digest: hash(code), read, slices: slicesBehind(roots, program) };
  ofProgram.set(request, found);
  return found;
}

/** What the parts of blocks read of the assumptions that some names follow. */
function slicesBehind(roots: readonly string[], program: Program): string[] {
  const blocks = new Map(program.blocks.map((one) => [one.block.id, one]));
  const slices = new Set<string>();
  reachable([...roots], (name) => {
    const block = blocks.get(program.names.get(name)?.blockId ?? name);
    const { givenPaths = [], uses = [] } = block?.slices?.get(name) ?? block ?? {};
    for (const path of givenPaths) slices.add(path);
    return uses;
  });
  return [...slices];
}

const keys = new WeakMap<Register, WeakMap<Program, WeakMap<StudyRequest, ResultKeys>>>();

/** Made once for each register. */
export function keysOfStudy(
  request: StudyRequest,
  { program, register }: { program: Program; register: Register },
): ResultKeys {
  const ofRegister = keys.get(register) ?? new WeakMap<Program, WeakMap<StudyRequest, ResultKeys>>();
  const ofProgram = ofRegister.get(program) ?? new WeakMap<StudyRequest, ResultKeys>();
  keys.set(register, ofRegister.set(program, ofProgram));
  const made = ofProgram.get(request) ?? keysMade(request, program, register);
  ofProgram.set(request, made);
  return made;
}

function keysMade(request: StudyRequest, program: Program, register: Register): ResultKeys {
  const { digest, read } = codeBehindStudy(request, program);
  const besides = studyType(request.kind).restsOn?.(request, register) ?? [];
  const declared = program.outputs
    .filter(({ name }) => request.outputs.includes(name))
    .map(({ label, unit }) => [label, unit]);
  const asked = [request, digest, besides, declared];
  const all = rowsIn(register);
  const rests = restsOn(register, read, namedIn(request));
  return {
    own: hash([asked, [...all.of].map(([id, { row, presence }]) => (rests.has(id) ? row : presence))]),
    whole: hash([asked, all.whole]),
  };
}

const hash = (parts: unknown): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** Digests of what a register says, and of what each assumption is to a study whose results read it and to another one. */
interface Rows {
  of: ReadonlyMap<string, { row: string; presence: string }>;
  whole: string;
}

const rows = new WeakMap<Register, Rows>();

/** Made once for all studies of a memo. */
function rowsIn(register: Register): Rows {
  const known = rows.get(register);
  if (known) return known;
  const drawings = new Map(inputsOf(register).map((input) => [input.id, drawingOf(input)]));
  const of = new Map(
    [...register.assumptions.values()].map((one) => [
      one.id,
      { row: hash(rowOf(one)), presence: hash([presenceOf(one), drawings.get(one.id)]) },
    ]),
  );
  const made = { of, whole: hash([...of.values()].map(({ row }) => row)) };
  rows.set(register, made);
  return made;
}

const rowOf = (a: Assumption): unknown[] => [
  a.id,
  a.label,
  a.short,
  a.said ?? a.data?.digest ?? a.value,
  a.data?.columns,
  a.low,
  a.high,
  a.distribution,
  a.ends,
  a.mix,
  a.expression,
  a.unit,
  a.shown,
];

/** What a study tells of an assumption that leaves its results where they are: that it is there, and why it is not tried. */
function presenceOf(a: Assumption): unknown[] {
  const numbers = (value: Assumption["value"]): number[] =>
    typeof value === "number" ? [value] : Object.values(value).flatMap(numbers);
  const base = numbers(a.value);
  const wide =
    a.low !== undefined &&
    a.high !== undefined &&
    [numbers(a.low), numbers(a.high)].some((end) => end.some((x, i) => x !== base[i]));
  return [
    a.id,
    a.label,
    a.short,
    a.shape,
    pathsUnder(a),
    a.unit,
    a.shown,
    a.mix,
    a.expression !== undefined,
    a.low !== undefined,
    wide,
    a.distribution.name === "point",
    base.every((x) => x === 0),
  ];
}

/** How draws go about an assumption, which they tell of whatever their results rest on. */
function drawingOf(input: Input): string {
  try {
    return input.held ?? (isSampledUnlike(input) ? "as a whole" : "as its numbers");
  } catch (error) {
    // One that can't be drawn ends a study that draws it.
    if (error instanceof MemoError) return "not";
    throw error;
  }
}

/** What each derived assumption is calculated from, and a text that is the same of registers with the same ids in which all of it is. */
interface Derived {
  from: ReadonlyMap<string, readonly string[]>;
  text: string;
}

const derived = new WeakMap<Register, Derived>();

function derivedFrom(register: Register): Derived {
  const known = derived.get(register);
  if (known) return known;
  const from = new Map(derivations(register).map(({ id, uses }) => [id, uses]));
  const made = { from, text: JSON.stringify([[...register.assumptions.keys()], [...from]]) };
  derived.set(register, made);
  return made;
}

/** By the list of paths, which stays as long as the program does. */
const rested = new WeakMap<readonly string[], { text: string; found: ReadonlySet<string> }>();

/** Assumptions that read paths may touch or that are named, and those that a derived one among them rests on: found once, whatever they come to. */
function restsOn(register: Register, read: readonly string[], named: readonly string[]): ReadonlySet<string> {
  const text = `${derivedFrom(register).text}\n${JSON.stringify(named)}`;
  const known = rested.get(read);
  if (known?.text === text) return known.found;
  const found = findRests(register, read, named);
  rested.set(read, { text, found });
  return found;
}

function findRests(register: Register, read: readonly string[], named: readonly string[]): Set<string> {
  const uses = derivedFrom(register).from;
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const other of uses.get(id) ?? []) add(other);
  };
  // Only paths of the same group, or of any, can mean the same leaf.
  const byGroup = groupBy(
    read.map((path) => withoutBeside(register, path)),
    groupOf,
  );
  const ofAny = byGroup.get("*") ?? [];
  for (const { id } of register.assumptions.values()) {
    const isNamed = named.some((one) => one === id || one.startsWith(`${id}.`));
    const near = byGroup.get(groupOf(id)) ?? [];
    if (isNamed || [...near, ...ofAny].some((path) => pathsOverlap(path, id))) add(id);
  }
  return found;
}
