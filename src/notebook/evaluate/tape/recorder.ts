import { ASKING, ORDERING, REACHING, SENSITIVE } from "./names.js";
import { isRecorded, Recorded, Unrecordable } from "./recorded.js";
import { type Operand, Tape } from "./tape.js";

type AnyFunction = (...values: unknown[]) => unknown;

/** What a row may compute; more takes longer than the row does by far. */
const MOST_OPERATIONS = 2_000_000;

/** What blocks of a recorded row compute by. Over plain values each operation does what JavaScript does; over numbers that vary it is written down too. */
export class Recorder {
  /** Why the row can't be recorded; kept since a block could catch what is thrown. */
  refusal: string | undefined;
  private tape = new Tape();
  private operations = 0;
  /** Left sides of `&&` and `||` that are what these come to. */
  private readonly holding: unknown[] = [];

  /** What is computed from now on stands on this tape. */
  begin(tape: Tape): void {
    this.tape = tape;
    this.holding.length = 0;
    this.refusal = undefined;
    this.operations = 0;
  }

  refuse(why: string): never {
    this.refusal ??= why;
    throw new Unrecordable(why);
  }

  /** A value as a number that can be written down. @throws Unrecordable where it is none */
  operand(value: unknown): Operand {
    if (typeof value === "number") return value;
    return isRecorded(value) ? Recorded.stepOf(value) : this.refuse("a number that varies meets what is no number");
  }

  /** Calls a function of numbers; written down under its name where one of them varies. */
  called(name: string, f: (...values: number[]) => number, values: readonly unknown[]): unknown {
    this.count();
    if (!values.some(isRecorded)) return f(...(values as number[]));
    const operands = values.map((value) => this.operand(value));
    return new Recorded(this.tape.step(name, operands, f(...operands.map(numberOf))));
  }

  /** Asks whether something is so of numbers; where one of them varies, all that follows rests on the answer. */
  asked(name: string, f: (...values: never[]) => boolean, ...values: readonly unknown[]): boolean {
    this.count();
    const ask = f as (...values: unknown[]) => boolean;
    if (!values.some(isRecorded)) return ask(...values);
    const operands = values.map((value) => this.operand(value));
    const holds = ask(...operands.map(numberOf));
    this.tape.guard(name, operands, holds);
    return holds;
  }

  private count(): void {
    if (++this.operations > MOST_OPERATIONS) this.refuse("a row computes too much");
  }

  readonly add = (a: unknown, b: unknown): unknown => this.called("+", (x, y) => x + y, [a, b]);
  readonly subtract = (a: unknown, b: unknown): unknown => this.called("-", (x, y) => x - y, [a, b]);
  readonly multiply = (a: unknown, b: unknown): unknown => this.called("*", (x, y) => x * y, [a, b]);
  readonly divide = (a: unknown, b: unknown): unknown => this.called("/", (x, y) => x / y, [a, b]);
  readonly remainder = (a: unknown, b: unknown): unknown => this.called("%", (x, y) => x % y, [a, b]);
  readonly power = (a: unknown, b: unknown): unknown => this.called("**", (x, y) => x ** y, [a, b]);
  readonly negative = (a: unknown): unknown => this.called("-x", (x) => -x, [a]);
  readonly positive = (a: unknown): unknown => (isRecorded(a) ? a : +(a as number));

  readonly less = (a: unknown, b: unknown): boolean => this.asked("<", (x, y) => x < y, a, b);
  readonly atMost = (a: unknown, b: unknown): boolean => this.asked("<=", (x, y) => x <= y, a, b);
  readonly more = (a: unknown, b: unknown): boolean => this.asked(">", (x, y) => x > y, a, b);
  readonly atLeast = (a: unknown, b: unknown): boolean => this.asked(">=", (x, y) => x >= y, a, b);
  readonly equal = (a: unknown, b: unknown): boolean => {
    // biome-ignore lint/suspicious/noDoubleEquals: the author wrote it
    const equals = (x: unknown, y: unknown): boolean => x == y;
    const isNone = (value: unknown): boolean => value === undefined || value === null;
    return isNone(a) || isNone(b)
      ? equals(isRecorded(a) ? 0 : a, isRecorded(b) ? 0 : b)
      : this.asked("==", equals, a, b);
  };
  readonly unequal = (a: unknown, b: unknown): boolean => !this.equal(a, b);
  readonly same = (a: unknown, b: unknown): boolean => {
    const areNumbers = [a, b].every((value) => typeof value === "number" || isRecorded(value));
    return areNumbers ? this.asked("==", (x: number, y: number) => x === y, a, b) : a === b;
  };
  readonly different = (a: unknown, b: unknown): boolean => !this.same(a, b);

  readonly kind = (a: unknown): string => (isRecorded(a) ? "number" : typeof a);
  readonly truth = (a: unknown): boolean => this.asked("truth", Boolean, a);
  readonly whole = (a: unknown): unknown => a;
  /** Keeps the left side of `&&` where that is what it comes to. */
  readonly and = (a: unknown): boolean => this.kept(a, !this.truth(a));
  readonly or = (a: unknown): boolean => this.kept(a, this.truth(a));
  readonly held = (): unknown => this.holding.pop();

  private kept(a: unknown, stays: boolean): boolean {
    if (stays) this.holding.push(a);
    return stays;
  }

  /** A value that is compared with others by what it is. */
  readonly pinned = (a: unknown): unknown =>
    isRecorded(a) ? this.refuse("a number that varies is a case, or a key") : a;

  /** Calls one of the methods in `SENSITIVE`. */
  readonly method = (object: unknown, name: string, ...values: unknown[]): unknown => {
    const own = (object as Record<string, AnyFunction>)[this.pinned(name) as string] as AnyFunction;
    if (typeof object === "function" && isNative(own) && REACHING.has(name)) {
      if (isNative(object) || name === "bind" || name === "toString") this.refuse(`${name} of a function`);
      return own.apply(object, values);
    }
    if (!isNative(own) || name === "toString") return own.apply(object, values);
    if (!SENSITIVE.has(name)) this.refuse("a method of the language by a name that is computed");
    const [first, ...rest] = values;
    const plain = (): unknown => {
      if (Array.isArray(object) && object.some(isRecorded)) this.refuse(`${name} among numbers that vary`);
      return own.call(object, this.pinned(first), ...rest);
    };
    if (name === "groupBy")
      return own.call(object, first, (...given: unknown[]) => this.pinned((rest[0] as AnyFunction)(...given)));
    if (typeof first !== "function") return plain();
    if (ASKING.has(name)) return own.call(object, (...given: unknown[]) => this.truth(first.apply(rest[0], given)));
    return ORDERING.has(name) ? own.call(object, (a: unknown, b: unknown) => this.sign(first(a, b))) : plain();
  };

  /** The sign of what a function that orders gives. */
  private sign(value: unknown): unknown {
    if (!isRecorded(value)) return value;
    if (this.less(value, 0)) return -1;
    return this.more(value, 0) ? 1 : 0;
  }

  /** What is read under a name that one of those methods may have: none of them, which would be called past the recorder. */
  readonly read = (value: unknown): unknown =>
    typeof value === "function" && isNative(value) ? this.refuse("a function of the language as a value") : value;

  readonly make = (made: new (...values: unknown[]) => unknown, ...values: unknown[]): unknown => {
    // A map's keys stand first in its pairs.
    const parts = values.flatMap((value) =>
      Array.isArray(value) ? value.flatMap((one: unknown) => (Array.isArray(one) ? [one[0]] : [one])) : [value],
    );
    // Iterators can be looked into but once.
    const isKnown = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      Array.isArray(value) ||
      value instanceof Map ||
      value instanceof Set;
    if (isNative(made) && (parts.some(isRecorded) || !values.every(isKnown)))
      this.refuse("something is made of numbers that vary");
    return new made(...values);
  };
}

/** Whether a function is of JavaScript's own and not a block's; of maps and sets, realm.ts puts its own in their place. */
const isNative = (f: unknown): boolean =>
  /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(f)) ||
  [Map.prototype.set, Map.prototype.delete, Set.prototype.add, Set.prototype.delete].some((own) => own === f);

const numberOf = (operand: Operand): number => (typeof operand === "number" ? operand : operand.value);
