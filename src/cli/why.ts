import { describeMeaning, describeRange, describeUnitOf, describeValue } from "../assumptions/register/describe.js";
import type { Assumption } from "../assumptions/register/types.js";
import type { Block } from "../chapters/types.js";
import { didYouMean, MemoError, type Place } from "../diagnostic.js";
import { type CommandOptions, type Computed, computeMemo, computeOptions } from "../memo/compute.js";
import { partsOf, valueAt } from "../memo/name-path.js";
import { formatValue } from "../notebook/library/format.js";
import { ALWAYS_RUNS } from "../notebook/run/runner.js";
import type { BlockStatus } from "../notebook/types.js";
import { figureLabel, figuresOf, plainText } from "../render/text.js";
import { asJson } from "../text/shown.js";
import { type Running, runCommand } from "./runner.js";
import { numberText } from "./show/table.js";
import type { Terminal } from "./terminal/terminal.js";
import { wrap } from "./terminal/text-table.js";

export interface WhyOptions extends CommandOptions {
  json: boolean;
}

/** What stands behind one thing of the memo. */
export interface Explanation {
  name: string;
  kind: "value" | "output" | "claim" | "figure" | "assumption";
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

/** `memo why`: prints what a value rests on. Returns the exit code. */
export function why(name: string, options: WhyOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: read, step, done }: Running): Promise<undefined> => {
    const project = read(options.folder);
    const computed = await computeMemo(project, {
      ...computeOptions(project, options),
      onlyLooking: true,
      want: partsOf(name).slice(0, 1),
      step,
    });
    done();
    const explanation = explain(name, computed);
    terminal.out(options.json ? `${asJson(explanation)}\n` : explanationText(explanation, terminal.columns ?? 80));
  };
  return runCommand(terminal, work, options);
}

/**
 * Looks a name up among values, claims, figures and assumptions, in that order.
 * @throws MemoError with the nearest name when nothing is called that.
 */
export function explain(name: string, computed: Computed): Explanation {
  const { scope, program, register, run } = computed;
  const [head = "", ...rest] = partsOf(name);
  const path = (head === "given" ? rest : [head, ...rest]).join(".");
  const found = (): unknown => {
    const { value, known, taken } = valueAt(scope.values.get(head), rest);
    if (rest.length > 0 && value === undefined)
      throw unknown(
        name,
        known.map((key) => [head, ...taken, key].join(".")),
      );
    return value;
  };
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
    );
  }
  const study = fence(head, computed) ?? fence(name, computed);
  if (study && rest.length > 0 && study.id !== name)
    return behind({ name, kind: "value", value: show(found()), place: study.place, blockId: study.id }, computed);
  if (study)
    return behind(
      { name, kind: "figure", value: figureWords(study.id, computed), place: study.place, blockId: study.id },
      computed,
    );
  const claim = run.claims.get(name);
  if (claim) {
    const margin = claim.margin === undefined ? "" : `, margin ${Number(claim.margin.toPrecision(6))}`;
    return behind(
      {
        name,
        kind: "claim",
        value: `${claim.expression}: ${claim.holds ? "holds" : "does not hold"}${margin}`,
        place: claim.place,
        blockId: claim.blockId,
      },
      computed,
    );
  }
  const figure = program.blocks.find(({ block }) => block.id === name);
  if (figure)
    return behind(
      { name, kind: "figure", value: figureWords(name, computed), place: figure.block.place, blockId: name },
      computed,
    );
  const assumption = register.assumptions.get(scope.assumptionOf(path) ?? path);
  if (assumption) {
    const readBy = [...run.reads]
      .filter(([, paths]) => paths.some((p) => scope.assumptionOf(p) === assumption.id))
      .map(([id]) => id);
    const leaves = (assumption.restsOn ?? []).flatMap((id) => register.assumptions.get(id) ?? []);
    return {
      name: assumption.id,
      kind: "assumption",
      value: aboutAssumption(assumption),
      place: assumption.place,
      blocks: [],
      assumptions: [assumption, ...leaves].map(rowOf),
      readBy,
      outputs: program.outputs.filter((o) => scope.valueRestsOn(o.name).includes(assumption.id)).map((o) => o.name),
    };
  }
  throw unknown(name, [
    ...scope.names,
    ...run.claims.keys(),
    ...blocksOf(computed).map(({ id }) => id),
    ...register.assumptions.keys(),
  ]);
}

/** "Figure 3. Capacity by year", or what kind of block draws what stands nowhere. */
function figureWords(id: string, { tree, program }: Computed): string {
  const figure = figuresOf(tree).find(({ blockId }) => blockId === id);
  if (figure) return `${figureLabel(figure)}. ${plainText(figure.caption)}`;
  return program.blocks.find(({ block }) => block.id === id)?.block.kind ?? "";
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
  return new MemoError(
    [
      {
        rule: "why/unknown",
        severity: "error",
        message: `nothing in this memo is called \`${name}\``,
        expected: "a value, a claim, a figure or an assumption",
        hint: didYouMean(name, candidates),
      },
    ],
    2,
  );
}

/** The fence of a sweep, by its id or by the name it is quoted by, or of a graph. */
function fence(name: string, computed: Computed): Block | undefined {
  const id = computed.scope.blockOf(name) ?? name;
  return blocksOf(computed).find((block) => block.id === id && (block.kind === "sweep" || block.kind === "graph"));
}

const blocksOf = ({ chapters }: Computed): Block[] => chapters.flatMap(({ blocks }) => blocks);

function behind(
  what: Pick<Explanation, "name" | "kind" | "value" | "place"> & { blockId: string },
  { program, run, scope, register }: Computed,
  restsOn: readonly string[] = scope.restsOn(what.blockId),
  also?: string,
): Explanation {
  const byId = new Map(program.blocks.map((b) => [b.block.id, b]));
  const status = new Map(run.status.map((s) => [s.blockId, s]));
  const seen = new Set<string>();
  const blocks: Explanation["blocks"][number][] = [];
  const queue = [what.blockId];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const found = byId.get(id);
    if (seen.has(id) || !found) continue;
    seen.add(id);
    blocks.push({ id, place: found.block.place, status: status.get(id) });
    queue.push(...found.dependsOn);
  }
  const assumptions = restsOn.flatMap((id) => register.assumptions.get(id) ?? []);
  return {
    ...what,
    blocks,
    assumptions: assumptions.map(rowOf),
    readBy: [],
    outputs: [],
    ...(also === undefined ? {} : { also }),
  };
}

function rowOf(assumption: Assumption): Explanation["assumptions"][number] {
  const { id, kind, sources, setBy, place } = assumption;
  return { id, value: describeValue(assumption), unit: describeUnitOf(assumption), kind, sources, setBy, place };
}

function show(value: unknown): string {
  if (value === undefined) return "a function, a class or a type";
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain))
    return `${value.length === 1 ? "one row" : `${value.length} rows, the first`}: ${show(value[0])}`;
  const entries = value instanceof Map ? [...value] : isPlain(value) ? Object.entries(value) : undefined;
  const text =
    entries?.length && entries.every(([, one]) => typeof one !== "object")
      ? entries.map(([key, one]) => `${key} ${typeof one === "number" ? numberText(one) : String(one)}`).join(", ")
      : JSON.stringify(value, (_, one: unknown) => (one instanceof Map ? Object.fromEntries(one) : one));
  return shorten(text, 400);
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const at = ({ file, start }: Place): string => `${file}:${start.line}:${start.column}`;

/** The explanation as a person reads it, on lines of at most so many columns where words can be broken. */
export function explanationText(e: Explanation, width: number): string {
  const lines = [
    `${e.name}  (${e.kind}, ${at(e.place)})`,
    ...e.value.split("\n").flatMap((line) => indented(line, width)),
    "",
  ];
  if (e.blocks.length > 0) {
    lines.push(`computed by ${e.blocks.length === 1 ? "one block" : `${e.blocks.length} blocks`}:`);
    lines.push(...blockLines(e.blocks, width), "");
  }
  if (e.kind === "assumption") {
    const [, ...leaves] = e.assumptions;
    lines.push(...(e.readBy.length > 0 ? list("read by the blocks", e.readBy, width) : ["read by no block"]));
    lines.push(
      ...(e.outputs.length > 0 ? list("outputs that rest on it:", e.outputs, width) : ["no output rests on it"]),
      "",
    );
    if (leaves.length > 0) lines.push("computed from:", ...columns(leaves.map(row)));
  } else if (e.assumptions.length === 0) lines.push("rests on no assumption");
  else
    lines.push(
      `rests on ${e.assumptions.length === 1 ? "one assumption" : `${e.assumptions.length} assumptions`}:`,
      ...columns(e.assumptions.map(row)),
    );
  if (e.also !== undefined)
    lines.push("", ...wrap(`An assumption has that name too: \`memo why given.${e.also}\` explains it.`, width));
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Why a block ran is said where there is more to say than that its kind always does, and what holds for many of them once. */
function blockLines(blocks: Explanation["blocks"], width: number): string[] {
  const lines = columns(blocks.map((b) => [b.id, at(b.place)]));
  const said = blocks.map(({ status }) =>
    status && status.reason !== ALWAYS_RUNS ? `${status.state}: ${status.reason}` : "",
  );
  const times = (one: string): number => (one === "" ? 0 : said.filter((other) => other === one).length);
  const often = [...new Set(said)].filter((one) => times(one) >= MANY);
  return [
    ...lines.flatMap((line, index) => {
      const status = said[index] ?? "";
      if (status === "" || often.includes(status)) return [line];
      return line.length + 2 + status.length <= width
        ? [`${line}  ${status}`]
        : [line, ...indented(status, width, "    ")];
    }),
    ...often.flatMap((status) =>
      indented(`${times(status) === blocks.length ? "all" : times(status)} of them ${status}`, width),
    ),
  ];
}

/** So many blocks with one reason are told of together. */
const MANY = 4;

const indented = (text: string, width: number, by = "  "): string[] =>
  wrap(text.trim(), width - by.length).map((line) => by + line);

const list = (head: string, names: readonly string[], width: number): string[] =>
  wrap(`${head} ${names.join(", ")}`, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));

const row = (a: Explanation["assumptions"][number]): string[] => [a.id, shortenedValue(a), a.kind, a.setBy];

/** A value that is too long keeps its unit. */
function shortenedValue({ value, unit }: Explanation["assumptions"][number]): string {
  const whole = `${value} ${unit}`.trim();
  if (whole.length <= LONGEST_VALUE) return whole;
  const room = LONGEST_VALUE - (unit.length < LONGEST_VALUE / 2 ? unit.length : 0) - 1;
  return `${shorten(value, room)}${unit.length < LONGEST_VALUE / 2 ? ` ${unit}` : ""}`.trim();
}

const LONGEST_VALUE = 36;

const shorten = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

/** Cells under one another; the last column keeps its length. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.min(48, Math.max(...rows.map((r) => (r[i] ?? "").length))));
  return rows.map((r) =>
    `  ${r.map((cell, i) => (i === r.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  ")}`.trimEnd(),
  );
}
