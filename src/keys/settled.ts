class Given {
  constructor(value: object) {
    // biome-ignore lint/correctness/noConstructorReturn: what is returned is what gets the mark below
    return value;
  }
}

/** A mark that no code sees or can put on anything, at no cost: an entry of a WeakSet takes as long as making four objects. */
class Marked extends Given {
  readonly #settled = true;
  static has(value: object): boolean {
    return #settled in value;
  }
}

/** Freezes plain data of which all that it holds is frozen already, and marks it as that. */
export function settle<T extends object>(value: T): T {
  new Marked(value);
  return Object.freeze(value);
}

/** Whether something went through `settle`, so that nobody need look at what it holds. */
export const isSettled = (value: object): boolean => Marked.has(value);
