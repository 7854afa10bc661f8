/** Languages of diagrams that the memo draws itself. */
export const DIAGRAMS: readonly string[] = ["dot", "graphviz"];

/** How a diagram is written. */
export const DIAGRAM = '```dot {#fig-name caption="…" alt="what it shows"}';

/** Languages of fences that other programs draw. */
export const DRAWN: readonly string[] = [
  "mermaid",
  "plantuml",
  "puml",
  "d2",
  "vega",
  "vega-lite",
  "math",
  "svgbob",
  "abc",
  "geojson",
  "topojson",
];

/** What to write in the place of a fence that is drawn elsewhere. */
export function insteadOf(language: string): string {
  if (language === "math") return "`$$` around the formula, on lines of its own";
  if (language.startsWith("vega")) return "a block `ts {#fig-… .chart}`";
  if (language === "geojson" || language === "topojson")
    return "a file of `data/`, drawn with `Plot.geo` in a block `ts {#fig-… .chart}`";
  if (language === "abc" || language === "svgbob")
    return 'the drawing as a file: `![what it shows](pictures/name.svg "caption"){#fig-name}`';
  return `the diagram in Graphviz's language, ${DIAGRAM}; what flows between chapters a block \`graph {#fig-…}\` draws`;
}
