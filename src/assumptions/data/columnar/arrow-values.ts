import type { RawCell } from "../raw-table.js";
import type { ArrowType } from "./arrow-schema.js";
import { Unpackable } from "./codecs.js";
import { single } from "./columns.js";
import { bigOf, dayOf, decimalOf, stampOf, textOf, wholeOf } from "./values.js";

/** The buffers of a column in one batch: whether there is a value, its bytes, and of texts where each begins. */
export interface Buffers {
  validity: Uint8Array;
  data: readonly Uint8Array[];
}

const viewOf = (bytes: Uint8Array | undefined): DataView =>
  bytes ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new DataView(new ArrayBuffer(0));

const bit = (bytes: Uint8Array, at: number): boolean => (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;

/**
 * The values of a column in one batch; null where there is none. Undefined for a kind that is not read.
 *
 * @throws Unpackable where a buffer is shorter than that many values need; RangeError, TypeError for places and texts that are none
 */
export function valuesOf(type: ArrowType, { validity, data }: Buffers, length: number): RawCell[] | undefined {
  const read = readerOf(type, data, length);
  if (!read) return undefined;
  if (validity.length > 0 && validity.length * 8 < length) throw new Unpackable("is damaged");
  return Array.from({ length }, (_, row) => (validity.length > 0 && !bit(validity, row) ? null : read(row)));
}

/** The places in a dictionary, -1 where there is no value. */
export function placesOf(index: ArrowType, buffers: Buffers, length: number): number[] {
  return (valuesOf(index, buffers, length) ?? []).map((place) => (place === null ? -1 : Number(place)));
}

type Read = (row: number) => RawCell;

function readerOf(
  { kind, width, signed, scale, unit }: ArrowType,
  data: readonly Uint8Array[],
  rows: number,
): Read | undefined {
  const [first] = data;
  const view = viewOf(first);
  const of = (bytes: number, read: Read): Read => {
    if (view.byteLength < bytes * rows) throw new Unpackable("is damaged");
    return read;
  };
  switch (kind) {
    case "Null":
      return () => null;
    case "Bool":
      return of(1 / 8, (row) => bit(first ?? new Uint8Array(), row));
    case "Int":
      return wholes(view, width, signed, of);
    case "Float":
      if (unit === 1) return of(4, (row) => single(view.getFloat32(4 * row, true)));
      return unit === 2 ? of(8, (row) => view.getFloat64(8 * row, true)) : undefined;
    case "Decimal": {
      const bytes = width / 8;
      if (!first || ![4, 8, 16, 32].includes(bytes) || Math.abs(scale) > 1000) return undefined;
      return of(bytes, (row) => decimalOf(bigOf(first.slice(bytes * row, bytes * row + bytes).reverse()), scale));
    }
    case "Date":
      return unit === 0
        ? of(4, (row) => dayOf(view.getInt32(4 * row, true)))
        : of(8, (row) => stampOf(view.getBigInt64(8 * row, true), 3));
    case "Timestamp":
      return unit >= 0 && unit <= 3 ? of(8, (row) => stampOf(view.getBigInt64(8 * row, true), 3 * unit)) : undefined;
    case "Utf8":
      return texts(data[1], (row) => view.getInt32(4 * row, true));
    case "LargeUtf8":
      return texts(data[1], (row) => Number(view.getBigInt64(8 * row, true)));
    case "Utf8View":
      return of(16, (row) => viewed(view, data, 16 * row));
    default:
      return undefined;
  }
}

function wholes(
  view: DataView,
  width: number,
  signed: boolean,
  of: (bytes: number, read: Read) => Read,
): Read | undefined {
  switch (width) {
    case 8:
      return of(1, (row) => (signed ? view.getInt8(row) : view.getUint8(row)));
    case 16:
      return of(2, (row) => (signed ? view.getInt16(2 * row, true) : view.getUint16(2 * row, true)));
    case 32:
      return of(4, (row) => (signed ? view.getInt32(4 * row, true) : view.getUint32(4 * row, true)));
    case 64:
      return of(8, (row) => wholeOf(signed ? view.getBigInt64(8 * row, true) : view.getBigUint64(8 * row, true)));
    default:
      return undefined;
  }
}

/** Texts one behind the other, with where each begins. */
function texts(bytes: Uint8Array | undefined, offset: (row: number) => number): Read {
  return (row) => {
    const [from, to] = [offset(row), offset(row + 1)];
    if (from < 0 || to < from || to > (bytes?.length ?? 0)) throw new Unpackable("is damaged");
    return text(bytes?.subarray(from, to) ?? new Uint8Array());
  };
}

/** A text of at most twelve bytes in place, or a piece of one of the buffers behind. */
function viewed(view: DataView, [places, ...buffers]: readonly Uint8Array[], at: number): string {
  const length = view.getInt32(at, true);
  if (length >= 0 && length <= 12) return text((places as Uint8Array).subarray(at + 4, at + 4 + length));
  const [buffer, from] = [buffers[view.getInt32(at + 8, true)], view.getInt32(at + 12, true)];
  if (length < 0 || from < 0 || !buffer || from + length > buffer.length) throw new Unpackable("is damaged");
  return text(buffer.subarray(from, from + length));
}

function text(bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch {
    throw new Unpackable("has bytes that are no UTF-8");
  }
}
