import { chartFont } from "../figures/chart-font.js";
import { LARGEST } from "../notebook/drawing/allowed.js";
import { type CheckedDot, checkDot } from "./check.js";
import { sidesOf } from "./drawing.js";
import type { LaidOut } from "./engine.js";
import type { Layout } from "./layout.js";
import { LONGEST_LAYOUT, LONGEST_SOURCE } from "./limits.js";
import { DotError, type DotFault } from "./problem.js";
import { readDot } from "./read.js";
import { tokensOf } from "./tokens.js";
import { faultsOf } from "./told.js";
import type { DotValues } from "./values.js";

export type { CheckedDot } from "./check.js";
export { type Diagram, drawLayout, sidesOf } from "./drawing.js";
export { type LaidOut, layOut, layoutProgram } from "./engine.js";
export type { DotFault } from "./problem.js";
export { type DotValue, DotValues } from "./values.js";

/** Reads a source and looks through it; what is wrong stands at offsets of it. */
export function checkDiagram(text: string, values: DotValues): { checked?: CheckedDot; faults: readonly DotFault[] } {
  const { length } = values.text({ text, kind: "quoted" }, "hidden");
  if (Math.max(length, text.length) > LONGEST_SOURCE)
    return {
      faults: [
        {
          rule: "diagrams/size",
          message: `this diagram's source has ${Math.max(length, text.length)} characters, with its values`,
          expected: `at most ${LONGEST_SOURCE}`,
          from: 0,
          to: 1,
        },
      ],
    };
  try {
    const checked = checkDot(readDot(text), values);
    return { checked, faults: checked.faults };
  } catch (error) {
    if (error instanceof DotError) return { faults: [error.fault] };
    throw error;
  }
}

/** What is told of letters that are no letters of its own guess at widths. */
const OF_WIDTHS = /^no (?:value|hard-coded metrics|font)|non-ASCII character/;

/** The drawing that a layout is, or what is wrong with its source; what Graphviz tells stands where the words that it names do. */
export function layoutOf(laid: LaidOut, text: string): { layout?: Layout; faults: readonly DotFault[] } {
  const whole = wholeOf(text);
  if (laid === "too long")
    return {
      faults: [
        {
          rule: "diagrams/size",
          message: `the layout of this diagram takes longer than ${LONGEST_LAYOUT} seconds by the clock, on this machine as busy as it is`,
          expected: "fewer nodes and edges, or another layout",
          ...whole,
        },
      ],
    };
  const told = ("failed" in laid ? laid.failed : laid.told).filter((line) => !OF_WIDTHS.test(line));
  if (told.length > 0 || "failed" in laid) {
    return { faults: faultsOf(told.length > 0 ? told : ["it gives no reason"], text, whole) };
  }
  const layout = parsed(laid.json);
  if (layout === undefined)
    return {
      faults: [
        {
          rule: "diagrams/size",
          message: "the layout of this diagram has places that are no numbers",
          expected: "sizes and weights that can be drawn",
          ...whole,
        },
      ],
    };
  const [width, height] = sidesOf(layout).map(Math.round);
  if (!(width !== undefined && height !== undefined && Math.max(width, height) <= LARGEST))
    return {
      faults: [
        {
          rule: "diagrams/size",
          message: `this diagram is ${width} by ${height} pixels`,
          expected: `at most ${LARGEST} along a side`,
          ...whole,
        },
      ],
    };
  return { layout, faults: [] };
}

/** Graphviz doubles each backslash of a text twice, once for JSON and once before. */
const withSingleBackslashes = (key: string, value: unknown): unknown =>
  key === "text" && typeof value === "string" ? value.replaceAll("\\\\", "\\") : value;

/** Undefined for what is no JSON, as where Graphviz came to infinity. */
function parsed(json: string): Layout | undefined {
  try {
    return JSON.parse(json, withSingleBackslashes) as Layout;
  } catch {
    return undefined;
  }
}

const wholeOf = (text: string): { from: number; to: number } => {
  const from = text.length - text.trimStart().length;
  return { from, to: text.indexOf("{", from) === -1 ? from + 1 : text.indexOf("{", from) + 1 };
};

/** All that a source which could be read holds besides its comments. */
export const withoutComments = (text: string): string =>
  tokensOf(text)
    .map((token) => (token.kind === "html" ? token.text.replace(/<!--[\s\S]*?-->/g, "") : token.text))
    .join(" ");

/** Letters that the memo's font for drawings doesn't have. */
export function missingLetters(texts: readonly string[]): string[] {
  const letters = new Set(texts.join(""));
  return [...letters].filter((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code > 0x20 && !chartFont().has(code);
  });
}
