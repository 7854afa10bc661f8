import { ABOUT, isBeside, RANGE } from "../../assumptions/register/ranges.js";
import { nearest } from "../../diagnostic.js";
import { addTo } from "../../lists.js";
import type { RuleId } from "../../rules/index.js";

/**
 * Whether two paths under `given` can mean a common leaf. Either may be a prefix of the other (`gw.add` and `gw.add.2026`), and `*`
 * stands for one key or more, since a key may itself hold a dot. Used to tell what a change to an assumption touches.
 */
export function pathsOverlap(a: string, b: string): boolean {
  return overlap(a.split("."), 0, b.split("."), 0);
}

function overlap(a: readonly string[], i: number, b: readonly string[], j: number): boolean {
  for (; i < a.length && j < b.length; i++, j++) {
    if (a[i] === "*") return overlapStar(a, i, b, j);
    if (b[j] === "*") return overlapStar(b, j, a, i);
    if (a[i] !== b[j]) return false;
  }
  return true;
}

/** `a[i]` is a star. */
function overlapStar(a: readonly string[], i: number, b: readonly string[], j: number): boolean {
  if (i === a.length - 1) return true;
  for (let next = j + 1; next <= b.length; next++) if (overlap(a, i + 1, b, next)) return true;
  return false;
}

/**
 * Paths, stars in them or not, to find those of which `pathsOverlap` is true: among very many in about the time that what is found takes.
 * Two that overlap are alike up to the first star of either, or to the end of the shorter.
 */
export class PathIndex {
  /** Paths by each way to begin what stands before their first star; "" for all. */
  private readonly under = new Map<string, string[]>();
  /** By all that stands before it. */
  private readonly exactly = new Map<string, string[]>();

  /** @param paths each is found as often as it is among them, in their order where they begin alike */
  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const begins = beginnings(path);
      for (const begin of begins) addTo(this.under, begin, path);
      addTo(this.exactly, begins.at(-1) ?? "", path);
    }
  }

  /** Those that overlap a path. */
  *overlapping(path: string): Generator<string> {
    const begins = beginnings(path);
    const last = begins.pop() ?? "";
    for (const begin of begins)
      for (const shorter of this.exactly.get(begin) ?? []) if (pathsOverlap(shorter, path)) yield shorter;
    for (const longer of this.under.get(last) ?? []) if (pathsOverlap(longer, path)) yield longer;
  }

  /** Whether one of them overlaps a path. */
  touches(path: string): boolean {
    return !this.overlapping(path).next().done;
  }
}

/** "", "gw", "gw.add" of `gw.add` and of `gw.add.*.x`. */
function beginnings(path: string): string[] {
  const begins = [""];
  let begin = "";
  for (const key of path.split(".")) {
    if (key === "*") break;
    begin = begins.length === 1 ? key : `${begin}.${key}`;
    begins.push(begin);
  }
  return begins;
}

/** Sorted, each once, and without those that another one covers entirely. */
export function unitePaths(paths: Iterable<string>): string[] {
  const sorted = [...new Set(paths)].sort((x, y) => (x < y ? -1 : 1));
  const open = sorted.filter((path) => path.endsWith("*")).map((path) => path.slice(0, -1));
  const simple = new Set(open.filter((prefix) => !prefix.includes("*")));
  const lengths = [...new Set([...simple].map((prefix) => prefix.length))];
  return sorted.filter(
    (path) =>
      !lengths.some((length) => {
        const prefix = path.slice(0, length);
        // All assumptions are not what stands beside them.
        if (length === 0 && isBeside(path)) return false;
        return prefix.length === length && simple.has(prefix) && path !== `${prefix}*`;
      }),
  );
}

interface Group {
  children: Map<string, Group>;
  /** An assumption itself; below it are the keys of its series or table. */
  isAssumption: boolean;
}

export interface MissingMember {
  /** Index of the step that leads nowhere. */
  step: number;
  /** Its own rule, where it is no unknown name. */
  rule?: RuleId;
  message: string;
  expected?: string;
  hint?: string;
}

const RANGES = `${RANGE}.`;
const MOST_KEYS_LISTED = 12;
const numberMembers = new Set(["toFixed", "toPrecision", "toExponential", "toString", "toLocaleString", "valueOf"]);

/** The assumptions by path, to follow chains of members through. */
export class AssumptionTree {
  private readonly root: Group = { children: new Map(), isAssumption: false };

  /** @param open those that lead to something with members of its own: texts, and rows and columns of data files */
  constructor(
    private readonly paths: ReadonlySet<string>,
    private readonly open: ReadonlySet<string> = new Set(),
  ) {
    for (const path of paths) {
      let group = this.root;
      for (const key of path.split(".")) {
        let child = group.children.get(key);
        if (!child) {
          child = { children: new Map(), isAssumption: false };
          group.children.set(key, child);
        }
        group = child;
      }
      group.isAssumption = true;
    }
  }

  /**
   * The path a chain of keys below `given` reads; undefined keys are known only at run time. A chain that ends above the leaves
   * reads all below it. Members of a number (`toFixed`) are no part of it.
   */
  read(keys: readonly (string | undefined)[]): { path: string; atLeaf: boolean; missing?: MissingMember } {
    let groups = [this.root];
    const taken: string[] = [];
    for (const [i, key] of keys.entries()) {
      if (i > 0 && groups.every((group) => group.children.size === 0)) {
        const path = taken.join(".");
        if (key === undefined || numberMembers.has(key) || this.open.has(path)) return { path, atLeaf: true };
        return {
          path,
          atLeaf: true,
          missing: { step: i, message: `\`${path}\` is a number and has no member \`${key}\`` },
        };
      }
      // A key with dots, as in `given.size["1.5"]`, is several steps of the tree.
      const next = groups.flatMap((group) => descend(group, key));
      taken.push(key ?? "*");
      if (next.length === 0) {
        const missing = this.missing(groups, keys, i);
        return { path: taken.join("."), atLeaf: false, missing };
      }
      groups = next;
    }
    const atLeaf = keys.length > 0 && groups.every((group) => group.children.size === 0);
    while (taken.at(-1) === "*") taken.pop();
    const ends = atLeaf && taken.length === keys.length;
    return { path: (ends ? taken : [...taken, "*"]).join("."), atLeaf };
  }

  private missing(groups: readonly Group[], keys: readonly (string | undefined)[], step: number): MissingMember {
    const key = keys[step] ?? "*";
    const without = this.withoutRange(keys);
    if (without !== undefined && !groups.every((group) => group.isAssumption))
      return {
        step,
        rule: "notebook/no-range",
        message: `\`${without}\` has no range`,
        expected: "an assumption whose entry has `low` and `high`",
      };
    const untold = this.withoutSource(keys);
    if (untold !== undefined)
      return { step, message: `\`${untold}\` has no source`, expected: "an assumption whose entry has `source`" };
    const before = keys.slice(0, step).map((k) => k ?? "*");
    const siblings = [...new Set(groups.flatMap((group) => [...group.children.keys()]))];
    const near = nearest(key, siblings);
    if (groups.every((group) => group.isAssumption)) {
      const listed = siblings.slice(0, MOST_KEYS_LISTED).join(", ");
      return {
        step,
        message: `\`${before.join(".")}\` has no key \`${key}\``,
        expected: siblings.length > MOST_KEYS_LISTED ? `one of ${listed}, …` : `one of ${listed}`,
        ...(near === undefined || /^\d+$/.test(key)
          ? {}
          : { hint: `did you mean \`${[...before, near].join(".")}\`?` }),
      };
    }
    const rest = keys.slice(step + 1);
    const known = rest.slice(0, rest.includes(undefined) ? rest.indexOf(undefined) : rest.length) as string[];
    if (near !== undefined) {
      // As much of the chain as names an assumption, on both sides; its keys are not what is wrong.
      for (let more = 0; more <= known.length; more++) {
        const path = [...before, near, ...known.slice(0, more)].join(".");
        if (!this.paths.has(path)) continue;
        const written = [...before, key, ...known.slice(0, more)].join(".");
        return { step, message: `unknown assumption \`${written}\``, hint: `did you mean \`${path}\`?` };
      }
      const path = [...before, near].join(".");
      return {
        step,
        message: `unknown assumption \`${[...before, key].join(".")}\``,
        hint: `did you mean \`${path}\`?`,
      };
    }
    const written = [...before, key, ...known].join(".");
    const own = [...this.paths].filter((path) => isBeside(path) === isBeside(written));
    const elsewhere = nearest(written, own) ?? this.byLastPart(key);
    return {
      step,
      message: `unknown assumption \`${written}\``,
      expected: "the dotted id of an assumption",
      ...(elsewhere === undefined ? {} : { hint: `did you mean \`${elsewhere}\`?` }),
    };
  }

  /** The only assumption whose last part is the key: `given.add` for `gw.add`. */
  private byLastPart(key: string): string | undefined {
    const same = [...this.paths].filter((path) => path.endsWith(`.${key}`) && !isBeside(path));
    return same.length === 1 ? same[0] : undefined;
  }

  /** The assumption whose source a chain of keys asks for, where it has none. */
  private withoutSource([first, ...rest]: readonly (string | undefined)[]): string | undefined {
    const id = rest.slice(0, -1).join(".");
    return first === ABOUT && rest.at(-1) === "source" && this.paths.has(id) && this.paths.has(`${ABOUT}.${id}.kind`)
      ? id
      : undefined;
  }

  /** The assumption whose range a chain of keys asks for, where it has none. */
  private withoutRange([first, ...rest]: readonly (string | undefined)[]): string | undefined {
    if (`${first}.` !== RANGES) return undefined;
    for (let n = rest.length; n > 0; n--) {
      const id = rest.slice(0, n).join(".");
      if (this.paths.has(id)) return this.paths.has(RANGES + id) ? undefined : id;
    }
    return undefined;
  }
}

function descend(group: Group, key: string | undefined): Group[] {
  if (key === undefined) return [...group.children.values()];
  let inner: Group | undefined = group;
  for (const part of key.split(".")) inner = inner?.children.get(part);
  return inner ? [inner] : [];
}
