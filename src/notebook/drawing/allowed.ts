// What the drawing of a chart may hold: shapes and text, which name nothing outside of it. Held where it is written, and once more where it arrives from
// the process that runs blocks.

/** Attributes that are kept, in the order they are written. All others are dropped. */
export const ATTRIBUTES: readonly string[] = [
  ..."id href x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height d points transform viewBox preserveAspectRatio".split(
    " ",
  ),
  ..."refX refY markerWidth markerHeight markerUnits orient offset gradientUnits gradientTransform spreadMethod".split(
    " ",
  ),
  ..."patternUnits patternContentUnits patternTransform clipPathUnits maskUnits".split(" "),
  ..."fill fill-opacity fill-rule clip-rule stroke stroke-opacity stroke-width stroke-linecap stroke-linejoin".split(
    " ",
  ),
  ..."stroke-miterlimit stroke-dasharray stroke-dashoffset stop-color stop-opacity opacity visibility".split(" "),
  ..."clip-path mask marker-start marker-mid marker-end paint-order".split(" "),
  ..."font-family font-size font-style font-weight letter-spacing text-anchor dominant-baseline".split(" "),
];

export const SHAPES: ReadonlySet<string> = new Set(
  (
    "svg g path line rect circle ellipse polygon polyline text tspan defs clipPath mask marker pattern " +
    "linearGradient radialGradient stop image"
  ).split(" "),
);

/** Pictures that every reader of SVG shows and none runs. */
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const LOCAL = /^#[\p{L}\p{N}_:.-]+$/u;
const OWN_URL = /^url\(#[\p{L}\p{N}_:.-]+\)$/u;
const NUMBERS = /^[-+\d.eE%,\s]*(?:em|px)?$/;
const WORDS = /^[\w\s.,%#+-]*$/;

const PATTERNS: Readonly<Record<string, RegExp>> = {
  id: /^[\p{L}\p{N}_:.-]+$/u,
  d: /^[MmLlHhVvCcSsQqTtAaZz\d.eE+\-,\s]*$/,
  points: /^[-+\d.eE,\s]*$/,
  "font-family": /^[\w\s,'-]+$/,
};
const TRANSFORM = /^(?:\s*(?:translate|rotate|scale|matrix|skewX|skewY)\([-+\d.eE,\s]*\)\s*,?)*$/;
const PAINT = new Set([
  "fill",
  "stroke",
  "stop-color",
  "clip-path",
  "mask",
  "marker-start",
  "marker-mid",
  "marker-end",
]);
const WITH_WORDS = new Set(ATTRIBUTES.slice(ATTRIBUTES.indexOf("preserveAspectRatio")));

/** Whether an attribute's value says nothing but what the attribute is for, and names nothing outside of the drawing. */
export function isAllowed(name: string, value: string): boolean {
  if (name === "href") return LOCAL.test(value) || PICTURE.test(value);
  if (PAINT.has(name) && OWN_URL.test(value)) return true;
  if (/transform/i.test(name)) return TRANSFORM.test(value);
  const pattern = PATTERNS[name];
  if (pattern) return pattern.test(value);
  return NUMBERS.test(value) || (WITH_WORDS.has(name) && WORDS.test(value));
}

/** Pixels along a side. */
export const LARGEST = 10_000;

/** A width or height: a number of pixels that a page can have. */
export const isSide = (value: string): boolean =>
  /^\d+(?:\.\d+)?$/.test(value) && Number(value) >= 1 && Number(value) <= LARGEST;
