import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { isFormula } from "../../src/document/cells/formula-cells.js";
import { type PdfText, pdfText, unbroken } from "../memo/pdf-text.js";
import { pageText } from "../render/html/page-text.js";
import { readPdf } from "../render/pdf/read.js";
import { hasStack, random, run, scratchFolder, type Trial, tail, write } from "./tool.js";

/** Pieces that mean something to a writer that a text passes through: Markdown, HTML, Handlebars, Typst, CSV, JSON, YAML, shells. */
const PIECES = [
  ...String.raw`
  *a* _b_ **c** [g](h) ![i](j) <b>k</b> <script>l()</script> &amp; &#64; &lt; {{n}} {{{o}}} \{{q}} ~~r~~ ^s^
  ~t~ [^u] ^[v] [@w] @fig-x || --- $d$ $$ \(e\) #g() <h> @i \u{41} \n // /* */ " "" ' '' , ; =1+1 +1 -1
  @SUM(1) ... -- (c) (tm) http://x.y/z?a=1&b=2 www.x.y #q &r *s !t %u %E2%82%AC $(v) é ß Ω Ж ﬁ ½ € £ ° µ × − …
  “y” ‘z’ «a» ñ İ ı ǆ 0 00 1e5 NaN null true __proto__ constructor toString </td> ]]> %% \end{x} { } [ ] ( ) <
  >
  `
    .trim()
    .split(/\s+/),
  "`d`",
  "``e ` f``",
  "<!-- m -->",
  "{{#if p}}",
  "# y",
  "- z",
  "1. a",
  "> b",
  "| c |",
  "```",
  "#let f = 1",
  "= j",
  "/ k: l",
  "+ m",
  "\\",
  "=cmd|' /C calc'!A0",
  "\u00a0",
  "n: o",
  "- p",
  "${w}",
  "`x`",
  "e\u0301",
  "\u2011",
  "\u00ad",
];
const WORDS = ["word", "harvest", "Ångström", "co-operate", "x", "A", "12", "3.5", "Übung"];

/** Hostile strings, the same for the same seed: one to five pieces and words. */
function hostile(count: number, next: () => number): string[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: 1 + Math.floor(next() * 5) }, () =>
      next() < 0.75 ? pick(PIECES) : pick(WORDS),
    );
    return parts.join(pick(["", " ", " ", "x"])).trim() || "x";
  });
}

const BATCH = 100;
/** How many of them stand in charts too, which take most of the time. */
const DRAWN = 4;
/** A chart's font lacks the ligature, which is refused there with its place. */
const isDrawn = (text: string, n: number): boolean => n < DRAWN && !text.includes("ﬁ");

/** One memo that says each string in prose, a caption, an alternative text, cells, a label, a note and a source's title. */
export function memoSaying(strings: readonly string[]): Map<string, string> {
  const quoted = JSON.stringify(strings);
  const paragraphs = strings.map(
    (_, n) => `P${n} {{text said.s${n}}} end.[^n${n}]\n\n[^n${n}]: N${n} {{text said.s${n}}} end.\n`,
  );
  const body = [
    "---\ntitle: Strings\nmemo: {title: Strings}\n---\n",
    `\`\`\`ts {#strings}\nconst strings: string[] = ${quoted};\nconst said = Object.fromEntries(strings.map((text, n) => [\`s\${n}\`, text]));\n\`\`\`\n`,
    ...strings.map(
      (_, n) =>
        `\`\`\`ts {#tbl-f${n} .table}\n//| caption: "F${n} {{text said.s${n}}} end."\ntable([{ n: "C${n}", text: strings[${n}] }], { columns: { n: "No.", text: "Text" } })\n\`\`\`\n\n@tbl-f${n}\n`,
    ),
    ...strings
      .flatMap((text, n) => (isDrawn(text, n) ? [n] : []))
      .map(
        (n) =>
          `\`\`\`ts {#fig-f${n} .chart}\n//| caption: Chart.\n//| alt: "A${n} {{text said.s${n}}} end."\nPlot.plot({ x: { label: "x" }, y: { label: strings[${n}] }, marks: [Plot.dot([[1, 1], [2, 2]])] })\n\`\`\`\n\n@fig-f${n}\n`,
      ),
    ...paragraphs,
    `\n${strings.map((_, n) => `[@k${n}] {{number given.a${n} digits=0}}`).join(" ")}\n`,
  ].join("\n");
  const register = strings.map(
    (text, n) =>
      `  a${n}: {label: ${JSON.stringify(`L${n} ${text} end`)}, value: ${n}, unit: "1", source: k${n}, note: ${JSON.stringify(`M${n} ${text} end`)}}`,
  );
  const sources = strings.map(
    (text, n) =>
      `  k${n}: {title: ${JSON.stringify(`T${n} ${text} end`)}, author: ${JSON.stringify(`Ann ${n}`)}, date: 2026}`,
  );
  return new Map([
    ["chapters/01-strings.md", `${body}\n`],
    [
      "assumptions/2026-01.yaml",
      `version: 2026-01\ntitle: Strings\nas_of: 2026-01\ndefaults: {kind: assumed, as_of: 2026-01}\nassumptions:\n${register.join("\n")}\n`,
    ],
    ["assumptions/sources.yaml", `sources:\n${sources.join("\n")}\n`],
  ]);
}

/** What a text comes to where white space, hyphens and invisible characters are the page's business. */
const plain = (text: string): string => unbroken(text.normalize("NFKC")).replace(/[\u200b-\u200f\u2060\ufeff]/g, "");

/** The records of a CSV text (RFC 4180). */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, raw = "", after = ""] = match;
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (after === "") break;
    if (after !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}

/** Strings through every place where a memo takes text: what the page says, the PDF, the CSV and the results must say, letter for letter. */
export async function strings(count: number, seed: number): Promise<Trial> {
  const next = random(seed);
  const all = hostile(count, next);
  const broken: string[] = [];
  let refused = 0;
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    const folder = write(scratchFolder(), memoSaying(batch));
    const ended = await run(["build"], folder);
    if (ended.code !== 0) {
      // A message for strings that can't be printed would be right; there are none among these.
      refused += batch.length;
      broken.push(`strings ${from}–${from + batch.length - 1}: ${tail(ended)}`);
      continue;
    }
    if (hasStack(ended)) broken.push(tail(ended));
    const read = (name: string): string => readFileSync(join(folder, "out", name), "utf8");
    const html = read("index.html");
    const { document } = new JSDOM(html).window;
    const page = plain(pageText(document.body));
    const pdf = pdfText(await readPdf(new Uint8Array(readFileSync(join(folder, "out/memo.pdf")))));
    const whole = plain(
      [
        pdf.front,
        ...pdf.sections.map(({ title, text }: PdfText["sections"][number]) => title + text),
        ...pdf.notes.map(({ text }) => text),
        // Figures and tables that float stand apart.
        ...pdf.captioned,
      ].join(" "),
    );
    const results = read("results.json");
    JSON.parse(results);
    for (const [n, text] of batch.entries()) {
      const wanted = plain(text);
      const say = (where: string): void => void broken.push(`${where}: ${JSON.stringify(text)}`);
      for (const mark of ["P", "N", "F", "L", "T"]) {
        const one = `${mark}${n}${wanted}end`;
        if (!page.includes(one)) say(`page, ${mark}`);
        if (!whole.includes(one)) say(`PDF, ${mark}`);
      }
      if (!page.includes(`C${n}${wanted}`)) say("page, cell");
      if (!whole.includes(`C${n}${wanted}`)) say("PDF, cell");
      const cell = readCsv(read(`tables/tbl-f${n}.csv`))[1]?.[1];
      if (cell !== (isFormula(text) ? `'${text}` : text)) say("CSV");
      if (isDrawn(text, n)) {
        const one = `A${n}${wanted}end`;
        if (
          ![...document.querySelectorAll("svg,[aria-label]")].some((svg) =>
            plain(svg.getAttribute("aria-label") ?? svg.textContent ?? "").includes(one),
          )
        )
          say("page, alternative text");
        if (!pdf.figures.some((alt) => plain(alt).includes(one))) say("PDF, alternative text");
      }
      if (!results.includes(JSON.stringify(text).slice(1, -1))) say("results.json");
    }
  }
  return {
    name: "hostile strings through every place",
    tried: all.length,
    broken,
    remark: `${all.length - refused} in 8 places each`,
  };
}
