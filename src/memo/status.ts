import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { freshUntil, isStale, type Register, type VersionSummary, versionSummaries } from "../assumptions/index.js";
import { MemoError, type Place } from "../diagnostic.js";
import { figuresOf } from "../document/tree.js";
import type { ClaimResult } from "../notebook/types.js";
import { valuePassages, whyUnread } from "../review/reading/unread.js";
import { type CommandOptions, type Computed, computeMemo, computeOptions } from "./compute.js";
import type { Project } from "./project.js";
import { readingState } from "./reading.js";
import { differing } from "./repository/committed.js";
import { type OwnVersion, ownVersion, registerOf } from "./versions/own-version.js";
import { writeOutputs } from "./write.js";

/** A claim is near its flip when it holds, or fails, by at most this share of what it is compared with. */
const NEAR = 0.1;

/** How a memo stands. */
export interface Status {
  version: string;
  scenario?: string;
  /** What was set on the command line, such as "gw.stock=8"; absent where nothing was. */
  sets?: readonly string[];
  /** The register's date, against which ages are counted. */
  asOf: string;
  /** `own` where the memo is built with it. */
  versions: readonly (Omit<VersionSummary, "file"> & { own: boolean })[];
  /** The chapter that names the version; absent where the latest is taken. */
  namedIn?: string;
  staleAfter?: string;
  assumptions: number;
  /** Oldest first. */
  stale: readonly Stale[];
  /** Absent where the memo doesn't compute. */
  computed?: ComputedStatus;
}

export interface Stale {
  id: string;
  asOf: string;
  /** Last day on which it was not. */
  until: string;
  staleAfter: string;
  place: Place;
  /** Outputs that rest on it. */
  outputs: readonly string[];
}

export interface ComputedStatus {
  claims: { total: number; hold: number; compared: number; near: readonly NearClaim[] };
  outputs: { total: number; onStale: readonly string[] };
  blocks: number;
  charts: number;
  tables: number;
  /** Passages that quote values, and those of them that nobody read as they stand; absent where readings are not kept. */
  reading?: { passages: number; toRead: readonly { section: string; place: Place; why: string }[] };
  /** The files of data and figures in out/ against what the sources give; absent where there are none, or of another version. */
  out?: { same: boolean; differ: readonly string[] };
}

export interface NearClaim
  extends Pick<ClaimResult, "id" | "holds" | "expression" | "place" | "left" | "right" | "operator"> {
  relativeMargin: number;
}

/**
 * How a memo stands; where it doesn't compute, as far as its register tells, and why it doesn't (`broken`).
 * @throws MemoError for a register that can't be read
 */
export async function statusOf(
  project: Project,
  options: CommandOptions,
  step: (text: string) => void,
): Promise<{ status: Status; broken?: MemoError }> {
  const own = ownVersion(project);
  const register = registerOf(project, options.assumptions ?? own.version);
  let computed: Computed | undefined;
  let broken: MemoError | undefined;
  try {
    computed = await computeMemo(project, { ...computeOptions(project, options), onlyLooking: true, step });
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    broken = error;
  }
  const plain = register.version === own.version && options.scenario === undefined && options.set.length === 0;
  const status: Status = {
    ...registerStatus(project, register, own, computed),
    scenario: options.scenario,
    ...(options.set.length > 0 ? { sets: options.set.map(({ id, text }) => `${id}=${text}`) } : {}),
    computed: computed && (await computedStatus(project, register, computed, plain)),
  };
  return { status, broken };
}

/** What the register says of a memo, and the results where it computes. */
function registerStatus(project: Project, register: Register, own: OwnVersion, computed: Computed | undefined): Status {
  const order = (a: Stale, b: Stale): number => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0);
  return {
    version: register.version,
    asOf: register.asOf,
    versions: versionSummaries(project.assumptions).map(({ file: _, ...version }) => ({
      ...version,
      own: version.name === own.version,
    })),
    ...(own.named ? { namedIn: own.chapter } : {}),
    ...(register.staleAfter ? { staleAfter: register.staleAfter.text } : {}),
    assumptions: register.assumptions.size,
    stale: [...register.assumptions.values()]
      .filter((assumption) => isStale(assumption, register))
      .map((assumption) => ({
        id: assumption.id,
        asOf: assumption.asOf,
        until: freshUntil(assumption, register) ?? "",
        staleAfter: (assumption.staleAfter ?? register.staleAfter)?.text ?? "",
        place: assumption.place,
        outputs: computed ? outputsOn(assumption.id, computed) : [],
      }))
      .sort(order),
  };
}

const outputsOn = (id: string, { program, scope }: Computed): string[] =>
  program.outputs.filter(({ name }) => scope.valueRestsOn(name).includes(id)).map(({ name }) => name);

/** What a memo that computes comes to; `plain` where it is built with its own version and nothing else is asked. */
async function computedStatus(
  project: Project,
  register: Register,
  computed: Computed,
  plain: boolean,
): Promise<ComputedStatus> {
  const { program, run, scope, tree } = computed;
  const stale = new Set([...register.assumptions.values()].filter((a) => isStale(a, register)).map(({ id }) => id));
  const claims = [...run.claims.values()];
  const compared = claims.flatMap((claim) => (comparable(claim) ? [claim] : []));
  const figures = figuresOf(tree).filter(({ isWhole }) => !isWhole);
  const out = plain ? await compareOut(project, computed) : undefined;
  const reading = plain && project.readings !== undefined ? readingOf(computed, project.readings) : undefined;
  return {
    claims: {
      total: claims.length,
      hold: claims.filter(({ holds }) => holds).length,
      compared: compared.length,
      near: compared
        .filter(({ relativeMargin }) => Math.abs(relativeMargin) <= NEAR)
        .sort((a, b) => Math.abs(a.relativeMargin) - Math.abs(b.relativeMargin))
        .map(({ id, holds, expression, place, left, right, operator, relativeMargin }) => ({
          id,
          holds,
          relativeMargin,
          left,
          operator,
          right,
          expression,
          place,
        })),
    },
    outputs: {
      total: program.outputs.length,
      onStale: program.outputs
        .filter(({ name }) => scope.valueRestsOn(name).some((id) => stale.has(id)))
        .map(({ name }) => name),
    },
    blocks: program.blocks.length,
    charts: figures.filter(({ kind }) => kind === "chart").length,
    tables: figures.filter(({ kind }) => kind === "table").length,
    ...(reading ? { reading } : {}),
    ...(out ? { out } : {}),
  };
}

function readingOf({ tree }: Computed, readings: string): ComputedStatus["reading"] {
  const { snapshot, unread } = readingState(tree, readings);
  return {
    passages: valuePassages(snapshot).length,
    toRead: unread.map((one) => ({ section: one.passage.section, place: one.passage.place, why: whyUnread(one) })),
  };
}

/** An equality holds exactly or not at all; it is never nearly so. */
function comparable(claim: ClaimResult): claim is ClaimResult & { relativeMargin: number } {
  return claim.relativeMargin !== undefined && claim.operator !== "==" && claim.operator !== "===";
}

/** Whether data and figures of the last build are what the sources give; page and PDF would take too long. */
async function compareOut(project: Project, { tree }: Computed): Promise<ComputedStatus["out"]> {
  const out = resolve(project.root, "out");
  if (!existsSync(resolve(out, "results.json"))) return undefined;
  const { missing, different } = differing(out, await writeOutputs(tree, new Set(["data"])));
  const differ = [...missing, ...different].sort();
  return { same: differ.length === 0, differ };
}
