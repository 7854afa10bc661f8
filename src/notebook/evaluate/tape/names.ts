/** Under this name the operations of a recorder are handed to a rewritten block. */
export const RECORDER = "__t";

/** Methods that ask whether what their function gives is true. */
export const ASKING: ReadonlySet<string> = new Set([
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
]);
/** Methods that order by what their function gives. */
export const ORDERING: ReadonlySet<string> = new Set(["sort", "toSorted"]);
/** Methods that look for what they are given, or keep it as a key. */
const COMPARING = ["includes", "indexOf", "lastIndexOf", "get", "has", "set", "add", "delete", "groupBy"];

/** Methods of functions, by which those of JavaScript's own are called past the recorder, and what tells a function's text. */
export const REACHING: ReadonlySet<string> = new Set(["call", "apply", "bind", "toString"]);

/** Methods of JavaScript's own that would take a recorded number for an object without a word. */
export const SENSITIVE: ReadonlySet<string> = new Set([...ASKING, ...ORDERING, ...COMPARING, ...REACHING]);

/** Functions of `Object` that do with a recorded number, and with what holds one, what they do with a number. */
export const LISTING: ReadonlySet<string> = new Set(
  "keys values entries fromEntries assign freeze groupBy hasOwn prototype".split(" "),
);

/** JavaScript's own names that a recorded block may use; those that take numbers are the recorder's. */
export const RECORDABLE: readonly string[] = (
  "undefined NaN Infinity Object Array Number Boolean String Math JSON Map Set Error RangeError TypeError isNaN isFinite parseInt " +
  "parseFloat"
).split(" ");
