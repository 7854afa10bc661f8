import type { Pdf } from "../../chapters/types.js";

/** Width and height of papers, in points (ISO 216; ANSI/ASME Y14.1 and US usage). */
const SIZES: Readonly<Record<NonNullable<Pdf["paper"]>, readonly [width: number, height: number]>> = {
  a4: [595.28, 841.89],
  "us-letter": [612, 792],
  "us-legal": [612, 1008],
};

const CENTIMETRE = 72 / 2.54;
/** Where the memo says nothing, in points. */
const MARGIN = { side: 2.3 * CENTIMETRE, top: 2.7 * CENTIMETRE, bottom: 2.4 * CENTIMETRE };

const LEAD = { top: 1.5 * CENTIMETRE, bottom: 1.6 * CENTIMETRE };

/** The margin column, in points: numbers of headings hang in it. */
const HANG = 3 * CENTIMETRE;

/** What there is room for on a page, in whole points. */
export interface PageRoom {
  /** Text column and margin column together. */
  full: number;
  /** The text column. */
  text: number;
  /** The width of a turned page between its margins. */
  turned: number;
  /** From the first line to the last. */
  height: number;
}

/** The room on a page of this paper and these margins. */
export function pageRoom({ paper = "a4", margin = {} }: Pdf = {}): PageRoom {
  const [width, height] = SIZES[paper];
  const { side, top, bottom } = { ...MARGIN, ...margin };
  const [full, turned] = [width - 2 * side, height - 2 * side];
  return {
    full: Math.floor(full),
    text: Math.floor(full - HANG),
    turned: Math.floor(turned),
    height: Math.floor(height - top - bottom),
  };
}

/** The usual page. */
export const A4 = pageRoom();

/** The page as the style reads it, in Typst: `page.typ`. */
export function pageSource({ paper = "a4", margin = {} }: Pdf = {}): string {
  const { side, top, bottom } = { ...MARGIN, ...margin };
  const points = (length: number): string => `${Math.round(length * 1000) / 1000}pt`;
  return [
    `#let paper = "${paper}"`,
    `#let side = ${points(side)}`,
    `#let page-top = ${points(top)}`,
    `#let page-bottom = ${points(bottom)}`,
    // A summary before the contents has a little more room, unless the memo says how much there is.
    `#let lead-top = ${points(margin.top ?? LEAD.top)}`,
    `#let lead-bottom = ${points(margin.bottom ?? LEAD.bottom)}`,
    "",
  ].join("\n");
}
