/** A field of Thrift's compact protocol: a number of 32 or 64 bits, a text, a list of one kind, a structure of fields by id. */
type Field = { i32: number } | { i64: number } | { text: string } | { list: readonly Field[] } | { struct: Fields };
type Fields = Readonly<Record<number, Field>>;

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
const zigzag = (value: number): number[] => varint(value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value));

const kindOf = (field: Field): number =>
  "i32" in field ? 5 : "i64" in field ? 6 : "text" in field ? 8 : "list" in field ? 9 : 12;

function bytesOf(field: Field): number[] {
  if ("i32" in field) return zigzag(field.i32);
  if ("i64" in field) return zigzag(field.i64);
  if ("text" in field) return [...varint(BigInt(Buffer.byteLength(field.text))), ...Buffer.from(field.text)];
  if ("struct" in field) return structOf(field.struct);
  const [first] = field.list;
  return [
    0xf0 | (first ? kindOf(first) : 12),
    ...varint(BigInt(field.list.length)),
    ...field.list.flatMap((one) => bytesOf(one)),
  ];
}

const structOf = (fields: Fields): number[] => [
  ...Object.entries(fields).flatMap(([id, field]) => [kindOf(field), ...zigzag(Number(id)), ...bytesOf(field)]),
  0,
];

/** What a made Parquet file of one column `x` of doubles claims and holds. */
export interface Claims {
  rows?: number;
  /** Values of the page, and what it comes to and takes, where other than it does. */
  values?: number;
  unpacked?: number;
  packed?: number;
  /** 0 none, 2 gzip, 3 LZO. */
  codec?: number;
  type?: number;
  body: Uint8Array;
}

/** A Parquet file of one column and one page. */
export function parquetOf({ rows = 1, values = rows, unpacked, packed, codec = 0, type = 5, body }: Claims): Buffer {
  const header = structOf({
    1: { i32: 0 },
    2: { i32: unpacked ?? body.length },
    3: { i32: packed ?? body.length },
    5: { struct: { 1: { i32: values }, 2: { i32: 0 }, 3: { i32: 3 }, 4: { i32: 3 } } },
  });
  const size = header.length + body.length;
  const footer = structOf({
    1: { i32: 1 },
    2: {
      list: [
        { struct: { 4: { text: "schema" }, 5: { i32: 1 } } },
        { struct: { 1: { i32: type }, 3: { i32: 0 }, 4: { text: "x" } } },
      ],
    },
    3: { i64: rows },
    4: {
      list: [
        {
          struct: {
            1: {
              list: [
                {
                  struct: {
                    2: { i64: 4 },
                    3: {
                      struct: {
                        1: { i32: type },
                        2: { list: [{ i32: 0 }] },
                        3: { list: [{ text: "x" }] },
                        4: { i32: codec },
                        5: { i64: rows },
                        6: { i64: size },
                        7: { i64: size },
                        9: { i64: 4 },
                      },
                    },
                  },
                },
              ],
            },
            2: { i64: size },
            3: { i64: rows },
          },
        },
      ],
    },
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([
    Buffer.from("PAR1"),
    Buffer.from(header),
    body,
    Buffer.from(footer),
    length,
    Buffer.from("PAR1"),
  ]);
}

/** Numbers of eight bytes. */
export const doubles = (...numbers: readonly number[]): Buffer => Buffer.from(new Float64Array(numbers).buffer);
