import { groupBy } from "../../lists.js";
import { counted } from "../../text/counts.js";
import type { Piece } from "../sources/types.js";
import { READINGS } from "./file.js";
import { parseReadings } from "./readings.js";

/** Readings as what is compared of them: who read how many passages on which day. */
export function readingPieces(text: string | undefined): Piece[] {
  if (text === undefined) return [];
  const start = { file: READINGS, start: { line: 1, column: 1 } };
  const days = groupBy([...parseReadings(text).of.values()], ({ by, on }) => `read by ${by} on ${on}`);
  return [...days].map(
    ([field, readings]): Piece => ({
      key: JSON.stringify([READINGS, field]),
      kind: "file",
      owner: READINGS,
      field,
      canonical: JSON.stringify(readings.map(({ place: _, ...reading }) => reading)),
      text: counted(readings.length, "passage"),
      form: "value",
      place: readings[0]?.place ?? start,
    }),
  );
}
