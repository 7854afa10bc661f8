import type { DataColumn } from "../../assumptions/data/types.js";
import type { Block } from "../../chapters/types.js";
import { type Diagnostic, didYouMean, sortDiagnostics } from "../../diagnostic.js";
import { addTo, append } from "../../lists.js";
import { compileFormula } from "../formula/formula.js";
import { YIELDING_NAMES } from "../library/library-names.js";
import { type Compiled, compileQueries } from "../sql/compile.js";
import { QUERY_HELPER } from "../sql/types.js";
import type { OutputDeclaration } from "../types.js";
import { BlockText, QueryText } from "./block-text.js";
import { takeClaimApart, writtenExpression } from "./claim-source.js";
import { Edits } from "./edits.js";
import { type Effects, effectsOf } from "./effects.js";
import { cycles, type Edge, orderBlocks } from "./graph.js";
import { capturedNames, hiddenState, memoryOf } from "./hidden-state.js";
import { keepLastExpression, onlyExpression } from "./last-expression.js";
import { literalsOutOfOrder } from "./literal-order.js";
import {
  claimsLikeOutputs,
  declaredNames,
  freeNames,
  freeTypes,
  isPrivate,
  type Surroundings,
  takenNames,
  unite,
  wordsOf,
} from "./names.js";
import { declaredOutputs } from "./output-calls.js";
import { type Parsed, parseBlock } from "./parse.js";
import { AssumptionTree } from "./paths.js";
import type { FormulaInfo, NameInfo, Program, ProgramBlock, QueryInfo } from "./program.js";
import { GIVEN, readPaths } from "./reads.js";
import { originOf } from "./scope.js";
import { mayChange, slicesOf } from "./slices.js";
import { stripTypes } from "./strip.js";
import { withThresholds, writtenThresholds } from "./thresholds.js";
import { type Walked, walk } from "./walk.js";
import { foreignWrites } from "./writes.js";

export { columnInCode } from "./edits.js";
export { closure, dependents } from "./graph.js";
export { pathsOverlap } from "./paths.js";

export interface AnalyseOptions {
  /** All assumption ids and their leaf paths: `gw.add`, `gw.add.2026`. */
  givenPaths: ReadonlySet<string>;
  /** Those of them that lead to something with members of its own: texts, and rows and columns of data files. */
  openPaths?: ReadonlySet<string>;
  /** Columns of the data files by the id of their assumption, for queries. */
  tables?: ReadonlyMap<string, readonly DataColumn[]>;
  /** Names of the standard library, `output`, `table` and `Plot` among them. */
  library: ReadonlySet<string>;
  /** JavaScript's own names that blocks may use. */
  globals: ReadonlySet<string>;
  /** Takes from there, and puts there, blocks as they were parsed, for who analyses the same ones again; without it they are let go. */
  before?: ParsedBefore;
}

/** Blocks with all that is found in them alone; what a formula or a query comes to depends on the assumptions too. */
export type ParsedBefore = WeakMap<Block, { read: Read | undefined; diagnostics: readonly Diagnostic[] }>;

/** A block that could be parsed, on its way through the analysis. */
interface Read {
  text: BlockText;
  parsed: Parsed;
  walked: Walked;
  effects: Effects;
  declared: readonly NameInfo[];
  formula?: FormulaInfo;
  query?: QueryInfo;
}

/**
 * Finds what each block declares, uses and reads, puts the blocks in an order in which they can run, and makes the source of each.
 * Runs nothing. Never throws: everything that is wrong, in all blocks, is in `diagnostics`, in source order, and a program with
 * errors among them must not be run.
 */
export function analyse(blocks: readonly Block[], options: AnalyseOptions): Program {
  const diagnostics: Diagnostic[] = [];
  const queries = compileQueries(
    blocks.filter(({ kind }) => kind === "sql"),
    options.tables,
  );
  const reads = blocks.map((block) => readOnce(block, options, queries, diagnostics));
  const { globals } = options;
  const declaredByBlocks = new Set(reads.flatMap((read) => read?.declared.map(({ name }) => name) ?? []));
  const library = new Set(
    [...options.library].filter((name) => !(YIELDING_NAMES.has(name) && declaredByBlocks.has(name))),
  );
  // A name that is taken is reported where it is declared, and means what it always does everywhere else.
  const isTaken = (name: string): boolean => name === GIVEN || library.has(name) || globals.has(name);
  const united = unite(reads.flatMap((read) => read?.declared.filter(({ name }) => !isTaken(name)) ?? []));
  append(diagnostics, united.diagnostics);
  const { names } = united;
  // A name that occurs in a block that could not be read may be declared there, so its absence is no finding.
  const maybeElsewhere = wordsOf(blocks.filter((_, i) => !reads[i]));
  const surroundings: BlockSurroundings = {
    names,
    privateNames: privateNames(reads),
    library,
    globals,
    maybeElsewhere,
    assumptions: new AssumptionTree(options.givenPaths, options.openPaths),
    indices: new Map(blocks.map((block, i) => [block.id, i])),
  };
  const found: Found = { diagnostics, edges: [], outputs: [] };
  const analysed = blocks.map((block, index) => {
    const read = reads[index];
    return read ? analyseBlock(block, read, surroundings, found) : unread(block);
  });

  const usedElsewhere = new Set(analysed.flatMap(({ uses }) => uses));
  for (const read of reads)
    if (read)
      append(diagnostics, hiddenState(read.walked, read.parsed.program, read.effects, read.text, usedElsewhere));

  const ordered = orderBlocks(blocks.length, found.edges);
  const finished = withState(ordered, analysed, reads, surroundings.assumptions);
  const texts = blocks.map((block, i) => reads[i]?.text ?? new BlockText(block));
  append(diagnostics, cycles(texts, found.edges));
  append(diagnostics, claimsLikeOutputs(blocks, found.outputs));
  return {
    blocks: withThresholds(finished, (name) => names.get(name)?.blockId),
    names,
    outputs: found.outputs,
    diagnostics: sortDiagnostics(diagnostics),
  };
}

/** What names and paths in a block may mean. */
interface BlockSurroundings extends Surroundings {
  assumptions: AssumptionTree;
  /** By a block's id its place among the blocks. */
  indices: ReadonlyMap<string, number>;
}

/** What is found in all blocks together. */
interface Found {
  diagnostics: Diagnostic[];
  edges: Edge[];
  outputs: OutputDeclaration[];
}

function analyseBlock(block: Block, read: Read, around: BlockSurroundings, found: Found): ProgramBlock {
  const { text, walked } = read;
  const { names, library, globals, indices } = around;
  const index = indices.get(block.id) ?? -1;
  const free = freeNames(walked, text, around);
  const paths = readPaths(walked, text, around.assumptions);
  const declared = declaredOutputs(read.parsed.program, walked, text);
  append(found.outputs, declared.outputs);
  found.diagnostics.push(
    ...takenNames(walked, text, library, globals),
    ...free.diagnostics,
    ...paths.diagnostics,
    ...declared.diagnostics,
    ...foreignWrites(walked, text, names, library),
  );
  const uses = new Map([...free.uses].map(([name, { node }]) => [name, { start: node.start, end: node.end }]));
  const data = dataName(block, walked, names, found.diagnostics);
  if (data !== undefined && !uses.has(data)) uses.set(data, { start: 0, end: 1 });
  const dependsOn = new Set<string>();
  for (const [name, { start, end }] of uses) {
    const owner = names.get(name)?.blockId ?? "";
    const to = indices.get(owner);
    if (to === undefined || to === index) continue;
    dependsOn.add(owner);
    found.edges.push({ from: index, to, name, start, end });
  }
  const defines = read.declared.filter((info) => info.kind !== "type").map((info) => info.name);
  const standsFor = new Map(
    defines.flatMap((name): [string, string][] => {
      const alias = walked.top.values.get(name)?.alias;
      const origin = alias && originOf(alias.reference, alias.steps);
      const keys = origin?.steps.map(({ key }) => key) ?? [];
      return origin && uses.has(origin.name) && keys.length > 0 && keys.every((key) => key !== undefined)
        ? [[name, [origin.name, ...keys].join(".")]]
        : [];
    }),
  );
  const inner = capturedNames(walked, read.effects).filter((name) => !defines.includes(name));
  return {
    block,
    defines,
    uses: [...uses.keys()],
    ...(free.waits ? { waits: true } : {}),
    dependsOn: [...dependsOn],
    givenPaths: paths.paths,
    library: free.library,
    isAsync: walked.isAsync,
    ...sourceOf(read, found.diagnostics),
    ...(inner.length > 0 ? { inner } : {}),
    ...(standsFor.size > 0 ? { standsFor } : {}),
    memory: memoryOf(read.effects, text),
    definesTypes: [...walked.top.types.keys()].filter((name) => !isPrivate(name)),
    usesTypes: freeTypes(walked, names),
    formula: read.formula,
    query: read.query,
  };
}

/** The blocks in their order, with what one that keeps or changes something means for those that rest on it. */
function withState(
  ordered: readonly number[],
  analysed: readonly ProgramBlock[],
  reads: readonly (Read | undefined)[],
  assumptions: AssumptionTree,
): ProgramBlock[] {
  // Functions that call those of such a block are as they are.
  const restless = new Set<string>();
  const changing = new Set<string>();
  for (const index of ordered) {
    const [read, one] = [reads[index], analysed[index]];
    if (!read || !one) continue;
    const calls = (those: ReadonlySet<string>): boolean =>
      read.effects.lasting.length > 0 && one.dependsOn.some((id) => those.has(id));
    if (one.memory || calls(restless)) restless.add(one.block.id);
    if (mayChange(read.effects) || calls(changing)) changing.add(one.block.id);
  }
  return ordered.flatMap((index): ProgramBlock[] => {
    const [read, one] = [reads[index], analysed[index]];
    if (!read || !one) return one ? [one] : [];
    const follows = !one.dependsOn.some((id) => changing.has(id));
    const slices = follows
      ? slicesOf({ ...read, program: read.parsed.program }, assumptions, one.defines, (name) => one.uses.includes(name))
      : undefined;
    return [{ ...one, ...(restless.has(one.block.id) ? { restless: true } : {}), slices }];
  });
}

/** A block that stayed as it was is not parsed again. */
function readOnce(
  block: Block,
  { givenPaths, before }: AnalyseOptions,
  queries: ReadonlyMap<Block, Compiled>,
  diagnostics: Diagnostic[],
): Read | undefined {
  const compiled = queries.get(block);
  if (compiled) {
    append(diagnostics, compiled.errors);
    const read = compiled.query && readText(compiled.query.text, diagnostics);
    return read && { ...read, query: compiled.query?.info };
  }
  if (block.kind === "formula") return readBlock(block, givenPaths, diagnostics);
  let found = before?.get(block);
  if (!found) {
    const own: Diagnostic[] = [];
    found = { read: readBlock(block, givenPaths, own), diagnostics: own };
    before?.set(block, found);
  }
  append(diagnostics, found.diagnostics);
  return found.read;
}

/** Parses and walks a block; undefined, with what is wrong, when there is no tree. */
function readBlock(block: Block, givenPaths: ReadonlySet<string>, diagnostics: Diagnostic[]): Read | undefined {
  let text = new BlockText(block);
  let formula: FormulaInfo | undefined;
  if (block.kind === "formula") {
    const compiled = compileFormula(block, givenPaths);
    if ("error" in compiled) {
      diagnostics.push(compiled.error);
      return undefined;
    }
    text = compiled.formula.text;
    formula = compiled.formula.info;
  }
  const read = readText(text, diagnostics);
  return read && { ...read, formula };
}

function readText(text: BlockText, diagnostics: Diagnostic[]): Read | undefined {
  const parsed = parseBlock(text);
  if ("errors" in parsed) {
    append(diagnostics, parsed.errors);
    return undefined;
  }
  const walked = walk(parsed.program);
  const told = new Set(
    [...walked.again.map(({ node }) => node), ...walked.refusals.map(({ node }) => node)].map(({ start }) => start),
  );
  for (const { start, diagnostic } of parsed.semantic) if (!told.has(start)) diagnostics.push(diagnostic);
  append(diagnostics, literalsOutOfOrder(parsed.program, text));
  const effects = effectsOf(parsed.program, walked);
  return { text, parsed, walked, effects, declared: declaredNames(walked, text) };
}

/** The source to run: types blanked, the result of a chart, table or claim kept. */
function sourceOf(
  { text, parsed, walked }: Read,
  diagnostics: Diagnostic[],
): Pick<ProgramBlock, "source" | "shifts" | "claim"> {
  const { program } = parsed;
  const { kind } = text.block;
  const stripped = kind === "formula" || kind === "sql" ? { code: text.code, problems: [] } : stripTypes(text, parsed);
  append(diagnostics, stripped.problems);
  const edits = new Edits();
  for (const { start, end } of walked.listed) {
    edits.insert(start, "__inOrder(");
    edits.insert(end, ")");
  }
  if (text instanceof QueryText) {
    edits.insert(text.tables.start, `${QUERY_HELPER}(${text.query}, `);
    edits.insert(text.tables.end, ")");
  }
  let claim: ProgramBlock["claim"];
  if (kind === "chart" || kind === "table") {
    const problem = keepLastExpression(program, text, edits);
    if (problem) diagnostics.push(problem);
  } else if (kind === "claim") {
    const expression = onlyExpression(program, text);
    if ("rule" in expression) diagnostics.push(expression);
    else {
      append(diagnostics, takeClaimApart(expression, text, parsed.comments, edits));
      claim = {
        expression: writtenExpression(expression, text.code),
        thresholds: writtenThresholds(expression, text.code),
      };
    }
  }
  const { text: source, shifts } = edits.apply(stripped.code);
  return { source, ...(shifts.length > 0 ? { shifts } : {}), claim };
}

/** The value that `data: name` of a chart names, when another block declares it. */
function dataName(
  block: Block,
  walked: Walked,
  names: ReadonlyMap<string, NameInfo>,
  diagnostics: Diagnostic[],
): string | undefined {
  const option = block.kind === "chart" ? block.options.get("data") : undefined;
  if (!option) return undefined;
  const name = option.text.trim();
  const info = names.get(name);
  if (info && info.kind !== "type") return info.blockId === block.id ? undefined : name;
  const own = walked.top.values.has(name);
  const hint = didYouMean(
    name,
    [...names.values()].filter(({ kind }) => kind === "value").map((known) => known.name),
  );
  diagnostics.push({
    rule: "notebook/undefined-name",
    severity: "error",
    message: own
      ? `\`data\` names \`${name}\`, which stays in its block`
      : `\`data\` names \`${name}\`, which is not defined`,
    expected: "the name of a value whose rows are the data behind the chart",
    place: option.place,
    ...(own ? {} : { about: name }),
    ...(hint && !own ? { hint } : {}),
  });
  return undefined;
}

function privateNames(reads: readonly (Read | undefined)[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const read of reads)
    for (const name of read?.walked.top.values.keys() ?? [])
      if (isPrivate(name)) addTo(found, name, read?.text.block.id ?? "");
  return found;
}

function unread(block: Block): ProgramBlock {
  return { block, defines: [], uses: [], dependsOn: [], givenPaths: [], library: [], isAsync: false, source: "" };
}
