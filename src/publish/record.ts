import { type Diagnostic, MemoError } from "../diagnostic.js";

/** Where a site's record stands. Its form is documented in docs/publishing.md, for programs that read it. */
export const RECORD = "versions.json";

/** Raised when a reader of an older record would misread a newer one. */
const SCHEMA = 1;

const ABOUT = "What is published here. `memo publish` writes it; the form is documented and only grows.";

/** A site: every version that was published, oldest first. Paths are relative to the site's root. */
export interface SiteRecord {
  title: string;
  /** Address of the site's root, ending in a slash; absent where the memo doesn't name it. */
  url?: string;
  versions: readonly PublishedVersion[];
}

export interface PublishedVersion {
  version: string;
  title: string;
  /** ISO date of its assumptions. */
  asOf: string;
  /** Version of the engine that made it. */
  engine: string;
  /** Digest of the sources that it was made from, as in its results.json. */
  inputs: string;
  /** "v/2026-05/". */
  path: string;
  /** The published version that it was reviewed against; absent for the first. */
  previous?: string;
  /** What changed since, in a sentence. */
  verdict?: string;
  scenarios: readonly { name: string; title: string; path: string }[];
  /** What stood at its address before it was revised, first to last. */
  revisions: readonly { path: string; engine: string; inputs: string }[];
}

/** The version at the site's root. */
export const latestOf = ({ versions }: SiteRecord): PublishedVersion | undefined => versions.at(-1);

/** The record with a version added or put in the place of what had its name, in order of date and name. */
export function withVersion(record: SiteRecord, added: PublishedVersion): SiteRecord {
  const others = record.versions.filter(({ version }) => version !== added.version);
  return { ...record, versions: [...others, added].sort(inOrder) };
}

/** The version before another one, published or not. */
export function before(
  record: SiteRecord,
  { version, asOf }: Pick<PublishedVersion, "version" | "asOf">,
): PublishedVersion | undefined {
  return record.versions.filter((one) => one.version !== version && inOrder(one, { version, asOf }) < 0).at(-1);
}

type Ordered = Pick<PublishedVersion, "version" | "asOf">;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Ordered, b: Ordered): number => compare(a.asOf, b.asOf) || compare(a.version, b.version);

export function recordText(record: SiteRecord): string {
  const { title, url, versions } = record;
  const latest = latestOf(record)?.version ?? null;
  return `${JSON.stringify({ about: ABOUT, schema: SCHEMA, title, url: url ?? null, latest, versions }, undefined, 2)}\n`;
}

/**
 * Reads a record.
 * @param name what the file is called in messages
 * @throws MemoError for one that memo did not write, or a newer memo
 */
export function parseRecord(text: string, name: string): SiteRecord {
  const refuse = (message: string, expected: string): never => {
    const problem: Diagnostic = { rule: "publish/record", severity: "error", message: `${name} ${message}`, expected };
    throw new MemoError([
      { ...problem, hint: "bring back the file as `memo publish` wrote it; nothing was changed in the site" },
    ]);
  };
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return refuse("is no JSON", "the list of versions as it was published");
  }
  if (!isObject(found) || !Array.isArray(found.versions) || !found.versions.every(isVersion))
    return refuse("is no list of published versions", "the list of versions as it was published");
  if (found.schema !== SCHEMA)
    return refuse(`has schema ${String(found.schema)}`, `${SCHEMA}, which this memo can read and write`);
  const { title, url, versions } = found;
  return {
    title: typeof title === "string" ? title : "",
    url: typeof url === "string" ? url : undefined,
    versions: versions as PublishedVersion[],
  };
}

function isVersion(value: unknown): boolean {
  if (!isObject(value) || !isName(value.version)) return false;
  const texts = [value.title, value.asOf, value.engine, value.inputs].every((text) => typeof text === "string");
  const lists = [value.scenarios, value.revisions].every(
    (list) => Array.isArray(list) && list.every((one) => isObject(one) && isPath(one.path)),
  );
  const maybe = [value.previous, value.verdict].every((text) => text === undefined || typeof text === "string");
  return texts && lists && maybe && isPath(value.path);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPath = (value: unknown): boolean => typeof value === "string" && /^(?:[\w.-]+\/)+$/.test(value);

/** Whether a version or scenario can be a part of an address as it is, on any web server and file system. */
export const isName = (name: unknown): name is string =>
  typeof name === "string" && /^\w[\w-]*(?:\.[\w-]+)*$/.test(name);
