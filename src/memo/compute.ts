import { assumptionOf, givenTree, leafPaths, loadRegister, openPaths, unitSystem } from "../assumptions/index.js";
import type { Register } from "../assumptions/register/types.js";
import { type Block, type Chapter, libraryBlocks, readChapters } from "../chapters/index.js";
import type { Coverage, checkDimensions } from "../check/dimensions/index.js";
import type { Exception } from "../check/index.js";
import { type Diagnostic, didYouMean, MemoError, sortDiagnostics } from "../diagnostic.js";
import { brokenBlocks, refusedNames } from "../document/broken.js";
import type { OwnFormat } from "../document/helpers.js";
import { prepareChapters, wantedNames } from "../document/prepare.js";
import { provenance } from "../document/provenance.js";
import { giveLastingIds } from "../document/quote-ids.js";
import { resolveMemo } from "../document/resolve.js";
import { inRegisterOrder, type Scope } from "../document/scope.js";
import type { MemoTree } from "../document/tree.js";
import { analyse } from "../notebook/analyse/analyse.js";
import type { Program } from "../notebook/analyse/program.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../notebook/library/library-names.js";
import { type Cache, openCache, type Runner, run, startRunner } from "../notebook/run/runner.js";
import type { RunResult } from "../notebook/types.js";
import { applySeverities, type Severities } from "../rules/severities.js";
import { readStudy, type Study } from "../sensitivity/index.js";
import { cacheFolderOf, openShelf } from "../store/index.js";
import { engineVersion } from "./engine-version.js";
import { graphFigures } from "./graph-figures.js";
import type { Workshop } from "./incremental.js";
import { drawingDigest, ENGINE, type Inputs, inputsDigest, versionOf } from "./inputs.js";
import { picturesOf } from "./pictures.js";
import { type Project, sourcesOf } from "./project.js";
import { runStudies, type StudiesInput } from "./studies.js";

export interface ComputeOptions extends Inputs {
  /** Names to bring back besides those the prose quotes. */
  want?: readonly string[];
  /** Absent for a run without a cache. */
  cacheFolder?: string;
  /** Looks the cache up without noting this run in it, so that the next build still tells what changed since the last one. */
  onlyLooking?: boolean;
  limits?: { seconds: number; megabytes: number };
  /** Gives the tree too where the only errors are sentences whose claim fell; they are then among the diagnostics. */
  keepFallenClaims?: boolean;
  /** Checks types, prose and what is unused, and applies the exceptions that the sources make. */
  check?: boolean;
  /** Formats for prose besides the engine's, by name. */
  formats?: ReadonlyMap<string, OwnFormat>;
  /** Told what is going on. */
  step?(text: string): void;
  /** What was kept of computing this memo before, where a process does so again and again. It has the cache, and the process for blocks. */
  workshop?: Workshop;
  /** Leaves sweeps that are not kept to another time. */
  postpone?: StudiesInput["postpone"];
  /** Gives up running sweeps; the computation then rejects. */
  signal?: AbortSignal;
}

/** Everything a memo's sources come to. */
export interface Computed {
  register: Register;
  chapters: readonly Chapter[];
  program: Program;
  run: RunResult;
  scope: Scope;
  tree: MemoTree;
  /** Ids of the sweeps that were left to another time. */
  postponed: ReadonlySet<string>;
  /** Warnings and hints; errors are thrown, but for those of fallen claims where they are kept. */
  diagnostics: readonly Diagnostic[];
  /** How much of the model was checked for dimensions; absent without `check`. */
  coverage?: Coverage;
  /** What the sources let stand, with reasons; none without `check`. */
  exceptions: readonly Exception[];
  /** Of rules that the memo wants told otherwise; none without `check`. */
  severities: Severities;
}

/** The rule of a sentence whose claim doesn't hold, without another one to print in its place. */
export const CLAIM_FALLEN = "prose/claim-fails";

/**
 * Sources to the resolved tree: register, chapters, graph, run, document.
 * @throws MemoError with every problem of the furthest stage that could be reached and of those before it.
 */
export async function computeMemo(project: Project, options: ComputeOptions): Promise<Computed> {
  const diagnostics: Diagnostic[] = [];
  if (options.workshop) return stages(project, options, options.workshop.runner, diagnostics);
  // The process that runs blocks takes its time to start; it does so while the sources are read.
  const runner = startRunner({ megabytes: options.limits?.megabytes });
  // Where charts will have to be drawn, the libraries for that load meanwhile too.
  const { cacheFolder, version, scenario, sets } = options;
  const digest = drawingDigest(project, { version, scenario, sets });
  // A wrong guess costs time and changes nothing.
  const drawn = openShelf<true>(cacheFolder, "charts drawn");
  if (!drawn.get(digest)) runner.preload();
  try {
    const computed = await stages(project, options, runner, diagnostics);
    drawn.put(digest, true);
    return computed;
  } finally {
    runner.stop();
  }
}

/** What a memo's sources say before anything is run. */
export interface MemoSources {
  chapters: readonly Chapter[];
  blocks: readonly Block[];
  /** Absent when it could not be read. */
  register: Register | undefined;
  program: Program;
}

/** Reads chapters and assumptions and puts the blocks in order; what is wrong is added to `diagnostics`. */
export function readMemo(
  project: Project,
  options: Pick<ComputeOptions, "version" | "scenario" | "sets" | "workshop">,
  diagnostics: Diagnostic[],
): MemoSources {
  const { workshop } = options;
  const { chapters, diagnostics: inChapters } = readChapters(project.chapters, workshop?.readChapter);
  diagnostics.push(...(project.found ?? []), ...inChapters);
  if (chapters.length === 0)
    diagnostics.push({
      rule: "project/no-chapters",
      severity: "error",
      message: "chapters/ holds no chapter",
      expected: "a file such as chapters/01-summary.md",
    });
  const loaded = (workshop?.loadRegister ?? loadRegister)(project.assumptions, {
    version: options.version ?? chapters[0]?.front.memo?.assumptions,
    scenario: options.scenario,
    sets: options.sets,
    data: project.data,
  });
  diagnostics.push(...loaded.diagnostics);
  const { register } = loaded;
  const blocks = [...libraryBlocks(project.library), ...chapters.flatMap((chapter) => chapter.blocks)];
  const program = (workshop?.analyse ?? analyse)(
    blocks.filter(({ kind }) => kind !== "sweep" && kind !== "graph" && kind !== "picture"),
    {
      givenPaths: register
        ? new Set([...register.assumptions.keys(), ...leafPaths(register).keys()])
        : new Everything(),
      openPaths: register ? openPaths(register) : new Everything(),
      library: LIBRARY_NAMES,
      globals: GLOBAL_NAMES,
    },
  );
  // Without a register no assumption is known, which says nothing about the blocks.
  const refused = refusedNames(chapters);
  const follows = ({ rule, about }: Diagnostic): boolean =>
    rule === "notebook/undefined-name" && about !== undefined && refused.has(about);
  diagnostics.push(
    ...program.diagnostics.filter((d) => (register || d.rule !== "notebook/unknown-assumption") && !follows(d)),
  );
  diagnostics.push(...unknownHeadlines(chapters, program));
  return { chapters, blocks, register, program };
}

/** What the front matter calls a headline and is no output. */
function unknownHeadlines(chapters: readonly Chapter[], { outputs }: Program): Diagnostic[] {
  const names = outputs.map(({ name }) => name);
  return (chapters[0]?.front.memo?.headlines ?? []).flatMap(({ text, place }): Diagnostic[] => {
    if (names.includes(text)) return [];
    const hint = didYouMean(text, names);
    return [
      {
        rule: "chapters/front-matter",
        severity: "error",
        message: `\`memo.headlines\` names \`${text}\`, which is no output`,
        expected: "names of outputs",
        ...(hint ? { hint } : {}),
        place,
      },
    ];
  });
}

async function stages(
  project: Project,
  options: ComputeOptions,
  runner: Runner,
  diagnostics: Diagnostic[],
): Promise<Computed> {
  const step = options.step ?? (() => {});
  const failOnErrors = (): void => {
    if (diagnostics.some((d) => d.severity === "error")) throw new MemoError(sortDiagnostics(diagnostics));
  };
  step("reading chapters and assumptions");
  const { chapters, blocks, register, program } = readMemo(project, options, diagnostics);
  const { workshop } = options;
  let severities: Severities = new Map();
  const settings = chapters[0]?.front.memo?.rules ?? [];
  if (options.check && settings.length > 0) {
    const { readSettings } = await import("../check/settings.js");
    const read = readSettings(settings);
    severities = read.severities;
    diagnostics.push(...read.diagnostics);
  }
  const studies = blocks.flatMap(
    (block) => (workshop?.readStudy ?? readStudy)(block, (d) => diagnostics.push(d)) ?? [],
  );
  diagnostics.push(...namesTaken(studies, program));
  tellOfSweeps(diagnostics, studies);
  const names = [...program.names.keys(), ...studies.map(({ name }) => name)];
  // Where nothing is wrong so far, every block could be read.
  const broken = diagnostics.some((d) => d.severity === "error")
    ? brokenBlocks(chapters, program, new Set(studies.map(({ block }) => block.id)))
    : undefined;
  const { templates, diagnostics: inProse } = prepareChapters(
    chapters,
    {
      names: new Set([...names, "given", ...(broken?.names ?? [])]),
      targets: broken?.targets,
      sources: register ? new Set(register.sources.keys()) : new Everything(),
      formats: options.formats,
    },
    register && workshop?.prepared,
  );
  diagnostics.push(...inProse);
  failOnErrors();
  if (!register) throw new MemoError(sortDiagnostics(diagnostics));

  step("running blocks");
  const reads = program.blocks.flatMap(({ givenPaths }) => givenPaths);
  const given = givenTree(register, reads);
  const want = new Set([
    ...wantedNames(templates),
    ...program.outputs.map((output) => output.name),
    ...(options.want ?? []),
  ]);
  const versions = engineVersion();
  const cache = workshop ? workshop.cache : cacheOf(options);
  const running = (workshop?.run ?? run)(program, {
    given,
    want: [...want].filter((name) => program.names.has(name)),
    limits: options.limits,
    cache,
    draws: true,
    versions,
    runner,
  });
  let measuring: ReturnType<typeof checkDimensions> | undefined;
  if (options.check) {
    // Meanwhile the blocks run, in a process of their own. What they come to says nothing new where a type is wrong.
    running.catch(() => {});
    const { checkTypes, keptFindings } = await import("../check/types/index.js");
    const typed = { chapters, program, register, templates };
    const found = await (workshop ? workshop.checkTypes(typed) : checkTypes(typed, keptFindings(options.cacheFolder)));
    diagnostics.push(...applySeverities(found, severities));
    failOnErrors();
    measuring = import("../check/dimensions/index.js").then(({ checkDimensions, keptRuns }) =>
      checkDimensions(
        { program, register, templates },
        {
          limits: options.limits,
          kept: keptRuns(options.cacheFolder),
        },
      ),
    );
    measuring.catch(() => {});
  }
  const result = await running;
  diagnostics.push(...result.diagnostics);
  if (studies.length > 0) {
    failOnErrors();
    step("running sweeps");
  }
  const swept = await (workshop?.runStudies ?? runStudies)({
    studies,
    program,
    register,
    given,
    run: result,
    versions,
    cacheFolder: options.cacheFolder,
    cache,
    limits: options.limits,
    ...(workshop ? { store: workshop.studies, runner } : {}),
    postpone: options.postpone,
    signal: options.signal,
    onProgress: (done, of) => step(`running sweeps: ${done} of ${of} points`),
  });
  diagnostics.push(...swept.diagnostics);

  step("resolving the document");
  const ran = new Set(result.reads.keys());
  const assumptionAt = (path: string): string | undefined => assumptionOf(register, path)?.id;
  const { byBlock: behind, of: behindPath } = provenance(program, result, register, assumptionAt);
  for (const [id, { moved, results }] of swept.restsOn) {
    const ids = results.flatMap((name) => (result.claims.has(name) ? behind.get(name) : behindPath(name)) ?? []);
    behind.set(id, inRegisterOrder(register, [...moved, ...ids]));
  }
  const sweepOf = new Map(studies.map(({ name, block }) => [name, block.id]));
  const failed = [
    ...program.blocks.map(({ block }) => block.id).filter((id) => !ran.has(id)),
    ...studies.filter(({ name }) => !swept.values.has(name)).map(({ block }) => block.id),
  ];
  const scope: Scope = {
    values: new Map([...result.values, ...swept.values]),
    blockOf: (name) => program.names.get(name)?.blockId ?? sweepOf.get(name),
    names: [...names, "given"],
    restsOn: (blockId) => behind.get(blockId) ?? [],
    valueRestsOn: (path) => behindPath(path) ?? behind.get(sweepOf.get(path.split(".")[0] ?? "") ?? "") ?? [],
    failed: new Set(failed),
    outputs: new Map(program.outputs.map((output) => [output.name, output])),
    claims: result.claims,
    register,
    given,
    assumptionOf: assumptionAt,
    convert: (value, from, to) => unitSystem(register.units).convert(value, from, to),
    formats: options.formats,
  };
  const graphs = await graphFigures({
    chapters,
    program,
    register,
    studies,
    templates,
    versions,
    cache,
    limits: options.limits,
    // A runner that doesn't last has run.
    ...(workshop ? { runner } : {}),
  });
  diagnostics.push(...graphs.diagnostics);
  const figures = new Map([...result.figures, ...swept.figures, ...graphs.figures]);
  const { pictures, diagnostics: inPictures } = await picturesOf(chapters, project.pictures);
  diagnostics.push(...inPictures);
  const { tree, diagnostics: inDocument } = resolveMemo({
    templates,
    program,
    run: { ...result, figures },
    scope,
    register,
    remarks: swept.remarks,
    pictures,
  });
  giveLastingIds(tree);
  diagnostics.push(...inDocument);
  if (!options.keepFallenClaims || diagnostics.some((d) => d.severity === "error" && d.rule !== CLAIM_FALLEN))
    failOnErrors();
  let found: readonly Diagnostic[] = diagnostics;
  let exceptions: readonly Exception[] = [];
  let coverage: Coverage | undefined;
  if (options.check) {
    step("checking dimensions and prose");
    const measured = await measuring;
    coverage = measured?.coverage;
    diagnostics.push(...applySeverities(measured?.diagnostics ?? [], severities));
    const { checkMemo } = await import("../check/index.js");
    const sources = sourcesOf(project);
    const input = { chapters, program, studies, register, templates, tree, scope, run: result, sources };
    const own = versionOf(project);
    const plain = register.version === own && !register.scenario && register.sets.length === 0;
    const checked = checkMemo({ ...input, plain, severities }, diagnostics, await ruleIds(sources));
    if (checked.diagnostics.some(({ severity }) => severity === "error")) throw new MemoError(checked.diagnostics);
    ({ diagnostics: found, exceptions } = checked);
  }
  const { version, scenario, sets } = register;
  const inputs = inputsDigest(project, { version, scenario: scenario?.name, sets });
  return {
    register,
    chapters,
    program,
    run: result,
    scope,
    postponed: swept.postponed,
    tree: { ...tree, origin: { engine: ENGINE, inputs } },
    diagnostics: sortDiagnostics(found),
    exceptions,
    severities,
    coverage,
  };
}

/** Ids of all rules, for the nearest one to a misspelt exception; a memo without exceptions needs none. */
async function ruleIds(sources: ReadonlyMap<string, string>): Promise<string[]> {
  if (![...sources.values()].some((text) => text.includes("memo-ignore"))) return [];
  const { RULES } = await import("../rules/index.js");
  return RULES.map(({ id }) => id);
}

/** A sweep is quoted by a name of the memo's one namespace. */
function namesTaken(studies: readonly Study[], program: Program): Diagnostic[] {
  const first = new Map<string, Block>();
  return studies.flatMap(({ name, block }) => {
    const other = program.names.get(name)?.place ?? first.get(name)?.place;
    if (!first.has(name)) first.set(name, block);
    if (!other) return [];
    return [
      {
        rule: "sweep/name",
        severity: "error" as const,
        message: `the name \`${name}\` of sweep \`${block.id}\` is taken`,
        expected: "a line `name: …` with another one",
        related: [{ words: "it stands at", place: other }],
        place: block.place,
      },
    ];
  });
}

/** A block that reads a sweep is told why it can't: sweeps are run when all blocks are done. */
function tellOfSweeps(diagnostics: Diagnostic[], studies: readonly Study[]): void {
  for (const [at, diagnostic] of diagnostics.entries()) {
    if (diagnostic.rule !== "notebook/undefined-name") continue;
    const study = studies.find(({ name }) => name === diagnostic.about);
    if (!study) continue;
    diagnostics[at] = {
      ...diagnostic,
      message: `\`${study.name}\` is a sweep, which is run when all blocks are done`,
      expected: "names of blocks; a sweep can be quoted in prose only",
      related: [{ words: "it stands at", place: study.block.place }],
    };
  }
}

function cacheOf({ cacheFolder, onlyLooking }: ComputeOptions): Cache | undefined {
  if (cacheFolder === undefined) return undefined;
  const cache = openCache(cacheFolder);
  return onlyLooking ? { ...cache, finish: () => {} } : cache;
}

/** Stands for the names of a register that could not be read: none is called wrong, so that code and prose are checked all the same. */
class Everything extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** What every command that computes the memo takes from its command line. */
export interface CommandOptions {
  folder: string;
  assumptions?: string;
  scenario?: string;
  set: readonly { id: string; text: string }[];
  cache: boolean;
  limits: { seconds: number; megabytes: number };
}

/** Those options as a computation takes them. The cache lives outside out/ and is never committed. */
export function computeOptions(project: Pick<Project, "root">, options: CommandOptions): ComputeOptions {
  return {
    version: options.assumptions,
    scenario: options.scenario,
    sets: options.set,
    cacheFolder: options.cache ? cacheFolderOf(project.root) : undefined,
    limits: options.limits,
  };
}
