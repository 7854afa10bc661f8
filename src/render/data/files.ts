import { unitSystem } from "../../assumptions/units/units.js";
import type { FigureNode, MemoTree, ShownPicture } from "../../document/tree.js";
import { figuresOf } from "../../document/tree.js";
import type { DataTable } from "../../notebook/types.js";
import type { Picture } from "../../pictures/index.js";
import { writeCsv } from "./csv.js";
import { svgFile } from "./svg.js";

/** Where a figure's chart stands, from the directory of the outputs, and the same in colours for dark paper. */
export function chartPath(figure: Pick<FigureNode, "id">, paper: "light" | "dark" = "light"): string {
  return `charts/${paper === "dark" ? "dark/" : ""}${figure.id}.svg`;
}

/** Where the tables of a figure's data stand, one for each of `data`: beside the chart, or under `tables/`. */
export function dataPaths(figure: Pick<FigureNode, "id" | "kind" | "data">): string[] {
  const folder = figure.kind === "chart" ? "charts" : "tables";
  return figure.data.map((_, i) => `${folder}/${figure.id}${figure.data.length === 1 ? "" : `-${i + 1}`}.csv`);
}

/** A figure's data as CSV, in the units that readers see. */
export function figureCsv(table: DataTable, { register }: Pick<MemoTree, "register">): string {
  const units = unitSystem(register.units);
  return writeCsv(table, (value, from, to) => units.convert(value, from, to));
}

/** Where a picture stands, from the directory of the outputs. */
export const picturePath = ({ name }: Pick<Picture, "name">): string => `pictures/${name}`;

/** Charts as SVG, pictures and data as CSV, by path from the directory of the outputs, in document order. */
export function figureFiles(tree: MemoTree): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  const add = ({ light, dark }: ShownPicture): void => {
    for (const picture of dark ? [light, dark] : [light]) files.set(picturePath(picture), picture.content);
  };
  if (tree.logo) add(tree.logo);
  for (const figure of figuresOf(tree)) {
    if (figure.picture) add(figure.picture);
    if (figure.svg !== undefined)
      for (const paper of ["light", "dark"] as const) files.set(chartPath(figure, paper), svgFile(figure.svg, paper));
    const paths = dataPaths(figure);
    figure.data.forEach((table, i) => {
      files.set(paths[i] ?? "", figureCsv(table, tree));
    });
  }
  return files;
}
