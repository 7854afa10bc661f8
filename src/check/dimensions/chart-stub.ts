/** Is told what a mark or transform is called with, and returns what stands for its result. */
export type ChartCall = (site: number, values: readonly unknown[]) => unknown;

/** What is known of a call's result: the names and functions of channels that went into it. */
const channelsOf = new WeakMap<object, readonly unknown[]>();

/**
 * Stands for `Plot` while dimensions are checked: draws nothing, gives itself for whatever it is asked, and calls the functions that a
 * mark has for its channels with the mark's rows, so that their arithmetic is seen.
 *
 * @param sited is given what stands for a function of `Plot`, and what that does when it is called from a place of the code
 * @param drawn hears of each value that a mark is given for a channel
 * @param nowhere the place of a call that has none
 */
export function chartStub(
  sited: (stub: unknown, call: ChartCall) => void,
  drawn: (site: number, value: unknown) => void,
  nowhere: number,
): unknown {
  const call: ChartCall = (site, [rows, ...options]) => {
    drawn(site, undefined);
    const given = [rows, ...options].flatMap((one) => (Array.isArray(one) ? [] : channelsIn(one)));
    if (Array.isArray(rows)) {
      callChannels(rows, options[0], (value) => drawn(site, value));
      for (const channel of given)
        if (typeof channel === "string") for (const row of rows) drawn(site, cell(row, channel));
      if (given.length === 0) for (const row of rows) drawn(site, row);
    }
    const result = stub();
    channelsOf.set(result, given);
    return result;
  };
  const stub = (): object => {
    const made: object = new Proxy(function plot() {}, {
      get: (_, key) => {
        if (key === Symbol.toPrimitive) return () => "";
        if (key === Symbol.iterator) return function* () {};
        return key === "then" || key === "prototype" ? undefined : made;
      },
      apply: (_, __, values: unknown[]) => call(nowhere, values),
      construct: () => made,
    });
    sited(made, call);
    return made;
  };
  return stub();
}

/** Of options, or of what a transform made of some. */
function channelsIn(options: unknown): readonly unknown[] {
  if ((typeof options !== "object" && typeof options !== "function") || options === null) return [];
  return channelsOf.get(options) ?? Object.values(options);
}

const cell = (row: unknown, name: string): unknown =>
  typeof row === "object" && row !== null && Object.hasOwn(row, name) ? row[name as keyof typeof row] : undefined;

function callChannels(rows: readonly unknown[], channels: unknown, hear: (value: unknown) => void): void {
  if (typeof channels !== "object" || channels === null) return;
  for (const channel of Object.values(channels)) {
    if (typeof channel !== "function") continue;
    try {
      for (const [index, row] of rows.entries()) hear(channel(row, index, rows));
    } catch {
      // What isn't a channel may want other arguments.
    }
  }
}
