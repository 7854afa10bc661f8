import type { MemoTree } from "../document/tree.js";
import { writeResults } from "../render/data/index.js";
import { parseReadings, type Readings } from "../review/reading/readings.js";
import { type Unread, unreadPassages } from "../review/reading/unread.js";
import { parseSnapshot, type Snapshot } from "../review/snapshot.js";

/** A memo's readings beside what it says now. */
export interface ReadingState {
  snapshot: Snapshot;
  parsed: Readings;
  unread: readonly Unread[];
}

/** @param readings the text of `assumptions/read.yaml`; "" for a memo that has none yet */
export function readingState(tree: MemoTree, readings: string): ReadingState {
  const snapshot = parseSnapshot(writeResults(tree, { whole: true }), "results.json");
  const parsed = readings === "" ? { of: new Map(), problems: [] } : parseReadings(readings);
  return { snapshot, parsed, unread: unreadPassages(snapshot, parsed) };
}
