import type { Register } from "../../assumptions/index.js";
import type { OwnUnits } from "../../assumptions/units/units.js";
import { MemoError } from "../../diagnostic.js";
import type { Program } from "../../notebook/analyse/program.js";
import type { SourceOptions } from "../attribution-source.js";
import { compareOutputs, isMaterial } from "../output-changes.js";
import { inUnitsOf } from "../pairing/other-units.js";
import { printedOutput } from "../pairing/printed-output.js";
import type { OutputState, Snapshot } from "../snapshot.js";
import type { Rename, VariantChange } from "../types.js";
import { type Model, type RunValues, runAt } from "./model.js";
import { computable, programOf } from "./programs.js";

interface Named {
  version: string;
  scenario?: string;
}

/** A version's runs on one side, by scenario ("" for none), or why there are none. */
type Runs = ReadonlyMap<string, RunValues> | string;

/**
 * What a change does to the versions and scenarios that were not compared: those that both sides have, and whose outputs or claims come
 * to something else. Outputs that rest on sweeps are not run here. The old side is as it was written, under its own names and in its own
 * units, for its blocks are run.
 */
export async function compareVariants(
  old: { model: Model; snapshot: Snapshot },
  now: { model: Model; snapshot: Snapshot },
  { renames, units }: { renames: readonly Rename[]; units: OwnUnits },
  options: SourceOptions,
): Promise<VariantChange[]> {
  const newNames = new Map(
    renames.filter(({ kind }) => kind === "output" || kind === "claim").map(({ from, to }) => [from, to]),
  );
  const versions = now.model.versions.filter((version) => old.model.versions.includes(version));
  const found: VariantChange[] = [];
  for (const version of versions) {
    const [before, after] = [old.model.register(version), now.model.register(version)];
    if (!before || !after) continue;
    const scenarios = [...after.scenarios.keys()].filter((name) => before.scenarios.has(name));
    const a = await runsOf(old.model, before, scenarios, old.snapshot, options);
    const b = await runsOf(now.model, after, scenarios, now.snapshot, options);
    for (const scenario of ["", ...scenarios]) {
      const name: Named = { version, ...(scenario === "" ? {} : { scenario }) };
      if ([old, now].every(({ snapshot }) => isCompared(name, snapshot))) continue;
      const change = compareRuns(name, a, b, scenario, old.snapshot, now.snapshot, { newNames, units });
      if (change) found.push(change);
    }
  }
  return found;
}

const isCompared = ({ version, scenario }: Named, snapshot: Snapshot): boolean =>
  snapshot.version === version && snapshot.scenario?.name === scenario;

async function runsOf(
  model: Model,
  base: Register,
  scenarios: readonly string[],
  snapshot: Snapshot,
  options: SourceOptions,
): Promise<Runs> {
  const others = scenarios.flatMap((name): [string, Register][] => {
    const register = model.register(base.version, name);
    return register ? [[name, register]] : [];
  });
  const program: Program = programOf(model.blocks, base);
  const names = computable(program, [...snapshot.outputs.keys(), ...snapshot.claims.keys()]);
  if (names.length === 0) return new Map();
  try {
    const [first, ...rest] = await runAt(
      program,
      base,
      others.map(([, register]) => register),
      names,
      options,
    );
    const runs = new Map<string, RunValues>();
    if (first) runs.set("", first);
    others.forEach(([name], at) => {
      const run = rest[at];
      if (run) runs.set(name, run);
    });
    return runs;
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return error.diagnostics[0]?.message ?? "no reason is known";
  }
}

function compareRuns(
  name: Named,
  before: Runs,
  after: Runs,
  scenario: string,
  old: Snapshot,
  now: Snapshot,
  { newNames, units }: { newNames: ReadonlyMap<string, string>; units: OwnUnits },
): VariantChange | undefined {
  if (typeof after === "string")
    return typeof before === "string" ? undefined : { ...name, outputs: [], claims: [], failure: after };
  if (typeof before === "string") return undefined;
  const [a, b] = [before.get(scenario), after.get(scenario)];
  if (!a || !b) return undefined;
  const states = (run: RunValues, snapshot: Snapshot, names?: ReadonlyMap<string, string>): Snapshot => ({
    ...snapshot,
    outputs: new Map(
      [...snapshot.outputs].flatMap(([id, state]): [string, OutputState][] => {
        const value = run.get(id);
        const name = names?.get(id) ?? id;
        return value === undefined ? [] : [[name, { ...state, name, value, text: printedOutput(value, state) }]];
      }),
    ),
  });
  const oldNames = new Map([...newNames].map(([from, to]) => [to, from]));
  const outputs = compareOutputs(inUnitsOf(states(a, old, newNames), now, units), states(b, now)).filter(
    (change) => change.presence === "changed" && isMaterial(change),
  );
  const claims = [...now.claims.keys()].flatMap((id) => {
    const [was, is] = [a.get(oldNames.get(id) ?? id), b.get(id)];
    return was === undefined || is === undefined || was === is ? [] : [{ id, holds: is === 1 }];
  });
  return outputs.length + claims.length === 0 ? undefined : { ...name, outputs, claims };
}
