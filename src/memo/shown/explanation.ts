import { describeMeaning, describeRange, describeUnitOf, describeValue } from "../../assumptions/register/describe.js";
import type { Assumption } from "../../assumptions/register/types.js";
import type { Block } from "../../chapters/types.js";
import { didYouMean, MemoError, type Place } from "../../diagnostic.js";
import { figuresOf, visitBlocks } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { reachable } from "../../lists.js";
import { formatValue } from "../../notebook/library/format.js";
import { blocksBehind } from "../../notebook/sql/behind.js";
import type { BlockStatus } from "../../notebook/types.js";
import { figureLabel } from "../../render/text.js";
import { toDigits } from "../../text/counts.js";
import { shortened } from "../../text/shown.js";
import type { Computed } from "../compute.js";
import { partsOf, valueAt } from "../name-path.js";
import { namesIn } from "./names-in.js";
import { isRecord, numberText } from "./table.js";

/** What stands behind one thing of the memo. */
export interface Explanation {
  name: string;
  kind: "value" | "output" | "claim" | "figure" | "block" | "assumption";
  value: string;
  place: Place;
  blockId?: string;
  /** From the block itself back to those that need nothing. */
  blocks: readonly { id: string; place: Place; status?: BlockStatus }[];
  assumptions: readonly {
    id: string;
    value: string;
    unit: string;
    kind: string;
    sources: readonly string[];
    setBy: string;
    place: Place;
  }[];
  /** For an assumption: the blocks that read it. */
  readBy: readonly string[];
  /** For an assumption: the outputs that rest on it. */
  outputs: readonly string[];
  /** For a value: the assumption of the same name, which `given.` before it names. */
  also?: string;
}

/**
 * Looks a name up among values, claims, figures and assumptions, in that order.
 * @throws MemoError with the nearest name when nothing is called that.
 */
export function explain(name: string, computed: Computed): Explanation {
  const { scope, program, register, run, tree } = computed;
  const [head = "", ...rest] = partsOf(name);
  const path = (head === "given" ? rest : [head, ...rest]).join(".");
  const found = (): unknown => {
    const { value, known, taken } = valueAt(scope.values.get(head), rest);
    if (rest.length > 0 && value === undefined) {
      const keys = known.map((key) => [head, ...taken, key].join("."));
      throw unknown(name, keys);
    }
    return value;
  };
  const figure = (blockId: string, place: Place): Named => ({
    name,
    kind: "figure",
    value: figureWords(blockId, computed),
    place,
    blockId,
  });
  const info = program.names.get(head);
  if (info) {
    const output = scope.outputs.get(name);
    const value = found();
    const text =
      output && typeof value === "number"
        ? `${formatValue(value, output.format, { unit: output.unit, convert: scope.convert })}  (${value})`
        : show(value);
    return behind(
      { name, kind: output ? "output" : "value", value: text, place: info.place, blockId: info.blockId },
      computed,
      scope.valueRestsOn([head, ...rest].join(".")),
      scope.assumptionOf(path),
      blocksBehind([head, ...rest].join("."), program),
    );
  }
  const study = fence(head, computed) ?? fence(name, computed);
  if (study && rest.length > 0 && study.id !== name)
    return behind({ name, kind: "value", value: show(found()), place: study.place, blockId: study.id }, computed);
  if (study) return behind(figure(study.id, study.place), computed);
  const claim = run.claims.get(name);
  if (claim) {
    const { expression, holds, margin, place, blockId } = claim;
    const by = margin === undefined ? "" : `, margin ${toDigits(margin, 6)}`;
    const value = `${expression}: ${holds ? "holds" : "does not hold"}${by}`;
    return behind({ name, kind: "claim", value, place, blockId }, computed);
  }
  const own = program.blocks.find(({ block }) => block.id === name);
  if (own && (own.block.kind === "chart" || own.block.kind === "table"))
    return behind(figure(name, own.block.place), computed);
  if (own) {
    const given = namesIn(name, program);
    const value = given.length > 0 ? `gives ${given.join(", ")}` : "gives nothing to others";
    return behind({ name, kind: "block", value, place: own.block.place, blockId: name }, computed);
  }
  const drawn = figuresOf(tree).find(({ blockId }) => blockId === name);
  if (drawn) {
    const parts = behindBlocks(partsOfWhole(name, computed), program);
    return behind(figure(name, drawn.place), computed, drawn.restsOn, undefined, parts);
  }
  const assumption = register.assumptions.get(scope.assumptionOf(path) ?? path);
  if (assumption) return explainAssumption(assumption, computed);
  throw unknown(name, [
    ...scope.names,
    ...run.claims.keys(),
    ...blocksOf(computed).map(({ id }) => id),
    ...register.assumptions.keys(),
  ]);
}

/** What an assumption says, what it is derived from, and what reads it. */
function explainAssumption(assumption: Assumption, { scope, program, register, run }: Computed): Explanation {
  const { id, place, restsOn = [] } = assumption;
  const leaves = restsOn.flatMap((leaf) => register.assumptions.get(leaf) ?? []);
  return {
    name: id,
    kind: "assumption",
    value: aboutAssumption(assumption),
    place,
    blocks: [],
    assumptions: [assumption, ...leaves].map(rowOf),
    readBy: [...run.reads]
      .filter(([, paths]) => paths.some((path) => scope.assumptionOf(path) === id))
      .map(([block]) => block),
    outputs: program.outputs.filter((one) => scope.valueRestsOn(one.name).includes(id)).map((one) => one.name),
  };
}

/** "Figure 3. Capacity by year", or what kind of block draws what stands nowhere. */
function figureWords(id: string, { tree, program }: Computed): string {
  const figure = figuresOf(tree).find(({ blockId }) => blockId === id);
  if (figure) return `${figureLabel(figure)}. ${plainText(figure.caption)}`;
  return program.blocks.find(({ block }) => block.id === id)?.block.kind ?? "";
}

/** The blocks whose figures stand side by side in a whole; none for a picture, which nothing computes. */
function partsOfWhole(id: string, { tree }: Computed): string[] {
  const found: string[] = [];
  for (const { children } of tree.chapters)
    visitBlocks(children, (block) => {
      if (block.type !== "layout" || block.whole?.blockId !== id) return;
      for (const part of block.children) if (part.type === "figure") found.push(part.blockId);
    });
  return found;
}

/** Value and unit, range and what it means, kind, date and sources, a line each. */
function aboutAssumption(assumption: Assumption): string {
  const { kind, asOf, sources, note, expression, setBy } = assumption;
  const range = describeRange(assumption);
  return [
    `${describeValue(assumption)} ${describeUnitOf(assumption)}`.trim(),
    range && `range ${range}, ${describeMeaning(assumption)}`,
    `${kind}, as of ${asOf}, set by ${setBy}`,
    sources.length > 0 && `source: ${sources.join(", ")}`,
    expression !== undefined && `= ${expression}`,
    note,
  ]
    .filter(Boolean)
    .join("\n  ");
}

function unknown(name: string, candidates: readonly string[]): MemoError {
  return MemoError.of(
    {
      rule: "why/unknown",
      message: `nothing in this memo is called \`${name}\``,
      expected: "a value, a claim, a figure or an assumption",
      hint: didYouMean(name, candidates),
    },
    2,
  );
}

/** The fence of a sweep, by its id or by the name it is quoted by, of a graph or of a diagram. */
function fence(name: string, computed: Computed): Block | undefined {
  const id = computed.scope.blockOf(name) ?? name;
  return blocksOf(computed).find((block) => block.id === id && /^(?:sweep|graph|diagram)$/.test(block.kind));
}

const blocksOf = ({ chapters }: Computed): Block[] => chapters.flatMap(({ blocks }) => blocks);

/** Something of a block's. */
type Named = Pick<Explanation, "name" | "kind" | "value" | "place"> & { blockId: string };

function behind(
  what: Named,
  { program, run, scope, register }: Computed,
  restsOn: readonly string[] = scope.restsOn(what.blockId),
  also?: string,
  ids: readonly string[] = behindBlocks([what.blockId], program),
): Explanation {
  const byId = new Map(program.blocks.map((b) => [b.block.id, b]));
  const status = new Map(run.status.map((s) => [s.blockId, s]));
  const blocks = ids.flatMap((id) => {
    const found = byId.get(id);
    return found ? [{ id, place: found.block.place, status: status.get(id) }] : [];
  });
  const assumptions = restsOn.flatMap((id) => register.assumptions.get(id) ?? []);
  return {
    ...what,
    blocks,
    assumptions: assumptions.map(rowOf),
    readBy: [],
    outputs: [],
    also,
  };
}

/** These blocks and all that they depend on. */
function behindBlocks(from: readonly string[], { blocks }: Computed["program"]): string[] {
  const byId = new Map(blocks.map((one) => [one.block.id, one]));
  return [...reachable(from, (id) => byId.get(id)?.dependsOn ?? [])];
}

function rowOf(assumption: Assumption): Explanation["assumptions"][number] {
  const { id, kind, sources, setBy, place } = assumption;
  return { id, value: describeValue(assumption), unit: describeUnitOf(assumption), kind, sources, setBy, place };
}

function show(value: unknown): string {
  if (value === undefined) return "a function, a class or a type";
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord))
    return `${value.length === 1 ? "one row" : `${value.length} rows, the first`}: ${show(value[0])}`;
  const entries = value instanceof Map ? [...value] : isRecord(value) ? Object.entries(value) : undefined;
  const text =
    entries?.length && entries.every(([, one]) => typeof one !== "object")
      ? entries.map(([key, one]) => `${key} ${typeof one === "number" ? numberText(one) : String(one)}`).join(", ")
      : JSON.stringify(value, (_, one: unknown) => (one instanceof Map ? Object.fromEntries(one) : one));
  return shortened(text, 400);
}
