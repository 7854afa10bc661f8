import { resolveColor } from "../color.js";
import { elementsIn } from "../elements.js";
import { type Matrix, multiply, type Point, parseTransform, type TextBox } from "../layout.js";
import { filledAs } from "../svg.js";
import { inkOver, inks } from "../theme.js";
import { NO_PAINT } from "./ink.js";

/** A filled shape by its corners, in pixels of the chart. */
interface Area {
  /** One or more rings. */
  rings: readonly (readonly Point[])[];
  fill: string;
}

/**
 * Gives each text of a mark that its author gave no colour the ink that stands out from the shape on which it stands, on light paper and on dark:
 * what a number in a strong cell of a heat map needs.
 *
 * @param boxes of the drawing's texts, in its order
 */
export function standOut(svg: Element, boxes: readonly TextBox[]): void {
  const first = new Map<number, TextBox>();
  for (const box of boxes) if (box.role === "text" && !first.has(box.element)) first.set(box.element, box);
  if (first.size === 0) return;
  const areas: Area[] = [];
  let texts = 0;
  const visit = (element: Element, matrix: Matrix, inherited: Paint): void => {
    const paint = paintOf(element, inherited);
    const transform = element.getAttribute("transform");
    const here = transform === null ? matrix : multiply(matrix, parseTransform(transform));
    if (element.localName === "text") {
      const box = first.get(++texts);
      if (!box || paint.fill !== undefined || paint.stroke !== undefined) return;
      const point: Point = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const behind = areas.findLast(({ rings }) => isWithin(point, rings));
      if (behind === undefined) return;
      const ink = inkOver(behind.fill);
      if (ink !== inks.text.light) element.setAttribute("fill", ink);
      return;
    }
    const rings = paint.opacity > 0.5 ? ringsOf(element, here) : [];
    const fill = paint.fill ?? filledAs(paint.role);
    if (rings.length > 0 && fill !== undefined && !NO_PAINT.has(fill))
      areas.push({ rings, fill: resolveColor(fill, inks.text.light).value });
    for (const child of elementsIn(element)) visit(child, here, paint);
  };
  for (const child of elementsIn(svg)) visit(child, [1, 0, 0, 1, 0, 0], { opacity: 1, role: "" });
}

interface Paint {
  fill?: string;
  stroke?: string;
  opacity: number;
  /** As the chart library names the group. */
  role: string;
}

function paintOf(element: Element, { fill, stroke, opacity, role }: Paint): Paint {
  const share = (name: string): number => Number(element.getAttribute(name) ?? 1);
  const said = (name: string): string | undefined => element.getAttribute(name) ?? undefined;
  return {
    fill: said("fill") ?? fill,
    stroke: said("stroke") ?? stroke,
    opacity: opacity * share("fill-opacity") * share("opacity"),
    role: said("aria-label") ?? role,
  };
}

/** Corners of a rectangle, or of a path of straight lines; none of what is round. */
function ringsOf(element: Element, matrix: Matrix): Point[][] {
  const placed = ([x, y]: Point): Point => [
    matrix[0] * x + matrix[2] * y + matrix[4],
    matrix[1] * x + matrix[3] * y + matrix[5],
  ];
  const side = (name: string): number => Number(element.getAttribute(name) ?? 0);
  if (element.localName === "rect") {
    const [x, y, width, height] = [side("x"), side("y"), side("width"), side("height")];
    const corners: Point[] = [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ];
    return [corners.map(placed)];
  }
  if (element.localName !== "path") return [];
  return straightRings(element.getAttribute("d") ?? "").map((ring) => ring.map(placed));
}

/** Rings of a path that goes by `M`, `L`, `H`, `V` and `Z` alone, as those of bars, areas and maps do. */
function straightRings(path: string): Point[][] {
  if (/[^MLHVZ\d\s,.e+-]/.test(path)) return [];
  const rings: Point[][] = [];
  let [x, y] = [0, 0];
  for (const [, command = "", inside = ""] of path.matchAll(/([MLHVZ])([^MLHVZ]*)/g)) {
    const numbers = [...inside.matchAll(/-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/g)].map(Number);
    const step = command === "H" || command === "V" ? 1 : 2;
    for (let at = 0; at + step <= numbers.length; at += step) {
      const [a = 0, b = 0] = numbers.slice(at, at + step);
      [x, y] = command === "H" ? [a, y] : command === "V" ? [x, a] : [a, b];
      if (command === "M" && at === 0) rings.push([]);
      rings.at(-1)?.push([x, y]);
    }
  }
  return rings.filter((ring) => ring.length > 2);
}

/** By how often a line to the right meets the rings. */
function isWithin([x, y]: Point, rings: readonly (readonly Point[])[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (const [i, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring[i === 0 ? ring.length - 1 : i - 1] ?? [x1, y1];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  return inside;
}
