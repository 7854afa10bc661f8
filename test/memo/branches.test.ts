import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const CHAPTERS = new URL("../../chapters/", import.meta.url);
const OPEN = /\{\{#(?:claim "[^"]+"|if [^}]+)\}\}/y;
const CLOSE = /\{\{\/(?:claim|if)\}\}/y;

/** A text with sentences that stand in branches: which ones are printed is asked in the order in which they begin. */
function printed(text: string, holds: (place: number) => boolean): string {
  let [at, place] = [0, 0];
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  const read = (): [string, string, boolean] => {
    const parts: [string, string] = ["", ""];
    let other: 0 | 1 = 0;
    while (at < text.length) {
      if (take(CLOSE)) return [parts[0], parts[1], true];
      if (take(/\{\{else\}\}/y)) other = 1;
      else if (take(OPEN)) {
        const first = holds(place++);
        const [then, otherwise, closed] = read();
        expect(closed, text).toBe(true);
        parts[other] += first ? then : otherwise;
      } else parts[other] += text.charAt(at++);
    }
    return [parts[0], parts[1], false];
  };
  return read()[0];
}

/** Paragraphs of prose and of what stands under figures, with a number for each value and no references. */
const paragraphs = readdirSync(CHAPTERS)
  .sort()
  .flatMap((name) => {
    const text = readFileSync(new URL(name, CHAPTERS), "utf8").replace(/^---\n[\s\S]*?\n---\n/, "");
    const said = [...text.matchAll(/^\/\/\| {3}(?:.*\n)(?:\/\/\| {3}.*\n)*/gm)].map(([lines]) =>
      lines.replaceAll("//|   ", ""),
    );
    const prose = text.replace(/^```[\s\S]*?^```$/gm, "").split(/\n\s*\n/);
    return [...said, ...prose].map((one) => ({
      name,
      text: one
        .replace(/\{\{(?!#|\/|else\}\})[^}]*\}\}/g, "7")
        .replaceAll("*", "")
        .replace(/\s*\n\s*/g, " ")
        .replace(/ ?\((?:@[\w-]+(?:, | and )?)+\)/g, "")
        .replace(/ ?\[(?:[^\]]*@[^\]]*)\]/g, "")
        .trim(),
    }));
  });

const BROKEN = [
  / {2}/, // two blanks
  / [,;.!?)]/,
  /\( /, // a blank inside
  /[,;:.] ?[,;:.]/, // two marks
  /[;,] (?:The|This|That|These|In|It|Its|A|An|At|On|With|Without|Of|If|And|But|Rising|By|For)\b/, // a capital in the middle
  /[a-z‡†\d]\.[A-Z]/,
  /[a-z]{2}[,;:][A-Za-z]/, // no blank behind a mark
  /\. (?:and|but|so|nor|with|which|in|at|of|the|a|an|it)\b/, // a small letter at the beginning
];

/** All branches one way, the other way, and each for itself. */
function ways(text: string): string[] {
  const count = text.match(/\{\{#/g)?.length ?? 0;
  const single = Array.from({ length: count }, (_, one) => [
    (place: number) => place === one,
    (place: number) => place !== one,
  ]).flat();
  return [...new Set([() => true, () => false, ...single].map((holds) => printed(text, holds)))];
}

test("sentences are whole whichever branches are printed", () => {
  expect(paragraphs.filter(({ text }) => text.includes("{{#")).length).toBeGreaterThan(80);
  const broken = paragraphs.flatMap(({ name, text }) =>
    ways(text).flatMap((way) =>
      BROKEN.flatMap((pattern) => {
        const found = pattern.exec(way);
        return found ? [`${name}: …${way.slice(Math.max(0, found.index - 40), found.index + 40)}…`] : [];
      }),
    ),
  );
  expect([...new Set(broken)]).toEqual([]);
});
