import { declaredUnit, fromBlocks, shownUnit, unitInBlocks } from "../../assumptions/units/block-units.js";
import type { Place } from "../../diagnostic.js";
import {
  type FormatContext,
  FormatError,
  type FormatSpec,
  formatRange,
  formatUnit,
  formatValue,
} from "../../notebook/library/format.js";
import { meantFor } from "../../notebook/library/format-problems.js";
import { parseFormat } from "../../notebook/library/parse-format.js";
import type { Cell } from "../../notebook/types.js";
import { type OwnFormat, specOf } from "../helpers.js";
import type { ProseScope } from "../prose-scope.js";
import type { Quotation } from "../template.js";
import { describe, type Problem } from "./look-up.js";

/** A format helper's call; it is carried out by the quotation around it, which knows the unit and the place. */
export class Request {
  constructor(
    readonly helper: string,
    readonly values: readonly unknown[],
    readonly options: Readonly<Record<string, unknown>>,
  ) {}
}

interface Printed {
  text: string;
  value: Cell;
}

/** Why nothing can be printed. */
interface Unprinted extends Problem {
  /** The unit that it is declared in has no way to what it would be printed in. */
  ofUnit?: true;
}

/** What a quotation prints, and all of its value; or what is wrong with it. */
export function printQuoted(
  operand: unknown,
  quotation: Quotation,
  scope: ProseScope,
): (Printed & { full: string }) | Problem {
  const units = unitsOf(quotation, scope);
  const printed: Printed | Unprinted =
    operand instanceof Request
      ? ((operand.helper === "range" ? endsApart(quotation, scope) : undefined) ??
        print(operand, { ...units, convert: scope.convert }, scope))
      : printBare(operand, quotation, scope);
  if ("text" in printed) return { ...printed, full: fullText(printed.value, units) };
  const { ofUnit, ...problem } = printed;
  const place = ofUnit && declaredAt(quotation, scope);
  return place ? { ...problem, related: [{ words: "its unit is declared at", place }] } : problem;
}

function print({ helper, values, options }: Request, context: FormatContext, scope: ProseScope): Printed | Unprinted {
  const [first, second] = values;
  if ((helper === "range" ? values : [first]).some(isEmpty)) {
    if (typeof options.empty === "string") return { text: options.empty, value: null };
    return {
      rule: "prose/empty-value",
      message: "the value is empty",
      expected: 'a value, or the text to print instead: empty="none"',
    };
  }
  const own = scope.formats?.get(helper);
  if (own) return printOwn(helper, own, first, context);
  if (helper === "format") {
    const spec = typeof second === "string" ? parseFormat(second) : { error: "the format is no text" };
    if ("error" in spec) return { rule: "prose/format", message: spec.error, hint: spec.hint };
    return printAs(spec, first, () => formatValue(first, spec, context));
  }
  const spec = specOf(helper, options);
  if ("message" in spec) return { rule: "prose/format", ...spec };
  const nonFinite = typeof options.nonfinite === "string" ? options.nonfinite : undefined;
  return printAs(spec, first, () =>
    helper === "range"
      ? formatRange(first, second, spec, { ...context, nonFinite })
      : formatValue(first, spec, { ...context, nonFinite }),
  );
}

/** By a format of a program's own, which is held to what the engine's own formats keep: one line of text, or a message. */
function printOwn(name: string, own: OwnFormat, value: unknown, { unit }: FormatContext): Printed | Problem {
  let text: unknown;
  try {
    text = own(value, { unit });
  } catch (error) {
    return { rule: "prose/format", message: `\`${name}\`: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof text === "string" && text.trim() !== "" && !/[\r\n]/.test(text)) return { text, value: asCell(value) };
  return {
    rule: "prose/format",
    message: `\`${name}\` gave ${typeof text === "string" ? "an empty text, or one of several lines" : describe(text)}`,
    expected: "one line of text",
  };
}

function printAs(spec: FormatSpec, value: unknown, write: () => string): Printed | Unprinted {
  try {
    return {
      text: write(),
      value: spec.style === "text" && typeof value !== "boolean" ? String(value) : asCell(value),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return typeof value === "number" && !Number.isFinite(value)
      ? { rule: "prose/non-finite", message, expected: 'a finite number, or the text to print instead: nonfinite="–"' }
      : {
          rule: "prose/format",
          message,
          ...meantFor(error, spec, value),
          ...(error instanceof FormatError && error.reason === "unit" ? { ofUnit: true } : {}),
        };
  }
}

function printBare(value: unknown, quotation: Quotation, scope: ProseScope): Printed | Unprinted {
  const { expression, paths } = quotation;
  if (isEmpty(value))
    return {
      rule: "prose/empty-value",
      message: `\`${expression}\` is empty`,
      expected: `a value, or {{text ${expression} empty="none"}}`,
    };
  if (typeof value === "string") return { text: value, value };
  const output = paths.length === 1 ? scope.outputs.get(paths[0] ?? "") : undefined;
  if (output)
    return printAs(output.format, value, () =>
      formatValue(value, output.format, { unit: output.unit, convert: scope.convert }),
    );
  return {
    rule: "prose/no-format",
    message: `\`${expression}\` is ${describe(value)} without a format`,
    expected: typeof value === "number" ? `a format such as {{number ${expression} digits=1}}` : "a number or a text",
  };
}

/** What is wrong with the ends of a range that are declared in two units: they would be printed in one. */
function endsApart(quotation: Quotation, scope: ProseScope): Problem | undefined {
  if (quotation.paths.length !== 2) return undefined;
  const [low, high] = quotation.paths.map((path) => {
    const { unit, shown } = unitsOf({ paths: [path] }, scope);
    return shown ?? unit;
  });
  if (low === undefined || high === undefined || low === high) return undefined;
  return {
    rule: "prose/format",
    message: `the ends of the range are in two units, \`${low}\` and \`${high}\``,
    expected: "two values in one unit, or each printed by itself",
  };
}

/** The unit of what is quoted, where that is declared, and the one people see it in. */
function unitsOf({ paths }: Pick<Quotation, "paths">, scope: ProseScope): Pick<FormatContext, "unit" | "shown"> {
  const [path] = paths;
  if (path === undefined) return {};
  if (!path.startsWith("given.")) {
    const { unit, shown } = scope.outputs.get(path) ?? {};
    return { unit, shown };
  }
  const inside = path.slice("given.".length);
  const assumption = scope.register.assumptions.get(scope.assumptionOf(inside) ?? "");
  if (!assumption) return {};
  const declared = declaredUnit(assumption, inside.split(".").at(-1));
  return { unit: unitInBlocks(declared), shown: shownUnit(declared) };
}

/** Where an output or an assumption says what unit it is in. */
function declaredAt(
  { paths: [path = ""] }: Quotation,
  { outputs, register, assumptionOf }: ProseScope,
): Place | undefined {
  if (!path.startsWith("given.")) return outputs.get(path)?.place;
  return register.assumptions.get(assumptionOf(path.slice("given.".length)) ?? "")?.place;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

const asCell = (value: unknown): Cell =>
  typeof value === "number" || typeof value === "string" || typeof value === "boolean"
    ? value
    : value instanceof Date
      ? value.toISOString().slice(0, 10)
      : null;

/** A number with all its digits, no exponent where that reads badly, and its unit. */
function fullText(value: Cell, { unit, shown }: Pick<FormatContext, "unit" | "shown">): string {
  if (value === null) return "";
  if (typeof value !== "number") return formatValue(value, { style: "text" });
  const text = String(fromBlocks(value, shown)).replace("-", "\u2212");
  const said = shown ?? unit;
  return said === undefined || said === "1" ? text : `${text} ${formatUnit(said)}`;
}
