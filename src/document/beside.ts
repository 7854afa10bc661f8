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
  const width = Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  const { tips } = extras;
  return width > COLUMN_WIDTH[columns] ? undefined : { svg, ...(tips ? { extras: { tips } } : {}) };
}
