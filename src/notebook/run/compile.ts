import type { Block } from "../../chapters/types.js";
import { type ColumnShift, type ProgramBlock, THRESHOLDS } from "../analyse/program.js";
import { QUERY_HELPER } from "../sql/types.js";

/**
 * What the runner needs of a ProgramBlock, as plain data that crosses to the process that runs it.
 *
 * The contract of `source` with the analysis:
 * - it is a function body that begins on the line of the code's first line and keeps its lines;
 * - where columns move, `shifts` says so;
 * - every name in `defines` is declared at its top level;
 * - charts, tables and claims declare a `__result` at its top level, and have no other `return` of their own; charts may declare
 *   `__thresholds` too, a list of `ChartThreshold`;
 * - a claim's comparison `a < b` is written `__compare("<", a, b)`, `a && b` is `__all(() => a, () => b)`, `a || b` is
 *   `__any(() => a, () => b)`, `!a` is `__not(a)`; any other boolean stands as it is;
 * - `for (key in object)` is written `for (key in __inOrder(object))`.
 *
 * Its parameters are `given`, the names of `library` and `uses`, those four for claims, and `__inOrder` where it is called.
 */
export interface RunnableBlock {
  id: string;
  kind: Block["kind"];
  file: string;
  line: number;
  indents: readonly number[];
  source: string;
  shifts?: readonly ColumnShift[];
  defines: readonly string[];
  /** Further names at its top level that its functions use later; a build looks into what they hold. */
  inner?: readonly string[];
  memory?: ProgramBlock["memory"];
  uses: readonly string[];
  dependsOn: readonly string[];
  /** Paths of the assumptions that its own code may read. */
  givenPaths: readonly string[];
  library: readonly string[];
  isAsync: boolean;
  place: Block["place"];
  /** Chart blocks: the alternative text as written. */
  alt: string;
  /** Chart blocks that stand beside others: how many in a row. */
  beside?: 2 | 3;
  /** Chart blocks: the value whose rows are the data behind the chart. */
  data?: string;
  /** Claim blocks: the expression as written. */
  expression: string;
}

/** Whether blocks are charts, or what draws these is at hand for them. */
export const mayDraw = (blocks: readonly RunnableBlock[], idle: ReadonlySet<string> = new Set()): boolean =>
  blocks.some(({ id, kind, library }) => !idle.has(id) && (kind === "chart" || library.includes("Plot")));

/** Whether what a block does may go on after it has returned. */
export const mayGoOn = ({ isAsync, source }: Pick<RunnableBlock, "isAsync" | "source">): boolean =>
  isAsync || /\bPromise\b|\basync\b/.test(source);

/** The part of an analysed block that is needed to run it. */
export function runnable(analysed: ProgramBlock): RunnableBlock {
  const { block } = analysed;
  const data = block.options.get("data")?.text.trim();
  return {
    id: block.id,
    kind: block.kind,
    file: block.file,
    line: block.line,
    indents: block.indents,
    source: analysed.source,
    ...(analysed.shifts ? { shifts: analysed.shifts } : {}),
    defines: analysed.defines,
    ...(analysed.inner ? { inner: analysed.inner } : {}),
    ...(analysed.memory ? { memory: analysed.memory } : {}),
    uses: analysed.uses,
    dependsOn: analysed.dependsOn,
    givenPaths: analysed.givenPaths,
    library: analysed.library,
    isAsync: analysed.isAsync,
    place: block.place,
    alt: block.options.get("alt")?.text ?? "",
    ...(block.beside ? { beside: block.beside } : {}),
    ...(data === undefined ? {} : { data }),
    expression: analysed.claim?.expression ?? "",
  };
}

/** What `for (key in object)` runs over instead of the object: `listedForLoop`. */
export const LOOP_HELPER = "__inOrder";

/** Names a claim's rewritten comparison calls. */
const claimHelpers = ["__compare", "__all", "__any", "__not"] as const;

/** What the function of a block is called with. */
export const parametersOf = (block: RunnableBlock): string[] => [
  "given",
  ...block.library,
  ...block.uses,
  ...(block.kind === "claim" ? claimHelpers : []),
  ...(block.kind === "sql" ? [QUERY_HELPER] : []),
  ...(block.source.includes(LOOP_HELPER) ? [LOOP_HELPER] : []),
];

/** Names that it hands out; `inner` are further ones. */
export const returnedOf = ({ kind, defines, source }: RunnableBlock, inner: readonly string[] = []): string[] => [
  ...defines,
  ...inner,
  ...(kind === "chart" || kind === "table" || kind === "claim" ? ["__result"] : []),
  ...(kind === "chart" && source.includes(`const ${THRESHOLDS} = [`) ? [THRESHOLDS] : []),
];

/** A block as a function: parameter values in the order of `parameters` in, defined names and `__result` out. */
export interface CompiledBlock {
  parameters: readonly string[];
  call: (...values: unknown[]) => Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** A text to be made a value of in the realm of blocks, and the place its lines are said to be at. */
export interface ScriptText {
  text: string;
  filename: string;
  /** Lines to add to those that stacks tell. */
  lineOffset: number;
}

/** Evaluates a text in the realm; by what is outside, which alone can. Rejects with a SyntaxError. */
export type Compile = (script: ScriptText) => Promise<unknown>;

/**
 * Compiles a block in the realm. The names of `bound` are constants to it with those values, for a block that runs many times: the
 * names of a realm are looked up at each use. `inner` are further names to hand out. The function's head stands on the line above the code, so that every line of a stack is the
 * chapter's own.
 *
 * @throws SyntaxError when the source is no function body.
 */
export async function compileBlock(
  block: RunnableBlock,
  compile: Compile,
  bound: ReadonlyMap<string, unknown> = new Map(),
  inner: readonly string[] = [],
): Promise<CompiledBlock> {
  const parameters = parametersOf(block);
  const returned = returnedOf(block, inner);
  const text =
    `((${[...bound.keys()].join(", ")}) => ${block.isAsync ? "async " : ""}function (${parameters.join(", ")}) { "use strict";\n` +
    `${block.source}\nreturn { ${returned.join(", ")} };\n})`;
  const make = (await compile({ text, filename: block.file, lineOffset: block.line - 2 })) as (
    ...values: unknown[]
  ) => CompiledBlock["call"];
  return { parameters, call: make(...bound.values()) };
}
