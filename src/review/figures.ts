import { compareWords } from "./passages.js";
import { movedFigures } from "./prose.js";
import type { FigureState, Snapshot, TextToken } from "./snapshot.js";
import { textOf } from "./snapshot.js";
import { compareTables, type PrintedData, tableDiffers } from "./tables.js";
import type { FigureChange, PassageChange, TableChange } from "./types.js";
import { wordsOf } from "./words.js";

/** Charts and tables that differ, in the order of their numbers on the new side, charts first; those that went come last. */
export function compareFigures(
  old: Pick<Snapshot, "figures" | "prose">,
  now: Pick<Snapshot, "figures" | "prose">,
  pictures: { old?: Pictures; new?: Pictures } = {},
): FigureChange[] {
  const moved = movedFigures(old, now);
  const changes = inOrder(now).flatMap((figure) =>
    compareFigure(old.figures.get(figure.id), figure, moved.has(figure.id), pictures),
  );
  const gone = inOrder(old).filter(({ id }) => !now.figures.has(id));
  return [...changes, ...gone.flatMap((figure) => compareFigure(figure, undefined, false))];
}

function inOrder({ figures }: Pick<Snapshot, "figures">): FigureState[] {
  return [...figures.values()].sort((a, b) => (a.kind === b.kind ? a.number - b.number : a.kind === "chart" ? -1 : 1));
}

type Pictures = ReadonlyMap<string, string>;

function compareFigure(
  old: FigureState | undefined,
  now: FigureState | undefined,
  isMoved: boolean,
  pictures: { old?: Pictures; new?: Pictures } = {},
): FigureChange[] {
  const shown = now ?? old;
  if (!shown) return [];
  const { id, kind, number, caption, label } = shown;
  const common = {
    id,
    kind,
    name: label ?? `${kind === "chart" ? "Figure" : "Table"} ${number}`,
    caption: textOf(caption),
  };
  if (!old || !now) {
    const presence = now ? "added" : "removed";
    return [{ ...common, presence, what: "data", tables: compareData(old, now) }];
  }
  const texts = compareTexts(old, now);
  const tables = sameData(old, now) ? [] : compareData(old, now);
  const isData = old.data.length !== now.data.length || tables.some(tableDiffers);
  const isStyle = old.kind !== now.kind || old.picture !== now.picture || !sameForm(old, now);
  if (!isData && !isStyle && texts.length === 0 && !isMoved) return [];
  const isPicture = isStyle && isFromFile(old) && isFromFile(now);
  const what = isData
    ? "data"
    : isPicture
      ? "picture"
      : !isStyle
        ? texts.length > 0
          ? "text"
          : "place"
        : drawsTheSame(old, now, pictures)
          ? "style"
          : "drawn";
  return [
    {
      ...common,
      presence: "changed",
      what,
      tables: isData ? tables : [],
      ...(isMoved ? { moved: true } : {}),
      ...(texts.length > 0 ? { texts } : {}),
    },
  ];
}

/** Whether a figure is a picture from a file, behind which there are no data. */
const isFromFile = ({ kind, data }: FigureState): boolean => kind === "chart" && data.length === 0;

/**
 * Whether two pictures show the same marks at the same places with the same words, so that only colours, strokes and fonts differ. A table
 * has no picture: it is printed otherwise.
 */
function drawsTheSame(old: FigureState, now: FigureState, pictures: { old?: Pictures; new?: Pictures }): boolean {
  if (old.kind !== now.kind) return false;
  if (now.kind === "table" || old.picture === now.picture) return true;
  const [before, after] = [pictures.old?.get(now.id), pictures.new?.get(now.id)];
  return before !== undefined && after !== undefined && shapesOf(before) === shapesOf(after);
}

/** What a picture draws, and where: no colours, strokes, fonts, classes and ids. */
const shapesOf = (svg: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(
      / (?:fill|stroke|font|class|id|style|opacity|color|aria|clip|paint|text-|letter|shape)[\w-]*="[^"]*"/g,
      "",
    );

const sameData = (old: FigureState, now: FigureState): boolean =>
  JSON.stringify(old.data.map(({ columns, rows }) => [columns, rows])) ===
  JSON.stringify(now.data.map(({ columns, rows }) => [columns, rows]));

/** Whether the same data is printed alike: cells, and the heads of columns. */
function sameForm(old: FigureState, now: FigureState): boolean {
  const form = ({ data, printed }: FigureState): string =>
    JSON.stringify([
      data.map(({ columns, labels }) => [columns, labels]),
      printed,
      data.map(({ rows }) => rows.length),
    ]);
  return form(old) === form(now);
}

function compareData(old: FigureState | undefined, now: FigureState | undefined): TableChange[] {
  const count = Math.max(old?.data.length ?? 0, now?.data.length ?? 0);
  return Array.from({ length: count }, (_, at) => compareTables(dataOf(old, at), dataOf(now, at)));
}

function dataOf(figure: FigureState | undefined, at: number): PrintedData | undefined {
  const data = figure?.data[at];
  return data && { ...data, printed: figure.kind === "table" ? figure.printed : undefined };
}

function compareTexts(old: FigureState, now: FigureState): PassageChange[] {
  const compare = (before: readonly TextToken[], after: readonly TextToken[]): PassageChange[] =>
    compareWords(wordsOf(before), wordsOf(after), now.place);
  // An alternative text that only repeats the caption is not told twice.
  const alt = now.alt === textOf(now.caption) && old.alt === textOf(old.caption) ? [] : compare([old.alt], [now.alt]);
  return [...compare(old.caption, now.caption), ...compare(old.source, now.source), ...alt];
}
