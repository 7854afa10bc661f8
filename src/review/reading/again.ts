import type { Snapshot } from "../snapshot.js";
import type { ReadAgain } from "../types.js";
import { parseReadings } from "./readings.js";
import { unreadPassages, whyUnread } from "./unread.js";

/** What is to be read on the new side of a review and wasn't before; undefined where that side keeps no readings. */
export function readAgain(
  old: Snapshot,
  now: Snapshot,
  readings: { old: string | undefined; new: string | undefined },
): ReadAgain | undefined {
  if (readings.new === undefined) return undefined;
  const parsed = parseReadings(readings.new);
  const before = readings.old === undefined ? undefined : unreadPassages(old, parseReadings(readings.old));
  const open = new Set(before?.map(({ passage }) => passage.digest));
  const unread = unreadPassages(now, parsed);
  const fresh = unread.filter((one) => before === undefined || !open.has(one.passage.digest) || one.last !== undefined);
  return {
    passages: fresh.map((one) => ({
      section: one.passage.section,
      text: one.passage.text,
      why: whyUnread(one),
      place: one.passage.place,
    })),
    before: unread.length - fresh.length,
  };
}
