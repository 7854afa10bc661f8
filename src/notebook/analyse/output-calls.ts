import type { CallExpression, Node, Program } from "oxc-parser";
import { hasZero, shownUnit, toBlocks, unitInBlocks } from "../../assumptions/units/block-units.js";
import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { parseFormat } from "../library/parse-format.js";
import type { OutputDeclaration } from "../types.js";
import type { BlockText } from "./block-text.js";
import { isPrivate } from "./names.js";
import { bare, constantKey } from "./parse.js";
import { pathOf } from "./thresholds.js";
import type { Walked } from "./walk.js";

/** The library function that declares an output. */
const OUTPUT = "output";

const OPTIONS = ["label", "unit", "format", "tolerance", "key"] as const;
type Option = (typeof OPTIONS)[number];

const USUAL_TOLERANCE = { relative: 0.01 };
const SHAPE = '`const name = output(value, { label: "…" })` at the top of a block';

const NOT_WRITTEN_OUT = "the description of an output must be written out";

/**
 * The outputs a block declares with `const name = output(value, { label, unit, format, tolerance, key })`. The second argument is read
 * here and never run, so it must be a literal. A tolerance left out is 1%, a unit "1", a format "number".
 */
export function declaredOutputs(
  program: Program,
  walked: Walked,
  text: BlockText,
): { outputs: OutputDeclaration[]; diagnostics: Diagnostic[] } {
  const outputs: OutputDeclaration[] = [];
  const diagnostics: Diagnostic[] = [];
  const uses = walked.references.filter(({ name, scope }) => name === OUTPUT && !scope.find(OUTPUT));
  if (uses.length === 0) return { outputs, diagnostics };
  const report = (
    rule: Diagnostic["rule"],
    node: Pick<Node, "start" | "end">,
    words: Omit<Diagnostic, "rule" | "severity">,
  ): void => {
    diagnostics.push({ rule, severity: "error", ...words, place: text.place(node.start, node.end) });
  };
  const declared = new Set<Node>();
  for (const { name, node, call } of outputCalls(program)) {
    declared.add(bare(call.callee));
    if (isPrivate(name)) {
      const message = `\`${name}\` begins with \`_\` and stays in its block`;
      report("notebook/output", node, { message, expected: "an output under a name the memo can quote" });
    }
    const options = readOptions(call, report);
    const of = call.arguments[0] && pathOf(call.arguments[0])?.join(".");
    if (options)
      outputs.push({ name, blockId: text.block.id, of, ...options, place: text.place(node.start, node.end) });
  }
  for (const { node } of uses)
    if (!declared.has(node))
      report("notebook/output", node, { message: "`output` declares nothing here", expected: SHAPE });
  return { outputs, diagnostics };
}

/** Constants at the top of the block that are calls of `output`. */
function* outputCalls(program: Program): Generator<{ name: string; node: Node; call: CallExpression }> {
  for (const statement of program.body) {
    if (statement.type !== "VariableDeclaration" || statement.kind !== "const") continue;
    for (const { id, init } of statement.declarations) {
      const call = init && bare(init);
      if (id.type !== "Identifier" || call?.type !== "CallExpression") continue;
      const callee = bare(call.callee);
      if (callee.type === "Identifier" && callee.name === OUTPUT) yield { name: id.name, node: id, call };
    }
  }
}

type Report = (
  rule: Diagnostic["rule"],
  node: Pick<Node, "start" | "end">,
  words: Omit<Diagnostic, "rule" | "severity" | "place">,
) => void;

/** The description, its unit and tolerance as declared, and what it says nothing of as usual. */
type Description = Omit<OutputDeclaration, "name" | "blockId" | "place">;

function readOptions(call: CallExpression, report: Report): Description | undefined {
  const [value, second, third] = call.arguments;
  const literal = second && bare(second);
  if (value === undefined || value.type === "SpreadElement" || literal === undefined || third) {
    const message = "`output` takes a value and its description";
    report("notebook/output", third ?? call, { message, expected: SHAPE });
    return undefined;
  }
  if (literal.type !== "ObjectExpression") {
    report("notebook/output", literal, {
      message: NOT_WRITTEN_OUT,
      expected: '`{ label: "…", unit: "1", format: "number 1", tolerance: "1%", key: true }`',
    });
    return undefined;
  }
  const given: Partial<Description> = {};
  const seen = new Set<string>();
  let tolerated: Node | undefined;
  for (const property of literal.properties) {
    const name = property.type === "Property" ? constantKey(property.key, property.computed) : undefined;
    if (property.type !== "Property" || name === undefined || property.method || property.kind !== "init")
      report("notebook/output", property, { message: NOT_WRITTEN_OUT, expected: "`name: literal`" });
    else if (!isOption(name)) {
      const message = `unknown option \`${name}\` of an output`;
      const expected = `one of ${OPTIONS.join(", ")}`;
      report("notebook/output", property.key, { message, expected, hint: didYouMean(name, OPTIONS) });
    } else {
      if (seen.has(name))
        report("notebook/output", property.key, {
          message: `\`${name}\` is given twice`,
          expected: "each option of an output once",
        });
      seen.add(name);
      if (name === "tolerance") tolerated = property.value;
      readOption(name, property.value, given, report);
    }
  }
  const { label, unit = "1", format = { style: "number" }, tolerance = USUAL_TOLERANCE, key = false } = given;
  if (label === undefined) {
    report("notebook/output", literal, { message: "the output has no label", expected: '`label: "…"`' });
    return undefined;
  }
  if (tolerated && hasZero(unit) && "relative" in tolerance)
    report("notebook/output", tolerated, {
      message: `the tolerance is a percent of a temperature in ${unit}, which is one of its kelvins`,
      expected: "a number of degrees, `tolerance: 0.5`",
    });
  const usual = seen.has("tolerance") ? {} : { usualTolerance: true as const };
  return { label, ...seenIn({ unit, format, tolerance }), key, ...usual };
}

/** Adds an option to those given; one that can't be taken is reported, and a label is empty then. */
function readOption(name: Option, node: Node, given: Partial<Description>, report: Report): void {
  const constant = constantOf(node);
  const text = typeof constant === "string" && constant.trim() !== "" ? constant : undefined;
  const wrong = (expected: string): void => {
    const message =
      constant === undefined
        ? `\`${name}\` of an output must be a literal`
        : `\`${name}\` can't be ${JSON.stringify(constant)}`;
    report("notebook/output", node, { message, expected });
  };
  switch (name) {
    case "label":
      if (text === undefined) wrong("a text");
      given.label = text ?? "";
      return;
    case "unit":
      if (text === undefined) wrong('a unit as text, `"GW/year"`, or `"1"` for a pure number');
      else given.unit = text;
      return;
    case "key":
      if (typeof constant === "boolean") given.key = constant;
      else wrong("`true` or `false`");
      return;
    case "tolerance": {
      const tolerance = toleranceOf(constant);
      if (tolerance) given.tolerance = tolerance;
      else wrong('a share as text, `"1%"`, or a number in the unit of the output');
      return;
    }
    case "format": {
      if (typeof constant !== "string") {
        wrong('a format as text, `"number 1"`');
        return;
      }
      const format = parseFormat(constant);
      if ("error" in format) report("notebook/output", node, { message: format.error, hint: format.hint });
      else given.format = format;
    }
  }
}

/** Takes the declared unit apart into that of the value in blocks and the one people see, in which it is printed. */
function seenIn(
  declared: Pick<Description, "unit" | "format" | "tolerance">,
): Pick<Description, "unit" | "shown" | "format" | "tolerance"> {
  const shown = shownUnit(declared.unit);
  if (shown === undefined) return declared;
  let { format, tolerance } = declared;
  const { style, to, from } = format;
  if ((style === "number" || style === "unit") && to === undefined && from === undefined)
    format = { ...format, to: shown };
  if ("absolute" in tolerance) {
    const width = toBlocks(tolerance.absolute, shown) - toBlocks(0, shown);
    tolerance = { absolute: Number(width.toPrecision(15)) };
  }
  return { unit: unitInBlocks(shown), shown, format, tolerance };
}

function isOption(name: string): name is Option {
  return (OPTIONS as readonly string[]).includes(name);
}

/** The value of a literal, undefined for anything that would have to be run. */
function constantOf(node: Node): string | number | boolean | null | undefined {
  const inner = bare(node);
  if (inner.type === "Literal") {
    const { value } = inner;
    return typeof value === "bigint" || value instanceof RegExp ? undefined : value;
  }
  if (inner.type === "TemplateLiteral" && inner.expressions.length === 0)
    return inner.quasis[0]?.value.cooked ?? undefined;
  if (inner.type === "UnaryExpression" && inner.operator === "-") {
    const value = constantOf(inner.argument);
    return typeof value === "number" ? -value : undefined;
  }
  return undefined;
}

function toleranceOf(constant: unknown): OutputDeclaration["tolerance"] | undefined {
  if (typeof constant === "number" && Number.isFinite(constant) && constant >= 0) return { absolute: constant };
  const share = typeof constant === "string" ? /^(\d+(?:\.\d+)?|\.\d+)\s*%$/.exec(constant.trim()) : null;
  return share ? { relative: Number(share[1]) / 100 } : undefined;
}
