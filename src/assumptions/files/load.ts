import { type Diagnostic, didYouMean, sortDiagnostics } from "../../diagnostic.js";
import { Problems, quoted } from "../../yaml/problems.js";
import { parseYaml, type YamlNode, type YamlScalar } from "../../yaml/tree.js";
import type { DataFiles } from "../data/file.js";
import { readLock } from "../data/lock.js";
import { DataProblems } from "../data/problems.js";
import { derive } from "../expressions/derive.js";
import type { Locate } from "../expressions/planner.js";
import { resolveEntry } from "../register/resolve.js";
import { type DataRoom, resolveData } from "../register/resolve-other.js";
import { convertedIn } from "../register/to-value.js";
import type { Assumption, Other, Register, Scenario, Source, Value } from "../register/types.js";
import { type UnitSystem, unitSystem } from "../units/units.js";
import { applyScenario, applySets, checkOverriddenMix } from "./apply.js";
import type { RawEntry } from "./entry.js";
import { Lineages, type Merged } from "./lineage.js";
import { findTarget, type Origin, overriddenValue, overriddenWord, type Target } from "./override.js";
import { type RawScenario, readScenarios } from "./scenarios.js";
import { readSources } from "./sources.js";
import { unlessKnown } from "./unless-known.js";
import { readVersion, type VersionFile } from "./version.js";
import { defaultVersion, nameIn, SCENARIOS, SOURCES } from "./version-names.js";

export interface LoadOptions {
  /** The latest version when absent. */
  version?: string;
  scenario?: string;
  /** `--set id=text`, applied in order after the scenario. */
  sets?: readonly { id: string; text: string }[];
  /** Folder of the files; "assumptions" when absent. */
  dir?: string;
  /** The files that assumptions may declare; none when absent. */
  data?: DataFiles;
  /** Reads one file; one that was read before may be handed back. */
  parse?: typeof parseYaml;
  /** Where rows of large files are kept, so that the next process need not read them from the file; nowhere when absent. */
  cacheFolder?: string | undefined;
}

export interface LoadResult {
  /** Absent when there is any error. */
  register?: Register;
  diagnostics: Diagnostic[];
}

/** The same for a name in whatever case, singular or plural. */
const oneOf = (name: string): string => name.toLowerCase().replace(/s?\.yaml$/, "");

/**
 * Reads all assumption files (path to text) and gives the register of one version, with scenario and overrides applied. Every file
 * is checked, whichever version is asked for, and every problem found is in `diagnostics`, in source order.
 */
export const loadRegister = (files: ReadonlyMap<string, string>, options: LoadOptions = {}): LoadResult =>
  readAssumptions(files, options).register(options);

/** Assumption files, read and checked, and registers of them. */
export interface AssumptionFiles {
  /** The register of a version, a scenario and sets: what `loadRegister` gives, without reading the files again. */
  register(choice?: Pick<LoadOptions, "version" | "scenario" | "sets">): LoadResult;
}

/** Reads all assumption files once, for registers of many versions and scenarios. */
export function readAssumptions(
  files: ReadonlyMap<string, string>,
  options: Pick<LoadOptions, "dir" | "data" | "parse" | "cacheFolder"> = {},
): AssumptionFiles {
  const problems = new Problems("assumptions");
  const data = options.data ?? new Map();
  const { cacheFolder } = options;
  const room: DataRoom = { files: data, problems: new DataProblems(), lock: readLock(data, problems), cacheFolder };
  const dir = (options.dir ?? "assumptions").replace(/\/+$/, "");
  const { versions, sources, scenarios } = readFiles(files, dir, options.parse ?? parseYaml, problems);
  const lineages = new Lineages(versions, problems);
  const resolved = new Map<string, Resolved>();
  // Where the sources can't be read, every citation would look wrong.
  const known = sources && namesOf(sources, problems);
  for (const name of versions.keys()) {
    const merged = lineages.merge(name);
    if (merged) resolved.set(name, resolveVersion(merged, known, room, problems));
  }
  const read: Read = { files, dir, versions, resolved, scenarios, sources: sources ?? new Map() };
  return {
    register(choice = {}) {
      const own = { problems: new Problems("assumptions"), room: { ...room, problems: new DataProblems() } };
      own.problems.addAll(problems);
      own.room.problems.addAll(room.problems);
      const register = registerOf(read, choice, own.room, own.problems);
      const diagnostics = sortDiagnostics([...own.problems.list(), ...own.room.problems.list()]);
      return register && !own.problems.failed && !own.room.problems.failed
        ? { register, diagnostics }
        : { diagnostics };
    },
  };
}

const sourcesOf = unlessKnown((node: YamlNode, problems) => readSources(node, problems));

const namesOf = unlessKnown((sources: ReadonlyMap<string, Source>): ReadonlySet<string> => new Set(sources.keys()));

const NO_FILES: DataRoom = { files: new Map(), problems: new DataProblems(), lock: new Map() };

/** What an entry becomes that names no file. */
const resolvedAlone = unlessKnown(
  (entry: RawEntry, problems, system: UnitSystem, sources: ReadonlySet<string> | undefined) =>
    resolveEntry(entry, system, sources, NO_FILES, problems),
);

/** What the files of the folder say, and every version resolved. */
interface Read {
  files: ReadonlyMap<string, string>;
  dir: string;
  versions: ReadonlyMap<string, VersionFile>;
  resolved: ReadonlyMap<string, Resolved>;
  scenarios: ReadonlyMap<string, RawScenario>;
  sources: ReadonlyMap<string, Source>;
}

function readFiles(
  files: ReadonlyMap<string, string>,
  dir: string,
  parse: typeof parseYaml,
  problems: Problems,
): Pick<Read, "versions" | "scenarios"> & { sources: ReadonlyMap<string, Source> | undefined } {
  const versions = new Map<string, VersionFile>();
  let sources: Map<string, Source> | undefined = new Map();
  let scenarios = new Map<string, RawScenario>();
  for (const file of [...files.keys()].sort()) {
    const base = nameIn(dir, file);
    if (base === undefined || !isRead(base, file, problems)) continue;
    const node = parse(file, files.get(file) ?? "", problems);
    const name = base.slice(0, -".yaml".length);
    if (base === SOURCES) sources = node && sourcesOf(node, problems);
    else if (base === SCENARIOS) scenarios = node ? readScenarios(node, problems) : scenarios;
    else if (node) versions.set(name, readVersion(name, file, node, problems));
    else versions.set(name, unreadable(name, file));
  }
  return { versions, sources, scenarios };
}

/** Whether a file of the folder is read; one whose name looks as if it should be is told. */
function isRead(base: string, file: string, problems: Problems): boolean {
  const start = { file, start: { line: 1, column: 1 } };
  if (!base.endsWith(".yaml")) {
    if (/\.ya?ml$/i.test(base))
      problems.error("file-name", `${file} is not read`, start, {
        expected: "a name that ends in `.yaml`",
        hint: `call it ${base.replace(/\.ya?ml$/i, ".yaml")}`,
      });
    return false;
  }
  const meant = [SOURCES, SCENARIOS].find((one) => one !== base && oneOf(one) === oneOf(base));
  if (meant === undefined) return true;
  problems.error(
    "file-name",
    `${file} looks like the ${meant.replace(".yaml", "")} of the memo, and is no version`,
    start,
    { expected: "a version, or one of the names `sources.yaml` and `scenarios.yaml`", hint: `call it ${meant}` },
  );
  return false;
}

function registerOf(
  { files, dir, versions, resolved, scenarios, sources }: Read,
  choice: Pick<LoadOptions, "version" | "scenario" | "sets">,
  room: DataRoom,
  problems: Problems,
): Register | undefined {
  const chosen = chooseVersion(files, versions, dir, choice.version, problems);
  const base = chosen === undefined ? undefined : resolved.get(chosen);
  // Of a file that can't be read nothing is known, and what scenarios name would seem to be wrong.
  if (!base || base.merged.lineage.some((name) => versions.get(name)?.isUnread)) return undefined;
  const elsewhere = new Set([...resolved.values()].flatMap((r) => [...r.merged.entries.keys()]));
  const settled = new Map<string, Scenario>();
  for (const raw of scenarios.values()) {
    settled.set(raw.name, settleScenario(raw, base, choice.scenario === raw.name, elsewhere, room, problems));
  }
  if (choice.scenario !== undefined && !scenarios.has(choice.scenario)) {
    const names = [...scenarios.keys()];
    const hint = didYouMean(choice.scenario, names);
    problems.error("unknown-scenario", `unknown scenario \`${choice.scenario}\``, undefined, {
      expected: names.length > 0 ? `one of ${quoted(names, "or")}` : `a scenario in ${dir}/${SCENARIOS}`,
      hint,
    });
  }
  const scenario = choice.scenario === undefined ? undefined : settled.get(choice.scenario);
  const sets = choice.sets ?? [];
  const assumptions = new Map(base.assumptions);
  if (scenario) applyScenario(scenario, scenarios.get(scenario.name), assumptions, problems);
  applySets(sets, assumptions, base, problems);
  derive(assumptions, base.failed, base.system, base.locate, problems);

  const { version, lineage, units, groups, staleAfter } = base.merged;
  return {
    version: version.name,
    title: version.title,
    asOf: version.asOf ?? "",
    staleAfter,
    scenario,
    sets,
    lineage,
    assumptions,
    sources,
    scenarios: settled,
    ...(Object.keys(units).length > 0 ? { units } : {}),
    ...(Object.keys(groups).length > 0 ? { groups } : {}),
  };
}

function unreadable(name: string, file: string): VersionFile {
  return {
    name,
    file,
    units: new Map(),
    groups: new Map(),
    defaults: {},
    place: { file, start: { line: 1, column: 1 } },
    isUnread: true,
  };
}

function chooseVersion(
  files: ReadonlyMap<string, string>,
  versions: ReadonlyMap<string, VersionFile>,
  dir: string,
  asked: string | undefined,
  problems: Problems,
): string | undefined {
  const names = [...versions.keys()].sort();
  if (names.length === 0) {
    problems.error("no-version", `there is no version in ${dir}/`, undefined, {
      expected: `a file such as ${dir}/2026-03.yaml`,
    });
    return undefined;
  }
  if (asked === undefined) return defaultVersion(files, dir);
  if (versions.has(asked)) return asked;
  const hint = didYouMean(asked, names);
  problems.error("unknown-version", `unknown version \`${asked}\``, undefined, {
    expected: `one of ${quoted(names, "or")}`,
    hint,
  });
  return undefined;
}

interface Resolved {
  merged: Merged;
  system: UnitSystem;
  assumptions: ReadonlyMap<string, Assumption>;
  /** Ids that exist but were refused. */
  failed: ReadonlySet<string>;
  locate: Locate;
}

function resolveVersion(
  merged: Merged,
  sources: ReadonlySet<string> | undefined,
  room: DataRoom,
  problems: Problems,
): Resolved {
  const system = unitSystem(merged.units);
  const assumptions = new Map<string, Assumption>();
  const failed = new Set<string>();
  for (const [id, entry] of merged.entries) {
    // Data files may be others though what is said of them is the same.
    const assumption = entry.data
      ? resolveEntry(entry, system, sources, room, problems)
      : resolvedAlone(entry, problems, system, sources);
    if (assumption) assumptions.set(id, assumption);
    else failed.add(id);
  }
  const locate: Locate = (id, offset, length) => merged.entries.get(id)?.expression?.within(offset, length);
  derive(assumptions, failed, system, locate, problems);
  for (const id of merged.entries.keys()) if (!assumptions.has(id)) failed.add(id);
  return { merged, system, assumptions, failed, locate };
}

function settleScenario(
  raw: RawScenario,
  base: Resolved,
  chosen: boolean,
  elsewhere: ReadonlySet<string>,
  room: DataRoom,
  problems: Problems,
): Scenario {
  const overrides = new Map<string, Value>();
  const current = new Map(base.assumptions);
  const others = new Map<string, Other>();
  const converted = new Map<string, number[]>();
  for (const { path, cells, node, noNumber, keyPlace } of raw.set) {
    const origin: Origin = { subject: `scenario \`${raw.name}\``, setBy: `scenario ${raw.name}`, place: keyPlace };
    // An assumption that only another version has is no slip, as long as nobody asks for the two together.
    const other = !chosen && [...elsewhere].some((id) => path === id || path.startsWith(`${id}.`));
    const quiet = other && !known(current, path);
    const target = findTarget(current, base.failed, path, origin, quiet ? new Problems("assumptions") : problems);
    const { id = "", said, data } = target?.assumption ?? {};
    if (target && (said || data)) {
      const word = node.kind === "scalar" ? node : undefined;
      const other = said
        ? overriddenWord(target.assumption, word, origin, problems)
        : otherFile(target, word, origin, base, room, problems);
      if (other) {
        others.set(id, other);
        current.set(id, { ...target.assumption, ...other });
      }
      continue;
    }
    // Of an assumption that isn't known, a word may be what it takes.
    if (target || node.kind !== "scalar" || node.value === null) problems.addAll(noNumber);
    if (!target || !cells) continue;
    const value = overriddenValue(target, cells, origin, base.system, problems);
    if (value === undefined) continue;
    overrides.set(id, value);
    const foreign = convertedIn(cells, target.assumption, base.system, target.rest);
    if (foreign.length > 0) converted.set(id, [...(converted.get(id) ?? []), ...foreign]);
    current.set(id, { ...target.assumption, value });
  }
  for (const id of overrides.keys()) {
    const place = raw.set.find((s) => s.path === id || s.path.startsWith(`${id}.`))?.keyPlace;
    checkOverriddenMix(current.get(id), `scenario \`${raw.name}\``, base.system, place, problems);
  }
  return {
    name: raw.name,
    title: raw.title,
    note: raw.note,
    overrides,
    ...(converted.size > 0 ? { converted } : {}),
    ...(others.size > 0 ? { others } : {}),
    place: raw.place,
  };
}

/** Another file in the place of a data file, read as that one is declared. */
function otherFile(
  { assumption }: Target,
  word: YamlScalar | undefined,
  origin: Origin,
  base: Resolved,
  room: DataRoom,
  problems: Problems,
): Other | undefined {
  const entry = base.merged.entries.get(assumption.id);
  if (!word || typeof word.value !== "string") {
    problems.error("said-value", `${origin.subject}: \`${assumption.id}\` is a data file`, origin.place, {
      expected: "the name of another file in data/",
    });
    return undefined;
  }
  if (!entry) return undefined;
  const file = { text: word.text.trim(), place: word.place, within: word.within };
  const read = resolveData({ ...entry, data: { ...entry.data, file } }, room, base.system, problems);
  return read && { data: read.summary, table: read.table };
}

const known = (assumptions: ReadonlyMap<string, Assumption>, path: string): boolean =>
  [...assumptions.keys()].some((id) => path === id || path.startsWith(`${id}.`));
