import { oddSpelling } from "../expressions/number-spelling.js";

/** What ends the reading of a text, at its place. */
export class JsonRefusal extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly length = 1,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/**
 * Goes through a text of JSON. Read by hand, because `JSON.parse` keeps no places, takes the last of two equal names without a word and loses
 * digits beyond the sixteenth.
 */
export class JsonScanner {
  at = 0;

  constructor(readonly text: string) {}

  get sign(): string | undefined {
    return this.text[this.at];
  }

  skip(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  refuse(what: string): never {
    const found = this.at >= this.text.length ? "the end" : `\`${this.sign}\``;
    throw new JsonRefusal(`${found} where ${what} should stand`, this.at);
  }

  take(sign: string, what: string): void {
    if (this.sign !== sign) this.refuse(what);
    this.at++;
  }

  string(what: string): string {
    const { text } = this;
    if (this.sign !== '"') this.refuse(what);
    const from = this.at;
    for (this.at++; this.at < text.length; this.at++) {
      const sign = text.charCodeAt(this.at);
      if (sign === 92) this.at++;
      else if (sign === 34) break;
      else if (sign < 32) throw new JsonRefusal("a text has a line break or a control character in it", this.at);
    }
    if (this.at >= text.length) throw new JsonRefusal("a text has no closing quote", from);
    this.at++;
    try {
      return JSON.parse(text.slice(from, this.at)) as string;
    } catch {
      throw new JsonRefusal("a text has an escape in it that JSON doesn't know", from, this.at - from);
    }
  }

  /** A text, number, true, false or null. A number that isn't exact loses digits; an exact one that would is refused. */
  single(exact = true): string | number | boolean | null {
    if (this.sign === '"') return this.string("a value");
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number !== undefined) {
      const read = Number(number);
      const odd = !Number.isFinite(read)
        ? { message: `\`${number}\` is too large for a number` }
        : exact
          ? oddSpelling(number, read)
          : undefined;
      if (odd) throw new JsonRefusal(odd.message, this.at, number.length, "hint" in odd ? odd.hint : undefined);
      this.at += number.length;
      return read;
    }
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0];
    if (word === undefined) this.refuse("a value");
    this.at += word.length;
    return word === "null" ? null : word === "true";
  }

  /** Items up to a closing bracket, of which the opening one has been taken. */
  items(end: "]" | "}", item: () => void): void {
    this.skip();
    if (this.sign === end) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      this.skip();
      if (this.sign === ",") {
        this.at++;
        this.skip();
        continue;
      }
      this.take(end, end === "]" ? "a comma or `]`" : "a comma or `}`");
      return;
    }
  }
}
