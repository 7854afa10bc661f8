import { describe, expect, it } from "vitest";
import { openMerges } from "../../src/text/merge-marks.js";

const MERGE = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> topic";

const linesOf = (text: string, markdown: boolean): [number, number][] =>
  openMerges(text, markdown).map(({ start, end }) => [start.line, end.line]);

describe("merges that git left open", () => {
  it.each([
    ["a whole one", `a\n${MERGE}\nb\n`, [[2, 7]]],
    [
      "two",
      `${MERGE}\n\n${MERGE}`,
      [
        [1, 6],
        [7, 12],
      ],
    ],
    ["with what both began with", MERGE.replace("=======", "||||||| 1a2b3c4\nwas\n======="), [[1, 8]]],
    ["with line ends of Windows", MERGE.replaceAll("\n", "\r\n"), [[1, 6]]],
    ["only its beginning", "a\n<<<<<<< HEAD\nours\n", [[2, 3]]],
    ["only its end", "theirs\n>>>>>>> 1a2b3c4 (A word)\n", [[2, 3]]],
    [
      "signs of other numbers, indented or without a name",
      "<<<<<<<< a\n <<<<<<< a\n> >>>>>>> a\n=======\n>>>>>>>\n",
      [],
    ],
    ["none", "a < b\n\n---\n", []],
  ])("%s", (_, text, found) => {
    for (const markdown of [false, true]) expect(linesOf(text, markdown)).toEqual(found);
  });

  it("are none in code that a chapter shows, and are some in code that it runs", () => {
    const fenced = (head: string): string => `\`\`\`\`${head}\n${MERGE}\n\`\`\`\n\`\`\`\`\n`;
    expect(linesOf(fenced(""), true)).toEqual([]);
    expect(linesOf(`${fenced("diff")}\n${MERGE}`, true)).toEqual([[10, 15]]);
    expect(linesOf(fenced("ts {#harvest}"), true)).toEqual([[2, 7]]);
    const between = `\`\`\`ts {#a}\nconst a = 1;\n\`\`\`\n\n${MERGE}\n\n\`\`\`ts {#b}\nconst b = 2;\n\`\`\``;
    expect(linesOf(between, true)).toEqual([[5, 10]]);
    const heads = "<<<<<<< HEAD\n```ts {#a}\n=======\n```ts {#b}\n>>>>>>> topic\n1;\n```\n";
    expect(linesOf(heads, true)).toEqual([[1, 6]]);
  });
});
