import type { TwoWay } from "../../../sensitivity/index.js";
import { inks, rampColors, size } from "../../theme.js";
import type { Outputs } from "../drawing.js";
import { background, blue, muted, text } from "./inks.js";
import { compact, plain, rounded } from "./numbers.js";
import { printerOf } from "./output-labels.js";
import { widthOf } from "./words.js";

/** Where a cell is, counted from 0; between cells for the points of a line. */
export interface Place {
  row: number;
  column: number;
}

/** A cell of a heat map as it is drawn. */
export interface Cell extends Place {
  words: string;
  fill: string;
  ink: string;
}

/** What the model has at a place. */
interface Found extends Place {
  value: number | undefined;
  /** For a claim. */
  holds: boolean | undefined;
}

/**
 * The cells of a heat map and the size of their text.
 *
 * @param width pixels that a cell's words may take
 */
export function cellsOf(study: TwoWay, outputs: Outputs, width: number): { cells: Cell[]; fontSize: number } {
  const all = foundIn(study);
  const known = all.flatMap(({ value }) => (value === undefined ? [] : [value])).sort((a, b) => a - b);
  const { print, fontSize } = cellPrinter(known, width, study.output, outputs);
  const draw = study.holds ? verdicts(all, known, print) : values(known, print);
  const cells = all.map((found): Cell => {
    const { row, column, value, holds } = found;
    // A claim can hold by no number.
    if (value === undefined && holds === undefined)
      return { row, column, words: "\u2013", fill: background, ink: muted };
    return { row, column, ...draw(found, value) };
  });
  return { cells, fontSize };
}

/** Row by row. A place without a result is `null` once the study has been written as JSON. */
const foundIn = ({ cells, holds }: TwoWay): Found[] =>
  cells.flatMap((line, row) =>
    line.map((value: number | null | undefined, column) => ({
      row,
      column,
      value: value ?? undefined,
      holds: holds?.[row]?.[column] ?? undefined,
    })),
  );

type Look = Omit<Cell, keyof Place>;

/** How cells show values: in steps of colour with equally many cells, so that one extreme cell doesn't pale all others. */
function values(known: readonly number[], print: (value: number) => string): (found: Found, value?: number) => Look {
  const cuts = rampColors.slice(1).map((_, k) => known[Math.floor(((k + 1) * known.length) / rampColors.length)] ?? 0);
  return (_, value = Number.NaN) => {
    const step = cuts.filter((cut) => value >= cut).length;
    return { words: print(value), fill: rampColors[step]?.light ?? blue, ink: step > 2 ? background : text };
  };
}

/** How cells show a claim: in two colours, with its margin. */
function verdicts(
  all: readonly Found[],
  known: readonly number[],
  print: (value: number) => string,
): (found: Found, value?: number) => Look {
  // A claim without a margin is measured by 1 and 0, which are better said.
  const unmeasured = known.every((value) => value === 0 || value === 1);
  // One cell on each side of the line says which side it is.
  const told = [known[0], known.at(-1)].map((end) => all.find(({ value }) => value === end));
  return (found, value) => {
    const said = found.holds ? "holds" : "fails";
    return {
      words:
        unmeasured || value === undefined ? said : told.includes(found) ? `${print(value)}\n${said}` : print(value),
      fill: found.holds ? (rampColors[1]?.light ?? blue) : inks.grid.light,
      ink: text,
    };
  };
}

/** How the numbers of cells are printed so that the widest fits its cell, without the unit that all share. */
function cellPrinter(
  values: readonly number[],
  width: number,
  output: string,
  outputs: Outputs,
): { print(value: number): string; fontSize: number } {
  const short = outputs[output]?.format?.style === "unit" ? plain : printerOf(output, outputs);
  const ways = [short, plain, rounded, compact];
  const sizes = [size.text, size.text - 2, size.text - 3.5];
  const tries = ways.flatMap((print) => sizes.map((fontSize) => ({ print, fontSize })));
  const found = tries.find(({ print, fontSize }) => values.every((value) => widthOf(print(value), fontSize) <= width));
  // Where nothing fits, colours have to do.
  return found ?? { print: () => "", fontSize: size.text };
}
