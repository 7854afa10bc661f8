import { Unpackable } from "./codecs.js";
import type { FlatTable } from "./flatbuffer.js";

/** The kinds of values by their numbers in Schema.fbs of Arrow 21, beginning with 0. */
const KINDS = [
  "None",
  "Null",
  "Int",
  "Float",
  "Binary",
  "Utf8",
  "Bool",
  "Decimal",
  "Date",
  "Time",
  "Timestamp",
  "Interval",
  "List",
  "Struct",
  "Union",
  "FixedSizeBinary",
  "FixedSizeList",
  "Map",
  "Duration",
  "LargeBinary",
  "LargeUtf8",
  "LargeList",
  "RunEndEncoded",
  "BinaryView",
  "Utf8View",
  "ListView",
  "LargeListView",
] as const;
export type Kind = (typeof KINDS)[number];

export interface ArrowType {
  kind: Kind;
  /** Of whole numbers and decimals, in bits. */
  width: number;
  signed: boolean;
  /** Of decimals: digits behind the point. */
  scale: number;
  /** Of numbers with a point: 0 half, 1 single, 2 double; of dates and moments what they count. */
  unit: number;
}

export interface ArrowField {
  name: string;
  type: ArrowType;
  children: readonly ArrowField[];
  /** Its values are places in a list of values: which list, and how wide a place is. */
  dictionary?: { id: number; index: ArrowType };
}

const DEEPEST = 64;

/** A field of a schema, with those within it. */
export function fieldOf(table: FlatTable, depth = 0): ArrowField {
  if (depth > DEEPEST) throw new Unpackable("is damaged");
  const kind = KINDS[table.byte(2)];
  if (kind === undefined) throw new Unpackable("is damaged");
  const dictionary = table.table(4);
  return {
    name: table.text(0),
    type: typeOf(kind, table.table(3)),
    children: table.tables(5).map((child) => fieldOf(child, depth + 1)),
    ...(dictionary ? { dictionary: { id: dictionary.long(0), index: typeOf("Int", dictionary.table(1)) } } : {}),
  };
}

function typeOf(kind: Kind, about: FlatTable | undefined): ArrowType {
  const type = { kind, width: 32, signed: true, scale: 0, unit: 0 };
  if (kind === "Int" && about) return { ...type, width: about.int(0), signed: about.byte(1) !== 0 };
  if (kind === "Decimal" && about) return { ...type, width: about.int(2, 128), scale: about.int(1) };
  if (kind === "Float" || kind === "Timestamp") return { ...type, unit: about?.short(0) ?? 0 };
  if (kind === "Date") return { ...type, unit: about?.short(0, 1) ?? 1 };
  return type;
}

/** How many buffers the values of a kind have, without those of the fields within it; views have more, as the batch counts. */
export function buffersOf({ type, dictionary }: ArrowField, isOld: boolean): number {
  if (dictionary) return 2;
  switch (type.kind) {
    case "Null":
    case "RunEndEncoded":
      return 0;
    case "Struct":
    case "FixedSizeList":
      return 1;
    case "Union":
      throw new Unpackable(isOld ? "is written in an old way" : "has a union of kinds of values");
    case "Utf8":
    case "Binary":
    case "LargeUtf8":
    case "LargeBinary":
    case "ListView":
    case "LargeListView":
      return 3;
    default:
      return 2;
  }
}
