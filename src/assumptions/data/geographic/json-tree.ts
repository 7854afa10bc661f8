import { JsonRefusal, JsonScanner } from "../json-scanner.js";

/** An object of a text of JSON, which knows where its members stand. */
export class JsonObject {
  readonly members = new Map<string, JsonValue>();
  /** Offsets of names and of values. */
  readonly nameAt = new Map<string, number>();
  readonly valueAt = new Map<string, number>();

  constructor(readonly at: number) {}

  get(name: string): JsonValue | undefined {
    return this.members.get(name);
  }

  /** Where the member's value begins, or the object where there is none. */
  where(name: string): number {
    return this.valueAt.get(name) ?? this.at;
  }
}

export type JsonValue = string | number | boolean | null | JsonObject | JsonValue[];

/** Deeper than coordinates and properties go; beyond it a file is made to harm. */
const DEEPEST = 64;

/** A text of JSON as a tree. Numbers in `properties` and of `id` have to be exact, those of coordinates may lose digits. */
export function jsonTree(text: string): JsonValue {
  const scanner = new JsonScanner(text);
  const value = (depth: number, exact: boolean): JsonValue => {
    if (depth > DEEPEST) throw new JsonRefusal("it is nested too deeply", scanner.at);
    const { sign, at } = scanner;
    if (sign === "[") {
      scanner.at++;
      const list: JsonValue[] = [];
      scanner.items("]", () => {
        list.push(value(depth + 1, exact));
      });
      return list;
    }
    if (sign !== "{") return scanner.single(exact);
    scanner.at++;
    const object = new JsonObject(at);
    scanner.items("}", () => {
      const nameAt = scanner.at;
      const name = scanner.string("a name in quotes");
      if (object.members.has(name))
        throw new JsonRefusal(`\`${name}\` stands twice in one object`, nameAt, name.length + 2);
      scanner.skip();
      scanner.take(":", "a colon");
      scanner.skip();
      object.nameAt.set(name, nameAt);
      object.valueAt.set(name, scanner.at);
      object.members.set(name, value(depth + 1, exact || name === "properties" || name === "id"));
    });
    return object;
  };
  scanner.skip();
  const root = value(0, false);
  scanner.skip();
  if (scanner.at < text.length) throw new JsonRefusal(`\`${scanner.sign}\` behind the last bracket`, scanner.at);
  return root;
}
