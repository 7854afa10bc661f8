import { createRequire } from "node:module";
import type { RawCell } from "../raw-table.js";
import { FileRefusal } from "../refusal.js";
import { gunzip, LARGEST_BUFFER, Unpackable, unbrotli, unlz4Block, unlz4Hadoop, unzstd } from "./codecs.js";
import { type Columns, DAMAGED, damaged, joined, limited, single, total } from "./columns.js";
import { bigOf, dayOf, decimalOf, stampOf, textOf, uuidOf, wholeOf } from "./values.js";

const require = createRequire(import.meta.url);

/** The most that all pages of a file may come to. */
const MOST_UNPACKED = 8 * LARGEST_BUFFER;

// What is used of hyparquet, whose own functions for whole files read asynchronously: its footer, its page headers and its columns.

interface Element {
  name: string;
  type?: string;
  type_length?: number;
  repetition_type?: string;
  converted_type?: string;
  scale?: number;
  logical_type?: { type: string; unit?: string; bitWidth?: number; isSigned?: boolean; scale?: number };
}
interface Tree {
  element: Element;
  children: readonly Tree[];
}
interface Chunk {
  file_path?: string;
  crypto_metadata?: unknown;
  encrypted_column_metadata?: unknown;
  meta_data?: {
    codec?: string;
    path_in_schema: readonly string[];
    total_compressed_size: bigint;
    data_page_offset: bigint;
    dictionary_page_offset?: bigint;
  };
}
interface Footer {
  num_rows: bigint;
  row_groups: readonly { num_rows: bigint; columns: readonly Chunk[] }[];
}
interface Reader {
  view: DataView;
  offset: number;
}
interface PageHeader {
  type?: string;
  uncompressed_page_size: number;
  compressed_page_size: number;
  data_page_header?: { num_values: number };
  data_page_header_v2?: {
    num_values: number;
    num_nulls: number;
    definition_levels_byte_length: number;
    repetition_levels_byte_length: number;
  };
  dictionary_page_header?: { num_values: number };
}
interface Hyparquet {
  parquetMetadata(bytes: Uint8Array, options: { geoparquet: boolean }): Footer;
  parquetSchema(footer: Footer): Tree;
}
interface HyparquetColumn {
  parquetHeader(reader: Reader): PageHeader;
  readColumn(
    reader: Reader,
    rows: { groupStart: number; selectStart: number; selectEnd: number },
    decoder: object,
  ): { data: readonly ArrayLike<unknown>[] };
}

const compressors = {
  GZIP: gunzip,
  BROTLI: unbrotli,
  ZSTD: unzstd,
  LZ4_RAW: unlz4Block,
  LZ4: unlz4Hadoop,
};
const CODECS = new Set(["UNCOMPRESSED", "SNAPPY", ...Object.keys(compressors)]);

/**
 * The columns of a Parquet file (parquet-format 2.11) that are wanted. What pages claim of their sizes and counts is looked at before anything is
 * unpacked.
 *
 * @throws FileRefusal where it can't be read as flat rows
 */
export function readParquet(bytes: Uint8Array, wanted: (header: string) => boolean): Columns {
  const magic = Buffer.from(bytes.subarray(-4)).toString("latin1");
  if (magic === "PARE")
    throw new FileRefusal("is encrypted", "a Parquet file without encryption, such as other programs write");
  if (bytes.length < 12 || magic !== "PAR1") throw new FileRefusal("is no Parquet file, or is cut off", DAMAGED);
  const { parquetMetadata, parquetSchema } = require("hyparquet") as Hyparquet;
  const { footer, root } = damaged(() => {
    const footer = parquetMetadata(bytes, { geoparquet: false });
    return { footer, root: parquetSchema(footer) };
  });
  const rows = Number(footer.num_rows);
  if (total(footer.row_groups.map(({ num_rows }) => Number(num_rows))) !== rows)
    throw new FileRefusal("is damaged", DAMAGED);
  limited(rows, root.children.length);
  if (isJoined(bytes, footer)) throw joined();
  let unpacked = 0;
  const columns = root.children.map((field, at): RawCell[] => {
    if (!wanted(field.element.name)) return [];
    const read = cellsOf(field, at);
    const cells: RawCell[] = [];
    for (const { num_rows, columns } of footer.row_groups) {
      const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === field.element.name);
      if (num_rows > 0n)
        for (const part of readChunk(bytes, chunk, [root, field], Number(num_rows), at, (size) => {
          unpacked += size;
          return unpacked;
        }))
          for (let row = 0; row < part.length; row++) cells.push(read(part[row]));
    }
    return cells;
  });
  return { headers: root.children.map(({ element }) => element.name), columns, rows };
}

/** Where the pages of a column in a group of rows begin. */
const startOf = ({ dictionary_page_offset: first, data_page_offset: data }: NonNullable<Chunk["meta_data"]>): number =>
  Number(first && first < data ? first : data);

/** Whether behind the pages, where a footer says they are, and before the footer one file ends and another begins. */
function isJoined(bytes: Uint8Array, { row_groups }: Footer): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = 0;
  for (const { columns } of row_groups)
    for (const { meta_data: about } of columns)
      if (about) end = Math.max(end, startOf(about) + Number(about.total_compressed_size));
  const seam = file.indexOf("PAR1PAR1", Math.min(end, file.length));
  return seam >= 0 && seam < file.length - 8 - file.readUInt32LE(file.length - 8);
}

/** The values of a column in one group of rows, as they are stored. */
function readChunk(
  bytes: Uint8Array,
  chunk: Chunk | undefined,
  path: readonly [Tree, Tree],
  rows: number,
  at: number,
  count: (size: number) => number,
): readonly ArrayLike<unknown>[] {
  const { meta_data: about } = chunk ?? {};
  if (chunk?.crypto_metadata || chunk?.encrypted_column_metadata)
    throw new FileRefusal("has an encrypted column", "columns without encryption", [0, at]);
  if (chunk?.file_path) throw new FileRefusal("keeps a column in another file", "all columns in one file", [0, at]);
  if (!about) throw new FileRefusal("is damaged", DAMAGED, [0, at]);
  const { codec = "another way" } = about;
  if (!CODECS.has(codec))
    throw new FileRefusal(`is packed in ${codec}`, "zstd, snappy, gzip, brotli, lz4 or none", [0, at]);
  const start = startOf(about);
  const size = Number(about.total_compressed_size);
  const { parquetHeader, readColumn } = require("hyparquet/src/column.js") as HyparquetColumn;
  const [root, { element, ...field }] = path;
  // Values as they are stored: what they mean is said here.
  const plain: Element = { ...element, converted_type: undefined, logical_type: undefined };
  return damaged(() => {
    const reader = (): Reader => ({ view: new DataView(bytes.buffer, bytes.byteOffset + start, size), offset: 0 });
    if (start < 4 || start + size > bytes.length) throw new Unpackable("is cut off");
    lookThrough(reader(), parquetHeader, rows, count);
    const { data } = readColumn(
      reader(),
      { groupStart: 0, selectStart: 0, selectEnd: rows },
      {
        ...about,
        pathInSchema: about.path_in_schema,
        type: element.type,
        element: plain,
        schemaPath: [root, { ...field, element: plain }],
        compressors,
        utf8: false,
        parsers: { timestampFromNanoseconds: (nanoseconds: bigint) => nanoseconds },
      },
    );
    if (total(data.map(({ length }) => length)) !== rows) throw new Unpackable("is damaged");
    return data;
  }, at);
}

/** Looks at what the pages of a column claim to be, before one is unpacked. */
function lookThrough(
  reader: Reader,
  parquetHeader: HyparquetColumn["parquetHeader"],
  rows: number,
  count: (size: number) => number,
): void {
  let values = 0;
  while (values < rows) {
    const page = parquetHeader(reader);
    const { compressed_page_size: packed, uncompressed_page_size: size, data_page_header_v2: second } = page;
    const own = second ?? page.data_page_header;
    const has = own?.num_values ?? page.dictionary_page_header?.num_values ?? 0;
    const fits =
      packed >= 0 &&
      packed <= reader.view.byteLength - reader.offset &&
      has >= 0 &&
      (own ? values + has <= rows : has <= Math.max(size, 1)) &&
      (!second ||
        (second.num_nulls >= 0 &&
          second.num_nulls <= has &&
          second.repetition_levels_byte_length === 0 &&
          second.definition_levels_byte_length >= 0 &&
          second.definition_levels_byte_length <= Math.min(packed, size)));
    if (!fits || size < 0) throw new Unpackable("is damaged");
    if (size > LARGEST_BUFFER || count(size) > MOST_UNPACKED) throw new Unpackable("comes to too much");
    if (own) values += has;
    reader.offset += packed;
  }
}

const NESTED = "a column of plain values: numbers, texts, booleans, dates";

/** Gives a function that reads a column's stored values as cells; null where there is none. */
function cellsOf({ element, children }: Tree, at: number): (value: unknown) => RawCell {
  const refuse = (what: string): FileRefusal =>
    new FileRefusal(
      `has ${what} in the column \`${element.name}\``,
      NESTED,
      [0, at],
      `to leave it out, write \`ignore: [${element.name}]\``,
    );
  if (children.length > 0 || element.repetition_type === "REPEATED") throw refuse("lists or groups of values");
  const { type, converted_type: converted, logical_type: logical } = element;
  const meant = logical?.type ?? converted;
  const present =
    (read: (value: never) => RawCell) =>
    (value: unknown): RawCell =>
      value === null || value === undefined ? null : read(value as never);
  if (meant === "DECIMAL") {
    const scale = logical?.scale ?? element.scale ?? 0;
    if (Math.abs(scale) > 1000) throw refuse("decimals of thousands of digits");
    return present((value: number | bigint | Uint8Array) =>
      decimalOf(value instanceof Uint8Array ? bigOf(value) : value, scale),
    );
  }
  if (meant === "DATE" && type === "INT32") return present(dayOf);
  if (type === "INT96") return present((value: bigint) => stampOf(value, 9));
  if (meant?.startsWith("TIMESTAMP") && type === "INT64") {
    const unit = logical?.unit ?? meant.replace("TIMESTAMP_", "");
    const digits = { MILLIS: 3, MICROS: 6, NANOS: 9 }[unit];
    if (digits !== undefined) return present((value: bigint) => stampOf(value, digits));
  }
  if (meant === "UUID") return present(uuidOf);
  const isSigned = !(converted?.startsWith("UINT") || (logical?.type === "INTEGER" && logical.isSigned === false));
  const isPlain = meant === undefined || meant === "INTEGER" || /^U?INT_/.test(meant);
  if (type === "INT32" && isPlain) return present((value: number) => (isSigned ? value : value >>> 0));
  if (type === "INT64" && isPlain)
    return present((value: bigint) => wholeOf(isSigned ? value : BigInt.asUintN(64, value)));
  if (meant === undefined && (type === "FLOAT" || type === "DOUBLE" || type === "BOOLEAN"))
    return present((value: number | boolean) => (type === "FLOAT" ? single(value as number) : value));
  if (type === "BYTE_ARRAY" && (meant === undefined || meant === "UTF8" || meant === "STRING" || meant === "ENUM")) {
    // The entries of a dictionary are read once.
    const known = new Map<Uint8Array, string>();
    return present((bytes: Uint8Array) => {
      const text = known.get(bytes) ?? damaged(() => textOf(bytes), at, "bytes that are no UTF-8");
      known.set(bytes, text);
      return text;
    });
  }
  throw refuse(`${meant ?? type ?? "values of no kind"} values, which are not read,`);
}
