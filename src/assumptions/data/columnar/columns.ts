import { MOST_CELLS, MOST_ROWS } from "../file.js";
import type { RawCell } from "../raw-table.js";
import { FileRefusal } from "../refusal.js";
import { LARGEST_BUFFER, Unpackable } from "./codecs.js";

/** A file of columns taken apart; columns that nobody wants are empty. */
export interface Columns {
  headers: readonly string[];
  columns: readonly (readonly RawCell[])[];
  rows: number;
}

/** More rows or cells than are read. */
export class TooMany extends Error {
  constructor(
    readonly rows: number,
    readonly width: number,
  ) {
    super("too many");
  }
}

/** @throws TooMany for more than is read */
export function limited(rows: number, width: number): void {
  if (rows > MOST_ROWS || rows * width > MOST_CELLS) throw new TooMany(rows, width);
}

export const DAMAGED = "a file as the program that made it wrote it";

/** Files put one behind the other, of which only the last, or the first, would be read. */
export const joined = (): FileRefusal =>
  new FileRefusal(
    "goes on where its rows end, as files do that were put one behind the other",
    DAMAGED,
    undefined,
    "read each with the program that made it, and write their rows as one",
  );

/**
 * Runs what reads bytes that may be damaged, or made to be: whatever goes wrong there is told as that.
 *
 * @param at column, from 0
 * @param what is wrong where nothing more is known
 */
export function damaged<T>(read: () => T, at = 0, what = ""): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileRefusal || error instanceof TooMany) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND") throw error;
    if (code === "ERR_BUFFER_TOO_LARGE" || (error instanceof Unpackable && /too much/.test(message)))
      throw new FileRefusal(
        `comes to more than ${LARGEST_BUFFER / 1024 / 1024} MB in one piece when it is unpacked`,
        "smaller pages, or fewer rows",
        [0, at],
        "write the file anew with the columns and rows that the memo reads",
      );
    if (/unsupported|unknown compression|unrecognized|invalid .*type/i.test(message))
      throw new FileRefusal(
        "is written in a way that is not read",
        "plain columns in the usual encodings",
        [0, at],
        "write it anew with the defaults of the program that made it, or as CSV",
      );
    throw new FileRefusal(what ? `has ${what}` : error instanceof Unpackable ? message : "is damaged", DAMAGED, [
      0,
      at,
    ]);
  }
}

export const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/** A number of 32 bits with the digits that it keeps: 0.1, not 0.10000000149011612. */
export function single(value: number): number {
  for (const digits of [6, 7, 8, 9]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
