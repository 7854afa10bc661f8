import type { Register } from "../../assumptions/index.js";
import type { Place } from "../../diagnostic.js";
import type { Program } from "../../notebook/analyse/program.js";
import type { AttributionSource } from "../../review/attribution/source.js";
import { findRenames } from "../../review/pairing/renames.js";
import { textsOf } from "../../review/sources/texts.js";
import type { Rename, Review } from "../../review/types.js";
import { cacheFolderOf, keyOf, openShelf } from "../../store/index.js";
import { counted } from "../../text/counts.js";
import type { CommandOptions } from "../compute.js";
import { embeddedIn } from "../repository/clone.js";
import type { ReadSide } from "./read.js";

/**
 * Compares two sides and attributes what moved, by running the new side's blocks again where their sources are at hand. A finished
 * review is kept by the contents of both sides and the engine, so that asking again takes no run.
 */
export async function compare(
  old: ReadSide,
  now: ReadSide,
  options: Pick<CommandOptions, "cache" | "limits">,
  root: string,
  step: (text: string) => void,
): Promise<Review> {
  const reviews = openShelf<Review>(options.cache ? cacheFolderOf(root) : undefined, "review", import.meta.url);
  const attributed = now.sources ? "attributed" : "";
  const texts = [old, now].map(({ side: { sources } }) => textsOf(sources));
  const key = keyOf(old.digest, now.digest, old.side.label, now.side.label, attributed, ...texts);
  let review = reviews.get(key);
  if (!review) {
    step("comparing");
    const { compareSides } = await import("../../review/compare.js");
    const renames = findRenames(old.side.snapshot, now.side.snapshot);
    const source = await sourceOf(old, now, renames, options);
    review = await compareSides(old.side, now.side, source, { limits: options.limits }, renames);
    reviews.put(key, review);
  }
  const embedded = embeddedIn(root).map(({ message }) => message);
  const remarks = [...embedded, ...old.remarks, ...now.remarks, ...brokenIn(old), ...brokenIn(now)];
  if (remarks.length === 0) return review;
  const broken = [old, now].flatMap(brokenText);
  const verdict = [...broken, review.verdict].join("; ");
  return { ...review, verdict, remarks: [...remarks, ...review.remarks] };
}

async function sourceOf(
  old: ReadSide,
  now: ReadSide,
  renames: readonly Rename[],
  { limits }: Pick<CommandOptions, "limits">,
): Promise<AttributionSource | undefined> {
  const [{ attributionSource }, after] = [await import("../../review/attribution-source.js"), await modelOf(now)];
  if (!after?.register) return undefined;
  const before = await modelOf(old);
  const others = before?.register
    ? {
        old: {
          blocks: before.program.blocks.map(({ block }) => block),
          register: before.register,
          renames,
        },
      }
    : {};
  return attributionSource(after.program, after.register, { limits, ...others });
}

/** A side's blocks and register, where its sources are at hand. */
async function modelOf({
  sources,
  computed,
}: ReadSide): Promise<{ program: Program; register: Register | undefined } | undefined> {
  if (!sources || computed) return computed;
  const { readMemo } = await import("../compute.js");
  return readMemo(sources.project, sources.options, []);
}

/** "working tree does not build: claim `a` does not hold": what a verdict begins with. */
function brokenText({ side, fallen, refused }: ReadSide): string[] {
  const [first, ...others] = [...refused, ...fallen];
  if (!first) return [];
  const more = others.length > 0 ? ` (and ${counted(others.length, "more error")})` : "";
  return [`${side.label} does not build: ${first.message}${more}`];
}

/** Of what checks refuse in a side so much is told; the others by their number. */
const MOST_TOLD = 20;

/** What keeps a side's memo from being built although it can be reviewed. */
function brokenIn({ side: { label }, fallen, refused }: ReadSide): string[] {
  const told = (message: string, place: Place | undefined): string => {
    const where = place ? ` (${place.file}:${place.start.line}:${place.start.column})` : "";
    return `${label} doesn't build: ${message}${where}.`;
  };
  const more = refused.length - MOST_TOLD;
  return [
    ...refused.slice(0, MOST_TOLD).map(({ message, place }) => told(message, place)),
    ...(more > 0 ? [`${label} doesn't build for ${counted(more, "more error")} either.`] : []),
    ...fallen.map(({ message, place }) => told(`${message}, and the prose has no other sentence`, place)),
  ];
}
