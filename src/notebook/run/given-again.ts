import { entriesOf, keyed, keysOf } from "../../keys/ordered.js";
import { receivedGiven, rowsAndColumns } from "../process/wire.js";
import { sameData } from "./same.js";
import { type GivenNode, type GivenTree, isGroup, tracedGiven } from "./trace.js";

/** Views of the assumptions, by what they are of. */
export interface Views {
  get(value: unknown): string | undefined;
  set(value: object, path: string): unknown;
}

/** Views that are let go with whoever holds them. */
class HeldViews implements Views {
  private readonly paths = new WeakMap<object, string>();

  get(value: unknown): string | undefined {
    return typeof value === "object" && value !== null ? this.paths.get(value) : undefined;
  }

  set(value: object, path: string): void {
    this.paths.set(value, path);
  }
}

/**
 * The assumptions of one job after the other. A part that is as it was is the same object as before, with the same view of it, so that what a block holds
 * of it from an earlier job is what it would get now.
 */
export class GivenAgain {
  readonly views: Views = new HeldViews();
  private readonly viewOf = new WeakMap<object, object>();
  private readonly tables = new Map<string, { sent: unknown; made: GivenTree }>();
  private last: GivenTree | undefined;
  private record: (path: string) => void = () => {};

  /**
   * The view of the assumptions of a job, and the paths at which they are others than in the job before; undefined for the first.
   *
   * @param record told what is read from now on, by views of earlier jobs too
   */
  next(sent: GivenTree, record: (path: string) => void): { given: object; changed: readonly string[] | undefined } {
    this.record = record;
    const received = receivedGiven(sent, undefined, "", (table, path) => {
      const known = this.tables.get(path);
      if (known && sameData(known.sent, table)) return known.made;
      const made = rowsAndColumns(table, path);
      this.tables.set(path, { sent: table, made });
      return made;
    });
    const changed: string[] = [];
    const isFirst = this.last === undefined;
    const tree = merged(this.last, received, "", changed) as GivenTree;
    this.last = tree;
    const given = tracedGiven(tree, (path) => this.record(path), this.views, this.viewOf);
    return { given, changed: isFirst ? undefined : changed };
  }
}

/** What came now, made of the parts of before where they are the same; `changed` gets the paths of those that are not. */
function merged(before: GivenNode | undefined, now: GivenNode, path: string, changed: string[]): GivenNode {
  if (Object.is(before, now)) return now;
  if (!isGroup(before) || !isGroup(now) || !sameKeys(before, now)) {
    changed.push(path === "" ? "*" : path);
    return now;
  }
  const from = changed.length;
  const entries = entriesOf(now).map(([key, value]): [string, GivenNode] => [
    key,
    merged(before[key], value, path === "" ? key : `${path}.${key}`, changed),
  ]);
  return changed.length === from ? before : (keyed(entries) as GivenTree);
}

const sameKeys = (a: object, b: object): boolean =>
  sameTexts(Object.keys(a), Object.keys(b)) && sameTexts(keysOf(a), keysOf(b));

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);
