import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { computeMemo } from "../../src/memo/compute.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { BASE } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { checked, withAssumptions, withChapter } from "./memo.js";

const IGNORE = "<!-- memo-ignore stale/number: the neighbour's guess -->";
const GUESS = "stale/number: the neighbour's guess";

describe("an exception", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each([
    ["before a paragraph", `${IGNORE}\nThe neighbour says\n4,800 kg.`],
    ["before a paragraph, with an empty line between", `${IGNORE}\n\nThe neighbour says 4,800 kg.`],
    ["at the end of the line", `The neighbour says 4,800 kg. ${IGNORE}\nHe has seen it.`],
    ["on a line between two of a paragraph", `The neighbour says\n${IGNORE}\n4,800 kg.`],
    ["over lines of its own", `<!-- memo-ignore stale/number:\n  the neighbour's guess -->\n4,800 kg.`],
    ["before a heading", `${IGNORE}\n## The 4,800 kg {#sec-guess}\n\n@sec-guess`],
    ["in a quotation's list", `1. one\n   ${IGNORE}\n   two of 4,800 kg`],
    [
      "before a block, for its caption",
      `${IGNORE}\n\`\`\`ts {#tbl-a .table}\n//| caption: Of 4,800 kg.\ntable([{ kg: harvest }])\n\`\`\`\n\n@tbl-a`,
    ],
    [
      "at the head of a block's code",
      `\`\`\`ts {#tbl-a .table}\n//| caption: Of 4,800 kg.\n// memo-ignore stale/number: the neighbour's guess\ntable([{ kg: harvest }])\n\`\`\`\n\n@tbl-a`,
    ],
  ])("%s lets what is there stand", async (_, body) => {
    const { found, excepted } = await checked(withChapter(body));
    expect(found).toEqual([]);
    expect(excepted).toEqual([GUESS]);
  });

  it("covers no more than its paragraph or line", async () => {
    const { found } = await checked(
      withChapter(`${IGNORE}\nFirst 4,800 kg.\n\nThen 4,800 kg.\n\nThird 4,800 kg. ${IGNORE}\nAnd 4,800 kg.`),
    );
    expect(found).toEqual(["stale/number 03-juice.md:8:6", "stale/number 03-juice.md:11:5"]);
  });

  it("stands in code before or behind a line", async () => {
    const output = (name: string, tail = ""): string =>
      `const ${name} = output(harvest, { label: "${name}", unit: "kg" });${tail}`;
    const because = "memo-ignore outputs/no-tolerance: any change matters";
    const body = `\`\`\`ts {#more}
${output("a")}
// ${because}
// and this is known
${output("b")}
${output("c", ` // ${because}`)}
\`\`\``;
    const { found, excepted } = await checked(withChapter(body));
    expect(found).toEqual(["outputs/no-tolerance 03-juice.md:6:7"]);
    expect(excepted).toHaveLength(2);
  });

  it("stands in YAML before an entry, or at its end", async () => {
    const because = "# memo-ignore unused/assumption: for the next version";
    const { found, excepted } = await checked(
      withAssumptions(`  spare:
    a: {label: A, value: 3 kg} ${because}
    ${because}
    b:
      label: B
      value: 4 kg
    c: {label: C, value: 5 kg}
  ${because}
  more:
    d: {label: D, value: 6 kg}
    e: {label: E, value: 7 kg}
`),
    );
    expect(found).toEqual(["unused/assumption 2026-03.yaml:16:8"]);
    expect(excepted).toHaveLength(3);
  });

  it("leaves nothing behind in what is printed", async () => {
    const text = async (body: string): Promise<string> =>
      writeMarkdown((await computeMemo(projectOf(withChapter(body)), {})).tree);
    const [first, second, third] = ["The neighbour says", "4,800 kg.", "| a | b |\n| --- | --- |\n| c | d |"];
    const expected = await text(`${first}\n${second} And more.\n\n- one\n- two\n\n> said\n\n${third}\n\nEnd`);
    expect(
      await text(
        `${IGNORE}\n${first}\n${IGNORE}\n${second} ${IGNORE} And more. ${IGNORE}\n\n- one\n  ${IGNORE}\n- two ${IGNORE}\n\n> said ${IGNORE}\n\n${IGNORE}\n${third}\n\n${IGNORE}\n\nEnd${IGNORE}`,
      ),
    ).toBe(expected);
    expect(await text(`It is written \`${IGNORE}\`.`)).toContain(`\`${IGNORE}\``);
  });

  it("that can't be read, gives no reason or lets nothing stand is told", async () => {
    const { told } = await checked({
      ...withChapter(`<!-- memo-ignore stale/number -->
The neighbour says 4,800 kg.

<!-- memo-ignore: because -->
A word.

<!-- memo-ignore stale/numbers: a slip -->
A word.

\`\`\`ts {#some}
// memo-ignore stale/number
const some = 1;
\`\`\`

{{number some}} word.`),
      "assumptions/2026-03.yaml": `${BASE["assumptions/2026-03.yaml"]}  # memo-ignore unused/assumption: used since
  spare: {label: Spare, value: 3 kg}
`.replace("orchard:", "orchard: # memo-ignore unused/assumption: long gone"),
    });
    matchGolden(join(import.meta.dirname, "golden", "exceptions.txt"), told);
  });

  it("is not judged idle where the memo is not as its author left it", async () => {
    const files = withChapter(`${IGNORE}\nNothing.`);
    expect((await checked(files)).found).toEqual(["check/unused-exception 03-juice.md:5:1"]);
    expect((await checked(files, { scenario: "late-frost" })).found).toEqual([]);
  });

  it("is no way around an error", async () => {
    const files = withChapter("<!-- memo-ignore prose/unknown-value: it will come -->\n{{number nothing}}");
    await expect(checked(files)).rejects.toMatchObject({ diagnostics: [{ rule: "prose/unknown-value" }] });
  });
});
