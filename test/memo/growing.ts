import type { Sources } from "../cli/memo.js";

// Memos of one kind each that are as large as asked for: `n` of what the kind is named after.

const OWN = "own: {title: Own, date: 2026-01}";
const ONE = "one: {label: One, value: 1, unit: '1'}";

const times = (n: number, write: (i: number) => string, between = "\n"): string =>
  Array.from({ length: n }, (_, i) => write(i)).join(between);

/** A short name that is no word of the language. */
const name = (i: number): string => `q${i.toString(36)}`;

const block = (head: string, code: string): string => `\`\`\`ts {#${head}}\n${code}\n\`\`\`\n`;

function memo(
  body: string,
  { assumptions = ONE, sources = "", more = {} }: { assumptions?: string; sources?: string; more?: Sources } = {},
): Sources {
  return {
    "chapters/01-a.md": `---\ntitle: T\nmemo: {title: T}\n---\n\n${body}\n`,
    "assumptions/2026-01.yaml": `version: 2026-01\ntitle: V\nas_of: 2026-01\ndefaults: {kind: assumed, as_of: 2026-01, source: own}\nassumptions:\n  ${assumptions.replaceAll("\n", "\n  ")}\n`,
    "assumptions/sources.yaml": `sources:\n  ${OWN}\n${sources}`,
    ...more,
  };
}

const numbers = (n: number): string => times(n, (i) => `${name(i)}: {label: L ${i}, value: ${i + 1}, unit: '1'}`);
const cited = (n: number): string =>
  times(n, (i) => `  k${i}: {title: T ${i}, author: A ${name(i)}, date: 2026-01}\n`, "");
const chart = (i: number): string =>
  block(
    `fig-a${i} .chart`,
    `//| caption: c ${i}\n//| alt: a ${i}\nPlot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: 1, y: ${i + 1} }, { x: 2, y: 3 }], { x: "x", y: "y" })] })`,
  );
const table = (i: number, rows: string): string => block(`tbl-a${i} .table`, `//| caption: c ${i}\n${rows}`);
/** `const q1=…;` and so on, which leaves room for two thousand in a block. */
const constants = (n: number, value: (i: number) => string, first = "1"): string =>
  block("a", `const ${name(0)}=${first};\n${times(n - 1, (i) => `const ${name(i + 1)}=${value(i)};`)}`);

/** Kinds of large memos: how many of it are few, and the memo of so many. Eight times as many are still read. */
export const GROWING: Readonly<Record<string, readonly [few: number, of: (n: number) => Sources]>> = {
  "different citations": [
    1000,
    (n) =>
      memo(
        times(n, (i) => `Said [@k${i}].\n`),
        { sources: cited(n) },
      ),
  ],
  "citations of one paragraph": [
    100,
    (n) =>
      memo(
        times(n, (i) => `[@k${i}]`, " "),
        { sources: cited(n) },
      ),
  ],
  sources: [500, (n) => memo("Said [@own].", { sources: cited(n) })],
  "chained constants": [250, (n) => memo(`${constants(n, (i) => `${name(i)}+1`)}\n{{number ${name(n - 1)}}}`)],
  "chained constants that each read an assumption": [
    120,
    (n) =>
      memo(`${constants(n, (i) => `${name(i)}+given.${name(i)}`)}\n{{number ${name(n - 1)}}}`, {
        assumptions: numbers(n),
      }),
  ],
  "constants that stand for others": [250, (n) => memo(`${constants(n, (i) => name(i), "given")}\n{{number q0.one}}`)],
  "functions that call the one before": [
    120,
    (n) => memo(constants(n, (i) => `(x:number)=>${name(i)}(x)+1`, "(x:number)=>x")),
  ],
  "objects in objects": [150, (n) => memo(constants(n, (i) => `{a:${name(i)}}`, "{a:1}"))],
  "outputs of one block": [
    60,
    (n) =>
      memo(
        block(
          "a",
          times(n, (i) => `const ${name(i)}=output(${i}+1,{label:"L ${i}",unit:"1",format:"number 0",tolerance:1});`),
        ) + times(n, (i) => `\n{{${name(i)}}}\n`),
      ),
  ],
  "type errors": [220, (n) => memo(constants(n, () => "1").replaceAll("=1", ":string=1"))],
  "type errors in blocks of their own": [
    50,
    (n) => memo(times(n, (i) => block(name(i), `const ${name(i)}: string = 1;`))),
  ],
  "unknown names": [220, (n) => memo(constants(n, (i) => `w${i}`))],
  "unknown values": [250, (n) => memo(times(n, (i) => `{{number w${i}}}\n`))],
  "unknown references": [250, (n) => memo(times(n, (i) => `See @fig-w${i}.\n`))],
  "unknown units": [250, (n) => memo("Word.", { assumptions: numbers(n).replaceAll("'1'", "furlang") })],
  "blocks that use all before them": [
    25,
    (n) => memo(times(n, (i) => block(name(i), `const ${name(i)} = 1${times(i, (j) => ` + ${name(j)}`, "")};`))),
  ],
  "blocks in a chain": [
    100,
    (n) => memo(times(n, (i) => block(name(i), `const ${name(i)} = ${i === 0 ? "1" : `${name(i - 1)} + 1`};`))),
  ],
  "blocks in a circle": [
    100,
    (n) => memo(times(n, (i) => block(name(i), `const ${name(i)} = ${name((i + 1) % n)} + 1;`))),
  ],
  "blocks of one name": [100, (n) => memo(times(n, (i) => block(name(i), "const a = 1;")))],
  claims: [
    100,
    (n) =>
      memo(
        times(
          n,
          (i) =>
            `${block(`${name(i)} .claim`, `given.one < ${i + 2}`)}\n{{#claim "${name(i)}"}}Yes.{{else}}No.{{/claim}}\n`,
        ),
      ),
  ],
  "columns of a table": [250, (n) => memo(table(0, `[{ ${times(n, (i) => `${name(i)}: ${i}`, ", ")} }]`))],
  "rows of a table": [600, (n) => memo(table(0, `Array.from({ length: ${n} }, (_, y) => ({ y, v: y * 2 }))`))],
  tables: [50, (n) => memo(times(n, (i) => `See @tbl-a${i}.\n\n${table(i, `[{ a: 1, b: ${i} }]`)}`))],
  figures: [12, (n) => memo(times(n, (i) => `See @fig-a${i}.\n\n${chart(i)}`))],
  "references to one figure": [250, (n) => memo(`${chart(0)}\n${times(n, () => "See @fig-a0.\n")}`)],
  "sections that name each other": [
    250,
    (n) => memo(times(n, (i) => `## Head ${name(i)} {#sec-a${i}}\n\nSee @sec-a${(i * 7) % n}.\n`)),
  ],
  "headings of the same words": [250, (n) => memo(times(n, () => "## Head\n\nWord.\n"))],
  equations: [
    25,
    (n) => memo(times(n, (i) => `\`\`\`formula {#eq-a${i}}\nf${i}(x) = x * ${i + 2}\n\`\`\`\n\nSee @eq-a${i}.\n`)),
  ],
  "terms of a glossary": [250, (n) => memo(times(n, (i) => `Term ${name(i)}\n: What it is.\n`))],
  footnotes: [250, (n) => memo(times(n, (i) => `Word.[^n${i}]\n\n[^n${i}]: Note ${name(i)}.\n`))],
  "footnotes where they stand": [250, (n) => memo(times(n, (i) => `Word.^[Note ${name(i)}.]\n`))],
  scenarios: [
    50,
    (n) =>
      memo("{{number given.one}}", {
        more: {
          "assumptions/scenarios.yaml": `scenarios:\n${times(n, (i) => `  ${name(i)}: {title: S ${i}, set: {one: ${i + 2}}}\n`, "")}`,
        },
      }),
  ],
  "versions that each extend the one before": [
    10,
    (n) => {
      const version = (i: number): string => `2026-02-${String(i).padStart(4, "0")}`;
      const later = Array.from({ length: n }, (_, i) => [
        `assumptions/${version(i)}.yaml`,
        `version: ${version(i)}\ntitle: V\nextends: ${i === 0 ? "2026-01" : version(i - 1)}\nas_of: 2026-02\nassumptions:\n  one: {value: ${i + 2}, reason: r}\n`,
      ]);
      return memo("{{number given.one}}", { more: Object.fromEntries(later) });
    },
  ],
  "assumptions, each read": [
    120,
    (n) =>
      memo(
        `${block(
          "a",
          times(n, (i) => `const b${i}=given.${name(i)};`),
        )}${times(n, (i) => `\n{{number b${i}}}\n`)}`,
        {
          assumptions: numbers(n),
        },
      ),
  ],
  "assumptions that nothing uses": [500, (n) => memo("Word.", { assumptions: numbers(n) })],
  "expressions that use the one before": [
    100,
    (n) =>
      memo(`{{number given.${name(n - 1)}}}`, {
        assumptions: times(n, (i) =>
          i === 0
            ? `${name(0)}: {label: L, value: 1, unit: '1'}`
            : `${name(i)}: {label: L, expression: ${name(i - 1)} + 1, unit: '1'}`,
        ),
      }),
  ],
  "keys of a series": [
    500,
    (n) =>
      memo("{{number given.s.5}}", {
        assumptions: `s: {label: S, unit: '1', value: {${times(n, (i) => `${i + 1}: ${i}`, ", ")}}}`,
      }),
  ],
  "keys of a series, each quoted": [
    250,
    (n) =>
      memo(
        times(n, (i) => `{{number given.s.k${i}}}\n`),
        { assumptions: `s: {label: S, unit: '1', value: {${times(n, (i) => `k${i}: ${i}`, ", ")}}}` },
      ),
  ],
  "unknown keys among as many": [
    250,
    (n) =>
      memo("{{number given.s.k5}}", {
        assumptions: `s: {label: S, unit: '1', value: {${times(n, (i) => `k${i}: ${i}`, ", ")}}, low: {${times(n, (i) => `w${i}: 0`, ", ")}}, high: {}}`,
      }),
  ],
  "unknown references among as many": [
    250,
    (n) => memo(times(n, (i) => `## Head ${name(i)} {#sec-a${i}}\n\nSee @sec-w${i}.\n`)),
  ],
  chapters: [
    50,
    (n) =>
      memo("Word.", {
        more: Object.fromEntries(
          Array.from({ length: n }, (_, i) => [
            `chapters/${i + 2}-b.md`,
            "---\ntitle: C\n---\n\nWord {{number given.one}}.\n",
          ]),
        ),
      }),
  ],
  "quoted values": [500, (n) => memo(times(n, (i) => `Word {{number given.one}} ${name(i)}.\n`))],
  "numbers written by hand": [
    500,
    (n) =>
      memo(
        `${block("a", "const a = 1234.5;")}\n{{number a}}\n\n${times(n, (i) => `A word of ${i + 1000}.5 units.\n`)}`,
      ),
  ],
  "numbers written by hand among as many values": [
    200,
    (n) =>
      memo(
        times(n, (i) => `A word of ${i + 1000}.5 units.\n`),
        { assumptions: times(n, (i) => `${name(i)}: {label: L ${i}, value: ${i + 1000}.5, unit: '1'}`) },
      ),
  ],
  "sections with a condition": [80, (n) => memo(times(n, () => "{{#if given.one}}Yes.{{/if}}\n"))],
  exceptions: [
    60,
    (n) =>
      memo(
        times(n, (i) => `<!-- memo-ignore unused/block: for later -->\n\n${block(name(i), `const ${name(i)} = 1;`)}`),
      ),
  ],
  comments: [100, (n) => memo(times(n, () => "Word. <!-- c -->\n"))],
};
