import { hasStack, run, scratchFolder, type Trial, tail, write } from "./tool.js";

const SECONDS = 2;
const MEGABYTES = 256;
/** Over the time limit: start, analysis, the block's end and the report. */
const ALLOWANCE = 25;

/** Code of a block `greedy` that would go on for ever, take all memory or break a parser. */
const GREEDY: Readonly<Record<string, string>> = {
  "endless loop": "while (true) {}\nconst x = 1;",
  "loop over a counter": "let n = 0; for (;;) n++;\nconst x = n;",
  "mutual recursion in a loop":
    "const f = (n: number): number => n > 1e6 ? g(0) : f2(n + 1); const f2 = (n: number): number => { for (;;) n += 1; }; const g = f2;\nconst x = f(0);",
  "endless recursion": "const f = (n: number): number => f(n + 1) + 1;\nconst x = f(0);",
  "endless generator": "function* all() { let n = 0; for (;;) yield n++; }\nconst x = [...all()].length;",
  "promise that never settles": "const x = await new Promise<number>(() => {});",
  "endless microtasks": "const x = await (async () => { for (;;) await null; })();",
  "heap of objects": "const all: object[] = []; for (;;) all.push({ n: all.length });\nconst x = all.length;",
  "heap of arrays": "const x = Array.from({ length: 2000 }, () => new Array(1e6).fill(1)).length;",
  "one long array": "const x = new Array(4e8).fill(1.5).length;",
  buffers:
    "const all: Uint8Array[] = []; for (let n = 0; n < 4000; n++) all.push(new Uint8Array(1e6).fill(1));\nconst x = all.length;",
  "one large buffer": "const x = new Uint8Array(6e9).fill(1).length;",
  "growing string": 'let s = "x"; for (;;) s += s;\nconst x = s.length;',
  "repeated string": 'const x = "x".repeat(2 ** 29).split("").length;',
  "catastrophic pattern": 'const x = /^(a+)+$/.test(`${"a".repeat(60)}b`) ? 1 : 0;',
  "catastrophic alternation": 'const x = /^(?:a|aa|a?)+$/.test(`${"a".repeat(80)}b`) ? 1 : 0;',
  "endless sort": "const x = [3, 2, 1].sort(() => { for (;;) {} }).length;",
  "endless getter": "const x = { get y(): number { for (;;) {} } }.y;",
  "endless conversion": "const x = Number({ valueOf() { for (;;) {} } });",
  "big integers": "let n = 3n; for (;;) n *= n;\nconst x = Number(n);",
  "large result": "const x = Array.from({ length: 3e6 }, (_, n) => ({ n, text: `row ${n}` }));",
  "deep result": "let x: unknown = 1; for (let n = 0; n < 1e5; n++) x = [x];",
  "deep brackets": `const x = ${"(".repeat(5000)}1${")".repeat(5000)};`,
  "deep arrays": `const x = ${"[".repeat(5000)}1${"]".repeat(5000)};`,
  "deep calls": `const f = (n: number): number => n;\nconst x = ${"f(".repeat(5000)}1${")".repeat(5000)};`,
  "long sum": `const x = ${Array(15000).fill("1").join("+")};`,
  "deep types": `type A = ${"Array<".repeat(2000)}number${">".repeat(2000)};\nconst x = 1;`,
  "type bomb":
    "type Grow<T extends unknown[]> = T['length'] extends 9999 ? T : Grow<[...T, ...T, 1]>;\ntype All = Grow<[1]>;\nconst x: All['length'] = 1 as never;",
  "union bomb":
    "type D = '0'|'1'|'2'|'3'|'4'|'5'|'6'|'7'|'8'|'9';\ntype N = `${D}${D}${D}${D}${D}${D}`;\nconst x: N = '123456';",
  "type that doubles":
    "type Bits<D extends (0 | 1)[]> = D['length'] extends 19 ? D : Bits<[...D, 0]> | Bits<[...D, 1]>;\nconst x: Bits<[]>['length'] = 19;",
  "types that double": `${Array.from({ length: 12 }, (_, n) => `type Bits${n}<D extends (0 | 1)[]> = D['length'] extends 16 ? [D, ${n}] : Bits${n}<[...D, 0]> | Bits${n}<[...D, 1]>;\nconst x${n}: Bits${n}<[]>['length'] = 2;`).join("\n")}`,
  "all orders of texts":
    "type All<U extends string, A extends string = U> = [U] extends [never] ? '' : A extends U ? `${A}${All<Exclude<U, A>>}` : never;\nconst x: All<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i'> = 'abcdefghi';",
  "printing for ever": 'for (;;) console.log("x".repeat(1000));\nconst x = 1;',
  "throwing a large message": 'throw new Error("x".repeat(5e7));\nconst x = 1;',
  "throwing something odd": "throw { toString() { for (;;) {} } };\nconst x = 1;",
};

/** Code that may end well: only a stack or a hang would be wrong. */
const MAY_END_WELL = new Set([
  "deep brackets",
  "deep arrays",
  "deep calls",
  "long sum",
  "deep types",
  "type bomb",
  "union bomb",
  "all orders of texts",
  "repeated string",
  "large result",
  "deep result",
  "one long array",
]);

/** Front of a memo whose chapter is made of `body`, with one assumption. */
export function memoOf(
  body: string,
  register = "assumptions:\n  one: {label: One, value: 1, unit: '1', source: own}\n",
): Map<string, string> {
  return new Map([
    ["chapters/01-only.md", `---\ntitle: Only\nmemo: {title: Only}\n---\n\n${body}\n`],
    [
      "assumptions/2026-01.yaml",
      `version: 2026-01\ntitle: Only\nas_of: 2026-01\ndefaults: {kind: assumed, as_of: 2026-01}\n${register}`,
    ],
    ["assumptions/sources.yaml", "sources:\n  own: {title: Own, date: 2026-01}\n"],
  ]);
}

/** Greedy code as a value's, a claim's, a chart's and a table's block: each ends within the limits, with a message that names the block. */
export async function limits(): Promise<Trial> {
  const broken: string[] = [];
  const counts = { refused: 0, "ended well": 0 };
  let tried = 0;
  const attempt = async (
    what: string,
    files: ReadonlyMap<string, string>,
    block: string,
    mayEnd: boolean,
  ): Promise<void> => {
    tried++;
    const folder = write(scratchFolder(), files);
    const args = ["build", "--time-limit", String(SECONDS), "--memory-limit", String(MEGABYTES), "--only", "page"];
    const ended = await run(args, folder);
    const said = ended.out + ended.err;
    if (hasStack(ended) || ended.code === null) broken.push(`${what}: ${tail(ended)}`);
    else if (ended.seconds > SECONDS + ALLOWANCE) broken.push(`${what}: took ${ended.seconds.toFixed(0)} s`);
    else if (ended.code === 0) {
      counts["ended well"]++;
      if (!mayEnd) broken.push(`${what}: built as if nothing were`);
    } else {
      counts.refused++;
      if (!said.includes(block) && !/01-only\.md:\d+/.test(said))
        broken.push(`${what}: names no block: ${tail(ended)}`);
      if (said.length > 20_000) broken.push(`${what}: a message of ${said.length} characters`);
    }
  };
  for (const [name, code] of Object.entries(GREEDY))
    await attempt(name, memoOf(`\`\`\`ts {#greedy}\n${code}\n\`\`\`\n\nText.`), "greedy", MAY_END_WELL.has(name));
  const loop = "(() => { for (;;) {} })()";
  const elsewhere: Readonly<Record<string, string>> = {
    claim: `\`\`\`ts {#greedy .claim}\n${loop} as never as boolean\n\`\`\`\n\n{{#claim "greedy"}}So.{{/claim}}`,
    chart: `\`\`\`ts {#fig-greedy .chart}\n//| caption: C.\n//| alt: A.\nPlot.plot({ marks: [Plot.dot([1, 2], { x: () => ${loop} })] })\n\`\`\`\n\n@fig-greedy`,
    "chart's render": `\`\`\`ts {#fig-greedy .chart}\n//| caption: C.\n//| alt: A.\nPlot.plot({ marks: [Plot.dot([1, 2], { x: (d: number) => d, render: () => ${loop} })] })\n\`\`\`\n\n@fig-greedy`,
    "chart of many rows":
      '```ts {#fig-greedy .chart}\n//| caption: C.\n//| alt: A.\nPlot.plot({ marks: [Plot.dot(Array.from({ length: 3e6 }, (_, n) => ({ n })), { x: "n", y: "n" })] })\n```\n\n@fig-greedy',
    table: `\`\`\`ts {#tbl-greedy .table}\n//| caption: C.\n[{ a: ${loop} }]\n\`\`\`\n\n@tbl-greedy`,
    "table of many rows":
      "```ts {#tbl-greedy .table}\n//| caption: C.\nArray.from({ length: 2e5 }, (_, n) => ({ n }))\n```\n\n@tbl-greedy",
    "a function that prose's value needs": `\`\`\`ts {#greedy}\nconst f = (n: number): number => { while (n < 2) {} return n; };\nconst x = f(1);\n\`\`\`\n\n{{number x}}`,
  };
  for (const [name, body] of Object.entries(elsewhere))
    await attempt(name, memoOf(body), "greedy", name.endsWith("many rows"));
  const deep = `${"[".repeat(3000)}1${"]".repeat(3000)}`;
  const aliases = `${Array.from({ length: 24 }, (_, n) => `  a${n}: &a${n} ${n === 0 ? "{label: A, value: 1, unit: '1', source: own}" : `[*a${n - 1}, *a${n - 1}, *a${n - 1}]`}`).join("\n")}\n`;
  await attempt("YAML aliases that multiply", memoOf("Text.", `assumptions:\n${aliases}`), "2026-01.yaml", false);
  await attempt("deep YAML", memoOf("Text.", `assumptions:\n  one: ${deep}\n`), "2026-01.yaml", false);
  await attempt("deep quotes", memoOf(`${"> ".repeat(3000)}deep`), "01-only.md", true);
  await attempt("deep emphasis", memoOf(`${"*a ".repeat(3000)}b${"*".repeat(3000)}`), "01-only.md", true);
  await attempt(
    "deep lists",
    memoOf(Array.from({ length: 300 }, (_, n) => `${"  ".repeat(n)}- ${n}`).join("\n")),
    "01-only.md",
    true,
  );
  await attempt(
    "deep formula",
    memoOf(`\`\`\`formula {#greedy}\nf(x) = ${"(".repeat(3000)}x${")".repeat(3000)}\n\`\`\`\n\nText.`),
    "greedy",
    true,
  );
  await attempt(
    "long formula",
    memoOf(`\`\`\`formula {#greedy}\nf(x) = ${Array(3000).fill("x").join(" + ")}\n\`\`\`\n\nText.`),
    "greedy",
    true,
  );
  return {
    name: "limits: loops, heaps, buffers, strings, patterns, nesting",
    tried,
    broken,
    remark: `${counts.refused} refused with a place, ${counts["ended well"]} ended well`,
  };
}
