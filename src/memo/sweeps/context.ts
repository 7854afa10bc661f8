import { type OwnUnits, unitSystem } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import type { Program } from "../../notebook/analyse/program.js";
import type { OutputDeclaration } from "../../notebook/types.js";
import { type Naming, resultNames, type StudyRequest } from "../../sensitivity/index.js";
import { namesOf } from "./studies.js";

/** What a study was asked for and of which memo, as plain data: all that is needed to print its result. */
export interface SweepContext {
  request: StudyRequest;
  assumptions: { version: string; scenario?: string; sets: readonly { id: string; text: string }[] };
  /** Declarations of the results that have one. */
  outputs: readonly OutputDeclaration[];
  /** Those that are claims. */
  claims: readonly string[];
  /** The block of each result. */
  blocks: Readonly<Record<string, string>>;
  /** Units that the register declares. */
  units: OwnUnits;
}

export function contextOf(request: StudyRequest, register: Register, program: Program): SweepContext {
  const names = resultNames(request);
  const declared = namesOf(names, program);
  const { version, scenario, sets, units = {} } = register;
  return {
    request,
    assumptions: { version, ...(scenario ? { scenario: scenario.name } : {}), sets },
    outputs: [...new Set(names)].flatMap((name) => declared.get(name) ?? []),
    claims: program.blocks.flatMap(({ block: { id, kind } }) => (kind === "claim" && names.includes(id) ? [id] : [])),
    blocks: Object.fromEntries(
      names.map((name) => [name, program.names.get(name.split(".")[0] ?? "")?.blockId ?? name]),
    ),
    units,
  };
}

export const namingOf = ({ outputs, units, blocks }: SweepContext): Naming => ({
  blockOf: (name) => blocks[name],
  outputs: new Map(outputs.map((output) => [output.name, output])),
  convert: (value, from, to) => unitSystem(units).convert(value, from, to),
});

/** "assumptions 2026-03, scenario upside, gw.stock=8". */
export function assumptionsLine({ assumptions: { version, scenario, sets } }: SweepContext): string {
  return [
    `assumptions ${version}`,
    ...(scenario === undefined ? [] : [`scenario ${scenario}`]),
    ...sets.map(({ id, text }) => `${id}=${text}`),
  ].join(", ");
}
