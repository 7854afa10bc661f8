import { COLUMN_WIDTH } from "../chapters/columns.js";
import type { ChartExtras } from "../notebook/types.js";

/**
 * A chart as it stands beside others: the one that was drawn for a narrow column. Undefined where that has no room for all that the chart says.
 *
 * @param drawn SVG texts, which begin with their size
 */
export function drawnBeside(
  { svg, ...extras }: { svg: string } & ChartExtras,
  columns: 2 | 3,
): { svg: string; extras?: ChartExtras } | undefined {
  const { narrow, narrowTips } = extras;
  if (narrow !== undefined) return { svg: narrow, ...(narrowTips ? { extras: { tips: narrowTips } } : {}) };
  const { tips } = extras;
  return widthOf(svg) > COLUMN_WIDTH[columns] ? undefined : { svg, ...(tips ? { extras: { tips } } : {}) };
}

const widthOf = (svg: string): number => Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0);

/** Whether letters can be read where a drawing is made as narrow as its column: at three quarters of their size and more. */
export const isLegibleBeside = (svg: string, columns: 2 | 3): boolean => COLUMN_WIDTH[columns] >= 0.75 * widthOf(svg);
