/**
 * Stands for `Plot` while dimensions are checked: draws nothing, gives itself for whatever it is asked, and calls the functions that a
 * mark has for its channels with the mark's rows, so that their arithmetic is seen.
 */
export function chartStub(): unknown {
  const stub: unknown = new Proxy(function plot() {}, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive) return () => "";
      if (key === Symbol.iterator) return function* () {};
      return key === "then" || key === "prototype" ? undefined : stub;
    },
    apply: (_, __, [rows, channels]) => {
      callChannels(rows, channels);
      return stub;
    },
    construct: () => stub as object,
  });
  return stub;
}

function callChannels(rows: unknown, channels: unknown): void {
  if (!Array.isArray(rows) || typeof channels !== "object" || channels === null) return;
  for (const channel of Object.values(channels)) {
    if (typeof channel !== "function") continue;
    try {
      for (const [index, row] of rows.entries()) channel(row, index, rows);
    } catch {
      // What isn't a channel may want other arguments.
    }
  }
}
