import { elementsIn } from "../elements.js";
import { inks } from "../theme.js";

/** Whether a drawn element has any shape to see; a path through no point has none. */
export function drawsSomething(element: Element): boolean {
  switch (element.localName) {
    case "path":
      return element.hasAttribute("marker-start") || isPath(element.getAttribute("d"));
    case "text":
      return (element.textContent ?? "").trim() !== "";
    case "rect":
    case "circle":
    case "line":
    case "polygon":
    case "ellipse":
    case "image":
    case "use":
      return true;
    case "defs":
    case "clipPath":
    case "pattern":
    case "marker":
      return false;
    default:
      return elementsIn(element).some(drawsSomething);
  }
}

export const NO_PAINT: ReadonlySet<string> = new Set(["none", "transparent"]);
/** Nor what is painted as the paper is. */
export const PAPER: ReadonlySet<string> = new Set([
  ...NO_PAINT,
  inks.background.light,
  "white",
  "#fff",
  "rgb(255, 255, 255)",
]);
const PAINT = ["fill", "stroke", "fill-opacity", "stroke-opacity", "stroke-width", "opacity"] as const;
type Paint = Readonly<Record<(typeof PAINT)[number], string>>;
const UNSET: Paint = {
  fill: "black",
  stroke: "none",
  "fill-opacity": "1",
  "stroke-opacity": "1",
  "stroke-width": "1",
  opacity: "1",
};

/**
 * Whether any shape of a drawn element has ink: a fill or a stroke, neither fully transparent nor without width.
 *
 * @param unseen colours that are none.
 * @param of `areas`: a fill of what isn't text; `fills`: a fill.
 */
export function isSeen(
  element: Element,
  unseen: ReadonlySet<string> = NO_PAINT,
  of: "shapes" | "areas" | "fills" = "shapes",
  around: Paint = UNSET,
): boolean {
  const paint = paintOf(element, around);
  if (Number(paint.opacity) === 0) return false;
  if (/^(defs|clipPath|pattern|marker)$/.test(element.localName)) return false;
  const children = element.localName === "text" ? [] : elementsIn(element);
  if (children.some((child) => isSeen(child, unseen, of, paint))) return true;
  if (/^(g|a|svg|title)$/.test(element.localName) || !drawsSomething(element)) return false;
  if (/^(image|use)$/.test(element.localName) || element.hasAttribute("marker-start")) return true;
  const isFilled = element.localName !== "line" && !unseen.has(paint.fill) && Number(paint["fill-opacity"]) !== 0;
  if (of !== "shapes") return isFilled && (of === "fills" || element.localName !== "text");
  const isStroked =
    !unseen.has(paint.stroke) && Number(paint["stroke-opacity"]) !== 0 && Number(paint["stroke-width"]) !== 0;
  return isFilled || isStroked;
}

const paintOf = (element: Element, around: Paint): Paint =>
  Object.fromEntries(PAINT.map((name) => [name, element.getAttribute(name) ?? around[name]])) as unknown as Paint;

/** Whether one of a mark's shapes has ink, with what it takes from its group. */
export const isShapeSeen = (shape: Element, unseen: ReadonlySet<string>): boolean =>
  isSeen(shape, unseen, "shapes", shape.parentElement ? paintOf(shape.parentElement, UNSET) : UNSET);

/** A path that goes somewhere: more than a move to a point and back. */
const isPath = (d: string | null): boolean => d !== null && /[LHVCSQTA]/i.test(d) && !/NaN|Infinity/.test(d);
