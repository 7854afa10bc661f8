import { givenTree, leafPaths, pathsUnder } from "../../assumptions/register/given.js";
import { besidesOf } from "../../assumptions/register/ranges.js";
import type { Register } from "../../assumptions/register/types.js";
import { declaredUnit, hasZero, spelled, toBlocks, unitInBlocks } from "../../assumptions/units/block-units.js";
import { type UnitSystem, unitSystem } from "../../assumptions/units/units.js";
import type { Block, Located } from "../../chapters/types.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import { LineMap } from "../../diagnostic.js";
import { largest } from "../../lists.js";
import { BlockText } from "../../notebook/analyse/block-text.js";
import { columnInCode } from "../../notebook/analyse/edits.js";
import { givenReads, type Program, type ProgramBlock } from "../../notebook/analyse/program.js";
import { compileFormula } from "../../notebook/formula/formula.js";
import { runnable } from "../../notebook/run/compile.js";
import { unknownUnit } from "./annotation.js";
import { PURE } from "./arithmetic.js";
import { namedNumbers } from "./constants.js";
import { type BlockOptions, readBlockOptions, readStep } from "./options.js";
import { readDeclared, readUnit } from "./read-unit.js";
import { type FoundSite, rewrite } from "./rewrite.js";
import type { DimensionJob } from "./run.js";
import { OPERATIONS, type Site } from "./sites.js";
import type { Unit } from "./unit.js";

/** A place where quantities meet, as messages need it. */
export interface PlannedSite extends FoundSite {
  blockId: string;
  place: Place;
  /** Places of what a table says of its columns, by key. */
  columnPlaces?: ReadonlyMap<string, Place>;
}

/** A run over quantities, made ready. */
export interface Plan {
  job: DimensionJob;
  /** In the order of the job's. */
  sites: readonly PlannedSite[];
  blocks: readonly { analysed: ProgramBlock; options: BlockOptions }[];
  /** The unit of time that the whole memo steps in. */
  step?: Unit;
  /** What options and annotations have wrong. */
  diagnostics: readonly Diagnostic[];
}

/** Globals of JavaScript that a rewritten block gets in a form that knows quantities. */
const GLOBALS = ["Math", "Number"];

/** What is to be run: `want` are the names whose units come back, `units` what `givenUnits` gives. */
export interface Asked {
  program: Program;
  register: Register;
  want: readonly string[];
  units: GivenUnits;
}

/** Rewrites the blocks of a program over quantities and gathers the units of all that goes in. Runs nothing. */
export function planRun({ program, register, want, units }: Asked, memoStep?: Located): Plan {
  const system = unitSystem(register.units);
  const diagnostics: Diagnostic[] = [];
  const report = (d: Diagnostic): void => {
    diagnostics.push(d);
  };
  const sites: PlannedSite[] = [];
  const inJob: Site[] = [];
  const outputs = outputUnits(program, system, report);
  const step = memoStep && readStep(memoStep, system, report);
  const readable = program.blocks.filter(({ source }) => source !== "");
  const named = new Map(readable.flatMap(({ source }) => namedNumbers(source)));
  const blocks = readable.map((analysed, index) => {
    const { block } = analysed;
    const options = { step, ...readBlockOptions(block, system, report) };
    const written = rewrite(analysed.source, sites.length, options.counted, named);
    const placeOf = block.kind === "formula" ? formulaPlaces(block) : placesIn(analysed);
    for (const { text, offset } of written.loose)
      report({
        rule: "dimensions/annotation",
        severity: "error",
        message: `the unit \`${text}\` stands behind no value`,
        expected: "it directly behind a number, a name, a call or a closing bracket: `5 /* GW */`",
        place: placeOf(offset),
      });
    for (const site of written.sites) {
      const place = placeOf(site.offset);
      const unit = site.kind === "annotation" ? annotated(site, place, system, report) : undefined;
      const columnPlaces = site.columns && new Map([...site.columns].map(([key, offset]) => [key, placeOf(offset)]));
      sites.push({ ...site, blockId: block.id, place, columnPlaces });
      const { left, right, output } = site;
      inJob.push({ block: index, left, right, unit, output });
    }
    const plain = runnable(analysed);
    const library = [OPERATIONS, ...GLOBALS, ...plain.library];
    return { analysed, options, rewritten: { ...plain, source: written.source, library } };
  });
  return {
    job: {
      blocks: blocks.map(({ rewritten }) => rewritten),
      steps: blocks.map(({ options }) => options.step),
      silent: blocks.map(({ options }) => options.off !== undefined),
      things: thingsCounted(system),
      sites: inJob,
      given: givenTree(register, givenReads(program)),
      ...units,
      outputs,
      queries: queryUnits(program, system, report),
      want,
    },
    sites,
    blocks,
    step,
    diagnostics,
  };
}

const THINGS = ["token", "query", "person", "GPU", "chip", "package", "wafer"];

/** The base dimensions of things counted, which money is not. */
function thingsCounted(system: UnitSystem): boolean[] {
  const all = THINGS.map((name) => readUnit(name, system)?.dimensions ?? []);
  const length = largest(all.map((dimensions) => dimensions.length));
  return Array.from({ length }, (_, i) => all.some((dimensions) => (dimensions[i] ?? 0) !== 0));
}

/** The unit an annotation says; a pure number's where it says `1` or is wrong. */
function annotated(
  site: FoundSite,
  place: Place,
  system: UnitSystem,
  report: (d: Diagnostic) => void,
): Unit | undefined {
  try {
    const unit = readUnit(site.operator, system);
    if (unitInBlocks(site.operator) === spelled(site.operator)) return unit;
    report({
      rule: "dimensions/annotation",
      severity: "error",
      message: `blocks count in \`${unitInBlocks(site.operator)}\`, not in \`${site.operator}\``,
      expected: hasZero(site.operator)
        ? `the kelvins: \`${toBlocks(25, site.operator)} /* K */\` for 25 ${site.operator}`
        : `the number itself: \`${toBlocks(5, site.operator)}\` for 5${site.operator === "%" ? "%" : ` ${site.operator}`}`,
      place,
    });
    return undefined;
  } catch (error) {
    report(unknownUnit(error, "dimensions/annotation", place));
    return undefined;
  }
}

function outputUnits(program: Program, system: UnitSystem, report: (d: Diagnostic) => void): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const { name, unit, shown, place } of program.outputs)
    try {
      units.set(name, readDeclared(shown ?? unit, system) ?? PURE);
    } catch (error) {
      report(unknownUnit(error, "dimensions/output", place));
    }
  return units;
}

/** Units of the columns that queries give, which are no pure numbers. */
function queryUnits(
  { blocks }: Program,
  system: UnitSystem,
  report: (d: Diagnostic) => void,
): Map<string, ReadonlyMap<string, Unit>> {
  return new Map(
    blocks.flatMap(({ block, query }) => {
      if (!query) return [];
      const units = new Map<string, Unit>();
      for (const { name, unit, shown } of query.columns)
        try {
          const read = unit === undefined ? undefined : readDeclared(shown ?? unit, system);
          if (read) units.set(name, read);
        } catch (error) {
          report(unknownUnit(error, "dimensions/option", query.unitPlaces.get(name) ?? block.place));
        }
      return [[block.id, units]];
    }),
  );
}

/** Units by assumption and leaf path, and the assumptions of all leaf paths. */
export type GivenUnits = Pick<DimensionJob, "units" | "leaves">;

/** Units of the assumptions that aren't pure numbers: by id, or by leaf path where columns have their own. */
export function givenUnits(register: Register, system: UnitSystem): GivenUnits {
  const leaves = leafPaths(register);
  const besides = besidesOf(register);
  for (const one of besides.values()) for (const path of pathsUnder(one)) leaves.set(path, one.id);
  const units = new Map<string, Unit>();
  const put = (path: string, text: string): void => {
    const unit = readDeclared(text, system);
    if (unit) units.set(path, unit);
  };
  for (const assumption of [...register.assumptions.values(), ...besides.values()])
    if (assumption.data) {
      for (const { name, unit, shown } of assumption.data.columns)
        if (unit !== undefined) put(`${assumption.id}.columns.${name}`, shown ?? unit);
    } else if (!assumption.columnUnits) put(assumption.id, declaredUnit(assumption));
  for (const [path, id] of leaves) {
    const assumption = register.assumptions.get(id) ?? besides.get(id);
    if (assumption?.columnUnits) put(path, declaredUnit(assumption, path.split(".").at(-1)));
  }
  return { units, leaves };
}

/** Where an offset of the code made from a formula stands in the formula as written. */
function formulaPlaces(block: Block): (offset: number) => Place {
  const compiled = compileFormula(block, new Set());
  const text = "formula" in compiled ? compiled.formula.text : new BlockText(block);
  return (offset) => text.place(offset);
}

/** Where an offset of a block's source stands in its chapter. */
function placesIn({ block, source, shifts }: ProgramBlock): (offset: number) => Place {
  const lines = new LineMap(source);
  return (offset) => {
    const { line, column } = lines.at(offset);
    const start = {
      line: block.line + line - 1,
      column: columnInCode(shifts, line, column) + (block.indents[line - 1] ?? 0),
    };
    return { file: block.file, start, end: { ...start, column: start.column + 1 } };
  };
}
