import { assumptionOrBeside } from "../../../assumptions/register/ranges.js";
import type { Register } from "../../../assumptions/register/types.js";
import type { UnitSystem } from "../../../assumptions/units/units.js";
import type { Diagnostic } from "../../../diagnostic.js";
import { specOf } from "../../../document/helpers.js";
import type { ChapterTemplates } from "../../../document/prepare.js";
import type { Template } from "../../../document/template.js";
import { parseFormat } from "../../../notebook/library/parse-format.js";
import type { OutputDeclaration } from "../../../notebook/types.js";
import { numberOf, type StudyRequest } from "../../../sensitivity/index.js";
import type { GivenUnits } from "../plan.js";
import type { DimensionRun } from "../run.js";
import type { UnitTree } from "../sites.js";
import type { Unit } from "../unit.js";
import { formatProblem, type PrintedValue, rateProblem } from "./formats.js";
import { spokenProblem } from "./spoken.js";

/** Checks every quoted value of the prose, captions and alternative texts against its format and the unit written behind it. */
export function reportQuotations(
  templates: readonly ChapterTemplates[],
  run: DimensionRun,
  memo: Quoted,
): { diagnostics: Diagnostic[]; checked: number } {
  const { system } = memo;
  const values = new Values(run, memo);
  const diagnostics: Diagnostic[] = [];
  let checked = 0;
  for (const { prose, title, options } of templates)
    for (const template of [prose, title, ...[...options.values()].flatMap((by) => [...by.values()])])
      if (template.program)
        checked += quotations(template.program, template, values, system, (d) => diagnostics.push(d));
  return { diagnostics, checked };
}

function quotations(
  program: hbs.AST.Program,
  template: Template,
  values: Values,
  system: UnitSystem,
  report: (d: Diagnostic) => void,
): number {
  let checked = 0;
  for (const [at, statement] of program.body.entries()) {
    if (statement.type === "BlockStatement") {
      const { program: inner, inverse } = statement as hbs.AST.BlockStatement;
      for (const part of [inner, inverse]) if (part) checked += quotations(part, template, values, system, report);
      continue;
    }
    if (statement.type !== "MustacheStatement") continue;
    const [index, operand] = (statement as hbs.AST.MustacheStatement).params;
    const quotation = template.quotations[(index as hbs.AST.NumberLiteral | undefined)?.value ?? -1];
    if (!quotation || operand?.type !== "SubExpression") continue;
    const before = wordsOf(program.body[at - 1]);
    const behind = wordsOf(program.body[at + 1]);
    if (!quotation.helper) {
      const path = pathOf(operand, template);
      const value = path && values.at(path);
      // With its unit a number says itself how often.
      const style = path && values.styleOf(path);
      const problem =
        value &&
        ((style === "number" ? spokenProblem(value, before, behind, system, values.step) : undefined) ??
          (style === "unit" ? undefined : rateProblem(value, behind, system)));
      if (problem) report({ rule: "dimensions/format", severity: "error", ...problem, place: quotation.place });
      continue;
    }
    const { params, hash } = operand as hbs.AST.SubExpression;
    const options: Record<string, unknown> = {};
    for (const { key, value } of hash?.pairs ?? []) options[key] = (value as hbs.AST.StringLiteral).value;
    const declared = params[1]?.type === "StringLiteral" ? (params[1] as hbs.AST.StringLiteral).value : "";
    const spec = quotation.helper === "format" ? parseFormat(declared) : specOf(quotation.helper, options);
    if ("message" in spec || "error" in spec) continue;
    for (const param of params.slice(0, quotation.helper === "range" ? 2 : 1)) {
      const path = pathOf(param, template);
      const value = path && values.at(path);
      if (!path || !value) continue;
      checked++;
      const problem =
        formatProblem(value, spec, values.declared(path), system, values.step) ??
        (spec.style === "number" ? spokenProblem(value, before, behind, system, values.step) : undefined) ??
        (spec.style === "unit" ? undefined : rateProblem(value, behind, system));
      if (!problem) continue;
      report({ rule: "dimensions/format", severity: "error", ...problem, place: quotation.place });
      break;
    }
  }
  return checked;
}

const wordsOf = (statement: hbs.AST.Statement | undefined): string =>
  statement?.type === "ContentStatement" ? (statement as hbs.AST.ContentStatement).value : "";

/** The dotted parts of a path, when it is one of the memo's names outside a row. */
function pathOf(node: hbs.AST.Expression, template: Template): readonly string[] | undefined {
  if (node.type !== "SubExpression") return undefined;
  const { path, params } = node as hbs.AST.SubExpression;
  if ((path as hbs.AST.PathExpression).original !== "__get") return undefined;
  const found = template.paths[(params[0] as hbs.AST.NumberLiteral | undefined)?.value ?? -1];
  return found && !found.nested ? found.parts : undefined;
}

/** What values can be quoted of, and in what units they are. */
interface Quoted {
  outputs: ReadonlyMap<string, OutputDeclaration>;
  register: Register;
  system: UnitSystem;
  /** The unit of time that the model steps in. */
  step: Unit | undefined;
  units: GivenUnits;
  /** Studies by the name that they are quoted by. */
  studies: ReadonlyMap<string, StudyRequest>;
}

class Values {
  readonly step: Unit | undefined;

  constructor(
    private readonly run: DimensionRun,
    private readonly memo: Quoted,
  ) {
    this.step = memo.step;
  }

  /** The unit of what stands at a path; undefined when that is no number or nothing is known of it. */
  at(parts: readonly string[]): PrintedValue | undefined {
    const [head = "", ...keys] = parts;
    if (head === "given") {
      const path = keys.join(".");
      const id = this.memo.units.leaves.get(path);
      if (id === undefined) return undefined;
      return { unit: this.memo.units.units.get(path) ?? this.memo.units.units.get(id), literals: [] };
    }
    const study = this.memo.studies.get(head);
    if (study) return this.ofStudy(study, keys);
    let tree: UnitTree | undefined = this.run.values.get(head);
    for (const key of keys)
      tree = typeof tree === "object" && tree !== null && Object.hasOwn(tree, key) ? tree[key] : undefined;
    if (typeof tree !== "number" || tree === -1) return undefined;
    const literals = this.run.literals.get(parts.join("."));
    return { unit: tree === 0 ? undefined : this.run.table[tree - 1], literals: literals ?? [] };
  }

  /** Of what a study came to: results and the places of what it moves are in their own units. Scales with a zero of their own are left out. */
  private ofStudy(request: StudyRequest, keys: readonly string[]): PrintedValue | undefined {
    const of = numberOf(request, keys);
    if (!of) return undefined;
    const value = this.at("result" in of ? of.result.split(".") : ["given", ...of.assumption.split(".")]);
    return value?.unit?.zero === undefined ? value : undefined;
  }

  /** The style in which a value is printed that is quoted alone. */
  styleOf(parts: readonly string[]): string | undefined {
    return parts.length === 1 ? this.memo.outputs.get(parts[0] ?? "")?.format.style : undefined;
  }

  /** The unit that formats take a value to be in. */
  declared(parts: readonly string[]): string | undefined {
    const [head, ...keys] = parts;
    if (head !== "given") return parts.length === 1 ? this.memo.outputs.get(head ?? "")?.unit : undefined;
    const assumption = assumptionOrBeside(this.memo.register, this.memo.units.leaves.get(keys.join(".")) ?? "");
    return assumption?.columnUnits?.[keys.at(-1) ?? ""] ?? assumption?.unit;
  }
}
