import * as Plot from "@observablehq/plot";
import { elementsIn } from "../elements.js";

export type Channels = Readonly<Record<string, DrawnChannel>>;

/** A channel as the library made it: a value for each item, before scales. */
export interface DrawnChannel {
  value?: ArrayLike<unknown> | null;
  scale?: string | null;
  label?: string;
  filter?: ((value: unknown) => unknown) | null;
}

/** What happened to one mark while its chart was drawn. */
export interface MarkRecord {
  mark: Plot.Mark;
  /** The items that there are, by panel: rows, or groups of rows where a transform made some. Absent for decorations. */
  items?: readonly ArrayLike<number>[];
  /** Whether an item is a group of rows. */
  grouped: boolean;
  panels: {
    /** Items of the panel, and those that the mark was left with to draw. */
    before: ArrayLike<number>;
    kept: ArrayLike<number>;
    channels: Channels;
    /** Channels in pixels, colours and the like. */
    values: Readonly<Record<string, ArrayLike<unknown> | undefined>>;
  }[];
  /** Whether an initializer put items of its own in place of the rows: contours, bins, labels at the end of a line. */
  derived: boolean;
  nodes: Element[];
  /** Channels' values before a scale's own transform put others in their place. */
  raw: Readonly<Record<string, ArrayLike<unknown> | null | undefined>>;
  /** What was drawn for an item, where the library draws one shape for each. */
  shapes: Map<number, Element>;
}

interface Initialized {
  data: unknown;
  facets?: readonly ArrayLike<number>[];
  channels: Channels;
}
type Inner = {
  initialize(...values: unknown[]): Initialized;
  filter(
    index: ArrayLike<number>,
    channels: Channels,
    values: MarkRecord["panels"][number]["values"],
  ): ArrayLike<number>;
  render(...values: unknown[]): Element | null;
};

/**
 * The marks again, each standing in for one of `wanted` and telling what the library does with it. The marks themselves stay as they are:
 * they may be frozen, and are drawn more than once.
 *
 * @param draws false where none of them is to draw anything
 */
export function watched(
  marks: readonly unknown[],
  wanted: ReadonlySet<unknown>,
  draws = true,
): [unknown[], Map<unknown, MarkRecord>] {
  const records = new Map<unknown, MarkRecord>();
  const stands = new Map<unknown, unknown>();
  const visit = (mark: unknown): unknown => {
    if (Array.isArray(mark)) return mark.map(visit);
    if (!(mark instanceof Plot.Mark) || (draws && !wanted.has(mark))) return mark;
    // A mark that is there twice stays so: the library refuses it.
    const known = stands.get(mark);
    if (known !== undefined) return known;
    const record: MarkRecord = {
      mark,
      grouped: false,
      panels: [],
      derived: false,
      nodes: [],
      raw: {},
      shapes: new Map(),
    };
    if (wanted.has(mark)) records.set(mark, record);
    const stand = standIn(mark, record, draws);
    stands.set(mark, stand);
    return stand;
  };
  return [marks.map(visit), records];
}

function standIn(mark: Plot.Mark, record: MarkRecord, draws: boolean): Plot.Mark {
  let before: Channels = {};
  const inner = mark as unknown as Inner & { data: unknown };
  const methods: Inner = {
    initialize(...values) {
      const made = inner.initialize.apply(this, values);
      // The library writes an initializer's channels over these.
      before = { ...made.channels };
      record.raw = Object.fromEntries(Object.entries(before).map(([name, { value }]) => [name, value]));
      record.items = made.facets;
      record.grouped = made.data !== inner.data && isGrouped(made.data);
      return made;
    },
    filter(items, channels, values) {
      record.derived = Object.entries(channels).some(([name, { value }]) => value !== before[name]?.value);
      const kept = inner.filter.call(this, items, channels, values);
      record.panels.push({ before: items, kept, channels, values });
      return kept;
    },
    render(...values) {
      if (!draws) return null;
      const node = inner.render.apply(this, values);
      if (node) {
        record.nodes.push(node);
        const [items] = values as [ArrayLike<number> | null];
        const shapes = elementsIn(node);
        if (items?.length === shapes.length)
          shapes.forEach((shape, i) => {
            record.shapes.set(items[i] ?? -1, shape);
          });
      }
      return node;
    },
  };
  return Object.create(
    mark,
    Object.fromEntries(Object.entries(methods).map(([name, value]) => [name, { value }])),
  ) as Plot.Mark;
}

const isGrouped = (data: unknown): boolean => Array.isArray(data) && data.length > 0 && data.every(Array.isArray);
