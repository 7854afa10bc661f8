import { timelessDate } from "./realm.js";

/**
 * Makes the process's own built-ins as free of clock, chance and locale as a block's: a block can reach them through what the
 * library returns. For the process that runs blocks only, before libraries are loaded, which may keep `Math.random`. `running` says
 * whether a block's code runs just then.
 */
export function sealHost(running: () => boolean): void {
  const { random } = Math;
  Math.random = () => {
    if (running())
      throw new Error("Math.random() is not the same on every run; take the date or the draw from `given`");
    return random();
  };
  Object.defineProperty(Date.prototype, "constructor", { value: timelessDate });
  for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"] as const) {
    const original = Date.prototype[name] as (locales?: string, options?: Intl.DateTimeFormatOptions) => string;
    Object.defineProperty(Date.prototype, name, {
      value(this: Date, locales?: string, options?: Intl.DateTimeFormatOptions) {
        return original.call(this, locales ?? "en-US", options);
      },
    });
  }
}

/** Keeps stacks as text, so that no block gets at the functions on them. After the libraries are loaded, which may set it. */
export function sealStacks(): void {
  Error.stackTraceLimit = 50;
  Object.defineProperty(Error, "prepareStackTrace", { value: undefined, writable: false, configurable: false });
}
