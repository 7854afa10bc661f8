import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { EvaluatorClosed, processesBeside, processesFor } from "../../notebook/evaluate/evaluator.js";
import { listable, plainCopy } from "../../notebook/process/wire.js";
import type { Runner } from "../../notebook/run/runner.js";
import { readTogether, resultNames, runStudy, type Study, type StudyResult } from "../../sensitivity/index.js";
import { codeBehind, openShelf } from "../../store/index.js";
import { type ModelInput, type OpenedModel, openModel, runsOf } from "./model.js";
import { asked, placed, unknownIn } from "./places.js";
import { keysOfStudy, namesDraws, type ResultKeys } from "./study-keys.js";

export interface ResultsInput extends ModelInput {
  studies: readonly Study[];
  cacheFolder?: string | undefined;
  /** Where results are kept; in the cache folder unless given. */
  store?: StudyStore;
  /** Leaves studies that are not kept to another time; those with an earlier result show it, the others nothing yet. */
  postpone?: ((study: Study) => StudyResult | undefined) | undefined;
  /** A process that evaluates, started before; whoever started it ends it where no study has to be run. */
  started?: Runner | undefined;
  /** Blocks run meanwhile. */
  beside?: boolean;
  /** Gives up what is being computed. */
  signal?: AbortSignal | undefined;
  onProgress?(done: number, of: number): void;
  /** Hears each time that another study came to something what all did so far. */
  onResult?(results: ReadonlyMap<string, StudyResult>): void;
}

/** What studies came to, by the ids of their blocks. */
export interface StudyResults {
  results: ReadonlyMap<string, StudyResult>;
  /** Ids of the studies left to another time. */
  postponed: ReadonlySet<string>;
  diagnostics: readonly Diagnostic[];
}

/** Takes results of studies from where they are kept and runs the others on one model: nothing that blocks came to is asked for. */
export async function studyResults(input: ResultsInput): Promise<StudyResults> {
  const { studies, signal, program } = input;
  const results = new Map<string, StudyResult>();
  const postponed = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const found = { results, postponed, diagnostics };
  const keys = new Map(studies.map((study) => [study.block.id, keysOfStudy(study.request, input)]));
  const store = input.store ?? studyStore(input.cacheFolder);
  for (const [id, key] of keys) {
    const kept = store.read(key, id);
    if (kept) results.set(id, kept);
  }
  if (results.size > 0) input.onResult?.(results);
  const open = studies.filter(({ block }) => !results.has(block.id));
  const known = open.filter((study) => {
    const unknown = unknownIn(study, program);
    append(diagnostics, unknown);
    return unknown.length === 0;
  });
  if (known.length === 0) return found;
  if (input.postpone) {
    for (const study of known) {
      const earlier = input.postpone(study);
      if (earlier) results.set(study.block.id, earlier);
      postponed.add(study.block.id);
    }
    return found;
  }
  signal?.throwIfAborted();
  const requests = known.map(({ request }) => request);
  const names = [...new Set(requests.flatMap(resultNames))];
  const processes = (input.beside ? processesBeside : processesFor)(runsOf(requests, program));
  let opened: OpenedModel;
  try {
    opened = await openModel(input, names, {
      onProgress: input.onProgress,
      processes,
      started: input.started,
      together: readTogether(requests),
      signal,
    });
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    append(
      diagnostics,
      error.diagnostics.map((d) => asked(d, known)),
    );
    return found;
  }
  try {
    const keep = (study: Study, result: StudyResult): void => {
      results.set(study.block.id, result);
      input.onResult?.(results);
      const key = keys.get(study.block.id);
      if (key) store.write(key, result, study.block.id);
    };
    // One more than there are processes, so that none waits while something is made of what another came to.
    append(diagnostics, await runAll(known, opened, processes + 1, keep, signal));
  } finally {
    opened.close();
  }
  return found;
}

/**
 * Runs studies in their order, some at a time. Where blocks go wrong at the points of one, no study behind it is told of: what is found is the same
 * however many run at a time and whichever is first.
 */
async function runAll(
  studies: readonly Study[],
  { model, wasEndedBy, close }: OpenedModel,
  atATime: number,
  keep: (study: Study, result: StudyResult) => void,
  signal: AbortSignal | undefined,
): Promise<Diagnostic[]> {
  const problems = new Map<number, unknown>();
  const running = new Set<number>();
  const queue = studies.entries();
  let last = studies.length - 1;
  const work = async (): Promise<void> => {
    for (const [at, study] of queue) {
      signal?.throwIfAborted();
      if (at > last) return;
      running.add(at);
      try {
        keep(study, await runStudy(study.request, model));
      } catch (error) {
        problems.set(at, error);
        if (wasEndedBy(error)) last = Math.min(last, at);
        else if (!(error instanceof MemoError || error instanceof EvaluatorClosed)) throw error;
      }
      running.delete(at);
      if (last < studies.length - 1 && [...running].every((one) => one > last)) close();
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  signal?.throwIfAborted();
  return studies.slice(0, last + 1).flatMap((study, at) => {
    const problem = problems.get(at);
    return problem === undefined ? [] : placed(problem, study);
  });
}

/** Results of studies by their keys; told too whose they are. */
export interface StudyStore {
  read(keys: ResultKeys, id?: string): StudyResult | undefined;
  write(keys: ResultKeys, result: StudyResult, id?: string): void;
}

/** Keeps results of studies by their keys; without a folder, none. */
export function studyStore(cacheFolder: string | undefined): StudyStore {
  const results = openShelf<StudyResult>(cacheFolder, "study", import.meta.url);
  return {
    read: ({ own, whole }) => listable(results.get(own) ?? results.get(whole)) as StudyResult | undefined,
    write: ({ own, whole }, result) => results.put(namesDraws(result) ? whole : own, plainCopy(result) as StudyResult),
  };
}

/** What the results of studies depend on besides the memo and the request. */
export const studyVersion = (): string => codeBehind(import.meta.url);
