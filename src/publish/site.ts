import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { type Content, entryAt, hasDigest, type Replacement, readList, someOf } from "../files/index.js";
import { FEED, PAGE, previewPath, revisionPath, SITEMAP, VERSIONS } from "./addresses.js";
import { feedFiles } from "./feed.js";
import {
  before,
  latestOf,
  type PublishedVersion,
  parseRecord,
  RECORD,
  recordText,
  type SiteRecord,
  withVersion,
} from "./record.js";
import { notFoundPage, versionsPage } from "./versions-page.js";

type SiteFiles = ReadonlyMap<string, Content>;

/** What is published at once. */
export interface Publication {
  title: string;
  url?: string;
  version: PublishedVersion;
  /** Files at the version's own address and below it, by path from there. */
  files: SiteFiles;
  /** Files at the site's root while the version is the latest. */
  rootFiles: SiteFiles;
  /** The version that it was reviewed against, as the site had it then. */
  reviewedAgainst?: Pick<PublishedVersion, "version" | "inputs">;
}

export interface SiteOptions {
  /** What the site is called in messages. */
  name: string;
  adopt?: boolean;
  /** What stands at the version's address may be replaced while it is the latest. */
  revise?: boolean;
}

/** What the review of a version compares with came, or changed, after it was made. */
export class Overtaken extends Error {
  override name = "Overtaken";
}

/** What is written anew whenever anything is published. */
const DERIVED = [RECORD, `${VERSIONS}${PAGE}`, FEED, SITEMAP, "404.html", ".nojekyll"];

/** Versions, and what they were before a revision: never changed. */
const isLasting = (path: string): boolean => /^[vr]\//.test(path);

/**
 * The record of a site; empty for a folder that is none yet.
 * @throws MemoError for a record that can't be read, or is gone while versions are there
 */
export function readRecord(folder: string, name: string): SiteRecord {
  const path = join(folder, RECORD);
  const lasting = [...(readList(folder)?.keys() ?? [])].some(isLasting);
  if (entryAt(path)?.isFile()) return parseRecord(readFileSync(path, "utf8"), `${name}/${RECORD}`);
  if (!lasting) return { title: "", versions: [] };
  throw refusal("publish/record", `${name} holds versions, and no ${RECORD} that lists them`, {
    expected: "the list of versions as it was published",
    hint: "bring back the file as `memo publish` wrote it; nothing was changed in the site",
  });
}

/** Whether a version was published from these sources. */
export function publishedFrom(record: SiteRecord, version: string, inputs: string): PublishedVersion | undefined {
  return record.versions.find((one) => one.version === version && one.inputs === inputs);
}

/** @throws MemoError when the version's address holds another memo that has to stay */
export function refuseOther(record: SiteRecord, version: string, inputs: string, { name, revise }: SiteOptions): void {
  const there = record.versions.find((one) => one.version === version);
  if (there === undefined || there.inputs === inputs) return;
  const latest = latestOf(record)?.version;
  if (version !== latest)
    throw refusal(
      "publish/old-version",
      `version ${version} is published in ${name} from other sources, and ${latest} after it`,
      {
        expected: `the sources that it was published from: ${there.inputs.slice(0, 19)}…, not ${inputs.slice(0, 19)}…`,
        hint: "what is said of it now belongs into a new version: `memo new-version <name>`",
      },
    );
  if (!revise)
    throw refusal("publish/published", `version ${version} is published in ${name} from other sources`, {
      expected: "another version, or the sources that it was published from",
      hint: "start a new version (`memo new-version <name>`), or publish with `--revise`: what was published stays beside it",
    });
}

/**
 * What a site becomes when a version is published, seen from what is in its folder now.
 * @throws Overtaken, and MemoError when something that lasts would change, or was changed
 */
export function publication(folder: string, given: Publication, options: SiteOptions): Replacement {
  const { name } = options;
  refuseChanged(folder, name);
  const record = { ...readRecord(folder, name), title: given.title, url: given.url };
  const { version } = given;
  refuseOther(record, version.version, version.inputs, options);
  const there = record.versions.find((one) => one.version === version.version);
  if ((there === undefined || options.revise) && before(record, version)?.inputs !== given.reviewedAgainst?.inputs)
    throw new Overtaken();
  const files = new Map<string, Content>();
  let entry = { ...version, revisions: there?.revisions ?? [] };
  let moved = "";
  if (there === undefined) addAll(files, version.path, given.files);
  else if (options.revise && !isSame(there, version) && !sameFiles(folder, there.path, given.files)) {
    moved = there.path;
    const path = revisionPath(version.version, there.revisions.length + 1);
    for (const [one, content] of filesAt(folder, there.path)) files.set(path + one, content);
    addAll(files, version.path, given.files);
    entry = { ...entry, revisions: [...there.revisions, { path, engine: there.engine, inputs: there.inputs }] };
  } else entry = { ...there };
  const next = withVersion(record, entry);
  // What stays at its address stays at the root, where it stands too.
  const stays = there !== undefined && moved === "";
  if (latestOf(next)?.version === version.version && !stays) addAll(files, "", given.rootFiles);
  addAll(files, "", derived(next));
  return {
    name,
    files,
    adopt: options.adopt,
    keepOthers: (path) => !DERIVED.includes(path) && (moved === "" || !path.startsWith(moved)),
  };
}

/** Whether two are the same sources made by the same engine: what else differs, such as the commit that they are known by, is no revision. */
const isSame = (one: PublishedVersion, other: PublishedVersion): boolean =>
  one.inputs === other.inputs && one.engine === other.engine;

/** The same for a site whose versions stay as they are: what is derived from them is brought up to date. */
export function refreshed(
  folder: string,
  facts: { title: string; url?: string },
  { name, adopt }: SiteOptions,
): Replacement {
  refuseChanged(folder, name);
  const files = derived({ ...readRecord(folder, name), ...facts });
  return { name, files, adopt, keepOthers: (path) => !DERIVED.includes(path) };
}

/** The same with the preview of a pull request put there, or taken away. */
export function preview(folder: string, pull: number, given: SiteFiles, { name, adopt }: SiteOptions): Replacement {
  refuseChanged(folder, name);
  const files = new Map<string, Content>();
  addAll(files, previewPath(pull), given);
  return { name, files, adopt, keepOthers: (path) => !path.startsWith(previewPath(pull)) };
}

function derived(record: SiteRecord): Map<string, Content> {
  return new Map<string, Content>([
    [RECORD, recordText(record)],
    [`${VERSIONS}${PAGE}`, versionsPage(record)],
    ["404.html", notFoundPage(record)],
    // GitHub Pages would leave out folders that begin with an underscore, and read the rest as Jekyll's.
    [".nojekyll", ""],
    ...feedFiles(record),
  ]);
}

function addAll(files: Map<string, Content>, path: string, added: SiteFiles): void {
  for (const [one, content] of added) files.set(path + one, content);
}

/** The files that memo wrote below a folder of the site, by path from there. */
function filesAt(folder: string, path: string): Map<string, Buffer> {
  const own = [...(readList(folder)?.keys() ?? [])].filter((one) => one.startsWith(path));
  return new Map(own.map((one) => [one.slice(path.length), readFileSync(join(folder, one))]));
}

function sameFiles(folder: string, path: string, files: SiteFiles): boolean {
  const there = filesAt(folder, path);
  return (
    there.size === files.size && [...files].every(([one, content]) => there.get(one)?.equals(Buffer.from(content)))
  );
}

/** @throws MemoError when a file of a published version isn't there as it was written: publishing again would make that look right. */
function refuseChanged(folder: string, name: string): void {
  const wrong = [...(readList(folder) ?? [])].filter(([path, digest]) => {
    if (!isLasting(path)) return false;
    const at = join(folder, path);
    return !entryAt(at)?.isFile() || !hasDigest(readFileSync(at), digest);
  });
  if (wrong.length === 0) return;
  const paths = wrong.map(([path]) => path);
  throw refusal("publish/changed", `${name} no longer holds ${someOf(paths)} as published`, {
    expected: "published versions as they were written",
    hint: "bring the files back, from the site's repository or a copy of it",
  });
}

function refusal(rule: Diagnostic["rule"], message: string, more: Pick<Diagnostic, "expected" | "hint">): MemoError {
  return MemoError.of({ rule, message, ...more });
}
