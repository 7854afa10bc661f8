import type { Register } from "../assumptions/register/types.js";
import { unitSystem } from "../assumptions/units/units.js";
import type { PackedHash, PackedProgram, PackedValue } from "../document/programs/packed.js";
import type { Program } from "../notebook/analyse/program.js";
import { parseFormat } from "../notebook/library/parse-format.js";
import type { FigureResult } from "../notebook/types.js";
import type { LiveChapter, PackedUnit } from "./model.js";
import { templatesIn } from "./templates.js";

/** Every unit that the memo names, in its register, its outputs, its formats, its tables and the data of its charts, with its size. */
export function unitsNamed(
  { register, program, figures }: { register: Register; program: Program; figures: ReadonlyMap<string, FigureResult> },
  chapters: readonly LiveChapter[],
): Map<string, PackedUnit> {
  const named = new Set<string>(["1", "USD", "K"]);
  const add = (unit: string | undefined): unknown => unit !== undefined && named.add(unit);
  const addFormat = (format: { to?: string; from?: string } | undefined): void => {
    add(format?.to);
    add(format?.from);
  };
  for (const { unit, shown, columnUnits, columnShown } of register.assumptions.values())
    for (const one of [unit, shown, ...Object.values(columnUnits ?? {}), ...Object.values(columnShown ?? {})]) add(one);
  for (const { unit, shown, format } of program.outputs) {
    add(unit);
    add(shown);
    addFormat(format);
  }
  for (const figure of figures.values())
    for (const { columns } of figure.kind === "table" ? [figure.table] : figure.data)
      for (const { unit, format } of columns) {
        add(unit);
        addFormat(format);
      }
  const value = (packed: PackedValue): void => {
    if (typeof packed === "string") {
      const format = parseFormat(packed);
      if (!("error" in format)) addFormat(format);
      add(packed);
    } else if (typeof packed === "object" && packed !== null && "call" in packed) {
      for (const one of packed.params) value(one);
      hash(packed.hash);
    }
  };
  const hash = (packed: PackedHash | 0 | undefined): void => {
    if (packed) for (const one of Object.values(packed)) value(one);
  };
  const program_ = (packed: PackedProgram): void => {
    for (const statement of packed) {
      if (typeof statement === "string") continue;
      for (const one of statement[2]) value(one);
      hash(statement[3]);
      if (statement[0] !== "b") continue;
      program_(statement[4]);
      if (statement[5] !== 0) program_(statement[5]);
    }
  };
  for (const chapter of chapters) for (const template of templatesIn(chapter)) program_(template.program);
  const system = unitSystem(register.units);
  const sizes = new Map<string, PackedUnit>();
  for (const name of [...named].sort()) {
    const read = system.parse(name);
    if (!read.ok) continue;
    const { factor, dimensions, hasOffset } = read.unit;
    sizes.set(name, { factor, dimensions: [...dimensions], hasOffset });
  }
  return sizes;
}
