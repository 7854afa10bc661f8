// What the methods and functions that the language and the library come with change, call and make, by their names.

/** Methods that change what they are called on, or move its place. */
const MUTATORS: ReadonlySet<string> = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear next return throw compile".split(
    " ",
  ),
);

export const isMutator = (key: string | undefined): boolean =>
  key !== undefined && (MUTATORS.has(key) || /^set(?=[A-Z])/.test(key));

/** Methods that call the functions they are handed before they return, and keep none. */
export const CALLERS: ReadonlySet<string> = new Set(
  (
    "map filter forEach reduce reduceRight some every find findIndex findLast findLastIndex flatMap sort toSorted from " +
    "replace replaceAll groupBy"
  ).split(" "),
);

/** Methods that change neither what they are called on nor their arguments. */
export const READERS: ReadonlySet<string> = new Set(
  (
    "at concat endsWith entries every filter find findIndex findLast findLastIndex flat flatMap forEach get has includes indexOf join keys " +
    "lastIndexOf localeCompare map match matchAll padEnd padStart reduce reduceRight repeat replace replaceAll search slice some split " +
    "startsWith toFixed toISOString toLocaleString toLowerCase toPrecision toReversed toSorted toString toUpperCase trim values with"
  ).split(" "),
);

/** Methods whose result is an object of its own. */
export const COPIERS: ReadonlySet<string> = new Set(
  "map filter slice concat flat flatMap toSorted toReversed toSpliced with split match".split(" "),
);

/** Static functions whose result is an object of its own. */
export const MAKERS: ReadonlySet<string> = new Set([
  "Array.from",
  "Array.of",
  "Object.keys",
  "Object.values",
  "Object.entries",
  "Object.fromEntries",
  "Object.groupBy",
  "Object.create",
  "Map.groupBy",
  "d3.range",
  "d3.sort",
  "d3.ticks",
  "years",
  "rows",
  "longRows",
]);

/** Static functions that change their first argument. */
export const CHANGERS: ReadonlySet<string> = new Set([
  "Object.assign",
  "Object.defineProperty",
  "Object.defineProperties",
  "Object.setPrototypeOf",
  "Reflect.set",
  "Reflect.defineProperty",
  "Reflect.deleteProperty",
  "Reflect.setPrototypeOf",
  "d3.shuffle",
  "d3.blur",
  "d3.blur2",
  "d3.blurImage",
  "d3.quickselect",
]);

/** What the library makes whose methods set it. */
export const SETTABLE: ReadonlySet<string> = new Set(["d3.bin", "d3.histogram", "d3.Adder"]);

/** Methods that make an iterator, which has a place that moves. */
export const ITERATED: ReadonlySet<string> = new Set(["values", "keys", "entries", "matchAll"]);
