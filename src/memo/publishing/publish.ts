import { join, resolve } from "node:path";
import { type Diagnostic, didYouMean, MemoError, sortDiagnostics } from "../../diagnostic.js";
import type { MemoTree } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { type Content, reviseFolder } from "../../files/index.js";
import {
  type AddressList,
  before,
  CARD,
  embedFiles,
  INDEX,
  indexOf,
  isName,
  KEY_NUMBERS,
  keyNumbers,
  latestOf,
  memoIndex,
  Overtaken,
  PAGE,
  PDF,
  type Publication,
  type PublishedVersion,
  preview,
  previewPath,
  publication,
  publishedFrom,
  RESULTS,
  readRecord,
  redirectPage,
  refreshed,
  refuseOther,
  type SiteRecord,
  scenarioPath,
  sitePage,
  tellLost,
  versionPath,
} from "../../publish/index.js";
import { counted } from "../../text/counts.js";
import { type CommandOptions, type Computed, computeMemo, computeOptions } from "../compute.js";
import { inputsDigest, scenariosOf, versionOf } from "../default-version.js";
import { ENGINE } from "../inputs.js";
import { computedOf } from "../matrix/combinations.js";
import type { Project } from "../project.js";
import { sourceCommit } from "../repository/source-commit.js";
import { textOf } from "../sides/places.js";
import { writeOutputs } from "../write.js";
import { type Changes, changesSince } from "./changes.js";
import { takenFrom } from "./taken.js";

export interface PublishOptions extends CommandOptions {
  /** The site's folder. */
  to: string;
  /** All unless given. */
  scenarios?: readonly string[];
  revise?: boolean;
  adopt?: boolean;
  /** Number of a pull request: the memo is put at its address, and no version is published. */
  preview?: number;
  removePreview?: number;
  /** The preview's files, as another run built them; nothing is built. */
  from?: string;
}

/**
 * Publishes a version, or a preview, or takes a preview away.
 * @param folder where the site lies, as `folderToWrite` names it
 * @throws MemoError with the site as it was
 */
export function publishInto(
  folder: string,
  project: Project,
  options: PublishOptions,
  step: (text: string) => void,
): Promise<Said> {
  if (options.removePreview !== undefined) return removePreview(folder, options, options.removePreview);
  if (options.preview !== undefined) return publishPreview(folder, project, options, options.preview, step);
  return publishVersion(folder, project, options, step);
}

/** What was done, in words, and what there is to say of it. */
export interface Said {
  text: string;
  diagnostics: readonly Diagnostic[];
}

async function removePreview(folder: string, options: PublishOptions, pull: number): Promise<Said> {
  const diagnostics = await reviseFolder(folder, options.to, () => preview(folder, pull, new Map(), given(options)));
  return { text: `there is no preview at ${previewPath(pull)}`, diagnostics };
}

async function publishPreview(
  folder: string,
  project: Project,
  options: PublishOptions,
  pull: number,
  step: (text: string) => void,
): Promise<Said> {
  const path = previewPath(pull);
  if (options.from !== undefined) {
    const taken = takenFrom(resolve(project.root, options.from), options.from);
    const diagnostics = await reviseFolder(folder, options.to, () => preview(folder, pull, taken, given(options)));
    return { text: `preview at ${path}`, diagnostics };
  }
  const computed = await computeMemo(project, { ...computeOptions(project, options), check: true, live: true, step });
  const { files } = await versionFiles(computed, { path, preview: pull, hasChanges: false });
  const left = await reviseFolder(folder, options.to, () => preview(folder, pull, files, given(options)));
  return { text: `preview at ${path}`, diagnostics: sortDiagnostics([...computed.diagnostics, ...left]) };
}

async function publishVersion(
  folder: string,
  project: Project,
  options: PublishOptions,
  step: (text: string) => void,
): Promise<Said> {
  if (options.scenario !== undefined || options.set.length > 0)
    throw wrongCall(
      `${options.scenario === undefined ? "--set" : "--scenario"} would publish what no version says`,
      "a version as it is: its scenarios are published with it (`--scenarios`)",
    );
  const site = given(options);
  const record = readRecord(folder, options.to);
  const version = options.assumptions ?? versionOf(project);
  const inputs = inputsDigest(project, { version });
  if (version !== undefined) refuseOther(record, version, inputs, site);
  const there = version === undefined ? undefined : publishedFrom(record, version, inputs);
  if (there !== undefined && !options.revise) {
    const facts = { title: record.title, url: record.url };
    const diagnostics = await reviseFolder(folder, options.to, () => refreshed(folder, facts, site));
    const engine = there.engine === ENGINE ? "" : `; engine ${there.engine} made it, and this is ${ENGINE}`;
    return {
      text: `${there.version} is published from these sources already, and stays as it is${engine}`,
      diagnostics,
    };
  }
  const scenarios = scenariosToPublish(project, options);
  const computed = stamped(
    await computeMemo(project, { ...computeOptions(project, options), check: true, live: true, step }),
    project,
  );
  refuseNames(computed.register.version, scenarios);
  const ofScenarios = new Map<string, Computed>();
  for (const scenario of scenarios) {
    const compute = { ...computeOptions(project, options), scenario, onlyLooking: true, live: true };
    const made = await computedOf({ version: computed.register.version, scenario }, () =>
      computeMemo(project, { ...compute, step: (text) => step(`${scenario}: ${text}`) }),
    );
    ofScenarios.set(scenario, stamped(made, project));
  }
  for (let last = record; ; last = readRecord(folder, options.to)) {
    step("reviewing it against the version before");
    const lost = lostSince(last, folder, computed);
    const made = await publicationOf(computed, ofScenarios, { last, folder, project, options });
    try {
      step("writing the site");
      const left = await reviseFolder(folder, options.to, () => publication(folder, made, site));
      return {
        text: told(made, readRecord(folder, options.to)),
        diagnostics: sortDiagnostics([...computed.diagnostics, ...lost, ...left]),
      };
    } catch (error) {
      // Another memo published the version that this one is to be reviewed against.
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

/** Addresses of what is published as the version before, or at the version's own address, that lead nowhere now. */
function lostSince(record: SiteRecord, folder: string, { tree, register }: Computed): Diagnostic[] {
  const earlier =
    record.versions.find(({ version }) => version === register.version) ??
    before(record, { version: register.version, asOf: tree.date });
  const text = earlier && textOf(join(folder, `${earlier.path}${INDEX}`));
  if (earlier === undefined || text === undefined) return [];
  let index: AddressList;
  try {
    index = JSON.parse(text) as AddressList;
  } catch {
    // It isn't as it was published, which is refused before anything is written.
    return [];
  }
  return tellLost(index, indexOf(tree), earlier.version);
}

function told({ version: { version, path, scenarios, previous, verdict } }: Publication, record: SiteRecord): string {
  const root = latestOf(record)?.version === version ? "/ and " : "";
  const more = scenarios.length === 0 ? "" : `, with ${counted(scenarios.length, "scenario")}`;
  const review = verdict === undefined ? "" : `\nsince ${previous}: ${verdict}`;
  return `${version} is published at ${root}/${path}${more}; ${counted(record.versions.length, "version")}${review}`;
}

interface Making {
  last: SiteRecord;
  folder: string;
  project: Project;
  options: PublishOptions;
}

/** With the commit that its sources are of. */
function stamped(computed: Computed, project: Project): Computed {
  const { tree, register } = computed;
  const commit = sourceCommit(project, { version: register.version });
  if (commit === undefined || tree.origin === undefined) return computed;
  return { ...computed, tree: { ...tree, origin: { ...tree.origin, commit } } };
}

async function publicationOf(
  computed: Computed,
  ofScenarios: ReadonlyMap<string, Computed>,
  { last, folder, project, options }: Making,
): Promise<Publication> {
  const { tree, register, chapters } = computed;
  const url = chapters[0]?.front.memo?.url;
  const title = plainText(tree.title);
  const { version } = register;
  const path = versionPath(version);
  const previous = before(last, { version, asOf: tree.date });
  const changes = previous && (await changesSince(previous, { folder, computed, project, options }));
  const { files, rootFiles } = await versionFiles(computed, { path, url, hasChanges: changes !== undefined, changes });
  const scenarios: PublishedVersion["scenarios"][number][] = [];
  for (const [name, { tree: other }] of ofScenarios) {
    const where = scenarioPath(version, name);
    const page = sitePage(other, { path: where, url, hasPdf: false, hasChanges: false });
    const { [RESULTS]: results = "" } = Object.fromEntries(await writeOutputs(other, new Set(["data"])));
    for (const [file, content] of [
      [PAGE, page],
      [RESULTS, results],
      [KEY_NUMBERS, keyNumbers(other)],
    ] as const)
      files.set(where.slice(path.length) + file, content);
    if (url !== undefined) files.set(where.slice(path.length) + CARD, await card(other, url));
    scenarios.push({ name, title: other.register.scenario?.title ?? name, path: where });
  }
  for (const { kind, from, to } of tree.redirects ?? []) {
    const scenario = kind === "scenario" ? scenarios.find(({ name }) => name === to) : undefined;
    if (scenario === undefined || !isName(from)) continue;
    const canonical = url === undefined ? undefined : url + scenario.path;
    files.set(`s/${from}/${PAGE}`, redirectPage(`../${to}/`, { title: scenario.title, canonical }));
  }
  const inputs = inputsDigest(project, { version });
  const entry = { version, title, asOf: tree.date, engine: ENGINE, inputs, path, revisions: [] };
  return {
    title,
    url,
    version: {
      ...entry,
      ...(previous && changes ? { previous: previous.version, verdict: changes.verdict } : {}),
      scenarios,
    },
    files,
    rootFiles,
    reviewedAgainst: previous,
  };
}

/** What makes pictures is loaded where one is made. */
const card = async (tree: MemoTree, url: string): Promise<Uint8Array> =>
  (await import("../../publish/card.js")).cardPicture(tree, url);

interface Where {
  path: string;
  url?: string;
  preview?: number;
  hasChanges: boolean;
  changes?: Changes;
}

/** Everything at a version's address, and what the site's root has of it. */
async function versionFiles(
  { tree }: Computed,
  { changes, ...where }: Where,
): Promise<{ files: Map<string, Content>; rootFiles: Map<string, Content> }> {
  const files = new Map<string, Content>(await writeOutputs(tree, new Set(["pdf", "md", "data"])));
  files.set(PAGE, sitePage(tree, { ...where, hasPdf: true }));
  files.set(KEY_NUMBERS, keyNumbers(tree));
  files.set(INDEX, memoIndex(tree));
  for (const [name, content] of embedFiles(tree, where)) files.set(name, content);
  const { url, preview } = where;
  // A page says its address where its site's is known: a picture is sought by that alone.
  if (url !== undefined && preview === undefined) files.set(CARD, await card(tree, url));
  const rootFiles = new Map<string, Content>();
  for (const name of [PDF, RESULTS, KEY_NUMBERS, INDEX, CARD]) {
    const content = files.get(name);
    if (content !== undefined) rootFiles.set(name, content);
  }
  const atRoot = { ...where, path: "", lasting: where.path };
  rootFiles.set(PAGE, sitePage(tree, { ...atRoot, hasPdf: true }));
  for (const [name, content] of embedFiles(tree, atRoot)) rootFiles.set(name, content);
  for (const [name, content] of changes?.files ?? []) {
    files.set(`changes/${name}`, content);
    rootFiles.set(`changes/${name}`, content);
  }
  return { files, rootFiles };
}

function scenariosToPublish(project: Project, { scenarios }: PublishOptions): readonly string[] {
  const known = scenariosOf(project);
  const unknown = scenarios?.find((name) => !known.includes(name));
  if (unknown === undefined) return scenarios ?? known;
  throw wrongCall(
    `\`--scenarios\` names \`${unknown}\`, which is no scenario`,
    known.length === 0 ? "none: the memo has no scenarios" : `some of ${known.join(", ")}, or none`,
    didYouMean(unknown, known),
  );
}

function refuseNames(version: string, scenarios: readonly string[]): void {
  const wrong = [version, ...scenarios].find((name) => !isName(name));
  if (wrong === undefined) return;
  throw MemoError.of({
    rule: "publish/name",
    message: `${wrong === version ? "version" : "scenario"} \`${wrong}\` can't be a part of an address`,
    expected: "letters of the English alphabet, digits, hyphens, underscores and full stops between them",
  });
}

const given = ({ to, adopt, revise }: PublishOptions) => ({ name: to, adopt, revise });

function wrongCall(message: string, expected: string, hint?: string): MemoError {
  return MemoError.of({ rule: "publish/call", message, expected, hint }, 2);
}
