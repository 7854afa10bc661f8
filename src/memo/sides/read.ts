import { basename, dirname, resolve } from "node:path";
import type { DataFiles } from "../../assumptions/data/file.js";
import { defaultVersion } from "../../assumptions/files/version-names.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { inputsOf } from "../../files/index.js";
import { parseSnapshot, type Snapshot } from "../../review/snapshot.js";
import { ofSameSources } from "../../review/sources/recorded.js";
import type { SourceTexts } from "../../review/sources/types.js";
import type { Side } from "../../review/types.js";
import { cacheFolderOf, keyOf, openShelf } from "../../store/index.js";
import type { CommandOptions, Computed, ComputeOptions } from "../compute.js";
import { digestWith, ENGINE, firstChapter } from "../inputs.js";
import { LARGEST_FILE, type Project, sourcesOf } from "../project.js";
import { type Choice, labelOf } from "./choice.js";
import { type Places, textOf } from "./places.js";

/** A side that can be compared, and what is known of how it came to be. */
export interface ReadSide {
  side: Side;
  /** Of the text of its results. */
  digest: string;
  /** What it was made from; absent for results whose sources aren't at hand. */
  sources?: { project: Project; options: ComputeOptions };
  /** Where it was computed here and now. */
  computed?: Computed;
  /** Sentences whose claim fell without another to print: the memo of this side doesn't build. */
  fallen: readonly Diagnostic[];
  /** What else checks refuse in it; nothing of a side that isn't checked. */
  refused: readonly Diagnostic[];
  /** Sentences for who reads the review. */
  remarks: readonly string[];
}

/** A side that could not be read or built. */
export class SideError extends MemoError {
  constructor(
    readonly label: string,
    diagnostics: Diagnostic[],
    /** For code frames. */
    readonly sources: ReadonlyMap<string, string>,
    readonly data?: DataFiles,
  ) {
    super(diagnostics);
    this.name = "SideError";
  }
}

/** What is kept of a side in the cache. */
interface KeptSide {
  results: string;
  fallen: readonly Diagnostic[];
  refused: readonly Diagnostic[];
  pictures: Readonly<Record<string, string>>;
}

const unchecked = (side: KeptSide | undefined): KeptSide | undefined => side && { ...side, refused: [] };

/**
 * Reads a side: results as they are, or sources through the engine at hand, unless the cache has what it makes of them (which isn't looked
 * at with `--no-cache`). Results that a revision holds of the same sources are read beside that: an engine may have changed since.
 *
 * @param isChecked whether types, dimensions, prose and the like are checked too, as a build does
 *
 * @throws MemoError (wrong call) for what isn't there, SideError for what can't be built.
 */
export async function readSide(
  choice: Choice,
  places: Places,
  options: CommandOptions,
  step: (text: string) => void,
  isChecked: boolean,
): Promise<ReadSide> {
  if (choice.kind === "results") return readResults(choice, places, options);
  const source = failing(choice.label, new Map(), () =>
    choice.revision
      ? places.committed(choice.revision)
      : { project: places.worktree(), results: places.worktreeResults() },
  );
  const { project } = source;
  const what = choice.what.kind === "own" ? choice.what : (await import("./choose.js")).settle(choice.what, project);
  const label = labelOf({ revision: choice.revision, what });
  const compute: ComputeOptions = {
    version: (what.kind === "named" ? what.version : undefined) ?? options.assumptions,
    scenario: (what.kind === "named" ? what.scenario : undefined) ?? options.scenario,
    sets: options.set,
    limits: options.limits,
    cacheFolder: options.cache ? cacheFolderOf(project.root) : undefined,
  };
  const read = { sources: { project, options: compute }, remarks: [] };
  const at = { label, commit: choice.revision?.commit };
  const inputs = await inputsOfSide(project, compute);
  // What a commit says was printed there counts, whichever engine came to it; what it comes to now is computed all the same.
  const recorded = choice.revision && source.results;
  const sides = openShelf<KeptSide>(compute.cacheFolder, "side", import.meta.url);
  // What checks find also hangs on which data files there are that nothing names.
  const checked = keyOf(inputs, "checked", ...[...(project.data?.keys() ?? [])].sort());
  const key = isChecked ? checked : inputs;
  const kept = sides.get(key) ?? (isChecked ? undefined : unchecked(sides.get(checked)));
  if (kept) return { ...read, ...sideOf(at, kept, project, recorded) };
  const { computeSide } = await import("./compute.js");
  const { computed, ...made } = await failingLater(label, project, () =>
    places.once(key, async () => {
      const told = { step: (text: string) => step(`${label}: ${text}`) };
      const side = await computeSide(project, { ...compute, ...told, check: isChecked });
      const { computed: _, ...worthKeeping } = side;
      sides.put(key, worthKeeping);
      return side;
    }),
  );
  return { ...read, ...sideOf(at, made, project, recorded), computed };
}

/**
 * A side of sources at hand that are in no revision.
 *
 * @param known what they came to with these options, where that was computed; otherwise it is now
 *
 * @throws SideError for what can't be built.
 */
export async function sideOfProject(
  label: string,
  project: Project,
  options: ComputeOptions,
  known?: Computed,
): Promise<ReadSide & { computed: Computed }> {
  const { computeSide, sideParts } = await import("./compute.js");
  const { computed, ...made } = known
    ? sideParts(known)
    : await failingLater(label, project, () => computeSide(project, options));
  return { sources: { project, options }, remarks: [], ...sideOf({ label }, made, project, undefined), computed };
}

function sideOf(
  { label, commit }: { label: string; commit?: string },
  { results, fallen, refused, pictures }: KeptSide,
  sources: SourceTexts,
  record: string | undefined,
): Pick<ReadSide, "side" | "digest" | "fallen" | "refused"> {
  const snapshot = parseSnapshot(results, "results.json");
  const recorded = recordOf(record, snapshot);
  return {
    side: {
      label,
      commit,
      snapshot,
      sources,
      recorded: recorded?.snapshot,
      pictures: new Map(Object.entries(pictures)),
    },
    digest: keyOf(results, recorded?.text ?? ""),
    fallen,
    refused,
  };
}

interface Recorded {
  text: string;
  snapshot: Snapshot;
}

/** The results that a commit holds, when they are of its sources. */
function recordOf(text: string | undefined, now: Snapshot): Recorded | undefined {
  if (text === undefined) return undefined;
  try {
    const snapshot = parseSnapshot(text, "out/results.json");
    return ofSameSources(snapshot, now) ? { text, snapshot } : undefined;
  } catch (error) {
    if (error instanceof MemoError) return undefined;
    throw error;
  }
}

/** What `inputsDigest` gives; which version a memo names is kept, as finding it out reads front matter. */
async function inputsOfSide(project: Project, compute: ComputeOptions): Promise<string> {
  if (compute.version !== undefined) return digestWith(project, compute);
  const names = openShelf<string | null>(compute.cacheFolder, "version named", import.meta.url);
  const key = keyOf(...(firstChapter(project.chapters) ?? []));
  let named = names.get(key);
  if (named === undefined) {
    const { versionNamed } = await import("../default-version.js");
    named = versionNamed(project) ?? null;
    names.put(key, named);
  }
  return digestWith(project, { ...compute, version: named ?? defaultVersion(project.assumptions) });
}

async function readResults(
  { path, label }: Extract<Choice, { kind: "results" }>,
  places: Places,
  options: CommandOptions,
): Promise<ReadSide> {
  const text = textOf(resolve(places.root, path));
  if (text === undefined)
    throw MemoError.of(
      {
        rule: "diff/no-file",
        message: `there is no file ${path} that can be read`,
        expected: `a results.json of at most ${LARGEST_FILE / 1024 / 1024} MB, as \`memo build\` writes it`,
      },
      2,
    );
  const read = failing(label, new Map(), () => parseSnapshot(text, path));
  const file = resolve(places.root, path);
  const inputs = read.inputs ?? inputsOf(dirname(file), basename(file), Buffer.from(text));
  const snapshot = { ...read, inputs };
  const { version, scenario, sets, engine } = snapshot;
  const given = [
    options.assumptions !== undefined && "--assumptions",
    options.scenario !== undefined && "--scenario",
    options.set.length > 0 && "--set",
  ].filter((name) => name !== false);
  const remarks = [
    given.length > 0 && `${given.join(" and ")} can't change ${label}, which is what an earlier build wrote.`,
    engine !== undefined &&
      engine !== ENGINE &&
      `${label} was written by engine ${engine}, and this is ${ENGINE}: what differs may be the engines' doing.`,
  ].filter((remark) => remark !== false);
  const project = places.maybeWorktree();
  const own: ComputeOptions = { version, scenario: scenario?.name, sets, limits: options.limits };
  const known = project !== undefined && inputs === (await inputsOfSide(project, own));
  return {
    side: {
      label,
      snapshot,
      sources: known ? project : undefined,
    },
    digest: keyOf(text),
    fallen: [],
    refused: [],
    remarks,
    sources: known ? { project, options: own } : undefined,
  };
}

function failing<T>(label: string, sources: ReadonlyMap<string, string>, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw sideError(error, label, sources);
  }
}

async function failingLater<T>(label: string, project: Project, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw sideError(error, label, sourcesOf(project), project.data);
  }
}

/** What went wrong with a side; a wrong call stays one. */
function sideError(error: unknown, label: string, sources: ReadonlyMap<string, string>, data?: DataFiles): unknown {
  const isFailure = error instanceof MemoError && error.exitCode === 1;
  return isFailure ? new SideError(label, error.diagnostics, sources, data) : error;
}
