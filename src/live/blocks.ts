import type { DerivationCode } from "../assumptions/index.js";
import { entriesOf } from "../keys/ordered.js";
import type { Program, ProgramBlock } from "../notebook/analyse/program.js";
import { parametersOf, returnedOf, runnable } from "../notebook/run/compile.js";
import { hasOwnArithmetic, roundsOtherwise, withPowers } from "./arithmetic.js";
import { type LiveBlock, TABLE_HELPER } from "./model.js";
import { drawsAsUsual } from "./usual.js";

/** A scale over the time of day where somebody is: a build's is that of UTC, and a reader's another one. */
const LOCAL_TIME = /\btype\s*:\s*["'`]time["'`]|\btimeInterval\b/;

/**
 * Blocks that a page doesn't run: those that wait or compute what a browser may round otherwise, charts that are said to stay or show local time, other blocks with
 * something of the chart library, which is not there until a chart is drawn, and those that rest on one.
 */
export function stillBlocks(program: Program): Set<string> {
  const still = new Set<string>();
  for (const { block, library, isAsync, dependsOn, source } of program.blocks)
    if (
      (block.kind === "chart"
        ? block.options.get("live")?.text === "false" || LOCAL_TIME.test(source)
        : library.includes("Plot")) ||
      isAsync ||
      /\bPromise\b|\basync\b/.test(source) ||
      roundsOtherwise(source) ||
      dependsOn.some((id) => still.has(id))
    )
      still.add(block.id);
  return still;
}

export function packBlock(analysed: ProgramBlock, still: ReadonlySet<string>): LiveBlock {
  const { block, defines, dependsOn, givenPaths, restless, claim } = analysed;
  const { data } = runnable(analysed);
  return {
    id: block.id,
    kind: block.kind,
    parameters: still.has(block.id) ? [] : block.kind === "sql" ? [TABLE_HELPER] : parametersOf(runnable(analysed)),
    defines,
    dependsOn,
    givenPaths,
    ...(restless ? { restless } : {}),
    ...(still.has(block.id) ? { still: true as const } : {}),
    ...(block.kind === "chart" && !still.has(block.id)
      ? { chart: { ...(data === undefined ? {} : { data }), ...(block.beside ? { beside: block.beside } : {}) } }
      : {}),
    ...(claim ? { expression: claim.expression } : {}),
  };
}

/** What `withPowers` calls. */
const POWERS = `power: (a, b) => Math.pow(a, b),
raise: (object, key, by) => (object[key] = memoLive.power(object[key], by())),
`;

/**
 * The model's code as one script, which leaves its functions behind and runs none.
 *
 * @param values what blocks came to, those of queries among them
 */
export function codeText(
  program: Program,
  blocks: readonly LiveBlock[],
  derived: readonly DerivationCode[],
  values: ReadonlyMap<string, unknown>,
): string {
  const functions = program.blocks.map((analysed, at) => {
    if (blocks[at]?.still) return "0";
    if (analysed.block.kind === "sql") return queryText(analysed.defines, values);
    const block = runnable(analysed);
    return `function (${parametersOf(block).join(", ")}) {\n${tidied(withPowers(block.source))}\nreturn { ${returnedOf(block).join(", ")} };\n}`;
  });
  return `"use strict";\nvar memoLive = { arithmetic: ${hasOwnArithmetic()},\n${POWERS}blocks: [\n${functions.join(",\n")}\n],\nderivations: [\n${derived.map(({ code }) => `function (given) {\n${withPowers(code)}\n}`).join(",\n")}\n] };\n`;
}

/** A query as what it came to: it rests on data files, which no reader changes. */
function queryText(defines: readonly string[], values: ReadonlyMap<string, unknown>): string {
  const tables = defines.map((name) => {
    const { columns } = values.get(name) as { columns: Readonly<Record<string, readonly unknown[]>> };
    const told = entriesOf(columns).map(
      ([column, cells]) => `[${JSON.stringify(column)}, [${cells.map((cell) => cellText(cell)).join(",")}]]`,
    );
    return `${name}: ${TABLE_HELPER}([${told.join(",")}])`;
  });
  return `function (${TABLE_HELPER}) { return { ${tables.join(", ")} }; }`;
}

const cellText = (cell: unknown): string => (Object.is(cell, -0) ? "-0" : (JSON.stringify(cell) ?? "undefined"));

/** Without the blanks that types left at the ends of lines. */
function tidied(source: string): string {
  return source.includes("`") ? source : source.replace(/[ \t]+$/gm, "").replace(/\n{2,}/g, "\n");
}

/** What of the chart library a page has to carry. */
export function chartsUsed(program: Program, blocks: readonly LiveBlock[]): "none" | "usual" | "all" {
  const drawn = program.blocks.filter((_, at) => blocks[at]?.chart);
  if (drawn.length === 0) return "none";
  const byId = new Map(program.blocks.map((one) => [one.block.id, one]));
  const sourcesBehind = (one: ProgramBlock): string[] => {
    const ids = new Set(one.dependsOn);
    for (const id of ids) for (const next of byId.get(id)?.dependsOn ?? []) ids.add(next);
    return [...ids].map((id) => byId.get(id)?.source ?? "");
  };
  return drawn.every((one) => drawsAsUsual(one.source, sourcesBehind(one))) ? "usual" : "all";
}
