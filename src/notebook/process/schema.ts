/** Whether a value is what is asked for; where it isn't, says where by throwing. Nobody asks where without a path, which costs as much as the check. */
export type Check = (value: unknown, path: string | undefined) => void;

/** Data is not of the form that was agreed on. */
class Misshapen extends Error {}

const SOMEWHERE = new Misshapen("it is not of the form that was agreed on");

export const refuse = (path: string | undefined, expected: string): never => {
  throw path === undefined ? SOMEWHERE : new Misshapen(`${path} is ${expected}`);
};

/**
 * Looks at a value.
 *
 * @param name what it is called in the message
 * @throws Misshapen with the place of what is wrong in it
 */
export function checkWhole(check: Check, value: unknown, name: string): void {
  try {
    check(value, undefined);
  } catch (error) {
    if (error !== SOMEWHERE) throw error;
    check(value, name);
    throw error;
  }
}

export const number: Check = (value, path) => {
  if (typeof value !== "number") refuse(path, "not a number");
};
export const flag: Check = (value, path) => {
  if (typeof value !== "boolean") refuse(path, "not true or false");
};
/** A whole number from 0 to below `end`. */
export const index =
  (end = Number.MAX_SAFE_INTEGER): Check =>
  (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) >= end)
      refuse(path, `not a whole number below ${end}`);
  };
export const text =
  (most = 100_000): Check =>
  (value, path) => {
    if (typeof value !== "string" || value.length > most) refuse(path, `not a text of at most ${most} letters`);
  };
export const one =
  (values: { has(value: string): boolean }): Check =>
  (value, path) => {
    if (typeof value !== "string" || !values.has(value)) refuse(path, "not one of those asked for");
  };
export const anything: Check = () => {};

export const list =
  (item: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) refuse(path, "not a list");
    let at = 0;
    for (const each of value as unknown[]) item(each, path && `${path}[${at++}]`);
  };
export const map =
  (key: Check, item: Check): Check =>
  (value, path) => {
    if (!(value instanceof Map)) refuse(path, "not a map");
    for (const [name, each] of value as Map<unknown, unknown>) {
      key(name, path && `${path} key`);
      item(each, path && `${path}[${String(name)}]`);
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
      refuse(path, "not an object");
    for (const [name, each] of Object.entries(value as object)) {
      if (!known.has(name)) refuse(path && `${path}.${name}`, "not asked for");
      if (each !== undefined || !known.get(name)?.name.endsWith("?"))
        known.get(name)?.check(each, path && `${path}.${name}`);
    }
    for (const [name, { name: written }] of known)
      if (!written.endsWith("?") && !Object.hasOwn(value as object, name))
        refuse(path && `${path}.${name}`, "not there");
  };
};
export const floats: Check = (value, path) => {
  if (!(value instanceof Float64Array)) refuse(path, "not numbers");
};
