import type { Step } from "./tape.js";

/** A block does something with a number that varies which can't be written down. */
export class Unrecordable extends Error {}

/** What a block comes to at a row is told by the block alone: a number that is not finite. Others may be recorded. */
export class NotHere extends Error {}

/**
 * A number that differs from row to row. It stands for one only where the recorder is asked; whatever else takes a number out of it fails, and nothing is seen of
 * what is in it.
 */
export class Recorded {
  readonly #step: Step;

  constructor(step: Step) {
    this.#step = step;
    Object.setPrototypeOf(this, numbersLike());
  }

  static is(value: object): boolean {
    return #step in value;
  }

  static stepOf(value: Recorded): Step {
    return value.#step;
  }

  [Symbol.toPrimitive](): never {
    throw new Unrecordable("a number that varies is taken for what it is at one row");
  }
  valueOf(): never {
    return this[Symbol.toPrimitive]();
  }
  toString(): never {
    return this[Symbol.toPrimitive]();
  }
  toLocaleString(): never {
    return this[Symbol.toPrimitive]();
  }
  toJSON(): never {
    return this[Symbol.toPrimitive]();
  }
}

export const isRecorded = (value: unknown): value is Recorded =>
  typeof value === "object" && value !== null && Recorded.is(value);

const fail = (): never => {
  throw new Unrecordable("a number that varies is asked for what numbers have");
};

let asked: object | undefined;

/** What recorded numbers inherit from: what they don't have themselves and numbers have (`toFixed`, what they are instances of) must not be found missing. */
function numbersLike(): object {
  asked ??= new Proxy(Recorded.prototype, {
    get: (own, key) => {
      if (key === Symbol.isConcatSpreadable) return undefined;
      return key !== "constructor" && Object.hasOwn(own, key) ? Reflect.get(own, key) : fail();
    },
    has: fail,
    ownKeys: fail,
    getPrototypeOf: fail,
  });
  return asked;
}
