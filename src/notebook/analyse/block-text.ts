import type { Block } from "../../chapters/types.js";
import { LineMap, type Place, type Position } from "../../diagnostic.js";

/** The code of a block, and where in its chapter each offset of it stands. */
export class BlockText {
  private readonly lines: LineMap;

  constructor(
    readonly block: Block,
    readonly code: string = block.code,
  ) {
    this.lines = new LineMap(code);
  }

  /** Chapter position of a UTF-16 offset of the code. */
  position(offset: number): Position {
    const { line, column } = this.lines.at(offset);
    return { line: this.block.line + line - 1, column: column + (this.block.indents[line - 1] ?? 0) };
  }

  /** Chapter place of a stretch of the code; without an end, one character. */
  place(start: number, end: number = start + 1): Place {
    return { file: this.block.file, start: this.position(start), end: this.position(end) };
  }
}

/** The code made from a formula, whose offsets are looked up in the formula as written. */
export class FormulaText extends BlockText {
  constructor(
    block: Block,
    code: string,
    /** Offsets in the generated code of names, with their stretch in the formula. */
    private readonly origins: ReadonlyMap<number, { start: number; end: number }>,
    private readonly whole: { start: number; end: number },
    private readonly written: BlockText,
  ) {
    super(block, code);
  }

  override place(start: number, _end?: number): Place {
    const origin = this.origins.get(start) ?? this.whole;
    return this.written.place(origin.start, origin.end);
  }
}

/** The code made from a query: all of it stands where its block does. */
export class QueryText extends BlockText {
  /** Offsets in the code of what the query is called with. */
  readonly tables: { start: number; end: number };

  constructor(
    block: Block,
    head: string,
    tables: string,
    /** What the tables are asked, as the text of an object. */
    readonly query: string,
  ) {
    super(block, `${head}${tables};`);
    this.tables = { start: head.length, end: head.length + tables.length };
  }

  override place(): Place {
    return this.block.place;
  }
}

/** "chapters/06-supply.md:12:7", for messages that name a second place. */
export function at(place: Place): string {
  return `${place.file}:${place.start.line}:${place.start.column}`;
}
