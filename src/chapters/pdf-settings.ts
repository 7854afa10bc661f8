import { isMap, isScalar, type Node } from "yaml";
import { MARGINS, PAPERS, type Pdf, STANDARDS } from "./types.js";

/** Points of a unit of length. */
const POINTS = { pt: 1, mm: 72 / 25.4, cm: 72 / 2.54, in: 72 } as const;
const LENGTH = new RegExp(`^(\\d+(?:\\.\\d+)?|\\.\\d+) ?(${Object.keys(POINTS).join("|")})$`);

/** Millimetres below which the head of a page, its number or its edge would not be printed. */
const LEAST: Readonly<Record<(typeof MARGINS)[number], number>> = { side: 10, top: 18, bottom: 15 };
const MOST = 60;

export const PDF_KEYS = ["paper", "margin", "standard"];

/** What tells an author of a value that can't be taken. */
type Wrong = (key: string, node: Node | null, expected: string) => void;
type Entries = (node: Node | null, allowed: readonly string[], prefix: string) => Map<string, Node | null>;

/** `pdf: {paper: us-letter, margin: 25mm, standard: a-2a}`: the PDF's pages and what it keeps to. */
export function readPdf(node: Node | null | undefined, wrong: Wrong, entries: Entries): Pdf | undefined {
  if (node === undefined) return undefined;
  const keys = entries(node, PDF_KEYS, "memo.pdf.");
  const one = <Name extends string>(key: string, names: readonly Name[]): Name | undefined => {
    const value = keys.get(key);
    if (value === undefined) return undefined;
    const found = names.find((name) => isScalar(value) && value.value === name);
    if (found === undefined) wrong(`memo.pdf.${key}`, value, `one of ${names.join(", ")}`);
    return found;
  };
  const paper = one("paper", PAPERS);
  const standard = one("standard", STANDARDS);
  const margin = readMargins(keys.get("margin"), wrong, entries);
  return { ...(paper ? { paper } : {}), ...(standard ? { standard } : {}), ...(margin ? { margin } : {}) };
}

/** `25mm` for every side, or `{side: 2cm, top: 1in}`; in points. */
function readMargins(node: Node | null | undefined, wrong: Wrong, entries: Entries): Pdf["margin"] {
  if (node === undefined) return undefined;
  const length = (name: (typeof MARGINS)[number], key: string, value: Node | null): number | undefined => {
    const [, count, unit = "pt"] = LENGTH.exec(isScalar(value) ? String(value.value) : "") ?? [];
    const points = count === undefined ? undefined : Number(count) * POINTS[unit as keyof typeof POINTS];
    // As far as a length in another unit says it: 6 cm are 60 mm.
    const millimetres = Math.round(((points ?? Number.NaN) / POINTS.mm) * 1e6) / 1e6;
    if (millimetres >= LEAST[name] && millimetres <= MOST) return points;
    wrong(key, value, `a length from ${LEAST[name]}mm to ${MOST}mm, in mm, cm, in or pt, such as \`25mm\``);
    return undefined;
  };
  if (!isMap(node)) {
    // One length holds for the side that needs most.
    const points = length("top", "memo.pdf.margin", node);
    return points === undefined ? undefined : { side: points, top: points, bottom: points };
  }
  const keys = entries(node, MARGINS, "memo.pdf.margin.");
  return Object.fromEntries(
    MARGINS.flatMap((name) => {
      const value = keys.get(name);
      const points = value === undefined ? undefined : length(name, `memo.pdf.margin.${name}`, value);
      return points === undefined ? [] : [[name, points]];
    }),
  );
}
