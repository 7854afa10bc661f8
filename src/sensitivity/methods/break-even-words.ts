import { isMet, placeOf, type Root } from "../numerics/roots/types.js";
import { inSentence } from "../words.js";
import type { BreakEven } from "./break-even.js";

/** How `breakEvenWords` writes numbers. */
export interface BreakEvenFormat {
  /** A value, position or factor of the input. */
  input(x: number): string;
  /** A value of the output. */
  output(y: number): string;
}

/** Places of a list that are all named; of more, the first few and the last. */
const MOST_PLACES = 6;
const NAMED_OF_MANY = 4;
const MOST_LEAPS = 3;

/**
 * A break-even as the end of a sentence: "flips if MEF passes 2.2", "is 25 at 2.5", "doesn't reach 13: it stays at 12 from 12 on; b binds",
 * "doesn't reach 1.5: it leaps from 1 to 2 at 5.3".
 */
export const breakEvenWords = (result: BreakEven, format: BreakEvenFormat): string =>
  result.claim ? claimWords(result, format) : numberWords(result, format);

function numberWords(result: BreakEven, format: BreakEvenFormat): string {
  const { roots, more, target, input, nearest, plateau, binding, binds, from, to } = result;
  const name = inSentence(input.label);
  const met = roots.filter(isMet);
  const leaps = leapWords(
    roots.filter((root) => !isMet(root)),
    format,
  );
  if (met.length > 0)
    return [`is ${format.output(target)} with ${name} ${placesWords(met, more, format)}`, ...leaps].join("; ");
  const what = `doesn't reach ${format.output(target)}`;
  if (!nearest) return `${what}: the model has no result between ${format.input(from)} and ${format.input(to)}`;
  if (leaps.length > 0) return `${what}: ${leaps.join("; ")}`;
  const held = plateau
    ? `it stays at ${format.output(plateau.value)} ${stretchWords(plateau, to, format)}`
    : `it comes nearest, ${format.output(nearest.value)}, at ${format.input(nearest.at)}`;
  const by = binds ?? (binding[0] && inSentence(binding[0].label));
  return `${what}: ${held}${by && (plateau || binds) ? `; ${by} binds` : ""}${maybeMore(more)}`;
}

function claimWords(result: BreakEven, format: BreakEvenFormat): string {
  const { roots, more, base, input, nearest, plateau, binding, binds, from, to, ends } = result;
  const name = inSentence(input.label);
  // Of a base case outside the range that was looked in, only the nearer end tells whether the claim has flipped on the way there.
  const [before, after] = ends;
  const edge = base.at < from ? before : base.at > to ? after : 0;
  const flipped = base.holds !== undefined && edge * (base.holds ? 1 : -1) < 0;
  const state = edge > 0 ? "holds" : "fails";
  const range = `${format.input(from)}`;
  if (roots.length === 0) {
    if (!nearest) return `doesn't flip: the model has no result between ${range} and ${format.input(to)}`;
    if (flipped)
      return `${state} with ${name} anywhere between ${range} and ${format.input(to)}, unlike in the base case`;
    const by = binds ?? (binding[0] && inSentence(binding[0].label));
    const tight = nearest.value === 0 ? tightWords(result, format) : "";
    return `doesn't flip with ${name} between ${range} and ${format.input(to)}${tight}${by && tight === "" && (plateau || binds) ? `; ${by} binds` : ""}${maybeMore(more)}`;
  }
  const [only] = roots;
  if (only && roots.length === 1 && !more) {
    if (only.kind === "touches") {
      if (only.holds === undefined) return `comes within rounding of flipping with ${name} at ${format.input(only.at)}`;
      return `${only.holds ? "holds" : "fails"} only with ${name} at ${format.input(only.at)}`;
    }
    if (!flipped && only.kind !== "stays") return `flips if ${name} ${passing(only, base.at, base.holds, format)}`;
  }
  // What comes within rounding of a flip is none, where others are certain.
  const certain = roots.filter((root) => root.kind !== "touches" || root.holds !== undefined);
  const list = placesWords(certain.length > 0 ? certain : roots, more, format);
  return `flips with ${name} ${list}${flipped ? `; ${state} at ${format.input(base.at < from ? from : to)}, unlike in the base case` : ""}`;
}

/** "passes 2.2", "reaches 6": the second where the claim has flipped at the very place. */
function passing(root: Root, base: number, holds: boolean | undefined, format: BreakEvenFormat): string {
  const place = placeOf(root);
  const up = place >= base;
  if (root.kind === "skips") {
    const { from, to } = root;
    return `${up ? "passes" : "falls below"} the stretch from ${format.input(from)} to ${format.input(to)}, which has no result`;
  }
  const already = "holds" in root && root.holds !== undefined && root.holds !== holds;
  return `${up ? (already ? "reaches" : "passes") : already ? "falls to" : "falls below"} ${format.input(place)}`;
}

/** Where a claim that doesn't flip has no room left. */
function tightWords({ nearest, plateau, base, to }: BreakEven, format: BreakEvenFormat): string {
  const verb = base.holds ? "holds" : "fails";
  if (plateau) return `: it ${verb} with nothing to spare ${stretchWords(plateau, to, format)}`;
  return nearest ? `: it ${verb} with nothing to spare at ${format.input(nearest.at)}` : "";
}

const stretchWords = (stretch: { from: number; to: number }, to: number, format: BreakEvenFormat): string =>
  stretch.to === to
    ? `from ${format.input(stretch.from)} on`
    : `from ${format.input(stretch.from)} to ${format.input(stretch.to)}`;

const maybeMore = (more: boolean): string =>
  more ? "; it turns too often for the places tried to show everything" : "";

/** "at 2 and at 3", "from 3 to 10", "at 64 places: 0, 0.157, 0.314, 0.471 and on to 9.9". */
function placesWords(roots: readonly Root[], more: boolean, format: BreakEvenFormat): string {
  if (roots.length <= MOST_PLACES) {
    const places = roots.map((root) => placeWords(root, format));
    const list = places.length > 1 ? `${places.slice(0, -1).join(", ")} and ${places[places.length - 1]}` : places[0];
    return `${list ?? ""}${more ? ", and perhaps elsewhere too" : ""}`;
  }
  const bare = (root: Root): string => format.input(placeOf(root));
  const last = roots[roots.length - 1];
  const named = roots.slice(0, NAMED_OF_MANY).map(bare).join(", ");
  return `at ${roots.length} places${more ? " or more" : ""}: ${named} and on to ${last ? bare(last) : ""}`;
}

function placeWords(root: Root, format: BreakEvenFormat): string {
  if (root.kind === "stays" || root.kind === "skips")
    return `from ${format.input(root.from)} to ${format.input(root.to)}`;
  if (root.kind === "touches") return `at ${format.input(root.at)}, which it only touches`;
  return `at ${format.input(root.at)}`;
}

/** How an output passes a target that it doesn't come to. */
function leapWords(roots: readonly Root[], format: BreakEvenFormat): string[] {
  const said = roots.slice(0, MOST_LEAPS).flatMap((root): string[] => {
    if (root.kind === "jumps")
      return [
        `it leaps from ${format.output(root.before)} to ${format.output(root.after)} at ${format.input(root.at)}`,
      ];
    if (root.kind === "pole") return [`it has a pole at ${format.input(root.at)}`];
    if (root.kind !== "skips") return [];
    const between = root.from === root.to ? `at ${format.input(root.from)}` : placeWords(root, format);
    return [
      `it goes from ${format.output(root.before)} to ${format.output(root.after)} where it has no result, ${between}`,
    ];
  });
  return roots.length > MOST_LEAPS ? [...said, `${roots.length - MOST_LEAPS} more such places`] : said;
}
