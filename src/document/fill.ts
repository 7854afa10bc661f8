import type { HelperOptions as SectionOptions } from "handlebars";
import { declaredUnit, fromBlocks, shownUnit, unitInBlocks } from "../assumptions/units/block-units.js";
import { PRINTABLE, unprintable } from "../characters.js";
import { type Diagnostic, didYouMean, oneOf, type Place } from "../diagnostic.js";
import {
  type FormatContext,
  FormatError,
  type FormatSpec,
  formatRange,
  formatUnit,
  formatValue,
  parseFormat,
} from "../notebook/library/format.js";
import type { Cell, ClaimResult } from "../notebook/types.js";
import { once } from "../once.js";
import { toDigits } from "../text/counts.js";
import { shortened } from "../text/shown.js";
import { FORMAT_HELPERS, type OwnFormat, specOf } from "./helpers.js";
import { packedOf } from "./programs/packed.js";
import { Environment } from "./programs/run.js";
import { inRegisterOrder, type ProseScope } from "./prose-scope.js";
import { mark, type Quotation, sourceTraced, type Template, type TemplatePath, tracedProgram } from "./template.js";

/** A quoted value with its text, before it gets its place in the tree. */
export interface Quoted {
  quotation: Quotation;
  text: string;
  value: Cell;
  full: string;
  blockId?: string;
  restsOn: readonly string[];
}

/** A template with its values in: Markdown with marks, and what the marks stand for. */
export interface Filled {
  template: Template;
  text: string;
  /** By mark; a quotation inside `each` comes once a row. */
  quoted: readonly Quoted[];
  /** Where in the template what stands at an offset of the text was written. */
  sourceOf(offset: number): number;
}

/** Stands for a value that could not be had; what was wrong has been reported. */
const FAILED = Symbol("failed");

/** A format helper's call; it is carried out by the quotation around it, which knows the unit and the place. */
class Request {
  constructor(
    readonly helper: string,
    readonly values: readonly unknown[],
    readonly options: Readonly<Record<string, unknown>>,
  ) {}
}

type Problem = Pick<Diagnostic, "rule" | "message" | "expected" | "hint">;

interface Printed {
  text: string;
  value: Cell;
}

interface State {
  template: Template;
  scope: ProseScope;
  quoted: Quoted[];
  report(d: Diagnostic): void;
}

type HelperOptions = SectionOptions & { data: { state: State } };

const environment = new Environment();
for (const name of ["log", "helperMissing", "blockHelperMissing"]) environment.unregisterHelper(name);

environment.registerHelper("__get", function (this: unknown, index: number, options: HelperOptions) {
  const { state } = options.data;
  const path = state.template.paths[index];
  return path === undefined ? FAILED : lookUp(path, this, state);
});

environment.registerHelper("__failed", () => FAILED);

// The library goes through nothing, and says nothing, where there is no list.
environment.registerHelper("__list", (index: number, list: unknown, options: HelperOptions) => {
  const { state } = options.data;
  const isList = typeof list === "object" && !(list instanceof Request);
  if (isList || list === undefined || list === FAILED) return list;
  const { place, text } = state.template.lists[index] ?? {};
  state.report({
    rule: "prose/handlebars",
    severity: "error",
    message: `\`{{#each}}\` goes through a list, and \`${text}\` is ${list instanceof Request ? "a printed value" : `a ${typeof list}`}`,
    expected: "an array, or an object",
    place,
  });
  return FAILED;
});

environment.registerHelper("__quote", (index: number, operand: unknown, options: HelperOptions) => {
  const { state } = options.data;
  const quotation = state.template.quotations[index];
  if (quotation === undefined) return "";
  const units = unitsOf(quotation, state.scope);
  if (operand === FAILED) return standIn(quotation, "it could not be computed", state);
  const apart =
    operand instanceof Request && operand.helper === "range" ? endsApart(quotation, state.scope) : undefined;
  const printed =
    apart ??
    (operand instanceof Request
      ? print(operand, { ...units, convert: state.scope.convert }, state.scope)
      : printBare(operand, quotation, state.scope));
  if (!("text" in printed)) {
    state.report({ severity: "error", place: quotation.place, ...printed });
    return standIn(quotation, printed.message, state);
  }
  const character = unprintable(printed.text);
  if (character !== undefined) {
    state.report({
      rule: "chapters/character",
      severity: "error",
      message: `${character.what} in a quoted value`,
      expected: PRINTABLE,
      place: quotation.place,
    });
    return "";
  }
  const full = fullText(printed.value, units);
  const n = state.quoted.push({ quotation, ...printed, full, ...provenance(quotation, state.scope) });
  return mark("quotation", n - 1);
});

/** The mark of what is shown in place of a value, where something is. */
function standIn(quotation: Quotation, problem: string, { scope, quoted }: State): string {
  const text = scope.instead?.(problem);
  if (text === undefined) return "";
  const n = quoted.push({ quotation, text, value: null, full: problem, ...provenance(quotation, scope) });
  return mark("quotation", n - 1);
}

environment.registerHelper("claim", function (this: unknown, id: string, index: number, options: HelperOptions) {
  const { state } = options.data;
  const section = state.template.claims[index];
  const place = section?.place;
  const claim = state.scope.claims.get(id);
  if (!claim) {
    if (!state.scope.failed.has(id))
      state.report({
        rule: "prose/unknown-claim",
        severity: "error",
        message: `unknown claim \`${id}\``,
        expected: "the id of a block `{#id .claim}`",
        hint: didYouMean(id, state.scope.claims.keys()),
        place,
      });
    return "";
  }
  if (claim.holds) return options.fn(this);
  const otherwise = (options.inverse as ((context: unknown) => string) | undefined)?.(this) ?? "";
  if (otherwise.trim() !== "") return otherwise;
  const fallen = claimFails(claim, section?.text ?? "", place, state.scope);
  state.report(fallen);
  const quotation = { expression: id, written: "", paths: [], place: section?.place ?? claim.place };
  return standIn(quotation, fallen.message, state);
});

environment.registerHelper("__own", (name: string, value: unknown, options: HelperOptions) =>
  value === FAILED ? FAILED : new Request(name, [value], { ...options.hash }),
);

for (const [name, { operands }] of FORMAT_HELPERS)
  environment.registerHelper(name, (...all: unknown[]) => {
    const options = all.at(-1) as HelperOptions;
    const values = all.slice(0, -1);
    if (values.includes(FAILED)) return FAILED;
    const hash: Record<string, unknown> = { ...options.hash };
    if (values.length > operands && hash.digits === undefined) hash.digits = values[operands];
    return new Request(name, values.slice(0, operands), hash);
  });

/** What templates came to the last time. */
export type FilledBefore = WeakMap<Template, { scope: ProseScope; filled: Filled; found: readonly Diagnostic[] }>;

/** As `fillTemplate`, which isn't done again for the very same values. */
export function fillAgain(
  template: Template,
  scope: ProseScope,
  report: (d: Diagnostic) => void,
  before: FilledBefore,
): Filled {
  let known = before.get(template);
  if (known?.scope !== scope) {
    const found: Diagnostic[] = [];
    known = { scope, filled: fillTemplate(template, scope, (d) => found.push(d)), found };
    before.set(template, known);
  }
  for (const d of known.found) report(d);
  return known.filled;
}

/** Puts a run's values into a template. Every problem is reported at its place; a failed quote leaves no text. */
export function fillTemplate(template: Template, scope: ProseScope, report: (d: Diagnostic) => void): Filled {
  // A row's problem comes once for all rows.
  const seen = new Set<string>();
  const reportOnce = (d: Diagnostic): void => {
    const key = JSON.stringify([d.message, d.place?.start]);
    if (!seen.has(key)) report(d);
    seen.add(key);
  };
  const state: State = { template, scope, quoted: [], report: reportOnce };
  const { program } = template;
  if (!program) return { template, text: "", quoted: [], sourceOf: (offset) => offset };
  const traced = once(() => {
    // Asked for only when there is something to tell, and so worth a second run.
    const data = { state: { template, scope, quoted: [], report: () => {} } };
    return environment.run(packedOf(tracedProgram(program)), {}, data);
  });
  const source = once(() => sourceTraced(traced()));
  const sourceOf = (offset: number): number => source()(offset);
  // Most titles, captions and sources quote nothing.
  const { body } = program;
  if (body.every(({ type }) => type === "ContentStatement"))
    return {
      template,
      text: body.map((node) => (node as hbs.AST.ContentStatement).value).join(""),
      quoted: [],
      sourceOf,
    };
  return { template, text: environment.run(packedOf(program), {}, { state }), quoted: state.quoted, sourceOf };
}

function lookUp(path: TemplatePath, context: unknown, { scope, report }: State): unknown {
  const fail = (problem: Problem): typeof FAILED => {
    report({ severity: "error", place: path.place, ...problem });
    return FAILED;
  };
  const [head, ...rest] = path.parts;
  if (head === undefined) return context;
  const inRow = path.nested && isRecord(context) && Object.hasOwn(context, head);
  let value: unknown;
  if (inRow) value = context[head];
  else if (head === "given") {
    const file = scope.register.assumptions.get(scope.assumptionOf(rest.join(".")) ?? "")?.data;
    if (file)
      return fail({
        rule: "prose/no-value",
        message: `\`${path.original}\` is of ${file.file}, and no single value`,
        expected: "a value that a block computes from its rows",
      });
    value = scope.given;
  } else if (scope.values.has(head)) value = scope.values.get(head);
  else {
    const block = scope.blockOf(head);
    if (block !== undefined)
      return scope.failed.has(block)
        ? FAILED
        : fail({
            rule: "prose/no-value",
            message: `\`${head}\` is a function, a class or a type`,
            expected: "a value to quote",
          });
    // Outside a row, a name known nowhere was reported when the template was read.
    if (!path.nested) return FAILED;
    const rowKeys = isRecord(context) ? Object.keys(context) : [];
    return fail({
      rule: "prose/unknown-value",
      message: `unknown value \`${path.original}\``,
      hint: didYouMean(head, [...rowKeys, ...scope.names]),
    });
  }
  let known = head;
  for (const part of rest) {
    const next = member(value, part);
    if (next === undefined) {
      const keys = value instanceof Map ? [...value.keys()].map(String) : isRecord(value) ? Object.keys(value) : [];
      return fail({
        rule: "prose/unknown-value",
        message: `\`${known}\` has no \`${part}\``,
        expected: keys.length > 0 ? oneOf(keys) : `a path that exists; \`${known}\` is ${describe(value)}`,
        hint: didYouMean(part, keys),
      });
    }
    value = next.value;
    known += `.${part}`;
  }
  return value;
}

function member(value: unknown, key: string): { value: unknown } | undefined {
  if (value instanceof Map) {
    if (value.has(key)) return { value: value.get(key) };
    return value.has(Number(key)) ? { value: value.get(Number(key)) } : undefined;
  }
  if (Array.isArray(value) && key === "length") return { value: value.length };
  return isRecord(value) && Object.hasOwn(value, key) ? { value: value[key] } : undefined;
}

function print({ helper, values, options }: Request, context: FormatContext, scope: ProseScope): Printed | Problem {
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

function printAs(spec: FormatSpec, value: unknown, write: () => string): Printed | Problem {
  try {
    return {
      text: write(),
      value: spec.style === "text" && typeof value !== "boolean" ? String(value) : asCell(value),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return typeof value === "number" && !Number.isFinite(value)
      ? { rule: "prose/non-finite", message, expected: 'a finite number, or the text to print instead: nonfinite="–"' }
      : { rule: "prose/format", message, ...meantFor(error, spec, value) };
  }
}

/** What a format prints, where it was given something else, and what prints that. */
export function meantFor(
  error: unknown,
  { style, to }: FormatSpec,
  value: unknown,
): Pick<Problem, "expected" | "hint"> {
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

function printBare(value: unknown, quotation: Quotation, scope: ProseScope): Printed | Problem {
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

function provenance(quotation: Quotation, scope: ProseScope): { blockId?: string; restsOn: string[] } {
  const ids = new Set<string>();
  let blockId: string | undefined;
  for (const path of quotation.paths) {
    const [head = "", ...rest] = path.split(".");
    if (head === "given") {
      const id = scope.assumptionOf(rest.join("."));
      if (id !== undefined) {
        ids.add(id);
        for (const leaf of scope.register.assumptions.get(id)?.restsOn ?? []) ids.add(leaf);
      }
      continue;
    }
    const block = scope.blockOf(head);
    if (block === undefined) continue;
    blockId ??= block;
    for (const id of scope.valueRestsOn(path)) ids.add(id);
  }
  return { blockId, restsOn: inRegisterOrder(scope.register, ids) };
}

function claimFails(claim: ClaimResult, section: string, place: Place | undefined, scope: ProseScope): Diagnostic {
  const notes: string[] = [];
  const sentence = section.replace(/\s+/g, " ").trim();
  if (sentence) notes.push(`the sentence: ${shortened(sentence, 300)}`);
  const number = (x: number): string => String(toDigits(x, 6));
  if (claim.left !== undefined && claim.right !== undefined && claim.operator !== undefined)
    notes.push(`compared: ${number(claim.left)} ${claim.operator} ${number(claim.right)} is false`);
  if (claim.margin !== undefined)
    notes.push(
      `margin: ${number(claim.margin)}${claim.relativeMargin === undefined ? "" : ` (${number(claim.relativeMargin * 100)}%)`}`,
    );
  const behind = scope.restsOn(claim.blockId);
  if (behind.length > 0) notes.push(`rests on: ${behind.join(", ")}`);
  return {
    rule: "prose/claim-fails",
    severity: "error",
    message: `claim \`${claim.id}\` does not hold: ${claim.expression}`,
    expected: "the claim to hold, or an {{else}} branch with the sentence that is true then",
    notes,
    place,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !(value instanceof Map);

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

const asCell = (value: unknown): Cell =>
  typeof value === "number" || typeof value === "string" || typeof value === "boolean"
    ? value
    : value instanceof Date
      ? value.toISOString().slice(0, 10)
      : null;

function describe(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Map) return "a map";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

/** A number with all its digits, no exponent where that reads badly, and its unit. */
function fullText(value: Cell, { unit, shown }: Pick<FormatContext, "unit" | "shown">): string {
  if (value === null) return "";
  if (typeof value !== "number") return formatValue(value, { style: "text" });
  const text = String(fromBlocks(value, shown)).replace("-", "\u2212");
  const said = shown ?? unit;
  return said === undefined || said === "1" ? text : `${text} ${formatUnit(said)}`;
}
