import { isDeepStrictEqual } from "node:util";
import type { LoadOptions, LoadResult } from "../assumptions/files/load.js";
import { loadRegister } from "../assumptions/index.js";
import { readChapter } from "../chapters/read.js";
import type { Block, Chapter } from "../chapters/types.js";
import type { TypeChecker, TypedMemo } from "../check/types/index.js";
import type { Diagnostic } from "../diagnostic.js";
import type { FilledBefore } from "../document/fill.js";
import type { ChaptersBefore } from "../document/kept/chapters.js";
import type { PreparedBefore } from "../document/prepare.js";
import type { provenance } from "../document/provenance.js";
import { type AnalyseOptions, analyse, type ParsedBefore } from "../notebook/analyse/analyse.js";
import type { Program } from "../notebook/analyse/program.js";
import { type Cache, keyOf } from "../notebook/run/cache.js";
import type { BlockRecord } from "../notebook/run/job.js";
import { type Limits, openCache, type Runner } from "../notebook/run/runner.js";
import { isError } from "../rules/rule.js";
import { readStudy, type Study, type StudyResult } from "../sensitivity/index.js";
import { parseEdited } from "../yaml/edited.js";
import { Problems } from "../yaml/problems.js";
import { parseYaml, type YamlNode } from "../yaml/tree.js";
import { LastingRunner } from "./lasting-runner.js";
import { repeatedProvenance } from "./passes/repeated-provenance.js";
import { type RepeatedRun, repeatedRun } from "./passes/repeated-run.js";
import { type StudyStore, studyStore } from "./sweeps/results.js";
import { runStudies, type StudiesInput, type StudiesResult } from "./sweeps/studies.js";
import { namesDraws, type ResultKeys } from "./sweeps/study-keys.js";

/**
 * What a process that computes a memo again and again keeps of the times before: functions of the passes that hand back what they
 * made when they are asked for the same again, a process for blocks that stays, charts and studies in memory. What is computed with it
 * is what would be computed without.
 */
export interface Incremental extends RepeatedRun {
  readChapter: typeof readChapter;
  loadRegister(files: ReadonlyMap<string, string>, options?: LoadOptions): LoadResult;
  analyse: typeof analyse;
  prepared: PreparedBefore;
  filled: FilledBefore;
  chapters: ChaptersBefore;
  /** What a function without effects comes to: the same as the last time where it is given the very same. */
  again<Args extends readonly unknown[], Made>(make: (...args: Args) => Made, ...args: Args): Made;
  checkTypes(memo: TypedMemo): Promise<readonly Diagnostic[]>;
  readStudy: typeof readStudy;
  provenance: typeof provenance;
  runStudies: typeof runStudies;
  runner: Runner;
  cache: Cache;
  studies: StudyStore;
  /** The latest result of a study, whatever it was made from, where it was asked for as it is now. */
  lastResult(study: Study): StudyResult | undefined;
  /** How many blocks ran since this was asked last. */
  takeRan(): number;
  /** Gives up what blocks are at, if they are at anything: the run comes to an end at once. */
  interrupt(): void;
  /** Ends the process. */
  close(): void;
}

/**
 * @param cacheFolder where charts and studies are kept beyond this process too
 */
export function openIncremental(options: { cacheFolder?: string; limits: Limits }): Incremental {
  const { cacheFolder, limits } = options;
  const runner = new LastingRunner(limits.megabytes);
  const results = new Map<string, { request: string; result: StudyResult }>();
  const types = keptTypes();
  return {
    readChapter: keptChapters(),
    loadRegister: keptRegister(),
    analyse: keptAnalysis(),
    prepared: new WeakMap(),
    filled: new WeakMap(),
    chapters: new Map(),
    again: lastMade(),
    checkTypes: types.check,
    readStudy: keptRequests(),
    provenance: repeatedProvenance(),
    ...repeatedRun(),
    runStudies: keptStudies(results),
    runner,
    cache: keptRecords(cacheFolder === undefined ? undefined : openCache(cacheFolder)),
    studies: keptResults(studyStore(cacheFolder)),
    lastResult: ({ block, request }) => {
      const last = results.get(block.id);
      return last?.request === JSON.stringify(request) ? last.result : undefined;
    },
    takeRan: () => runner.takeRan(),
    interrupt: () => runner.interrupt(),
    close() {
      runner.close();
      types.close();
    },
  };
}

/** A chapter whose text is the same is the same; of one that changed, the blocks that didn't. */
function keptChapters(): typeof readChapter {
  const known = new Map<
    string,
    { text: string; slug: string; number: number; chapter: Chapter; found: Diagnostic[] }
  >();
  return (file, text, slug, number, report) => {
    let last = known.get(file);
    if (last?.text !== text || last.slug !== slug || last.number !== number) {
      const found: Diagnostic[] = [];
      const fresh = readChapter(file, text, slug, number, (d) => found.push(d));
      last = { text, slug, number, chapter: last ? withKnownBlocks(fresh, last.chapter) : fresh, found };
      known.set(file, last);
    }
    for (const d of last.found) report(d);
    return last.chapter;
  };
}

function withKnownBlocks(chapter: Chapter, before: Chapter): Chapter {
  const lines = chapter.text.split("\n");
  const linesBefore = before.text.split("\n");
  const known = new Map(before.blocks.map((block) => [block.id, block]));
  const same = new Map<Block, Block>();
  for (const block of chapter.blocks) {
    const other = known.get(block.id);
    // A block is what stands on its lines, and where they are.
    if (
      other &&
      block.line === other.line &&
      block.beside === other.beside &&
      block.partOf === other.partOf &&
      written(block, lines) === written(other, linesBefore)
    )
      same.set(block, other);
  }
  const kept = (block: Block): Block => same.get(block) ?? block;
  return {
    ...chapter,
    blocks: chapter.blocks.map(kept),
    fences: chapter.fences.map((fence) =>
      "block" in fence && fence.block ? { ...fence, block: kept(fence.block) } : fence,
    ),
  };
}

const written = ({ place, line, code }: Block, lines: readonly string[]): string =>
  lines.slice(place.start.line - 1, line + code.split("\n").length).join("\n");

/** The register of the same files and options is the same; of other files, only those that changed are parsed, and of these only the entry that did. */
function keptRegister(): Incremental["loadRegister"] {
  const trees = new Map<string, { text: string; node: YamlNode | undefined }>();
  const parse: typeof parseYaml = (file, text, problems) => {
    const known = trees.get(file);
    if (known?.text === text) return known.node;
    const edited = known?.node && parseEdited(file, text, { text: known.text, node: known.node });
    if (edited) {
      trees.set(file, { text, node: edited });
      return edited;
    }
    const own = new Problems("assumptions");
    const node = parseYaml(file, text, own);
    if (own.list().length > 0) return parseYaml(file, text, problems);
    trees.set(file, { text, node });
    return node;
  };
  let last: { files: ReadonlyMap<string, string>; options: LoadOptions; result: LoadResult } | undefined;
  // A folder that is read again has other objects of the same files.
  const comparable = ({ data, ...options }: LoadOptions): unknown => [
    options,
    [...(data?.values() ?? [])].map(({ path, size, digest }) => [path, size, digest]),
  ];
  return (files, options = {}) => {
    if (
      !last ||
      !isDeepStrictEqual([...last.files], [...files]) ||
      !isDeepStrictEqual(comparable(last.options), comparable(options))
    )
      last = { files, options, result: loadRegister(files, { ...options, parse }) };
    return last.result;
  };
}

/** A program of the same blocks is the same where the same assumptions are known. */
function keptAnalysis(): typeof analyse {
  let last: { blocks: readonly Block[]; options: AnalyseOptions; program: Program } | undefined;
  const before: ParsedBefore = new WeakMap();
  return (blocks, options) => {
    if (
      !last ||
      !sameItems(last.blocks, blocks) ||
      last.options.givenPaths.constructor !== options.givenPaths.constructor ||
      !sameSet(last.options.givenPaths, options.givenPaths) ||
      !sameSet(last.options.openPaths, options.openPaths) ||
      !isDeepStrictEqual(last.options.tables, options.tables)
    )
      last = { blocks, options, program: analyse(blocks, { ...options, before }) };
    return last.program;
  };
}

function lastMade(): Incremental["again"] {
  const last = new Map<unknown, { args: readonly unknown[]; made: unknown }>();
  return <Args extends readonly unknown[], Made>(make: (...args: Args) => Made, ...args: Args): Made => {
    const known = last.get(make);
    if (known && sameItems(known.args, args)) return known.made as Made;
    const made = make(...args);
    last.set(make, { args, made });
    return made;
  };
}

function keptRequests(): typeof readStudy {
  const known = new WeakMap<Block, { study: Study | undefined; found: readonly Diagnostic[] }>();
  return (block, report) => {
    let last = known.get(block);
    if (!last) {
      const found: Diagnostic[] = [];
      last = { study: readStudy(block, (d) => found.push(d)), found };
      known.set(block, last);
    }
    for (const d of last.found) report(d);
    return last.study;
  };
}

/** One compiler for all checks; what was found in the same texts is found again. */
function keptTypes(): { check: Incremental["checkTypes"]; close(): void } {
  let checker: Promise<TypeChecker> | undefined;
  let closed = false;
  let last: { memo: TypedMemo; found: readonly Diagnostic[] } | undefined;
  return {
    async check(memo) {
      const { program, register, chapters, templates = [] } = memo;
      const same =
        last?.memo.program === program &&
        last.memo.register === register &&
        sameItems(last.memo.chapters, chapters) &&
        sameItems(last.memo.templates ?? [], templates);
      if (last && same) return last.found;
      checker ??= import("../check/types/index.js").then(({ openTypeChecker }) => openTypeChecker());
      const opened = await checker;
      if (closed) opened.close();
      last = { memo, found: opened.check(memo) };
      return last.found;
    },
    close() {
      closed = true;
      checker?.then((opened) => opened.close()).catch(() => {});
    },
  };
}

const hasErrors = ({ diagnostics }: { diagnostics: readonly Diagnostic[] }): boolean => diagnostics.some(isError);

/** Studies of the same memo come to the same; `results` is told the latest of each. */
function keptStudies(results: Map<string, { request: string; result: StudyResult }>): typeof runStudies {
  let last: { input: StudiesInput; result: StudiesResult } | undefined;
  return async (input) => {
    const { program, register, studies } = input;
    const same =
      last?.input.program === program && last.input.register === register && sameItems(last.input.studies, studies);
    if (last && same) return last.result;
    const { store } = input;
    const noting = store && noted(store, results, studies);
    const result = await runStudies({ ...input, ...(noting ? { store: noting } : {}) });
    last = hasErrors(result) || result.postponed.size > 0 ? undefined : { input, result };
    return result;
  };
}

function noted(
  store: StudyStore,
  results: Map<string, { request: string; result: StudyResult }>,
  studies: readonly Study[],
): StudyStore {
  const note = (id: string | undefined, result: StudyResult): void => {
    const study = studies.find(({ block }) => block.id === id);
    if (study) results.set(study.block.id, { request: JSON.stringify(study.request), result });
  };
  return {
    read: (keys, id) => {
      const result = store.read(keys, id);
      if (result) note(id, result);
      return result;
    },
    write: (keys, result, id) => {
      note(id, result);
      store.write(keys, result, id);
    },
  };
}

const MOST_RECORDS = 500;
/** Until then an update has reached the page. */
const WRITE_AFTER_MS = 1_000;

/** Charts in memory, before those on the disk; what is new goes there when there is time. */
function keptRecords(disk: Cache | undefined): Cache {
  const known = new Map<string, BlockRecord>();
  const keep = (key: string, record: BlockRecord): void => {
    known.delete(key);
    known.set(key, record);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_RECORDS) break;
      known.delete(oldest);
    }
  };
  return {
    get(parts) {
      const key = keyOf(parts);
      const record = known.get(key) ?? disk?.get(parts);
      if (record) keep(key, record);
      return record;
    },
    put(parts, record) {
      keep(keyOf(parts), record);
      if (disk) setTimeout(() => disk.put(parts, record), WRITE_AFTER_MS).unref();
    },
    // What changed since the last build is told of builds.
    lastParts: () => new Map(),
  };
}

const RESULTS_OF_EACH = 4;

/** The latest results of each study in memory, before those on the disk. */
function keptResults(disk: StudyStore): StudyStore {
  const known = new Map<string, { keys: ResultKeys; result: StudyResult }[]>();
  const keep = (id: string, keys: ResultKeys, result: StudyResult): void => {
    known.set(id, [{ keys, result }, ...(known.get(id) ?? [])].slice(0, RESULTS_OF_EACH));
  };
  return {
    read(keys, id = "") {
      const here = known.get(id)?.find((one) => one.keys.whole === keys.whole || isKept(one, keys));
      const result = here?.result ?? disk.read(keys, id);
      if (result && !here) keep(id, keys, result);
      return result;
    },
    write(keys, result, id = "") {
      keep(id, keys, result);
      disk.write(keys, result, id);
    },
  };
}

/** A result that quotes values of draws serves only where the whole register is the same. */
const isKept = (one: { keys: ResultKeys; result: StudyResult }, keys: ResultKeys): boolean =>
  one.keys.own === keys.own && !namesDraws(one.result);

const sameSet = (a: ReadonlySet<string> = NONE, b: ReadonlySet<string> = NONE): boolean =>
  a === b || sameItems([...a], [...b]);
const NONE: ReadonlySet<string> = new Set();

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);
