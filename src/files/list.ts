import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentDigest, type Files, hasDigest } from "./content.js";

/** The list of what memo wrote into a folder, in that folder, and committed with it. */
export const LIST = ".memo-files.json";

/** The list of what it wrote there on this machine: what isn't committed too, and from which sources. It isn't committed itself. */
export const LOCAL_LIST = ".memo-built.json";

const ABOUT = "What memo wrote here. It replaces and deletes nothing else.";

/** Digest of each file by its path, as `contentDigest` gives it. */
export type Listed = ReadonlyMap<string, string>;

export function listOf(files: Files): Listed {
  const listed = new Map<string, string>();
  for (const [path, content] of files) listed.set(path, contentDigest(content));
  return listed;
}

/** The list as a text: a file a line, in the order of their paths. */
export function listText(listed: Listed, more: { about?: string; inputs?: string } = {}): string {
  const files = [...listed].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ about: ABOUT, ...more, files: Object.fromEntries(files) }, undefined, 2)}\n`;
}

/** The list of what isn't committed as well; `inputs` is a digest of the sources that it was written from. */
export const localListText = (listed: Listed, inputs: string | undefined): string =>
  listText(listed, { about: "What memo wrote here, on this machine.", ...(inputs === undefined ? {} : { inputs }) });

/**
 * The list in a folder; undefined where there is none, or none that can be read as one. Where this machine's own says otherwise of a file,
 * both digests count: either is of what memo wrote.
 */
export function readList(folder: string): Listed | undefined {
  const [committed, local] = [read(folder, LIST)?.files, read(folder, LOCAL_LIST)?.files];
  if (!committed || !local) return committed ?? local;
  const both = new Map(committed);
  for (const [path, digest] of local) {
    const other = committed.get(path);
    both.set(path, other === undefined || other === digest ? digest : `${other} ${digest}`);
  }
  return both;
}

/** The digest of the sources that a file of a folder was written from on this machine; undefined where that isn't known. */
export function inputsOf(folder: string, name: string, bytes: Uint8Array): string | undefined {
  const local = read(folder, LOCAL_LIST);
  const digest = local?.files.get(name);
  return digest !== undefined && hasDigest(bytes, digest) ? local?.inputs : undefined;
}

function read(folder: string, name: string): { files: Listed; inputs?: string } | undefined {
  try {
    const { files, inputs } = parse(readFileSync(join(folder, name), "utf8"));
    if (typeof files !== "object" || files === null || Array.isArray(files)) return undefined;
    const entries = Object.entries(files);
    if (!entries.every(([path, digest]) => isInside(path) && typeof digest === "string")) return undefined;
    return { files: new Map(entries), ...(typeof inputs === "string" ? { inputs } : {}) };
  } catch {
    return undefined;
  }
}

/** A merge that takes both sides' lines (`merge=union`) can leave a comma out between them. */
const parse = (text: string): { files?: unknown; inputs?: unknown } =>
  JSON.parse(text.replace(/"\n(?=\s*")/g, '",\n')) as { files?: unknown; inputs?: unknown };

/** A path that leads to a file below its folder, and nowhere else. */
function isInside(path: string): boolean {
  return (
    !/^[A-Za-z]:|[\\\0]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}
