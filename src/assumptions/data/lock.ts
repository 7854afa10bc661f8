import type { Place } from "../../diagnostic.js";
import { didYouMean } from "../../diagnostic.js";
import { grouped } from "../../text/counts.js";
import { quotedForShell } from "../../text/shell.js";
import { describeNode, Fields } from "../../yaml/fields.js";
import type { Problems } from "../../yaml/problems.js";
import { parseYaml } from "../../yaml/tree.js";
import { keysOf, LOCK_ENTRY_FIELDS, LOCK_FIELDS } from "../files/field-table.js";
import { type DataFile, type DataFiles, LOCK_FILE } from "./file.js";

/** What is known of a file that was fetched. */
export interface LockEntry {
  /** Below `data/`: "sales.csv". */
  file: string;
  address: string;
  /** The day on which it was fetched or taken over as it is. */
  fetched: string;
  /** Of its bytes, in hexadecimal. */
  sha256: string;
  bytes: number;
  licence?: string;
  /** Who fetched it. */
  by?: string;
  /** It was changed by hand and taken over: it is not what its address gave. */
  accepted?: true;
  place: Place;
}

/** Files by their name below `data/`. */
export type Lock = ReadonlyMap<string, LockEntry>;

const SHA256 = /^[0-9a-f]{64}$/;

/** Reads `data/lock.yaml`, where there is one; what is wrong with it is reported. */
export function readLock(files: DataFiles, problems: Problems): Lock {
  const out = new Map<string, LockEntry>();
  const found = files.get(LOCK_FILE);
  const node = found && parseYaml(LOCK_FILE, found.text, problems);
  if (!node) return out;
  if (node.kind !== "map") {
    problems.error("wrong-type", `${LOCK_FILE} is ${describeNode(node)}`, node.place, {
      expected: "a map with `files`",
    });
    return out;
  }
  const top = new Fields(node, "the lock of data files", problems);
  top.only(keysOf(LOCK_FIELDS));
  for (const { key, keyPlace, value } of top.mapAt("files", "a map of files by name")?.entries ?? []) {
    const subject = `\`${key}\` of ${LOCK_FILE}`;
    if (value.kind !== "map") {
      problems.error("wrong-type", `${subject} is ${describeNode(value)}`, value.place, {
        expected: "a map with `address`, `fetched`, `sha256` and `bytes`, as `memo data` writes it",
      });
      continue;
    }
    const fields = new Fields(value, subject, problems);
    fields.only(keysOf(LOCK_ENTRY_FIELDS));
    for (const name of ["address", "fetched", "sha256", "bytes"] as const)
      if (!value.get(name)) fields.missing(name, "what `memo data` wrote there", keyPlace);
    const address = fields.text("address")?.text;
    const fetched = fields.date("fetched")?.text;
    const sha256 = fields.parsed("sha256", "wrong-type", "64 hexadecimal digits", (text) =>
      SHA256.test(text) ? text : undefined,
    );
    const bytes = fields.parsed("bytes", "wrong-type", "a number of bytes", (text) =>
      /^\d+$/.test(text) ? Number(text) : undefined,
    );
    const licence = fields.text("licence")?.text;
    const by = fields.text("by")?.text;
    const accepted = fields.boolean("accepted");
    if (address === undefined || fetched === undefined || sha256 === undefined || bytes === undefined) continue;
    out.set(key, {
      file: key,
      address,
      fetched,
      sha256,
      bytes,
      ...(licence === undefined ? {} : { licence }),
      ...(by === undefined ? {} : { by }),
      ...(accepted ? { accepted } : {}),
      place: keyPlace,
    });
  }
  return out;
}

/** The text of a lock, by name. */
export function lockText(entries: Iterable<Omit<LockEntry, "place">>): string {
  const text = (value: string): string =>
    /^[\w][\w./@+ ()-]*$/.test(value) && !/^\d|: | #/.test(value) ? value : JSON.stringify(value);
  const lines = [...entries]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .flatMap(({ file, address, fetched, sha256, bytes, licence, by, accepted }) => [
      `  ${text(file)}:`,
      `    address: ${JSON.stringify(address)}`,
      `    fetched: ${fetched}`,
      `    sha256: "${sha256}"`,
      `    bytes: ${bytes}`,
      ...(licence === undefined ? [] : [`    licence: ${text(licence)}`]),
      ...(by === undefined ? [] : [`    by: ${text(by)}`]),
      ...(accepted ? ["    accepted: true"] : []),
    ]);
  return `# What \`memo data\` fetched, from where and when; a build refuses a file that differs.\nfiles:\n${lines.join("\n")}\n`;
}

/** How a file differs from what its lock says; undefined where it doesn't. */
export function lockProblem(
  file: DataFile,
  entry: LockEntry,
): { message: string; expected: string; hint: string } | undefined {
  const digest = file.digest.replace(/^sha256:/, "");
  if (digest === entry.sha256) return undefined;
  const short = (text: string): string => text.slice(0, 12);
  const name = quotedForShell(entry.file);
  return {
    message: `${file.path} is not what was fetched on ${entry.fetched}: it has ${grouped(file.size)} bytes, sha256 ${short(digest)}…`,
    expected: `${grouped(entry.bytes)} bytes, sha256 ${short(entry.sha256)}…, as ${LOCK_FILE} says`,
    hint: `\`memo data accept ${name}\` takes the file over as it is, \`memo data update ${name}\` fetches it again`,
  };
}

/** The nearest name of a lock. */
export const nearestInLock = (name: string, lock: Lock): string | undefined => didYouMean(name, lock.keys());
