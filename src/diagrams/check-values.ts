import { didYouMean, nearest } from "../diagnostic.js";
import { resolveColor } from "../figures/color.js";
import { BlockError } from "../notebook/library/reasons.js";
import { ARROW_NAMES, ARROWS, type AttributeKind, type Holder, SHAPES, SIDES, STYLES } from "./attributes.js";

/** What an attribute's value came to as Graphviz takes it, or what is wrong with it. */
export type CheckedValue = { value: string; foreign?: string[] } | { wrong: string; expected: string; hint?: string };

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const POINT = /^\+?(?:\d+\.?\d*|\.\d+)(?:,(?:\d+\.?\d*|\.\d+))?$/;

/** Angles, places and the like may be below zero; sizes and weights are not, and Graphviz takes others without a word. */
const SIGNED: ReadonlySet<string> = new Set(
  "labelangle orientation gradientangle distortion skew z sortv searchsize levelsgap".split(" "),
);
const isSigned = (name: string, value: string): boolean => SIGNED.has(name) || !value.startsWith("-");

/** Holds a value to the kind of its attribute. @param holder what has the attribute */
export function checkValue(name: string, value: string, { type }: AttributeKind, holder: Holder): CheckedValue {
  const wrong = (expected: string, hint?: string): CheckedValue => ({
    wrong: `\`${name}\` is ${value === "" ? "nothing" : `\`${value}\``}`,
    expected,
    hint,
  });
  const oneOf = (names: readonly string[], wanted = `one of ${names.join(", ")}`): CheckedValue =>
    names.includes(value) ? { value } : wrong(wanted, didYouMean(value, names));
  if (typeof type !== "string") {
    const names = name === "labelloc" && holder !== "N" ? ["t", "b"] : type;
    return oneOf(names);
  }
  switch (type) {
    case "number":
      if (!NUMBER.test(value)) return wrong("a number");
      return isSigned(name, value) ? { value } : wrong("a number that is not below zero");
    case "whole":
      if (!/^-?\d+$/.test(value)) return wrong("a whole number");
      return isSigned(name, value) ? { value } : wrong("a whole number that is not below zero");
    case "yes":
      return /^(?:true|false|yes|no|0|1)$/i.test(value)
        ? { value }
        : wrong("true or false", didYouMean(value, ["true", "false"]));
    case "point":
      return POINT.test(value) ? { value } : wrong("a number, or two with a comma between");
    case "port": {
      const sides = value.split(":").at(-1) ?? "";
      return value.includes(":") && !SIDES.includes(sides) ? wrong(`a side: ${SIDES.join(", ")}`) : { value };
    }
    case "shape":
      return oneOf(SHAPES, "a shape that Graphviz has, such as box, ellipse, cylinder or record");
    case "arrow":
      return ARROWS.test(value)
        ? { value }
        : wrong(
            `one of ${ARROW_NAMES.join(", ")}, or several behind each other`,
            // The word for all of them is nearer to none.
            nearest(value, ["arrow", ...ARROW_NAMES]) === "arrow"
              ? "the usual arrow is `normal`, an open one `vee`"
              : didYouMean(value, ARROW_NAMES),
          );
    case "style":
      return checkStyle(value, holder, wrong);
    case "color":
    case "colors":
      return checkColors(value, type === "colors", wrong);
    default:
      return { value };
  }
}

type Wrong = (expected: string, hint?: string) => CheckedValue;

function checkStyle(value: string, holder: Holder, wrong: Wrong): CheckedValue {
  const known = holder === "S" ? STYLES.C : holder === "G" ? [...new Set([...STYLES.G, ...STYLES.C])] : STYLES[holder];
  for (const part of value.split(",").map((one) => one.trim())) {
    if (part === "" || known.includes(part)) continue;
    const width = /^setlinewidth\((.*)\)$/.exec(part)?.[1];
    return wrong(
      `of ${known.join(", ")}`,
      width === undefined ? didYouMean(part, known) : `write \`penwidth=${width}\``,
    );
  }
  return { value };
}

const HSV = /^(?:(?:0?\.\d+|[01](?:\.\d*)?)(?:\s+|\s*,\s*)){2}(?:0?\.\d+|[01](?:\.\d*)?)$/;
/** The palette's names, white and black mean the theme's colours; X11's names with a number behind are Graphviz's to know. */
function checkColors(value: string, several: boolean, wrong: Wrong): CheckedValue {
  const foreign: string[] = [];
  const resolved: string[] = [];
  for (const one of several ? value.split(":") : [value]) {
    const [color = "", share] = one.split(";");
    if (share !== undefined && !NUMBER.test(share)) return wrong("a share behind `;`, from 0 to 1");
    const text = color.trim();
    const back = share === undefined ? "" : `;${share}`;
    if (text.startsWith("/")) return wrong("a name of a colour, or `#rrggbb`");
    if (/^(?:transparent|none)$/i.test(text)) resolved.push(`transparent${back}`);
    else if (HSV.test(text) || /^(?!ramp)[a-z]+\d{1,3}$/i.test(text)) {
      foreign.push(text);
      resolved.push(text + back);
    } else
      try {
        const { value: hex, isForeign } = resolveColor(text, "");
        if (isForeign) foreign.push(text);
        resolved.push(hex + back);
      } catch (error) {
        return wrong(
          "a colour of the palette (blue, orange, green, …, ramp-1 to ramp-6), a name of CSS, or `#rrggbb`",
          error instanceof BlockError ? error.detail.hint : undefined,
        );
      }
  }
  return { value: resolved.join(":"), foreign };
}
