import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Diagnostic, MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { type Incremental, openIncremental } from "../../src/memo/incremental.js";
import { projectOf } from "../cli/memo.js";
import { CONSTRUCTS } from "../live/constructs.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";

const limits = { seconds: 60, megabytes: 1024 };
// What stays the same from one broken memo to the next is computed once, and in this process: where a mistake is told is not its doing.
let incremental: Incremental;
beforeAll(() => {
  runSweepsHere();
  incremental = openIncremental({ limits });
});
afterAll(() => {
  incremental.close();
  vi.restoreAllMocks();
});

/** A mistake in one place: which construct, what kind of slip, and the file with it. */
interface Slip {
  name: string;
  /** Of what kind, in what kind of construct. */
  kind: string;
  path: string;
  text: string;
  /** The first and the last line that it can be told at. */
  lines: readonly [number, number];
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** `text` with `to` in the place of the part that is `from` at `at`. */
function slip(kind: string, what: string, path: string, at: number, from: string, to: string): Slip {
  const text = CONSTRUCTS[path] ?? "";
  if (from === to || !text.startsWith(from, at)) throw new Error(`${kind} of ${what} changes nothing`);
  const begin = lineAt(text, at);
  const now = text.slice(0, at) + to + text.slice(at + from.length);
  return { name: `${kind}, ${what}`, kind, path, text: now, lines: [begin, begin + to.split("\n").length] };
}

const OPTIONS = /^(?:(?:\/\/|--|#)\|.*\n)*/;
/** What goes wrong in a fence, by its language: a part of its code, and what stands there instead. */
const IN_FENCES: Readonly<Record<string, readonly (readonly [name: string, from: RegExp, to: string])[]>> = {
  ts: [
    ["syntax", /$/, ")\n"],
    ["name", /\bPlot\.plot\(|\btable\(|^rows\(|(?<= [=>] .*)\b(?:income|given\.orchard|rows)\b/m, "nothing_here("],
    ["member", /given\.orchard\.(?=\w)/, "given.orchard.no_"],
    ["throws", OPTIONS, '$&(() => { throw new Error("no"); })();\n'],
    ["type", OPTIONS, '$&const _wrong: number = "text";\n'],
    ["units", OPTIONS, "$&const _wrong = (given.orchard.trees + given.orchard.price);\n"],
    ["option", OPTIONS, "//| nothing: 1\n$&"],
    ["caption", /caption:/, "captoin:"],
    ["alt", /alt:/, "atl:"],
    ["merge", OPTIONS, "$&<<<<<<< HEAD\n=======\n>>>>>>> topic\n"],
  ],
  formula: [
    ["syntax", /$/, ")\n"],
    ["name", /price \*/, "pric *"],
  ],
  sql: [
    ["syntax", /$/, ")\n"],
    ["column", /kind/, "kindd"],
    ["table", /FROM "\w+/, 'FROM "nothing'],
    ["unit", /unit: "1"/, 'unit: "nothing"'],
    ["option", /^/, "--| nothing: 1\n"],
    ["type", /weight \/ sum\(weight\)/, "kind || sum(weight)"],
    ["fails", /weight \/ sum\(weight\)/, "abs(-9223372036854775807 - 1) + sum(weight)"],
  ],
  sweep: [
    ["key", /$/, "nothing: 1\n"],
    ["yaml", /$/, "  : [\n"],
    ["output key", /outputs?:/, "outptu:"],
    ["caption key", /caption:/, "captoin:"],
    ["over", /over:/, "ovre:"],
    ["vary", /^vary:/m, "vray:"],
    ["output", /income/, "incom"],
    ["assumption", /orchard\.trees/, "orchard.treess"],
    ["caption", /caption: /, "caption: {{number nothing_here}} "],
  ],
  picture: [
    ["option", /$/, "#| nothing: 1\n"],
    ["file", /file: .*/, "file: pictures/gone.svg"],
    ["caption", /caption: /, "caption: {{number nothing_here}} "],
  ],
  dot: [
    ["syntax", /\}\s*$/, "\n"],
    ["edge", /trees -> income/, "trees -- income"],
    ["value", /\{\{number given/, "{{number nothing_here.given"],
    ["attribute", /\[label=/, "[lable="],
  ],
  graph: [
    ["option", /$/, "#| nothing: 1\n"],
    ["caption", /caption: /, "caption: {{number nothing_here}} "],
  ],
};

function inFences(): Slip[] {
  return Object.entries(CONSTRUCTS).flatMap(([path, text]) =>
    [...text.matchAll(/^```(\w+) \{#([\w-]+)((?:\{\{.*?\}\}|[^}\n])*)\}\n([\s\S]*?)^```/gm)].flatMap((fence) => {
      const [whole, language = "", id = "", classes = "", code = ""] = fence;
      return (IN_FENCES[language] ?? []).flatMap(([name, from, to]) => {
        const found = from.exec(code);
        const changed = code.replace(from, to);
        if (!found || changed === code) return [];
        return [
          slip(
            `${name} in ${language}${language === "ts" ? classes : ""}`,
            id,
            path,
            fence.index,
            whole,
            whole.replace(code, () => changed),
          ),
        ];
      });
    }),
  );
}

function inWords(): Slip[] {
  const each = (name: string, path: string, from: RegExp, to: string): Slip[] =>
    [...(CONSTRUCTS[path] ?? "").matchAll(from)].map((found) =>
      slip(
        name,
        found[0].slice(0, 40),
        path,
        found.index,
        found[0],
        to.replace(/\$(\d)/g, (_, n) => found[Number(n)] ?? ""),
      ),
    );
  const chapters = Object.keys(CONSTRUCTS).filter((path) => path.endsWith(".md"));
  const FILE = "assumptions/2026-01.yaml";
  return [
    ...chapters.flatMap((path) => [
      ...each("helper", path, /\{\{(number|dollars|percent|unit) /g, "{{nothing "),
      ...each("quote", path, /\{\{(number|dollars|percent) (\w)/g, "{{$1 no_$2"),
      ...each("close", path, /\{\{\/(claim|each|if)\}\}/g, ""),
      ...each("claim", path, /\{\{#claim "/g, '{{#claim "no-'),
      ...each("reference", path, /@(fig|tbl|eq|sec)-(?=\w)/g, "@$1-no-"),
      ...each("citation", path, /@(grower|keeper)\b/g, "@nobody"),
      ...each("callout", path, /> \[!(\w+)\]/g, "> [!NOTHING]"),
      ...each("layout", path, /layout-ncol=\d/g, "layout-nope=2"),
      ...each("layout end", path, /^:::$/gm, ""),
      ...each("fence class", path, /\.(chart|table|claim|tornado|two-way|monte-carlo)\}/g, ".nothing}"),
      ...each("caption of a diagram", path, /(?<=```dot .*)caption=/g, "captoin="),
      ...each("alternative text of a diagram", path, /(?<=```dot .*)alt=/g, "atl="),
      ...each("quote of a diagram", path, /(?<=```dot .*)\{\{dollars /g, "{{dollars no_"),
      ...each("picture", path, /\.\.\/pictures\/light\.svg/g, "../pictures/gone.svg"),
      ...each("mathematics", path, /\\sum_/g, "\\nothing_"),
      ...each("front matter", path, /^title: /gm, "titel: "),
      ...each("merge in front matter", path, /^(title: .*)/gm, "<<<<<<< HEAD\n$1\n=======\n>>>>>>> topic"),
      ...each("merge", path, /^(## .*)/gm, "<<<<<<< HEAD\n$1\n\n=======\n>>>>>>> topic\n"),
      ...each("end of a merge", path, /^(## .*)/gm, "$1\n\n>>>>>>> topic\n"),
    ]),
    ...each("entry value", FILE, /\bvalue: (\d[\d.]*)/g, "value: nothing $1"),
    ...each("entry unit", FILE, /\bunit: (\w+|"1")/g, "unit: nothing"),
    ...each("entry key", FILE, /\bnote:/g, "notes:"),
    ...each("entry label", FILE, /\blabel: /g, "lable: "),
    ...each("entry source", FILE, /source: grower/g, "source: nobody"),
    ...each("expression", FILE, /orchard\.trees \*/g, "orchard.treess *"),
    ...each("yaml", FILE, /\}$/gm, ""),
    ...each("merge of entries", FILE, /^( .*\bvalue: .*)/gm, "<<<<<<< HEAD\n$1\n=======\n>>>>>>> topic"),
    ...each("data file", FILE, /data: picked/g, "data: piked"),
    ...each("data column", FILE, /(day|kind|weight|sound): \{ /g, "no_$1: { "),
    ...each("data unit", FILE, /unit: kg \}/g, "unit: nothing }"),
    ...each("data key", FILE, /key: day/g, "key: dya"),
    ...each("cell", "data/picked.csv", /310|2025-10-02|false/g, "nothing"),
    ...each("head", "data/picked.csv", /^day|kind|weight|sound/g, "no"),
    ...each("entry unit key", FILE, /\bunit: /g, "unitt: "),
    ...each("cells", "data/picked.csv", /pear,120/g, "pear"),
    ...each("merge of rows", "data/picked.csv", /^(.*pear,120.*)/gm, "<<<<<<< HEAD\n$1\n=======\n>>>>>>> topic"),
    ...each("scenario", "assumptions/scenarios.yaml", /orchard\.\w/g, "orchard.no_"),
    ...each("scenario value", "assumptions/scenarios.yaml", /5 kg/g, "5 kgg"),
    ...each("scenario key", "assumptions/scenarios.yaml", /title/g, "titel"),
    ...each("source key", "assumptions/sources.yaml", /author/g, "auhtor"),
    ...each("drawing", "pictures/light.svg", /<rect/g, "<rec"),
    ...each("drawing", "pictures/light.svg", /<\/svg>/g, ""),
  ];
}

async function told({ path, text }: Slip): Promise<Diagnostic[]> {
  const project = projectOf({ ...CONSTRUCTS, [path]: text });
  const options = { version: undefined, sets: [], check: true, limits, incremental };
  const found = await computeMemo(project, options).then(
    () => [],
    (error) => (error instanceof MemoError ? (error.diagnostics as Diagnostic[]) : Promise.reject(error)),
  );
  return found.filter(({ severity }) => severity === "error");
}

/** Slips that are told elsewhere than where they are, with where that is. What is only called otherwise is no slip of this test: each that uses the old name is one. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  close: "where the section begins",
  "layout end": "where the figures begin",
  "data column": "in the head of the file, which lacks it",
  drawing: "where the picture is shown",
};

/** One slip of each kind in each kind of construct: all of them take a minute. */
const slips = [...new Map([...inFences(), ...inWords()].map((one) => [one.kind, one])).values()];

it.each(slips.map((one) => [one.name, one] as const))("one mistake is told once: %s", async (_, one) => {
  const errors = (await told(one)).map(({ rule, place, message }) => ({ rule, place, message }));
  expect(errors).toHaveLength(1);
  const { place } = errors[0] ?? {};
  const [first, last] = one.lines;
  if (Object.keys(ELSEWHERE).some((kind) => one.kind === kind)) return;
  expect(place?.file).toBe(one.path);
  expect(place?.start.line).toBeGreaterThanOrEqual(first);
  expect(place?.start.line).toBeLessThanOrEqual(last);
});

it("two mistakes are told, though one rests on the other", async () => {
  const path = "chapters/03-constructs.md";
  const twice = (CONSTRUCTS[path] ?? "")
    .replace("SELECT kind, weight", "SELECT kindd, weight")
    .replace("const sold = output(heaviest", "const sold = output(unknown_name * heaviest");
  const errors = await told({ name: "", kind: "", path, text: twice, lines: [0, 0] });
  expect(errors.map(({ rule }) => rule)).toEqual(["sql/unknown-column", "notebook/undefined-name"]);
});
