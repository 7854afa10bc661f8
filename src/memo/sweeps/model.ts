import { derivations } from "../../assumptions/expressions/derive.js";
import type { GivenTree } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import { type Diagnostic, didYouMean, MemoError } from "../../diagnostic.js";
import { closure } from "../../notebook/analyse/analyse.js";
import type { Program } from "../../notebook/analyse/program.js";
import { openEvaluator } from "../../notebook/evaluate/evaluator.js";
import type { Limits, Runner } from "../../notebook/run/runner.js";
import { isSampled, type Model, modelOf, resultNames, type StudyRequest } from "../../sensitivity/index.js";
import { behindResult } from "./study-keys.js";

/** What a model is made of. */
export interface ModelInput {
  program: Program;
  register: Register;
  given: GivenTree;
  limits?: Limits | undefined;
}

/** A model in processes of its own. */
export interface OpenedModel {
  model: Model;
  /** Whether this was thrown because blocks went wrong at a point, not for what a study asks. */
  wasEndedBy(error: unknown): boolean;
  /** Ends the processes. */
  close(): void;
}

export interface Opening {
  onProgress?: ((done: number, of: number) => void) | undefined;
  /** How many at most; one unless told. */
  processes?: number;
  /** The first, where it was started before. */
  started?: Runner | undefined;
  /** What studies read that may ask for the same points: `readTogether`. */
  together?: ReadonlyMap<string, readonly string[]>;
  /** Closes the model. */
  signal?: AbortSignal | undefined;
}

/**
 * Opens the blocks behind some results as a model.
 *
 * @throws MemoError for what blocks do wrong at the register's values, and for a block that isn't the same when it runs again.
 */
export async function openModel(
  { program, register, given, limits }: ModelInput,
  names: readonly string[],
  { onProgress, processes, started, together, signal }: Opening = {},
): Promise<OpenedModel> {
  const evaluator = await openEvaluator(program, {
    given,
    outputs: names,
    derivations: derivations(register),
    limits,
    ...(processes === undefined ? {} : { processes }),
    ...(started ? { runner: started } : {}),
    signal,
  });
  try {
    const impure = await evaluator.checkPurity();
    if (impure.length > 0) throw new MemoError(impure);
    const about = {
      register,
      claims: new Set(claimsOf(program)),
      outputs: new Map(program.outputs.map((o) => [o.name, o])),
      behind: (name: string) => blocksBehind(name, program),
      restsOn: (name: string) => [...behindResult(name, { program, register })],
      ...(together ? { together } : {}),
    };
    const model = await modelOf(evaluator, names, about, onProgress);
    return { model, wasEndedBy: evaluator.wasEndedBy, close: () => evaluator.close() };
  } catch (error) {
    evaluator.close();
    throw error;
  }
}

/** Points of a study that chooses them as it goes: about so many. */
const SOME_POINTS = 250;

/**
 * Runs of blocks that some studies come to, as far as it can be said before: points times the blocks behind their results.
 *
 * @param points of each, where they are known
 */
export function runsOf(requests: readonly StudyRequest[], program: Program, points?: number): number {
  const runs = requests.map((request) => {
    const blocks = new Set(resultNames(request).flatMap((name) => blocksBehind(name, program)));
    return (points ?? (isSampled(request) ? request.draws : SOME_POINTS)) * blocks.size;
  });
  return runs.reduce((sum, one) => sum + one, 0);
}

export const ownerOf = (name: string, program: Program): string =>
  program.names.get(name.split(".")[0] ?? "")?.blockId ?? name;

/** Ids of the blocks that a result rests on, the one that holds it among them. */
const blocksBehind = (name: string, program: Program): readonly string[] =>
  closure(program, ownerOf(name, program)).blocks;

const claimsOf = (program: Program): string[] =>
  program.blocks.filter(({ block }) => block.kind === "claim").map(({ block }) => block.id);

/** Names a study asks for that are neither outputs, claims nor values of blocks, each with the nearest that is. */
export function unknownOutputs(request: StudyRequest, program: Program): { name: string; problem: Diagnostic }[] {
  const claims = claimsOf(program);
  const candidates = [...program.outputs.map(({ name }) => name), ...claims, ...program.names.keys()];
  return resultNames(request)
    .filter((name) => !claims.includes(name) && !program.names.has(name.split(".")[0] ?? ""))
    .map((name) => ({
      name,
      problem: {
        rule: "sweep/unknown-output",
        severity: "error",
        message: `unknown output \`${name}\``,
        expected: "an output, a claim, or a value of a block",
        hint: didYouMean(name, candidates),
      },
    }));
}
