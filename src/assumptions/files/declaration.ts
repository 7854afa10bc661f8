import { describeMeaning, describeRange, describeUnitOf, describeValue } from "../register/describe.js";
import type { Assumption, Register } from "../register/types.js";

type Tree = Map<string, Tree | Assumption>;

/**
 * TypeScript for `given`: an interface of read-only numbers whose doc comments say what each is. Series and tables carry an index
 * signature too, because chapters read them with a year or a chip in a variable.
 *
 * @param options `comments: false` leaves the doc comments out, for a checker: then a change of values changes nothing.
 */
export function givenDeclaration(
  register: Pick<Register, "assumptions">,
  { comments = true }: { comments?: boolean } = {},
): string {
  const root: Tree = new Map();
  for (const assumption of register.assumptions.values()) {
    const parts = assumption.id.split(".");
    const last = parts.pop() ?? assumption.id;
    let at = root;
    for (const part of parts) {
      let below = at.get(part);
      if (!(below instanceof Map)) {
        below = new Map();
        at.set(part, below);
      }
      at = below;
    }
    at.set(last, assumption);
  }
  const lines = ["/** A series by key. */", "export interface GivenSeries {", "  readonly [key: string]: number;", "}"];
  lines.push(
    "/** A table by row and column. */",
    "export interface GivenTable {",
    "  readonly [row: string]: GivenSeries;",
    "}",
  );
  lines.push("/** The assumptions, each a number in its declared unit. */", "export interface Given {");
  write(root, "  ", lines, comments);
  lines.push("}", "export declare const given: Given;", "");
  return lines.join("\n");
}

function write(tree: Tree, indent: string, lines: string[], comments: boolean): void {
  const numbered = [...tree].filter(([key]) => /^\d+$/.test(key)).map(([, value]) => value);
  const shapes = new Set(numbered.map((value) => (value instanceof Map ? "group" : value.shape)));
  const [shape] = shapes;
  // A group of numbered assumptions, such as one mix a year, is read with the number in a variable.
  if (shapes.size === 1 && shape !== "group") {
    const type = shape === "scalar" ? "number" : shape === "series" ? "GivenSeries" : "GivenTable";
    lines.push(`${indent}readonly [key: number]: ${type};`);
  }
  for (const [key, value] of tree) {
    if (value instanceof Map) {
      lines.push(`${indent}readonly ${name(key)}: {`);
      write(value, `${indent}  `, lines, comments);
      lines.push(`${indent}};`);
      continue;
    }
    if (comments) lines.push(`${indent}/** ${comment(value)} */`);
    if (value.shape === "scalar") lines.push(`${indent}readonly ${name(key)}: number;`);
    else if (value.shape === "series") {
      lines.push(`${indent}readonly ${name(key)}: GivenSeries & { ${row(value.keys)} };`);
    } else {
      const columns = `GivenSeries & { ${row(value.columns ?? [])} }`;
      const rows = value.keys.map((k) => `readonly ${name(k)}: ${columns};`).join(" ");
      lines.push(`${indent}readonly ${name(key)}: GivenTable & { ${rows} };`);
    }
  }
}

const row = (keys: readonly string[]): string => keys.map((key) => `readonly ${name(key)}: number;`).join(" ");

const name = (key: string): string => (/^(?:[A-Za-z_$][\w$]*|0|[1-9]\d{0,14})$/.test(key) ? key : JSON.stringify(key));

function comment(assumption: Assumption): string {
  const { label, id, asOf, kind } = assumption;
  const unit = describeUnitOf(assumption);
  const range = describeRange(assumption);
  const parts = [
    `${label ?? id}: ${describeValue(assumption)}${unit ? ` ${unit}` : ""}`,
    ...(range ? [`range ${range}, ${describeMeaning(assumption)}`] : []),
    `${kind}, ${asOf}`,
  ];
  return parts.join("; ").replaceAll("*/", "*\u200b/").replace(/\s+/g, " ");
}
