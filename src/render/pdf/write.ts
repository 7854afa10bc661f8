import { createHash } from "node:crypto";
import { MemoError } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import type { MemoTree } from "../../document/tree.js";
import { openShelf } from "../../store/index.js";
import { coverageOf } from "./coverage.js";
import { type Font, loadFonts } from "./fonts.js";
import { checkGlyphs } from "./glyphs.js";
import { checkRoom } from "./room.js";
import { type ChangesList, type ComposedSource, composeSource } from "./source.js";
import { TypesettingThread } from "./typesetting/thread.js";
import { type Typeset, type TypesettingJob, typeset } from "./typesetting/typeset.js";

/** Which figures float, by what decides it: found in several layouts, where one is enough once they are known. */
export interface KeptFloats {
  get(key: string): readonly string[] | undefined;
  put(key: string, ids: readonly string[]): void;
}

/** Those of a folder; without one, none are kept. */
export const keptFloats = (folder: string | undefined): KeptFloats =>
  openShelf<readonly string[]>(folder, "floats", import.meta.url);

/**
 * The memo as PDF/UA-1: tagged, with bookmarks and document facts, the same bytes for the same tree.
 *
 * @param sources texts of the memo by path, to say where something stands
 * @param changes what to say of them at the head of a memo that shows changes
 * @param kept by this version of the typesetter and of this code
 * @throws MemoError `pdf/missing-glyph` where a text has a character that no font of the PDF can set,
 *   `pdf/no-room` where something would run off its page, `pdf/typst` where the
 *   typesetter refuses or warns.
 */
export async function writePdf(
  tree: MemoTree,
  sources?: ReadonlyMap<string, string>,
  changes?: ChangesList,
  kept?: KeptFloats,
): Promise<Uint8Array> {
  const { job, check, float } = await jobOf(tree, changes, kept);
  check(sources);
  return float(await typeset(job));
}

/** A PDF that is being set. */
export interface BegunPdf {
  /** @throws MemoError as `writePdf` does */
  pdf: Promise<Uint8Array>;
  /** Gives it up, or ends what set it. */
  stop(): void;
}

/**
 * As `writePdf`, in a thread of its own: once this is fulfilled, it goes on whatever this one is at.
 *
 * @param thread started before, for this alone
 */
export async function beginPdf(
  tree: MemoTree,
  sources?: ReadonlyMap<string, string>,
  kept?: KeptFloats,
  thread = new TypesettingThread(),
): Promise<BegunPdf> {
  try {
    const { job, isTooLarge, check, float } = await jobOf(tree, undefined, kept);
    // What has no room in any case may take the typesetter minutes, and it can't be interrupted.
    if (isTooLarge) check(sources);
    const pdf = heard(thread.set(job).then(float));
    check(sources);
    return { pdf, stop: () => thread.stop() };
  } catch (error) {
    thread.stop();
    if (!(error instanceof MemoError)) throw error;
    return { pdf: heard(Promise.reject<never>(error)), stop: () => {} };
  }
}

/** Whoever asks for it hears what goes wrong, and nobody has to. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** What is to be set, what checks it as far as it can be before, and what notes which figures were found to float. */
async function jobOf(
  tree: MemoTree,
  changes: ChangesList | undefined,
  kept: KeptFloats | undefined,
): Promise<{
  job: TypesettingJob;
  isTooLarge: boolean;
  check(sources: ReadonlyMap<string, string> | undefined): void;
  float(set: Typeset): Uint8Array;
}> {
  const fonts = await loadFonts();
  const source = composeSource(tree, changes);
  for (const text of [source.main, ...source.files.values()])
    if (typeof text === "string") withoutMarks(text, "memo.pdf");
  const own = kept && keptOf(source, fonts, kept);
  const floated = own?.get();
  const { main, files, placed, floating, noted } = source;
  const job = {
    main,
    files,
    placed,
    floating,
    noted,
    timestamp: timestampOf(tree.date),
    standard: tree.pdf?.standard,
  };
  return {
    job: { ...job, ...(floated ? { floated } : {}), guess: kept?.get(LAST) },
    isTooLarge: source.tooLarge.length > 0,
    check: (sources) => {
      const missing = checkGlyphs(source.printed, coverageOf(fonts), sources);
      const found = [...missing, ...checkRoom(source.tooLarge, source.placed)];
      if (found.length > 0) throw new MemoError(found);
    },
    float: (set) => {
      if (!floated && set.floated) own?.put(set.floated);
      if (set.first) kept?.put(LAST, set.first);
      return set.pdf;
    },
  };
}

/** Under this name, what floats in the first run of the last layout that was searched: what the next search begins with. */
const LAST = "last";

/** Those of one source. */
interface OwnFloats {
  get(): readonly string[] | undefined;
  put(ids: readonly string[]): void;
}

/** Under a digest of all that decides which figures float, besides code. */
function keptOf({ moving, files, floating }: ComposedSource, fonts: readonly Font[], kept: KeptFloats): OwnFloats {
  const hash = createHash("sha256").update(JSON.stringify([moving, floating]));
  for (const [path, content] of files) hash.update(JSON.stringify([path, content.length])).update(content);
  for (const { bytes } of fonts) hash.update(String(bytes.length)).update(bytes);
  const key = hash.digest("hex");
  return { get: () => kept.get(key), put: (ids) => kept.put(key, ids) };
}

function timestampOf(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 1000;
}
