import { assumptionOf, type GivenTree, unitSystem } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import { giveLastingIds } from "../../document/addresses/quote-ids.js";
import { resolveAgain } from "../../document/kept/chapters.js";
import { inRegisterOrder, type ProseScope } from "../../document/prose-scope.js";
import { provenance } from "../../document/provenance.js";
import { resolveMemo } from "../../document/resolve.js";
import type { MemoTree, ShownPicture } from "../../document/tree.js";
import type { Program } from "../../notebook/analyse/program.js";
import type { FigureResult, RunResult } from "../../notebook/types.js";
import type { Study } from "../../sensitivity/index.js";
import { scenariosOf } from "../default-version.js";
import { diagramFigures } from "../graphs/diagrams.js";
import { graphFigures } from "../graphs/graph-figures.js";
import { picturesOf } from "../pictures.js";
import { studiedOutputs } from "../studied.js";
import type { StudiesResult } from "../sweeps/studies.js";
import type { Analysed } from "./analyse.js";
import { failMeasured } from "./check.js";
import { isRefusal, type Job } from "./pass.js";
import type { Read } from "./read.js";
import { redirectsOf } from "./redirects.js";
import type { Ran } from "./run.js";

/** The document, with every value in its place. */
export interface Resolved {
  scope: ProseScope;
  tree: MemoTree;
  /** Of blocks, sweeps, graphs and diagrams. */
  figures: ReadonlyMap<string, FigureResult>;
  /** From files, by block. */
  pictures: ReadonlyMap<string, ShownPicture>;
  /** Names of outputs of which a study that was left to another time says something, as it did before. */
  awaited: ReadonlySet<string>;
}

type Needed = Read & Analysed & Ran & { swept: StudiesResult };

/** Fills the prose with what blocks and sweeps came to, and draws the graphs and diagrams of chapters. */
export async function resolve(job: Job, memo: Needed): Promise<Resolved> {
  const { options, runner } = job;
  const { chapters, program, register, studies, templates, run, swept, versions, cache } = memo;
  job.step("resolving the document");
  const ran = job.again(
    scopeOf,
    options.incremental?.provenance ?? provenance,
    program,
    register,
    run,
    swept,
    memo.inProse,
    options.formats,
    ...studies,
  );
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
    ...(options.incremental ? { runner } : {}),
  });
  job.report(graphs.diagnostics);
  const diagrams = await diagramFigures(templates, ran, options.cacheFolder, (d) => job.report([d]));
  const { restsOn } = diagrams;
  const scope = restsOn.size === 0 ? ran : job.again(withDiagrams, ran, JSON.stringify([...restsOn]));
  const figures = new Map([...run.figures, ...swept.figures, ...graphs.figures, ...diagrams.figures]);
  const { pictures, diagnostics: inPictures } = await picturesOf(chapters, job.project.pictures);
  job.report(inPictures);
  const { incremental } = options;
  const asked = {
    templates,
    program,
    run: { ...run, figures },
    scope,
    register,
    remarks: swept.remarks,
    studied: studiedOutputs(studies, swept.values),
    pictures,
    ...(incremental ? { filled: incremental.filled } : {}),
  };
  const { tree, diagnostics: inDocument } = incremental
    ? resolveAgain(asked, incremental.chapters)
    : resolveMemo(asked);
  if (!incremental) giveLastingIds(tree);
  job.report(inDocument);
  const redirects = redirectsOf(job, memo, tree, {
    names: [...program.names.keys(), ...studies.map(({ name }) => name)],
    scenarios: scenariosOf(job.project),
  });
  if (!options.keepRefused || job.diagnostics.some(isRefusal)) await failMeasured(job, memo);
  const late = studies.filter(({ block }) => swept.postponed.has(block.id));
  const awaited = new Set(studiedOutputs(late, swept.values).keys());
  return { scope, tree: { ...tree, ...redirects }, figures, pictures: pictures.figures, awaited };
}

/** @param written as JSON, which is the same where diagrams rest on the same: their blocks, with what each rests on */
function withDiagrams(ran: ProseScope, written: string): ProseScope {
  const restsOn = new Map(JSON.parse(written) as [string, readonly string[]][]);
  return { ...ran, restsOn: (id) => restsOn.get(id) ?? ran.restsOn(id) };
}

/** What prose can quote, and what each value rests on. */
function scopeOf(
  provenanceOf: typeof provenance,
  program: Program,
  register: Register,
  run: RunResult,
  swept: StudiesResult,
  inProse: GivenTree,
  formats: ProseScope["formats"],
  ...studies: readonly Study[]
): ProseScope {
  const ran = new Set(run.reads.keys());
  const assumptionAt = (path: string): string | undefined => assumptionOf(register, path)?.id;
  const { byBlock, of: behindPath } = provenanceOf(program, run, register, assumptionAt);
  const behind = new Map(byBlock);
  const marked = new Map<string, readonly string[]>();
  for (const [id, { moved, results, limits }] of swept.restsOn) {
    const ids = results.flatMap((name) => (run.claims.has(name) ? behind.get(name) : behindPath(name)) ?? []);
    behind.set(id, inRegisterOrder(register, [...moved, ...ids]));
    // A chart marks limits that no value of its study follows.
    const own = limits.flatMap((path) => assumptionOf(register, path) ?? []);
    const all = own.flatMap((one) => [one.id, ...(one.restsOn ?? [])]);
    if (all.length > 0) marked.set(id, inRegisterOrder(register, [...moved, ...ids, ...all]));
  }
  const sweepOf = new Map(studies.map(({ name, block }) => [name, block.id]));
  const failed = [
    ...program.blocks.map(({ block }) => block.id).filter((id) => !ran.has(id)),
    ...studies.filter(({ name }) => !swept.values.has(name)).map(({ block }) => block.id),
  ];
  return {
    values: new Map([...run.values, ...swept.values]),
    blockOf: (name) => program.names.get(name)?.blockId ?? sweepOf.get(name),
    names: [...program.names.keys(), ...studies.map(({ name }) => name), "given"],
    restsOn: (blockId) => marked.get(blockId) ?? behind.get(blockId) ?? [],
    valueRestsOn: (path) => behindPath(path) ?? behind.get(sweepOf.get(path.split(".")[0] ?? "") ?? "") ?? [],
    failed: new Set(failed),
    outputs: new Map(program.outputs.map((output) => [output.name, output])),
    claims: run.claims,
    register,
    given: inProse,
    assumptionOf: assumptionAt,
    convert: (value, from, to) => unitSystem(register.units).convert(value, from, to),
    formats,
  };
}
