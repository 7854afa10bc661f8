/** What of the chart library the smaller of the two scripts that draw charts in a page holds. */
export const USUAL: readonly string[] = [
  ..."Mark plot valueof column identity indexOf filter reverse sort shuffle transform initializer numberInterval timeInterval utcInterval".split(
    " ",
  ),
  ..."area areaX areaY barX barY cell cellX cellY dot dotX dotY circle frame line lineX lineY link rect rectX rectY".split(
    " ",
  ),
  ..."ruleX ruleY text textX textY tickX tickY axisX axisY axisFx axisFy gridX gridY gridFx gridFy".split(" "),
  ..."Area BarX BarY Cell Dot Frame Line Link Rect RuleX RuleY Text TickX TickY".split(" "),
  ..."bin binX binY find group groupX groupY groupZ map mapX mapY normalize normalizeX normalizeY shiftX shiftY".split(
    " ",
  ),
  ..."select selectFirst selectLast selectMaxX selectMaxY selectMinX selectMinY window windowX windowY".split(" "),
  ..."stackX stackX1 stackX2 stackY stackY1 stackY2 formatIsoDate formatNumber formatWeekday formatMonth".split(" "),
];

/** What this tool adds to the library, which both scripts have. */
const OWN = ["directLabels", "colorKey", "palette", "ramp"];

const known = new Set([...USUAL, ...OWN]);

/** Options that name what only the larger script has: colour schemes, maps and what is drawn for a pointer. */
const RARE =
  /\b(?:projection|scheme|interpolate|pivot|diverging|cyclical|quantile|quantize|threshold|tip|pointer|geometry)\b/;

/** The same in a block that draws nothing, where most of these words have other meanings: keys, but no calls, and the names of scales as text. */
const RARE_OPTION =
  /\b(?:projection|scheme|interpolate|pivot|tip|pointer|geometry)\b(?!\s*\()|["'`](?:diverging|cyclical|quantile|quantize|threshold)\b/;

/**
 * Whether a chart's code draws with no more than the smaller script holds; told by what it and the blocks whose values it may have options from
 * name, so that one in a comment may be one too many.
 */
export const drawsAsUsual = (source: string, behind: readonly string[] = []): boolean =>
  !RARE.test(source) &&
  !behind.some((other) => RARE_OPTION.test(other)) &&
  [...source.matchAll(/\bPlot\b(?:\s*\??\.\s*(\w+))?/g)].every(([, name]) => name !== undefined && known.has(name));
