import { type Language, readTerm } from "../../expressions/read.js";
import type { Term } from "../../expressions/tree.js";

/** Units are letters, the signs of shares and degrees, and letters that physics has of its own; `·` multiplies as `*` does. */
const LANGUAGE: Language = {
  name: /[\u00b5\u03bc]?[A-Za-z][A-Za-z0-9]*|[\u00b0\u00ba](?:\s*[CFRK]\b)?|[\u2103\u2109\u03a9\u2126%\u2030]/uy,
  same: { "·": "*" },
};

/** A unit expression as a tree: `USD/(GPU*h)`. @throws ReadingFault */
export const readUnitTree = (text: string): Term => readTerm(text, LANGUAGE);

/** A name in a unit expression and the power it stands in, as written: two of one name are two. */
export interface UnitFactor {
  name: string;
  power: number;
  /** The name with its power, or what stands for it. */
  term: Term;
}

/** The names of a unit expression in the order of the text. */
export function factorsOf(term: Term, power = 1): UnitFactor[] {
  switch (term.type) {
    case "path":
      return [{ name: term.name.text, power, term }];
    case "operation": {
      if (term.operator === "^") {
        const raised = wholePower(term.right);
        const inner = factorsOf(term.left, power * (raised ?? 1));
        return term.left.type === "path" ? inner.map((factor) => ({ ...factor, term })) : inner;
      }
      const below = term.operator === "/" ? -power : power;
      return [...factorsOf(term.left, power), ...factorsOf(term.right, below)];
    }
    default:
      return [];
  }
}

/** The exponent of a unit, a whole number of one digit; undefined for anything else. */
export function wholePower(term: Term): number | undefined {
  if (term.type === "negative") {
    const of = term.of.type === "negative" ? undefined : wholePower(term.of);
    return of === undefined ? undefined : -of;
  }
  return term.type === "number" && /^\d$/.test(term.text) ? term.value : undefined;
}
