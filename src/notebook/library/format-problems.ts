import type { Diagnostic } from "../../diagnostic.js";
import type { OutputDeclaration } from "../types.js";
import { FormatError, type FormatSpec } from "./format.js";

/** That an output's value can't be printed by its format. */
export function outputProblem(error: unknown, { name, format, place }: OutputDeclaration, value: unknown): Diagnostic {
  return {
    rule: "prose/format",
    severity: "error",
    message: `output \`${name}\`: ${error instanceof Error ? error.message : String(error)}`,
    ...meantFor(error, format, value),
    about: name,
    place,
  };
}

/** What a format prints, where it was given something else, and what prints that. */
export function meantFor(
  error: unknown,
  { style, to }: FormatSpec,
  value: unknown,
): Pick<Diagnostic, "expected" | "hint"> {
  const reason = error instanceof FormatError ? error.reason : undefined;
  if (reason === "not-a-number")
    return {
      expected: "a number",
      ...(typeof value === "string" ? { hint: "words are printed by `{{text …}}`" } : {}),
    };
  if (reason === "unit") {
    const { expected, hint } = (error as FormatError).unit;
    return {
      expected: expected ?? `a unit that converts to ${to === undefined ? `what \`${style}\` prints` : `\`${to}\``}`,
      ...(hint === undefined ? {} : { hint }),
    };
  }
  if (reason === "zero")
    return { expected: 'a temperature in kelvins, as blocks have it; a difference of two is printed with to="K"' };
  if (reason === "text")
    return { expected: "a text or a number", hint: "of a list or a map quote a part: `name.0`, `name.key`" };
  return {};
}
