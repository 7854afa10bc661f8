import { settle } from "./settled.js";

/**
 * What the text of a cell begins with that stands for a shape: GeoJSON follows. No text of a file or a choice has this character, which can't be
 * printed, so that a shape travels between processes, is kept and is compared as any text is.
 */
export const GEOMETRY_MARK = "\u0001";

/** The shape that a cell stands for, frozen with all that is in it; other cells are undefined. */
export function geometryOf(cell: unknown): object | undefined {
  if (typeof cell !== "string" || !cell.startsWith(GEOMETRY_MARK)) return undefined;
  const freeze = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    for (const part of Object.values(value)) freeze(part);
    return settle(value);
  };
  return freeze(JSON.parse(cell.slice(GEOMETRY_MARK.length))) as object;
}

/** The cell that stands for a shape; undefined for what is none. */
export const geometryCell = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null && "type" in value && ("coordinates" in value || "geometries" in value)
    ? GEOMETRY_MARK + JSON.stringify(value)
    : undefined;
