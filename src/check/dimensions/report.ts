import type { Diagnostic } from "../../diagnostic.js";
import type { Plan, PlannedSite } from "./plan.js";
import type { Finding, Side } from "./sites.js";
import { FREEZING } from "./temperature.js";

/** What a run found, in plain words at the places of the operators. */
export function reportFindings(findings: readonly Finding[], { sites, blocks }: Plan): Diagnostic[] {
  const stepped = new Set(blocks.filter(({ options }) => options.step).map(({ analysed }) => analysed.block.id));
  const formulas = new Set(
    blocks.filter(({ analysed }) => analysed.block.kind === "formula").map(({ analysed }) => analysed.block.id),
  );
  return findings.flatMap((finding): Diagnostic[] => {
    const site = sites[finding.site];
    if (!site) return [];
    return [
      {
        rule: `dimensions/${finding.rule}`,
        severity: "error",
        place: site.place,
        ...words(finding, site, stepped.has(site.blockId), formulas.has(site.blockId)),
      },
    ];
  });
}

type Words = Pick<Diagnostic, "message" | "expected" | "hint" | "notes">;

function words({ rule, sides, ratio }: Finding, site: PlannedSite, hasStep: boolean, isFormula: boolean): Words {
  const [left, right] = sides;
  const a = measured(left);
  const b = measured(right);
  switch (rule) {
    case "unlike":
      return {
        message: done(site, a, b),
        expected: "both sides in units of one dimension",
        ...hintOf(sides, hasStep, site.operator),
        notes: notes(site, sides),
      };
    case "temperature":
      return {
        message: warm(site, sides),
        expected: meantFor(site, isFormula),
        notes: notes(
          site.output === undefined ? site : { ...site, operands: site.operands.slice(0, 1) },
          site.output === undefined ? sides : sides.slice(0, 1),
        ),
      };
    case "scale":
      return {
        message: `${done(site, a, b)}: ${larger(ratio ?? 1, left, right)}`,
        expected: "both sides in one unit",
        hint: "convert one of them: multiply by the factor, as a number written out",
        notes: notes(site, sides, true),
      };
    case "exponent":
      return {
        message: `raises to a power in ${b}`,
        expected: "a pure number as the exponent",
        hint: `say what the numbers beside it count, such as \`12 /* month */ / months\`, or divide by one of it: \`/ (1 /* year */)\``,
        notes: notes(site, sides),
      };
    case "function":
      return {
        message: `\`${site.operator}\` takes a value in ${a}`,
        expected: "a pure number, such as the ratio of two values in one unit",
        notes: notes(site, sides),
      };
    case "output":
      return {
        message: `${site.output === undefined ? "the output" : `\`${site.output}\``} is declared ${b === "a pure number" ? `as ${b}` : `in ${b}`}, and is ${
          left?.unit === "1" ? "a pure number" : `in ${a}`
        }${ratio === undefined || left?.unit === "1" ? "" : `: ${larger(ratio, left, right)}`}`,
        expected: "the unit of the value",
        ...hintOf(sides, hasStep),
        notes: notes({ ...site, operands: site.operands.slice(0, 1) }, sides.slice(0, 1), ratio !== undefined),
      };
    case "annotation":
      return {
        message: `the comment says ${b}, and the value is in ${a}${ratio === undefined ? "" : `: ${larger(ratio, left, right)}`}`,
        expected: "the unit the value has, or a pure number before the comment",
        ...hintOf(sides, hasStep),
        notes: notes(site, sides.slice(0, 1)),
      };
  }
}

/** What can be done with a temperature where something else was. */
function meantFor({ operator, output }: PlannedSite, isFormula: boolean): string {
  if (operator.startsWith("Plot."))
    return "a number: a chart draws what blocks count in, which are kelvins; `/* K */` behind the value draws them, `… /* K */ - 273.15 /* K */` degrees Celsius";
  if (output !== undefined) return 'the unit `"K"`, or `/* K */` behind the value where it is a temperature';
  return isFormula
    ? "a difference of two temperatures; a mean of two is `a + (b - a) / 2`"
    : "a difference of two temperatures, or a mean by `d3.mean`; `/* K */` behind a value says that its kelvins are meant";
}

const measured = (side: Side | undefined): string =>
  side === undefined || side.unit === "1" ? "a pure number" : side.unit;

/** What is done with a temperature on a scale with a zero of its own that can't be done with it. */
function warm({ kind, operator, output }: PlannedSite, sides: readonly Side[]): string {
  const what = "a temperature on a scale with a zero of its own";
  if (output !== undefined) return `\`${output}\` is declared as a temperature, and is the difference of two`;
  if (kind === "call") return `\`${operator}\` is given ${what}`;
  if (kind === "comparison") return "compares a temperature with the difference of two";
  if (operator.startsWith("+")) return sides.length > 1 ? "adds a temperature to a temperature" : `adds to ${what}`;
  if (operator.startsWith("-"))
    return sides.length > 1 ? "subtracts a temperature from a difference" : `turns the sign of ${what}`;
  if (operator.startsWith("%")) return `takes the remainder of ${what}`;
  if (operator.startsWith("**")) return `raises ${what} to a power`;
  return operator.startsWith("/") ? `divides ${what}, or by one` : `multiplies ${what}`;
}

function done({ kind, operator }: PlannedSite, a: string, b: string): string {
  if (kind === "comparison") return `compares ${a} with ${b}`;
  if (kind === "call") return `\`${operator}\` takes ${a} and ${b} together`;
  if (operator.startsWith("-")) return `subtracts ${b} from ${a}`;
  if (operator.startsWith("%")) return `divides ${a} by ${b} for the remainder`;
  return `adds ${b} to ${a}`;
}

function larger(ratio: number, left: Side | undefined, right: Side | undefined): string {
  const [large, small, times] = ratio > 1 ? [left, right, ratio] : [right, left, 1 / ratio];
  if (large?.unit === small?.unit) return `a factor ${factor(times)} is left over`;
  const one = (side: Side | undefined): string => (side?.unit === "1" ? "1" : `1 ${side?.unit}`);
  return `${one(large)} is ${factor(times)} ${small?.unit === "1" ? "" : small?.unit}`.trimEnd();
}

const factor = (x: number): string => String(Number(x.toPrecision(4)));

function hintOf(sides: readonly Side[], hasStep: boolean, operator = ""): { hint?: string } {
  const [left, right] = sides;
  if (!left || !right) return {};
  if (isFlowOf(left.unit, right.unit) || isFlowOf(right.unit, left.unit))
    return hasStep
      ? {}
      : {
          hint: "in a model of yearly steps, `step: year` (in the front matter under `memo`, or at the head of the block) lets a flow stand for what a year brings",
        };
  const bare = left.unit === "1" ? left : right;
  if (operator.startsWith("-") && bare === right && bare.number === FREEZING && left.isTemperature)
    return {
      hint: `what prints a temperature converts it by itself, to="degC" or a column in °C; for a chart \`… /* K */ - ${FREEZING} /* K */\` are degrees Celsius`,
    };
  if (bare.unit === "1" && (left.isTemperature || right.isTemperature))
    return {
      hint: `blocks count temperatures in kelvins: ${factor(bare.number)} °C is \`${factor(bare.number + FREEZING)} /* K */\``,
    };
  if (left.unit === "1" || right.unit === "1")
    return { hint: `say behind a number what it counts: \`5 /* ${left.unit === "1" ? right.unit : left.unit} */\`` };
  return {};
}

const isFlowOf = (a: string, b: string): boolean =>
  /^[^/]+\/(year|month|week|day|h)$/.test(a) && a.slice(0, a.lastIndexOf("/")) === b;

function notes({ operands, kind }: PlannedSite, sides: readonly Side[], sized = false): string[] {
  const paired = kind !== "call" || operands.length === sides.length;
  return sides.map((side, i) => {
    const who = paired ? `\`${operands[i] ?? ""}\`` : `${["one", "another"][i]} value`;
    const operand = paired ? (operands[i] ?? "") : "";
    const from = side.from.map((id) => `given.${id}`).filter((path) => !operand.startsWith(path));
    // Of other sizes a written number may be the reason; of other kinds it never is.
    const times = sized ? (side.literals ?? []).map((one) => factor(one)) : [];
    return [
      `${who} is ${side.unit === "1" ? "a pure number" : `in ${side.unit}`}`,
      ...(times.length > 0 ? [`multiplied by ${times.join(" · ")}`] : []),
      ...(from.length > 0 ? [`from ${from.join(", ")}`] : []),
    ].join(", ");
  });
}
