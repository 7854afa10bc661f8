const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Every option that a mark or a transform of the library takes; a test holds the list against the library's own types. */
export const markOptions = words(`
  anchor ariaDescription ariaHidden ariaLabel bandwidth basis bend binWidth blur channels ci className clip color crossOrigin cumulative curve
  data delimiter domain dot dx dy facet facetAnchor fill fillOpacity filter fontFamily fontSize fontStyle fontVariant fontWeight format
  frameAnchor fx fy gap geometry headAngle headLength height href imageFilter imageRendering initializer inset insetBottom insetEnd insetLeft
  insetRight insetStart insetTop interpolate interval k label length lineAnchor lineHeight lineWidth margin marginBottom marginLeft
  marginRight marginTop mark marker markerEnd markerMid markerStart maxRadius mixBlendMode monospace multiple n negativeFill
  negativeFillOpacity offset opacity order padding paintOrder path pathFilter pixelSize pointerEvents pointerSize positiveFill
  positiveFillOpacity precision preferredAnchor preserveAspectRatio px py r reduce render reverse rotate round ruleStroke
  ruleStrokeOpacity ruleStrokeWidth rx rx1 rx1y1 rx1y2 rx2 rx2y1 rx2y2 ry ry1 ry2 shape shapeRendering shift size smooth sort src strict
  stroke strokeDasharray strokeDashoffset strokeLinecap strokeLinejoin strokeMiterlimit strokeOpacity strokeWidth sweep symbol target
  tension text textAnchor textFill textLayout textOverflow textPadding textStroke textStrokeOpacity textStrokeWidth thresholds tip title
  transform treeAnchor treeLayout treeSeparation treeSort unit value weight width x x1 x2 y y1 y2 z`);

const scaleDefaults = words("clamp nice zero round align padding axis grid label labelArrow");

/** Every option of a scale: `x: {…}`. */
export const scaleOptions = new Set([
  ...scaleDefaults,
  ...words(`
  type domain range unknown reverse transform interval percent scheme interpolate exponent base constant n quantiles pivot symmetric
  paddingInner paddingOuter legend ticks tickSize tickSpacing tickPadding tickFormat tickRotate fontVariant ariaLabel ariaDescription
  labelAnchor labelOffset line inset insetTop insetRight insetBottom insetLeft style className color fill fillOpacity opacity stroke
  strokeOpacity strokeWidth r width height margin marginTop marginRight marginBottom marginLeft columns swatchSize swatchWidth
  swatchHeight`),
]);

/** Every option of an axis drawn as a mark. */
export const axisOptions = new Set([...markOptions, ...scaleOptions]);

export const scaleNames = ["x", "y", "fx", "fy", "r", "color", "opacity", "symbol", "length"] as const;

/** Every option of `Plot.plot`. */
export const plotOptions = new Set([
  ...scaleDefaults,
  ...scaleNames,
  ...words(`
  width height aspectRatio margin marginTop marginRight marginBottom marginLeft style className title subtitle caption figure ariaLabel
  ariaDescription document clip projection facet marks inset insetTop insetRight insetBottom insetLeft`),
]);

export const facetOptions = words("data x y margin marginTop marginRight marginBottom marginLeft grid label");
export const projectionOptions = words(`
  type domain rotate parallels precision clip inset insetTop insetRight insetBottom insetLeft`);

/** Options that hold a value for each row: the name of a field, a function, an array. */
export const channelOptions = words(`
  x y x1 x2 y1 y2 z fx fy fill fillOpacity stroke strokeOpacity strokeWidth opacity r rotate length symbol text title href ariaLabel src
  geometry path weight value width height fontSize color size px py`);

/** Symbols that may be named in place of a field. */
export const symbolNames = words(`
  asterisk circle cross diamond diamond2 hexagon plus square square2 star times triangle triangle2 wye`);
