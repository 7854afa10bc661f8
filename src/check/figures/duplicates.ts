import type { Diagnostic } from "../../diagnostic.js";
import type { FigureNode } from "../../document/tree.js";
import { figuresOf } from "../../document/tree.js";
import { at } from "../../notebook/analyse/block-text.js";
import type { CheckInput } from "../input.js";

/** Warnings `figures/duplicate`: a chart or table that shows the same columns and rows as an earlier one of its kind. */
export function duplicateFigures({ tree }: Pick<CheckInput, "tree">): Diagnostic[] {
  const first = new Map<string, FigureNode>();
  return figuresOf(tree).flatMap((figure): Diagnostic[] => {
    const rows = figure.data.reduce((n, table) => n + table.rows.length, 0);
    if (rows === 0) return [];
    // Two charts of the same rows may plot different columns of them; the picture tells.
    const key = JSON.stringify([figure.kind, figure.data, unnamed(figure)]);
    const other = first.get(key);
    if (!other) {
      first.set(key, figure);
      return [];
    }
    return [
      {
        rule: "figures/duplicate",
        severity: "warning",
        message: `\`${figure.id}\` shows the same as \`${other.id}\``,
        expected: "one figure, and references to it",
        notes: [`the other stands at ${at(other.place)}`],
        place: figure.place,
      },
    ];
  });
}

/** A chart's picture without the figure's own id and words. */
const unnamed = ({ svg, id }: FigureNode): string | undefined =>
  svg?.replaceAll(id, "").replace(/ aria-label="[^"]*"/, "");
