import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectOf } from "../../src/api/project.js";
import { readChapters } from "../../src/chapters/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { prepareChapters } from "../../src/document/prepare.js";
import type { FigureNode } from "../../src/document/tree.js";
import { figuresOf } from "../../src/document/tree.js";
import { computeMemo } from "../../src/memo/compute.js";
import { inputsDigest } from "../../src/memo/default-version.js";
import { picturesOf } from "../../src/memo/pictures.js";
import { writeOutputs } from "../../src/memo/write.js";
import { writeResults } from "../../src/render/data/index.js";
import { BASE, chapter } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";
import { HELD, JPEG, png, svg, WEBP } from "./samples.js";

type Files = Record<string, string | Uint8Array>;

const PRESS = svg(
  '<defs><linearGradient id="a"/></defs><rect width="40" height="30" fill="url(#a)"/><text y="9">Oak</text>',
);

const memo = (text: readonly string[], files: Files = {}): Files => ({
  ...BASE,
  "chapters/03-juice.md": chapter(...text),
  "pictures/press.svg": PRESS,
  "pictures/press-dark.svg": PRESS.replace('height="30"', 'height="29"'),
  "pictures/site.jpg": HELD,
  "pictures/mark.png": png(6, 4),
  "pictures/tank.webp": WEBP,
  ...files,
});

const TEXT = [
  "@fig-press, @fig-site, @fig-mark and @fig-tank.",
  '![A press of oak that takes {{number given.press.capacity.2027 digits=0}} kg](../pictures/press.svg "The press, of {{number given.press.capacity.2027 digits=0}} kg [@count]."){#fig-press width=60% dark=pictures/press-dark.svg source="Own drawing"}',
  "```picture {#fig-site}\n#| file: pictures/site.jpg\n#| caption: The site.\n#| alt: Trees in rows\n```",
  '> ![A ring](pictures/mark.png "The mark."){#fig-mark}',
  '- Of steel:\n\n  ![Steel](pictures/tank.webp "The tank."){#fig-tank}',
];

const LOGO = "memo: {title: The orchard, logo: {file: pictures/mark.png, alt: The orchard}, authors: [A. Grower]}";
const SUMMARY = (BASE["chapters/01-summary.md"] ?? "").replace(/^memo: .*$/m, LOGO);
const computed = computeMemo(projectOf(memo(TEXT, { "chapters/01-summary.md": SUMMARY })), {});

describe("pictures of a memo", () => {
  it("are written in each form, with their number, caption and alternative text", async () => {
    const { tree } = await computed;
    const files = await writeOutputs(tree, new Set(["page", "pdf", "md", "data"]));
    expect([...files.keys()].filter((path) => path.startsWith("pictures/")).sort()).toEqual(
      ["mark.png", "press-dark.svg", "press.svg", "site.jpg", "tank.webp"].map((name) => `pictures/${name}`),
    );
    const page = String(files.get("index.html"));
    const markdown = String(files.get("memo.md"));
    // The bar of tools leads to the PDF beside the page; nothing else leads out of it.
    expect(page.match(/(?:src|href)="(?!#|data:)[^"]*"/g)).toEqual(['href="memo.pdf"']);
    expect(page.match(/ id="fig-press[\w-]*--a"/g)).toEqual([' id="fig-press--a"', ' id="fig-press-dark--a"']);
    expect(page).toContain('fill="url(#fig-press-dark--a)"');
    expect(page).toMatch(/<figcaption[^>]*><span class="label">Figure 1<\/span> The press, of <a class="value"/);
    expect(page).toContain('<div class="shown papered"><img src="data:image/png;base64,'.replace(" papered", ""));
    const shown = (text: string, from: string): string =>
      text.slice(text.indexOf(from)).replace(/## References[\s\S]*/, "");
    const entries = JSON.parse(String(files.get("results.json"))) as { figures: Record<string, object>; logo: string };
    matchGolden(
      join(import.meta.dirname, "golden/written.txt"),
      [
        markdown.slice(0, markdown.indexOf("Assumptions")),
        shown(markdown, '<a id="fig-press"'),
        `${JSON.stringify({ logo: entries.logo, ...entries.figures }, null, 2)}\n`,
      ].join("\n---\n"),
    );
    expect(Buffer.from(files.get("memo.pdf") ?? "").toString("latin1", 0, 5)).toBe("%PDF-");
    expect(tree.chapters[2]?.children.filter(({ type }) => type === "figure").length).toBe(2);
  });

  it("are part of what results depend on, byte by byte", () => {
    const digest = (files: Files): string => inputsDigest(projectOf(files), {});
    const whole = digest(memo(TEXT));
    const other = JPEG.slice();
    other[other.length - 3] = (other[other.length - 3] ?? 0) ^ 1;
    expect(digest(memo(TEXT))).toBe(whole);
    expect(digest(memo(TEXT, { "pictures/site.jpg": other }))).not.toBe(whole);
    expect(digest(memo(TEXT, { "pictures/new.png": png(1, 1) }))).not.toBe(whole);
  });

  it("have another digest in the results when they are others, or have another on dark paper", async () => {
    const { tree } = await computed;
    const press = figuresOf(tree).find(({ id }) => id === "fig-press");
    const { light, dark } = press?.picture ?? {};
    if (!press || !light || !dark) throw new Error("there is no such figure");
    const digestOf = (picture: FigureNode["picture"]): unknown => {
      const figure: FigureNode = { ...press, picture };
      const [chapter] = tree.chapters;
      const results = writeResults({ ...tree, chapters: chapter ? [{ ...chapter, children: [figure] }] : [] });
      return JSON.parse(results).figures["fig-press"].picture;
    };
    const other = { ...light, content: String(light.content).replace("Oak", "Ash") };
    const all = [{ light, dark }, { light: other, dark }, { light, dark: other }, { light }].map(digestOf);
    expect(new Set(all).size).toBe(4);
    expect(digestOf({ light, dark })).toBe(all[0]);
  });
});

/** A line of a chapter, by what is wrong with it; the messages are the golden file. */
const WRONG: Readonly<Record<string, string>> = {
  "a file that isn't there": '![A press](pictures/pres.svg "The press."){#fig-a}',
  "capital letters": '![A press](pictures/Press.svg "The press."){#fig-a}',
  "no alternative text": '![](pictures/press.svg "The press."){#fig-a}',
  "no caption": "![A press](pictures/press.svg){#fig-a}",
  "no id": '![A press](pictures/press.svg "The press.")',
  "no file": '![A press]( "The press."){#fig-a}',
  "no options": "```picture {#fig-a}\n```",
  "another folder": '![A press](images/press.svg "The press."){#fig-a}',
  "out of the memo": '![A press](../../pictures/press.svg "The press."){#fig-a}',
  "a path of a machine": '![A press](/etc/press.svg "The press."){#fig-a}',
  "a folder below": '![A press](pictures/old/press.svg "The press."){#fig-a}',
  "a climb": '![A press](pictures/../press.svg "The press."){#fig-a}',
  "an address": '![A press](https://example.org/press.svg "The press."){#fig-a}',
  "an address without its scheme": '![A press](//example.org/press.svg "The press."){#fig-a}',
  "bytes in the address": '![A press](data:image/png;base64,AAAA "The press."){#fig-a}',
  "a width of pixels": '![A press](pictures/press.svg "The press."){#fig-a width=300}',
  "a width of nothing": '![A press](pictures/press.svg "The press."){#fig-a width=0%}',
  "an unknown option": '![A press](pictures/press.svg "The press."){#fig-a widht=50%}',
  "an option twice": '![A press](pictures/press.svg "The press."){#fig-a alt="A press"}',
  "a class": '![A press](pictures/press.svg "The press."){#fig-a .wide}',
  "a line that is no option":
    "```picture {#fig-a}\n#| file: pictures/press.svg\n#| alt: A press\n#| caption: The press.\npress\n```",
  "a dark one that isn't there": '![A press](pictures/press.svg "The press."){#fig-a dark=pictures/night.svg}',
  "a note in the alternative text": '![A press[^a]](pictures/press.svg "The press."){#fig-a}\n\n[^a]: Old.',
  "a drawing that runs": '![A press](pictures/run.svg "The press."){#fig-a}',
};

it("what is wrong with a picture is told where it is named", async () => {
  const told: string[] = [];
  for (const [what, text] of Object.entries(WRONG)) {
    const file = "chapters/01-juice.md";
    const sources = new Map([[file, chapter(text)]]);
    const { chapters, diagnostics } = readChapters(sources);
    const { pictures = new Map() } = projectOf(memo([text], { "pictures/run.svg": svg("<script/>") }));
    const found = [...diagnostics, ...(await picturesOf(chapters, pictures)).diagnostics];
    found.push(...prepareChapters(chapters, { names: new Set(), sources: new Set() }).diagnostics);
    expect(found, what).not.toEqual([]);
    told.push(`# ${what}\n${formatDiagnostics(found, { sources })}`);
  }
  matchGolden(join(import.meta.dirname, "golden/named.txt"), told.join("\n"));
});
