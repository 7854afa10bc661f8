import { textIn } from "./escape.js";

/** What each of a section's elements takes in rem, on a desk and on a phone; measured on pages with the memo's fonts. */
const TALL = {
  line: [2.1, 1.95],
  paragraph: [1.1, 1.1],
  heading: [4.9, 4.9],
  chart: [36, 35],
  table: [10.5, 10.5],
  row: [2.6, 3.6],
  assumption: [5, 9],
  fold: [3, 3],
} as const;
const LETTERS = [74, 39] as const;

/**
 * Rules that say how tall each section of a page is before it is laid out, about, so that the scroll bar and what is jumped to stay where they are:
 * in rem, `--tall` where there is room for full lines and `--slim` where there isn't.
 */
export function heightRules(sections: readonly string[]): string {
  return sections
    .map((html, at) => {
      const [tall, slim] = ([0, 1] as const).map((width) => Math.round(heightOf(html, width)));
      return `main > section:nth-child(${at + 1}) { --tall: ${tall}; --slim: ${slim}; }\n`;
    })
    .join("");
}

function heightOf(html: string, width: 0 | 1): number {
  const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const figures = (html.match(/<figure[\s\S]*?<\/figure>/g) ?? []).join("");
  const prose = html.replace(/<(figure|details|table|noscript)\b[\s\S]*?<\/\1>/g, "");
  return (
    (textIn(prose).length / LETTERS[width]) * TALL.line[width] +
    count(prose, /<(?:p|li)\b/g) * TALL.paragraph[width] +
    count(prose, /<h\d/g) * TALL.heading[width] +
    count(figures, /<figure class="(?:chart|picture)/g) * TALL.chart[width] +
    count(figures, /<figure class="table/g) * TALL.table[width] +
    count(figures, /<tr\b/g) * TALL.row[width] +
    count(html, /<tr (?:id|class="remark)/g) * TALL.assumption[width] +
    count(html, /<details class="computed/g) * TALL.fold[width]
  );
}
