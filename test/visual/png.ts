import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture of 8 bits a channel, red, green and blue, row by row. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Channels by the colour types of PNG that are read: grey, colours, colours with opacity. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 6: 4 };

/** Reads a PNG of 8 bits a channel, not interlaced (PNG, third edition, W3C 2025). Opacity is left out. @throws Error for others */
export function decodePng(file: Buffer): Pixels {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error("not a PNG");
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = CHANNELS[body[9] ?? -1] ?? 0;
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error("a PNG of another kind than is read here");
    } else if (type === "IDAT") parts.push(body);
    at += length + 12;
  }
  const rows = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  if (channels === 3) return { width, height, data: rows };
  const data = new Uint8Array(width * height * 3);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  for (let from = 0, to = 0; to < data.length; from += channels, to += 3) {
    data[to] = rows[from] as number;
    data[to + 1] = rows[from + green] as number;
    data[to + 2] = rows[from + blue] as number;
  }
  return { width, height, data };
}

/** Takes the filter of each row back; a long page has a hundred million bytes, so that each filter has a loop of its own. */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  // Above the first row there is nothing but noughts.
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const row = out.subarray(y * stride, (y + 1) * stride);
    row.set(raw.subarray(start + 1, start + 1 + stride));
    takeBack(raw[start] ?? 0, row, above, channels);
    above = row;
  }
  return out;
}

/** Takes a filter back from a row, in place. */
function takeBack(filter: number, row: Uint8Array, above: Uint8Array, channels: number): void {
  const at = (bytes: Uint8Array, x: number): number => (x < 0 ? 0 : (bytes[x] as number));
  if (filter === 1) for (let x = channels; x < row.length; x++) row[x] = at(row, x) + at(row, x - channels);
  else if (filter === 2) for (let x = 0; x < row.length; x++) row[x] = at(row, x) + at(above, x);
  else if (filter === 3)
    for (let x = 0; x < row.length; x++) row[x] = at(row, x) + ((at(row, x - channels) + at(above, x)) >> 1);
  else if (filter === 4)
    for (let x = 0; x < row.length; x++)
      row[x] = at(row, x) + paeth(at(row, x - channels), at(above, x), at(above, x - channels));
  else if (filter !== 0) throw new Error(`a PNG with a filter ${filter}`);
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** As a PNG; each row as its difference from the one above, of which pages have many alike. */
export function encodePng({ width, height, data }: Pixels): Buffer {
  const stride = 3 * width;
  const raw = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    raw[y * (stride + 1)] = 2;
    for (let x = 0; x < stride; x++)
      raw[y * (stride + 1) + 1 + x] = (data[y * stride + x] ?? 0) - (y > 0 ? (data[(y - 1) * stride + x] ?? 0) : 0);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(raw, { level: 9 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
