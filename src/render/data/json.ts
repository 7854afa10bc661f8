import type { Place } from "../../diagnostic.js";
import { kindOf } from "../../keys/order.js";
import { keysOf, ORDER } from "../../keys/ordered.js";

/** What results are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Where something stands in the sources, where results say it. */
export type Placing = (place: Place) => string | undefined;

/**
 * JSON to be diffed: keys sorted by code unit, those of series by time or as they are written, two spaces, LF, and lists of plain values on one line, so that a changed
 * row is a changed line. Undefined members are left out.
 */
export function writeJson(value: Json): string {
  return `${write(value, "")}\n`;
}

function write(value: Json, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.every((item) => typeof item !== "object" || item === null))
      return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    return `[\n${value.map((item) => inner + write(item, inner)).join(",\n")}\n${indent}]`;
  }
  const members = inOrder(value).flatMap((key) => {
    const member = value[key];
    return member === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${write(member, inner)}`];
  });
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

/** Members of a record have no order that means anything; the keys of a series have. */
function inOrder(value: object): string[] {
  const keys = keysOf(value);
  return ORDER in value || kindOf(keys) !== "names" ? keys : keys.sort();
}

function isList(value: readonly Json[] | { readonly [key: string]: Json | undefined }): value is readonly Json[] {
  return Array.isArray(value);
}
