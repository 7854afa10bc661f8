import { describe, expect, it } from "vitest";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { composeSource } from "../../src/render/pdf/source.js";
import { resolve } from "./resolve.js";

// What strangers wrote to stop a build, or to have less printed than was written: each is told at its place, or printed whole by every writer.

const chapter = (body: string): Record<string, string> => ({ "chapters/01-a.md": `---\ntitle: T\n---\n\n${body}\n` });

/** Rules of what is wrong, with their places; what the writers print where nothing is. */
function outcome(body: string, values = {}): { said: string[]; printed: string } {
  const { tree, diagnostics } = resolve(chapter(body), { values });
  const wrong = diagnostics.filter(({ severity }) => severity === "error");
  const said = wrong.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`);
  if (wrong.length > 0) return { said, printed: "" };
  const pdf = composeSource(tree).printed.map(({ text }) => text);
  return { said, printed: [writeHtml(tree), writeMarkdown(tree), ...pdf].join("\n") };
}

const HOSTS = ["evil.example", "", "?a"];

describe("links that lead nowhere are told, whatever they are made of", () => {
  it.each([
    "https:",
    "http:",
    "https:/",
    "HTTP:",
    "mailto:",
    "https://",
    "ftp:",
    "ftp://",
    "tel:",
    "x:",
    "//",
    "/",
    "./",
    "?",
  ])("%s", (scheme) => {
    for (const host of HOSTS)
      for (const link of [`[x](${scheme}${host})`, `[x][a]\n\n[a]: ${scheme}${host || "."}`]) {
        const { said, printed } = outcome(link);
        const address = /<a href="(?!#)([^"]*)"/.exec(printed)?.[1];
        if (said.length > 0) expect(said.join(), link).toMatch(/^prose\/(link|unknown-reference|unsupported) \d+:\d+/);
        else if (address !== undefined) expect(address, link).toMatch(/^(?:https?:\/\/[^/?#]|mailto:[^?])/i);
      }
  });
});

describe("marks inside each other are told, or printed with all their words", () => {
  it.each([
    ["*a **b ", ""],
    ["**a *b ", ""],
    ["*a ", "*"],
    ["**a ", "**"],
    ["~~a ", "~~"],
    ["[a ", "](http://a.b)"],
    ["_a ", "_"],
    ["> ", ""],
    ["- ", ""],
  ])("%j", (open, close) => {
    for (const deep of [3, 500]) {
      const { said, printed } = outcome(`${open.repeat(deep)}core${close.repeat(deep)}`);
      if (said.length > 0) expect(said.join()).toMatch(/^(prose\/too-deep|chapters\/size) \d+:1/);
      else expect(printed.match(/core/g)?.length, `${deep}`).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("a backslash before braces", () => {
  it.each(["x.5", "5", ".5", "a b=.5", "x y z", "#if", "/if", "else", "{x}", "", "x}", "../y", "a.[b c]"])(
    "shows %j as it is written",
    (inside) => {
      const { said, printed } = outcome(`Write \\{{${inside}}} here {{number n digits=0}}.`, { n: 3 });
      expect(said).toEqual([]);
      expect(printed.split(`{{${inside}}}`).length).toBeGreaterThan(2);
      expect(printed).not.toMatch(/[\uE000-\uF8FF]/);
    },
  );
});

describe("a tab is a blank in the PDF, whose fonts have none", () => {
  it.each([
    ["words", "a\tb"],
    ["a code span", "`a\tb`"],
    ["a heading", "## a\tb"],
    ["a cell", "| a\tb | `c\td` |\n| - | - |\n| e\tf | g |"],
    ["a link's words", "[a\tb](http://c.d)"],
    ["a quoted value", "{{text t}}"],
    ["a note", "A^[a\tb]."],
    ["a term", "a\tb\n: c\td"],
    ["code", "```\na\tb\n```"],
  ])("%s", (_, body) => {
    const { tree } = resolve(chapter(body), { values: { t: "a\tb" } });
    const { printed } = composeSource(tree);
    expect(printed.some(({ text }) => /a +b/.test(text))).toBe(true);
    expect(printed.filter(({ text }) => text.includes("\t"))).toEqual([]);
  });
});

it.each([
  ["sec", 300, 0],
  ["eq", 300, 0],
  ["fig", 196, 0],
  ["tbl", 196, 0],
  ["fig", 197, 1],
  ["tbl", 300, 1],
])("%s- and %i letters are an id, where files of that name can be written: %i refused", (kind, count, refused) => {
  const id = `${kind}-${"a".repeat(count)}`;
  const body = {
    sec: `## A {#${id}}`,
    fig: `\`\`\`ts {#${id} .chart}\n//| caption: C.\n//| alt: A.\nPlot.plot({})\n\`\`\``,
    tbl: `\`\`\`ts {#${id} .table}\n//| caption: C.\n[]\n\`\`\``,
    eq: `\`\`\`formula {#${id}}\nf(x) = x\n\`\`\``,
  }[kind];
  const { said } = outcome(`See @${id}.\n\n${body}`);
  expect(said).toEqual(refused ? ["chapters/size 7:1"] : []);
});
