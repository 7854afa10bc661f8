import type { Diagnostic } from "../../diagnostic.js";
import type { Placed, TooLarge } from "./context.js";

const WAYS = {
  wide: {
    found: "is too wide for the PDF, even in small type on a turned page",
    hint: "print fewer columns, split it in two, or show larger units; `--only page,md,data` builds without the PDF",
  },
  tall: {
    found: "is taller than a page of the PDF",
    hint: "split it, or make it less tall; `--only page,md,data` builds without the PDF",
  },
  small: {
    found: "would have to shrink to fit a page of the PDF until its text can't be read",
    hint: "split it in two, show fewer rows, or say how large it is: `width`, `height`; `--only page,md,data` builds without the PDF",
  },
  long: {
    found: "is too long for the PDF",
    hint: "print what a reader needs of it; all rows are in its file of data; `--only page,md,data` builds without the PDF",
  },
} as const;

/** One diagnostic for each chart, table or equation that would run off its page. */
export function checkRoom(tooLarge: readonly TooLarge[], placed: ReadonlyMap<string, Placed>): Diagnostic[] {
  const reported = new Set<string>();
  return tooLarge.flatMap(({ id, way, needs, room }) => {
    const thing = placed.get(id);
    if (thing === undefined || reported.has(id)) return [];
    reported.add(id);
    const equation = thing.name.startsWith("Equation");
    return [
      {
        rule: "pdf/no-room",
        severity: "error",
        message: `${thing.place ? "" : `${thing.where}: `}${thing.name} ${equation ? "is too wide for the PDF, even broken and in small type" : WAYS[way].found}: ${way === "small" ? `letters of ${room.toFixed(1)} pt, and less than ${needs} pt is too small` : way === "long" ? `it has ${needs} rows, and at most ${room} are printed` : `it needs ${Math.ceil(needs)} pt, and there are ${Math.floor(room)} pt`}`,
        ...(thing.place ? { place: thing.place } : {}),
        expected: equation ? "shorter names, or parts of it as formulas of their own" : "what fits a page",
        hint: WAYS[way].hint,
      } satisfies Diagnostic,
    ];
  });
}
