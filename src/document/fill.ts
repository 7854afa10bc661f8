import type { HelperOptions as SectionOptions } from "handlebars";
import { PRINTABLE, unprintable } from "../characters.js";
import { type Diagnostic, didYouMean, type Place } from "../diagnostic.js";
import type { Cell, ClaimResult } from "../notebook/types.js";
import { once } from "../once.js";
import { toDigits } from "../text/counts.js";
import { shortened } from "../text/shown.js";
import { FORMAT_HELPERS } from "./helpers.js";
import { packedOf } from "./programs/packed.js";
import { Environment } from "./programs/run.js";
import { inRegisterOrder, type ProseScope } from "./prose-scope.js";
import { FAILED, lookUp } from "./quoted/look-up.js";
import { printQuoted, Request } from "./quoted/print.js";
import { mark } from "./template/marks.js";
import { sourceTraced, tracedProgram } from "./template/traces.js";
import type { Quotation, Template } from "./template.js";

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
  if (operand === FAILED) return standIn(quotation, "it could not be computed", state);
  const printed = printQuoted(operand, quotation, state.scope);
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
  const n = state.quoted.push({ quotation, ...printed, ...provenance(quotation, state.scope) });
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
