import { LineMap, type Place } from "../diagnostic.js";
import type { Block, Located } from "./types.js";

/** Gives the place of a stretch of a template in the file its author wrote. */
export type Locator = (offset: number, length?: number) => Place;

/** For text that stands in the file as it is, from `line` on. */
export function locateLines(file: string, text: string, line: number): Locator {
  const map = new LineMap(text);
  return (offset, length = 1) => {
    const start = map.at(offset);
    const end = map.at(offset + length);
    return {
      file,
      start: { line: start.line + line - 1, column: start.column },
      end: { line: end.line + line - 1, column: end.column },
    };
  };
}

/** For an option's value, joined from one line or several. */
export function locateOption(value: Located): Locator {
  return (offset, length = 1) => {
    let from = { offset: 0, place: value.place };
    for (const piece of value.pieces ?? []) if (piece.offset <= offset) from = piece;
    const { file, start } = from.place;
    const column = start.column + offset - from.offset;
    return { file, start: { line: start.line, column }, end: { line: start.line, column: column + length } };
  };
}

/** For the code of a block, which stands in the file behind the indentation of its fence. */
export function locateCode({ file, code, line, indents }: Pick<Block, "file" | "code" | "line" | "indents">): Locator {
  const map = new LineMap(code);
  return (offset, length = 1) => {
    const at = (one: number): Place["start"] => {
      const { line: inside, column } = map.at(one);
      return { line: line + inside - 1, column: column + (indents[inside - 1] ?? 0) };
    };
    return { file, start: at(offset), end: at(offset + length) };
  };
}
