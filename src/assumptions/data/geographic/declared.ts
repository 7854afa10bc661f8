import type { RawColumn, RawData } from "../declared.js";
import type { DataProblems } from "../problems.js";
import type { RawTable } from "../raw-table.js";

/** Tells of shapes where a file has none, and of a file's shapes where they are declared as something else. */
export function refusedShapes(
  path: string,
  { geometry }: RawTable,
  { object, planar }: RawData,
  columns: readonly RawColumn[],
  problems: DataProblems,
): boolean {
  const shapes = columns.filter(({ type }) => type === "geometry");
  const [first, second] = shapes;
  if (geometry === undefined) {
    const said = first
      ? `column \`${first.name}\` is declared to be shapes`
      : object
        ? "an `object` is declared"
        : "`planar` is declared";
    if (first || object || planar !== undefined)
      problems.error(
        "geometry",
        `${said}, and ${path} has no features`,
        first?.place ?? object?.place ?? { file: path, start: { line: 1, column: 1 } },
        {
          expected: "a file of GeoJSON or TopoJSON",
        },
      );
    return problems.failed;
  }
  const other = columns.find(({ name, header = name, type }) => header === geometry && type !== "geometry");
  const wrong = other ?? second ?? (first?.header !== undefined && first.header !== geometry ? first : undefined);
  if (wrong)
    problems.error(
      "geometry",
      other
        ? `column \`${other.name}\` is declared to be ${other.type}, and holds the shapes of ${path}`
        : `column \`${wrong.name}\` is declared to be shapes, which ${second ? `\`${first?.name}\` is` : `\`${wrong.header}\` of ${path} is not`}`,
      wrong.place,
      { expected: "one column `{type: geometry}`, without a `header`" },
    );
  return problems.failed;
}
