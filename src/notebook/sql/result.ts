import { declaredColumn, type RawColumn, readColumn } from "../../assumptions/data/declared.js";
import type { DataColumn } from "../../assumptions/data/types.js";
import { hasZero, unitInBlocks } from "../../assumptions/units/block-units.js";
import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { Problems } from "../../yaml/problems.js";
import type { BlockText } from "../analyse/block-text.js";
import type { QueryInfo } from "../analyse/program.js";
import { lower, type ResultColumn, type Sum } from "./relations.js";
import { sameUnit, shownOf, subjectOf } from "./sides.js";

/** Aggregates that count what is true, and make numbers of years. */
const ADDS: ReadonlySet<string> = new Set(["sum", "total", "avg"]);

/** What each column of the result is: a table's column as it stands is what it is there, others are declared. */
export function declaredResult(
  results: readonly ResultColumn[],
  text: BlockText,
): Omit<QueryInfo, "rests"> & { errors: Diagnostic[] } {
  const { block } = text;
  const errors: Diagnostic[] = [];
  const problems = new Problems("assumptions");
  const declared = new Map<string, RawColumn>();
  for (const entry of block.columns?.entries ?? []) {
    const column = readColumn(
      entry,
      `query \`${block.id}\``,
      problems,
      "a result has no header of its own: name it behind `AS`",
    );
    if (column) declared.set(column.name, column);
  }
  append(errors, problems.list());
  const names = results.map(({ name }) => name);
  const wrong = (
    at: { start: number; end: number },
    message: string,
    detail: { expected: string; hint?: string | undefined },
    rule: "columns" | "unit" = "columns",
  ): void => {
    errors.push({ rule: `sql/${rule}`, severity: "error", message, place: text.place(at.start, at.end), ...detail });
  };
  for (const [name, { place }] of declared)
    if (!names.includes(name))
      errors.push({
        rule: "sql/columns",
        severity: "error",
        message: `\`columns\` names \`${name}\`, which the query doesn't give`,
        expected: `one of ${names.map((one) => `\`${one}\``).join(", ")}`,
        hint: didYouMean(name, names),
        place,
      });
  const columns = results.map((result, index): DataColumn | undefined => {
    const { name, column, isNamed, sums = [] } = result;
    if (!isNamed || !/^[A-Za-z]\w*$/.test(name) || name in Object.prototype) {
      wrong(result, isNamed ? `\`${name}\` can't name a column` : `\`${name}\` has no name`, {
        expected: "`AS` and a name of letters from a to z, digits and `_`, beginning with a letter",
      });
      return undefined;
    }
    const before = names.find((one) => lower(one) === lower(name));
    if (names.findIndex((one) => lower(one) === lower(name)) < index) {
      wrong(result, `a second column is called \`${before}\`${before === name ? "" : ", but for its capitals"}`, {
        expected: "`AS` and another name",
      });
      return undefined;
    }
    const said = declared.get(name);
    if (column) {
      if (said) {
        const what = column.unit === undefined ? `of type ${column.type}` : `in ${column.shown ?? column.unit}`;
        errors.push({
          rule: "sql/columns",
          severity: "error",
          message: `\`${name}\` is declared, and is a table's column ${what} as it stands`,
          expected: "columns that the query computes",
          place: said.place,
        });
      }
      return plainColumn(column, name);
    }
    if (!said) {
      if (!problems.failed)
        wrong(result, `\`${name}\` is computed, and nothing says what it is`, {
          expected: `a line under \`--| columns:\`, such as \`--|   ${name}: ${written(result)}\``,
          hint: didYouMean(name, declared.keys()),
        });
      return undefined;
    }
    const made = declaredColumn(said);
    const unit = said.unit?.text;
    const isIn = ({ column, scale }: Sum): boolean =>
      unit !== undefined &&
      sameUnit(column.unit ?? "1", unitInBlocks(unit)) &&
      !(scale === "difference" && hasZero(unit));
    const other = sums.find((sum) => sum.column.type === "number" && !isIn(sum));
    if (other) {
      const shown = shownOf(other);
      wrong(
        other.at ?? result,
        `\`${name}\` is declared ${unit === undefined ? `as ${made.type}` : `in ${unit}`}, and ${subjectOf(other)} is in ${shown}`,
        {
          expected: `\`unit: ${shown}\``,
          hint:
            unit === undefined
              ? undefined
              : other.scale === "difference" && hasZero(unit)
                ? "a difference of two temperatures has no zero of its own"
                : "multiply in the query to get another unit, and declare that",
        },
        "unit",
      );
    }
    return made;
  });
  const unitPlaces = new Map([...declared.values()].flatMap(({ name, unit }) => (unit ? [[name, unit.place]] : [])));
  return { columns: columns.filter((one) => one !== undefined), unitPlaces, errors };
}

/** How a column is declared, as YAML has it; what does not follow from what is in it is left open. */
function written({ sums = [], isCount }: ResultColumn): string {
  const number = sums.find(({ column }) => column.type === "number");
  const unit = (text: string): string => `{unit: ${JSON.stringify(text).replace(/^"([A-Za-z][\w/]*)"$/, "$1")}}`;
  if (number) return unit(shownOf(number));
  if (isCount) return unit("1");
  if (sums.length === 0 || sums.some(({ isAdded }) => isAdded)) return "{unit: …}";
  const isNumber = (type: string): boolean => type === "year" || type === "boolean";
  if (sums.every(({ by, column }) => isNumber(column.type) && ADDS.has(by ?? ""))) return unit("1");
  // A choice says what it may be, which a text need not.
  const [type, ...more] = new Set(sums.map(({ column }) => (column.type === "choice" ? "text" : column.type)));
  if (more.length === 0) return `{type: ${type}}`;
  return [type ?? "", ...more].some(isNumber) ? "{unit: …}" : "{type: text}";
}

/** Without what is known of the cells it has in its table. */
function plainColumn({ type, label, unit, shown, choices, missing }: DataColumn, name: string): DataColumn {
  return {
    name,
    type,
    ...(label === undefined ? {} : { label }),
    ...(unit === undefined ? {} : { unit }),
    ...(shown === undefined ? {} : { shown }),
    ...(choices ? { choices } : {}),
    ...(missing === undefined ? {} : { missing: 0 }),
  };
}
