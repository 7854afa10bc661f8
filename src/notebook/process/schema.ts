/** Whether a value is what is asked for; where it isn't, says where by throwing. */
export type Check = (value: unknown, path: string) => void;

/** Data is not of the form that was agreed on. */
export class Misshapen extends Error {}

const refuse = (path: string, expected: string): never => {
  throw new Misshapen(`${path} is not ${expected}`);
};

export const number: Check = (value, path) => {
  if (typeof value !== "number") refuse(path, "a number");
};
export const flag: Check = (value, path) => {
  if (typeof value !== "boolean") refuse(path, "true or false");
};
/** A whole number from 0 to below `end`. */
export const index =
  (end = Number.MAX_SAFE_INTEGER): Check =>
  (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) >= end)
      refuse(path, `a whole number below ${end}`);
  };
export const text =
  (most = 100_000): Check =>
  (value, path) => {
    if (typeof value !== "string" || value.length > most) refuse(path, `a text of at most ${most} letters`);
  };
export const one =
  (values: { has(value: string): boolean }): Check =>
  (value, path) => {
    if (typeof value !== "string" || !values.has(value)) refuse(path, "one of those asked for");
  };
export const anything: Check = () => {};

export const list =
  (item: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) refuse(path, "a list");
    for (const [at, each] of (value as unknown[]).entries()) item(each, `${path}[${at}]`);
  };
export const map =
  (key: Check, item: Check): Check =>
  (value, path) => {
    if (!(value instanceof Map)) refuse(path, "a map");
    for (const [name, each] of value as Map<unknown, unknown>) {
      key(name, `${path} key`);
      item(each, `${path}[${String(name)}]`);
    }
  };
export const either =
  (...checks: readonly Check[]): Check =>
  (value, path) => {
    let failure: unknown;
    for (const check of checks) {
      try {
        check(value, path);
        return;
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  };
/** An object with just these parts; those of a name that ends with `?` may be left out. */
export const parts = (shape: Readonly<Record<string, Check>>): Check => {
  const known = new Map(Object.entries(shape).map(([name, check]) => [name.replace(/\?$/, ""), { name, check }]));
  return (value, path) => {
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      refuse(path, "an object");
    for (const [name, each] of Object.entries(value as object)) {
      if (!known.has(name)) refuse(`${path}.${name}`, "asked for");
      if (each !== undefined || !known.get(name)?.name.endsWith("?")) known.get(name)?.check(each, `${path}.${name}`);
    }
    for (const [name, { name: written }] of known)
      if (!written.endsWith("?") && !Object.hasOwn(value as object, name)) refuse(`${path}.${name}`, "there");
  };
};
export const floats: Check = (value, path) => {
  if (!(value instanceof Float64Array)) refuse(path, "numbers");
};
