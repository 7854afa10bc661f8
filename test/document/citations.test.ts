import { describe, expect, it } from "vitest";
import { citationTexts, referenceList } from "../../src/document/citations.js";
import { plainText } from "../../src/document/words.js";
import { referenceText } from "../../src/render/text.js";
import { source } from "./prose-scope.js";
import { resolve } from "./resolve.js";

const HEAD = "---\ntitle: One\nmemo: {title: One}\n---\n\n";

/** What a paragraph says, and what is told of it. */
function said(text: string): { text: string; told: string[] } {
  const { tree, diagnostics } = resolve({ "chapters/01-one.md": `${HEAD}${text}\n` });
  const [paragraph] = tree.chapters[0]?.children ?? [];
  return {
    text: paragraph?.type === "paragraph" ? plainText(paragraph.children) : "",
    told: diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`),
  };
}

const NAMES: Readonly<Record<string, readonly [by: string, year: string]>> = {
  survey: ["Grid Institute", "2026a"],
  sequel: ["Grid Institute", "2026b"],
  many: ["Ames, A. et al.", "2025"],
  short: ["Agency", "n.d."],
};

describe("a citation", () => {
  // Both of a year, so that they are told apart by their letters.
  const both = " [@survey] [@sequel]";
  const [first, second] = [said("[@survey]").text, `(${NAMES.survey?.join(" ")}) (${NAMES.sequel?.join(" ")})`];

  it("of one source alone has no letter behind its year", () => {
    expect(first).toBe("(Grid Institute 2026)");
  });

  for (const [key, [by, year]] of Object.entries(NAMES))
    for (const prefix of ["", "see ", "see also, for the queue, "])
      for (const minus of ["", "-"])
        for (const locator of ["", ", p. 3", ", pp. 33–35", ", ch. 2, Table 4"])
          it(`[${prefix}${minus}@${key}${locator}]`, () => {
            const one = `${prefix}${minus}@${key}${locator}`;
            const printed = `${prefix}${minus === "" ? `${by} ` : ""}${year}${locator}`;
            expect(said(`[${one}]${both}`)).toEqual({ text: `(${printed}) ${second}`, told: [] });
            expect(said(`[${one}; also @older]${both}`)).toEqual({
              text: `(${printed}; also Grid Institute 2024) ${second}`,
              told: [],
            });
          });

  it("has an en dash between pages, however they are typed", () => {
    for (const typed of ["3-5", "3--5", "3 - 5", "3\u20135"])
      expect(said(`[@survey, pp. ${typed}]${both}`).text).toContain("pp. 3\u20135)");
    expect(said(`[@survey, app. A-2]${both}`).text).toContain("app. A-2)");
  });

  const REFUSED: Readonly<Record<string, string>> = {
    "several keys without a semicolon": "[@survey,@sequel]",
    "several keys with a comma and a blank": "[@survey, @sequel]",
    "words behind a key": "[@survey and others]",
    "a page without a comma": "[@survey p. 3]",
    "an empty part": "[@survey; ]",
    "a part without a key": "[@survey; the other]",
    "a value as a page": "[@survey, p. {{number 7}}]",
  };
  for (const [name, text] of Object.entries(REFUSED))
    it(`with ${name} is refused at its place`, () => {
      expect(said(`Words ${text}.`).told).toEqual([expect.stringMatching(/^prose\/(citation|unknown-source) 6:\d+$/)]);
    });

  it("has no second pair of parentheses, and a minus sign before a bare key asks for the year", () => {
    for (const written of ["(@survey)", "([@survey])", "@survey", "[@survey]"])
      expect(said(`As ${written} says.${both}`).text, written).toContain("As (Grid Institute 2026a) says.");
    for (const written of ["-@survey", "[-@survey]", "(-@survey)"])
      expect(said(`As ${written} says.${both}`).text, written).toContain("As (2026a) says.");
    expect(said(`A-@survey and (see @survey).${both}`).text).toContain("(see (Grid Institute 2026a))");
  });

  it("shows a bar that is escaped in a table", () => {
    expect(said(`[@survey, p. 3 \\| 4]${both}`).text).toContain("p. 3 | 4)");
  });

  it("is none in an address, the text of a link or behind a backslash", () => {
    expect(said("A [mail a@survey](https://example.org) and \\[see @survey, p. 3].").text).toBe(
      "A mail a@survey and [see @survey, p. 3].",
    );
  });
});

describe("the reference list", () => {
  const list = referenceList([
    source("b", { author: "Jane Smith", title: "Second", date: "2020-05" }),
    source("a", { author: "Jane Smith", title: "First", date: "2020" }),
    source("c", { author: "Jane Smith", title: "Third" }),
    source("d", { author: "Jane Smith", title: "Fourth" }),
    source("e", { publisher: "House", title: "Fifth", date: "2021-03" }),
    source("f", { publisher: "House", title: "Sixth", date: "2021-04" }),
    source("g", { author: "Jane Smith", title: "Alone", date: "2022-01" }),
  ]);

  it("of authors that were given as a list counts them as they are, whatever commas their names have", () => {
    const authors = ["Tans, P.", "Keeling, R.", "NOAA"];
    const [one, two] = referenceList([
      source("a", { author: "NASA, NOAA and ESA", authors: ["NASA", "NOAA", "ESA"], title: "One" }),
      source("b", { author: "Tans, P.; Keeling, R. and NOAA", authors, title: "Two" }),
    ]);
    const texts = citationTexts([one, two].flatMap((each) => each ?? []));
    expect([texts.get("a")?.by, texts.get("b")?.by]).toEqual(["NASA et al.", "Tans, P. et al."]);
  });

  it("has the letters that citations have", () => {
    const texts = citationTexts(list);
    expect(
      Object.fromEntries(
        list.map((reference) => [
          reference.key,
          `${texts.get(reference.key)?.by} ${texts.get(reference.key)?.year}: ${Object.values(referenceText(reference)).join(" ").trim()}`,
        ]),
      ),
    ).toEqual({
      a: "Jane Smith 2020a: Jane Smith (2020a). First.",
      b: "Jane Smith 2020b: Jane Smith (2020b, 2020-05). Second.",
      c: "Jane Smith n.d.-b: Jane Smith (n.d.-b). Third.",
      d: "Jane Smith n.d.-a: Jane Smith (n.d.-a). Fourth.",
      e: "House 2021a: Fifth. House, 2021a, 2021-03.",
      f: "House 2021b: Sixth. House, 2021b, 2021-04.",
      g: "Jane Smith 2022: Jane Smith (2022-01). Alone.",
    });
  });

  it("goes on after z", () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      source(`k${n}`, { author: "A. B", title: `T${String(n).padStart(2, "0")}`, date: "2020" }),
    );
    const years = referenceList(many).map(({ year }) => year);
    expect(new Set(years).size).toBe(60);
    expect([years[0], years[25], years[26], years[59]]).toEqual(["2020a", "2020z", "2020aa", "2020bh"]);
  });

  for (const [author, by] of Object.entries({
    "Jane Smith": "Jane Smith",
    "Smith, Jane": "Smith, Jane",
    "Jane Smith and John Doe": "Jane Smith and John Doe",
    "Jane Smith & John Doe": "Jane Smith & John Doe",
    "Jane Smith; John Doe": "Jane Smith and John Doe",
    "Jane Smith, John Doe & Li Wei": "Jane Smith et al.",
    "Jane Smith, John Doe, and Li Wei": "Jane Smith et al.",
    "Ames, A.; Brown, B.; Clark, C.": "Ames, A. et al.",
    "Smith & Sons": "Smith & Sons",
  }))
    it(`calls ${author} ${by}`, () => {
      expect(citationTexts(referenceList([source("x", { author, title: "T" })])).get("x")?.by).toBe(by);
    });

  it("leaves the names of publishers and titles alone", () => {
    const by = (more: Parameters<typeof source>[1]): string | undefined =>
      citationTexts(referenceList([source("x", more)])).get("x")?.by;
    expect(by({ publisher: "Wood; Stone and Iron and Sons, Inc.", title: "T" })).toBe(
      "Wood; Stone and Iron and Sons, Inc.",
    );
    expect(by({ title: "War; peace and a third thing and more" })).toBe("War; peace and a third thing and more");
  });
});
