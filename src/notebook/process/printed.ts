import { formatWithOptions } from "node:util";
import type { Described } from "../run/described.js";

/** What console.log prints of values that are described. */
export function printedText(values: readonly Described[]): string {
  const options = { customInspect: false, depth: 4, maxArrayLength: 100, breakLength: 100 };
  try {
    return formatWithOptions(options, ...values.map(revived));
  } catch {
    return "(a value that can't be shown)";
  }
}

/** A value that is shown as the one described would be. */
function revived(value: Described): unknown {
  if (typeof value !== "object" || value === null) return value;
  switch (value.kind) {
    case "symbol":
      return Symbol(value.text);
    case "function":
      return named(() => {}, value.text);
    case "class":
      return named(class {}, value.text);
    case "error": {
      const error = new Error(value.text);
      error.stack = value.text;
      return error;
    }
    case "unknown":
      return Symbol(value.text);
    case "date":
      return new Date(value.time);
    case "regExp":
      return new RegExp(value.source, value.flags);
    case "array":
      return [...value.items.map(revived), ...new Array<unknown>(Math.min(value.more, 2 ** 20))];
    case "set":
      return new Set(value.items.map(revived));
    case "map":
      return new Map(value.pairs.map(([key, item]) => [revived(key), revived(item)]));
    case "object": {
      const made = value.name === "" ? {} : (Object.create({ constructor: named(class {}, value.name) }) as object);
      for (const [key, item] of value.entries)
        Object.defineProperty(made, key, { value: revived(item), enumerable: true, configurable: true });
      return made;
    }
  }
}

const named = <T extends object>(made: T, name: string): T => Object.defineProperty(made, "name", { value: name });
