import { crc32, inflateRawSync } from "node:zlib";
import { FileRefusal } from "../refusal.js";

/** The most that a part of a workbook may come to; a million rows of a few columns have less. */
const LARGEST_PART = 128 * 1024 * 1024;
const MOST_PARTS = 4096;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const HOW = "a workbook that a spreadsheet program has saved as .xlsx";

/**
 * The parts of a ZIP archive by name, each inflated when it is asked for and never beyond `LARGEST_PART`. Format: PKWARE's APPNOTE 6.3.10, as far as
 * workbooks use it: stored or deflated, in one volume, without encryption.
 *
 * @throws FileRefusal where it is none, is cut off, or holds more than is read
 */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, () => string> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length >= 8 && data.readUInt32BE(0) === 0xd0cf11e0)
    throw new FileRefusal("is an older workbook (.xls), or has a password", HOW);
  const end = data.length < 22 ? -1 : endOf(data);
  if (end === -1) throw new FileRefusal("is no workbook, or is cut off", HOW);
  const count = data.readUInt16LE(end + 10);
  const size = data.readUInt32LE(end + 12);
  let at = data.readUInt32LE(end + 16);
  if (count === 0xffff || at + size > end) throw new FileRefusal("is no workbook, or is cut off", HOW);
  if (count > MOST_PARTS) throw new FileRefusal(`has ${count} parts`, `at most ${MOST_PARTS}`);
  const parts = new Map<string, () => string>();
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || data.readUInt32LE(at) !== ENTRY) throw new FileRefusal("is damaged", HOW);
    const [flags, method] = [data.readUInt16LE(at + 8), data.readUInt16LE(at + 10)];
    const [check, packed, whole] = [data.readUInt32LE(at + 16), data.readUInt32LE(at + 20), data.readUInt32LE(at + 24)];
    const [name, extra, comment] = [data.readUInt16LE(at + 28), data.readUInt16LE(at + 30), data.readUInt16LE(at + 32)];
    const from = data.readUInt32LE(at + 42);
    const path = data.toString("utf8", at + 46, at + 46 + name).replace(/^\//, "");
    if (parts.has(path)) throw new FileRefusal(`holds \`${path}\` twice`, HOW);
    parts.set(path, () => partOf(data, path, { flags, method, check, packed, whole, from }));
    at += 46 + name + extra + comment;
  }
  return parts;
}

interface Part {
  flags: number;
  method: number;
  check: number;
  packed: number;
  whole: number;
  from: number;
}

function partOf(data: Buffer, path: string, { flags, method, check, packed, whole, from }: Part): string {
  if (flags & 1) throw new FileRefusal("has a password", "a workbook without one");
  if (from + 30 > data.length || data.readUInt32LE(from) !== LOCAL) throw new FileRefusal("is damaged", HOW);
  const start = from + 30 + data.readUInt16LE(from + 26) + data.readUInt16LE(from + 28);
  const content = data.subarray(start, start + packed);
  const tooLarge = (): FileRefusal =>
    new FileRefusal(
      `holds more than ${LARGEST_PART / 1024 / 1024} MB in \`${path}\``,
      "fewer rows",
      undefined,
      "save the rows as CSV, or fewer of them",
    );
  if (whole > LARGEST_PART) throw tooLarge();
  let inflated: Buffer;
  try {
    if (method !== 0 && method !== 8) throw new FileRefusal("is packed in a way that is not read", HOW);
    inflated = method === 0 ? content : inflateRawSync(content, { maxOutputLength: LARGEST_PART });
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw new FileRefusal("is damaged", HOW);
  }
  if (inflated.length !== whole || crc32(inflated) !== check) throw new FileRefusal("is damaged", HOW);
  return inflated.toString("utf8");
}

/** Where the archive's last record begins: behind it stands a comment at most. */
function endOf(data: Buffer): number {
  for (let at = data.length - 22; at >= Math.max(0, data.length - 22 - 0xffff); at--)
    if (data.readUInt32LE(at) === END) return at;
  return -1;
}
