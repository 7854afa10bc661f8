import * as Plot from "@observablehq/plot";
import type { Summary } from "../../../sensitivity/index.js";
import { seriesColors, size } from "../../theme.js";
import type { Outputs } from "../drawing.js";
import { background } from "./inks.js";
import { labelOf } from "./output-labels.js";
import { isOneSeries, lastKey } from "./series.js";
import { wrapped } from "./words.js";

/** In what share of the draws a result came to each word. */
interface Counted {
  name: string;
  shares: readonly { word: string; share: number }[];
}

/** One piece of a bar. */
interface Piece {
  key: string;
  word: string;
  share: number;
  /** In percent, as the axis counts. */
  from: number;
  to: number;
}

/** Shares wide enough for their percentage. */
const LABELLED = 0.08;
const OTHER = "other";

/** What texts come to, as shares of the draws; a claim beside them holds or fails. */
export function sharesChart(summaries: readonly Summary[], outputs: Outputs): Plot.PlotOptions {
  const counted = summaries.flatMap(countedIn);
  const domain = classesOf(counted);
  const pieces = counted.flatMap((result) => piecesOf(result, domain));
  const keys = counted.map(({ name }) => name);
  const short = isOneSeries(counted);
  return {
    height: 110 + size.row * keys.length,
    x: { label: "Share of the draws (%)", domain: [0, 100], grid: false },
    y: {
      label: null,
      domain: keys,
      padding: 0.2,
      tickFormat: (name: string) => (short ? lastKey(name) : wrapped(labelOf(name, outputs), 150).join("\n")),
    },
    color: { domain, range: seriesColors.map(({ light }) => light), legend: true },
    marks: [
      Plot.barX(pieces, { x1: "from", x2: "to", y: "key", fill: "word", stroke: background, strokeWidth: 0.75 }),
      Plot.text(
        pieces.filter(({ share }) => share >= LABELLED),
        {
          x: ({ from, to }: Piece) => (from + to) / 2,
          y: "key",
          text: ({ share }: Piece) => `${Math.round(100 * share)}%`,
          fill: background,
        },
      ),
    ],
  };
}

function countedIn(s: Summary): Counted[] {
  if (s.kind === "text")
    return [{ name: s.name, shares: s.frequencies.map(({ text: word, value }) => ({ word, share: value })) }];
  if (s.kind !== "claim") return [];
  const { value } = s.probability;
  const shares = [
    { word: "holds", share: value },
    { word: "fails", share: 1 - value },
  ];
  return [{ name: s.name, shares }];
}

/** The words that have a colour of their own, and `OTHER` where there are more than colours: those whose greatest share is least. */
function classesOf(counted: readonly Counted[]): string[] {
  const most = new Map<string, number>();
  for (const { word, share } of counted.flatMap(({ shares }) => shares))
    most.set(word, Math.max(share, most.get(word) ?? 0));
  const tooMany = most.size > seriesColors.length;
  const kept = [...most]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, tooMany ? seriesColors.length - 1 : most.size);
  // By letter, so that a word has the same colour and place whatever its share is this time.
  const words = kept.map(([word]) => word).sort();
  return tooMany ? [...words, OTHER] : words;
}

/** The pieces of one bar, end to end. */
function piecesOf({ name, shares }: Counted, domain: readonly string[]): Piece[] {
  let to = 0;
  return domain.flatMap((word) => {
    const share = shares
      .filter((s) => (domain.includes(s.word) ? s.word : OTHER) === word)
      .reduce((sum, s) => sum + s.share, 0);
    const from = to;
    to += share;
    return share > 0 ? [{ key: name, word, share, from: 100 * from, to: 100 * to }] : [];
  });
}
