import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runSweepsHere } from "../sensitivity/sweeps.js";
import { checked, withAssumptions, withChapter } from "./memo.js";

const HEAD = /^(?:hint|warning)\[printed/;

const told = async (body: string): Promise<string[]> =>
  (await checked(withChapter(body))).told
    .split("\n")
    .filter((line) => /^ {2}\S/.test(line) || HEAD.test(line))
    .filter((line, i, all) => HEAD.test(line) || HEAD.test(all[i - 1] ?? ""));

const block = (code: string): string => `\`\`\`ts {#small}\n${code}\n\`\`\``;

/** Ways to print a number, each with the smallest power of ten that it shows. */
const WAYS: readonly [format: string, smallest: number][] = [
  ["number small digits=0", 0],
  ["number small digits=2", -2],
  ["number small digits=5", -5],
  ["percent small", -2],
  ["percent small digits=1", -3],
  ["times small", -1],
  ["times small digits=3", -3],
  ["dollars small", -2],
  ['unit small to="kg" from="t" digits=0', -3],
];

/** Places of prose, in which a value may be quoted. */
const PLACES: readonly ((quote: string) => string)[] = [
  (quote) => `It is ${quote} of it.`,
  (quote) => `## It is ${quote}\n\nText.`,
  (quote) => `- It is ${quote}`,
  (quote) => `| a |\n|---|\n| ${quote} |`,
  (quote) => `> It is ${quote}`,
  (quote) => `Text.[^n]\n\n[^n]: It is ${quote}.`,
  (quote) => `It is **_${quote}_** of it.`,
  (quote) => `It is [${quote} of it](https://example.org).`,
  (quote) => `Size\n: It is ${quote}`,
  (quote) => `> [!NOTE]\n> It is ${quote}`,
  (quote) =>
    `\`\`\`ts {#tbl-small .table}\n//| caption: It is ${quote}.\ntable([{ crop: 7 }])\n\`\`\`\n\nSee @tbl-small.`,
  (quote) =>
    `\`\`\`ts {#fig-small .chart}\n//| caption: C.\n//| alt: It is ${quote} of it.\nPlot.plot({ marks: [Plot.dot([[1, 2]])] })\n\`\`\`\n\nSee @fig-small.`,
];

describe("a number that doesn't go with what stands beside it", () => {
  /** Words around a value that print what is wrong, with the rule, and what is said of it. */
  const WRONG: readonly [body: string, rule: string, said: string][] = [
    ["{{percent a}}% of it", "twice", "`percent a` is printed as “20%” before “%”: its unit stands there twice"],
    ["{{percent a}} per cent", "twice", "before “per cent”"],
    ["{{percent a}} percentage points", "twice", "before “percentage points”"],
    ["{{times a}} times", "twice", "`times a` is printed as “0.2×” before “times”"],
    ["{{dollars usd}} dollars", "twice", "`dollars usd` is printed as “$5” before “dollars”"],
    ["US${{dollars usd}}", "twice", "behind “$”"],
    ['{{unit usd to="EUR"}} euros', "twice", '`unit usd to="EUR"` is printed as “€5” before “euros”'],
    ['CHF {{unit usd to="CHF"}}', "twice", "behind “CHF”"],
    ['{{unit b to="GW"}} GW', "twice", "is printed as “3\u00a0GW” before “GW”"],
    ['{{unit b to="month"}} months', "twice", "is printed as “3\u00a0month” before “months”"],
    ["10{{number b}}", "run-together", "`number b` is printed as “3” and reads as “103”"],
    ["1,0{{number b}}", "run-together", "reads as “1,03”"],
    ["{{number b}}0 of it", "run-together", "reads as “30”"],
    ["{{number b}}.5 of it", "run-together", "reads as “3.5”"],
    ["{{number b}}{{number b}}", "run-together", "reads as “33”"],
    ["1**{{number b}}**", "run-together", "reads as “13”"],
    ["it falls by {{percent c}}", "sign", "`percent c` is printed as “−20%” behind “falls by”"],
    ["a loss of {{number c}}", "sign", "behind “loss of”"],
    ["it is down {{percent c}}", "sign", "behind “down”"],
    ["it rose {{percent c}}", "sign", "`percent c` is printed as “−20%” behind “rose”"],
    ["an increase of {{percent c}}", "sign", "behind “increase of”"],
    ["it is −{{number c}}", "sign", "behind “−”"],
  ];
  const RIGHT = [
    "{{percent a}} of it, 5% of that",
    "{{times a}} as much, many times",
    "{{dollars usd}} and dollars",
    "up to ${{number b}}",
    '{{unit b to="GW"}} in GW',
    "{{number b}}. 5 more, 2 {{number b}} 2, Q{{number b}}, {{number b}}–5, 1/{{number b}}, {{number b}}:30",
    "{{number b}}^2^ and x~1~{{number b}}",
    "it fell to {{percent c}}, from {{percent c}}, and changes by {{percent c}}",
    "it falls by {{percent a}} and rises by {{percent a}}",
    "a range of 1–{{number b}}",
  ];
  const values = block("const a = 0.2;\nconst b = 3;\nconst c = -0.2;\nconst usd = 5;");

  it("is told", async () => {
    for (const [words, rule, said] of WRONG) {
      const found = await told(`${values}\n\nSome say ${words}, they do.`);
      expect(found, words).toEqual([
        expect.stringMatching(new RegExp(`^warning\\[printed/${rule}\\]`)),
        expect.stringContaining(said),
      ]);
    }
  });

  it("is told wherever it is quoted", async () => {
    for (const place of PLACES) {
      const found = await told(`${values}\n\n${place("falls by {{percent c}}")}`);
      expect(found[0], place("")).toMatch(/^warning\[printed\/sign\]/);
    }
  });

  it("isn't told of words and numbers that go together", async () => {
    for (const words of RIGHT) expect(await told(`${values}\n\nSome say ${words}, they do.`), words).toEqual([]);
  });
});

describe("a number that isn't 0 and is printed as 0", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is told in whatever format", async () => {
    for (const [format, smallest] of WAYS)
      for (const sign of ["", "-"]) {
        const shown = await told(`${block(`const small = ${sign}2e${smallest};`)}\n\nIt is {{${format}}}.`);
        expect(shown, format).toEqual([]);
        const lost = await told(`${block(`const small = ${sign}2e${smallest - 1};`)}\n\nIt is {{${format}}}.`);
        expect(lost.length, format).toBe(2);
        expect(lost[1], format).toContain(`is ${Number(`${sign}2e${smallest - 1}`)} and is printed as`);
      }
  });

  it("is told wherever it is quoted", async () => {
    for (const place of PLACES) {
      const body = `${block("const small = 0.0004;")}\n\n${place("{{number small digits=1}}")}`;
      expect((await told(body)).length, body).toBe(2);
    }
  });

  it("is told once a column", async () => {
    const table = `\`\`\`ts {#tbl-small .table}
//| caption: Small.
table([{ share: 0 }, { share: 0.001 }, { share: -0.004 }, { share: 0.4 }], { columns: { share: { format: "percent 0" } } })
\`\`\`

See @tbl-small.`;
    expect(await told(table)).toEqual([
      expect.stringMatching(/^hint\[printed\/zero\] chapters\/03-juice.md:5:/),
      "  2 cells of column `share` of `tbl-small` are not 0 and printed as 0: 0.001 as “0%”",
    ]);
  });

  it("is told of a study's results, whose output has the digits, and not of its shares, which nobody can give more", async () => {
    const asking = (value: string, study: string): string => {
      const declared = `const small = output(${value}, {label: "S", unit: "1", format: "number 1", tolerance: "1%"});`;
      return `${block(declared)}\n\n\`\`\`sweep {#tbl-study ${study}\ncaption: Small.\n\`\`\`\n\nSee @tbl-study.`;
    };
    expect(await told(asking("given.orchard.trees * 1e-6 + 5", ".elasticity}\noutput: small"))).toEqual([]);
    const rows = ".two-way}\noutput: small\nrows: orchard.trees\ncolumns: {vary: orchard.apples, values: [30, 40]}";
    const lost = await checked(withChapter(asking("given.orchard.trees * 1e-6", rows)));
    expect(lost.told).toContain("more digits in the format of the output `small`");
  });

  it("is no reason to warn of texts that a study prints, such as +5.0 kg, which a spreadsheet takes for a formula", async () => {
    const code = `const small = output(given.orchard.apples, {label: "S", unit: "kg", format: "unit 1 signed kg", tolerance: "1%"});`;
    const study =
      "```sweep {#tbl-study .monte-carlo}\noutputs: small\nshow: histogram\ndraws: 64\ncaption: Small.\n```";
    const { told } = await checked(withChapter(`${block(code)}\n\n{{small}}\n\n${study}\n\nSee @tbl-study.`));
    expect(told).not.toContain("formula-cell");
    const named = study.replace("show: histogram", 'show: histogram\nlabels: {small: "=Small"}');
    expect((await checked(withChapter(`${block(code)}\n\n{{small}}\n\n${named}\n\nSee @tbl-study.`))).told).toContain(
      "formula-cell",
    );
    const table = '```ts {#tbl-a .table}\n//| caption: Texts.\n[{ a: "+5.0 kg" }]\n```\n\nSee @tbl-a.';
    expect((await checked(withChapter(table))).told).toContain("formula-cell");
  });

  it("is not what is 0, or noise of arithmetic, or shown by figures that count", async () => {
    const code = block("const small = [0, -0, 0.1 + 0.2 - 0.3, 4e-8];");
    const body = `${code}\n\n{{number small.[0]}} {{number small.[1]}} {{percent small.[2]}} {{number small.[3]}}`;
    expect(await told(body)).toEqual([]);
  });
});

describe("a share of one where a label says percent", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  const chart = (y: string, values = "0.25, 0.5"): string => `\`\`\`ts {#fig-small .chart}
//| caption: Small.
//| alt: Points that rise.
Plot.plot({ y: { ${y} }, marks: [Plot.dot([${values}], { x: (_, i) => i, y: (d) => d })] })
\`\`\`

See @fig-small.`;
  const column = (options: string, values = "0.25, 0.5"): string => `\`\`\`ts {#tbl-small .table}
//| caption: Small.
table([${values}].map((part) => ({ part })), { columns: { part: { ${options} } } })
\`\`\`

See @tbl-small.`;
  const output = (options: string, value = 0.25): string =>
    `${block(`const small = output(${value}, { unit: "1", tolerance: "1%", ${options} });`)}\n\nIt is {{small}}.`;

  it("is told of axes, keys of colours, columns and outputs", async () => {
    for (const [body, message] of [
      [
        chart('label: "Share, %"'),
        "the axis `y` is labelled “Share, %”, and shows shares of one as they are: 0.25 as 0.25",
      ],
      [chart('label: "Share (per cent)"', "0, -1, 0.4"), "0.4 as 0.4"],
      [
        chart("")
          .replace("Plot.plot({", 'Plot.plot({ color: { legend: true, label: "%" },')
          .replace("=> d }", "=> d, fill: (d) => d }"),
        "the key of colours",
      ],
      [
        column('label: "Share, %", format: "number 2"'),
        "column “Share, %” of `tbl-small` prints shares of one as they are: 0.25 as “0.25”",
      ],
      [
        output('label: "% of the trees", format: "number 2"'),
        "the output `small`, “% of the trees”, is 0.25 and is printed as “0.25”",
      ],
    ] as const) {
      const lines = await told(body);
      expect(lines.length, body).toBe(2);
      expect(lines[1]).toContain(message);
    }
  });

  it("and of assumptions", async () => {
    const kept = (rest: string): string => `    kept: { label: "Kept, %", ${rest}, note: a guess }\n`;
    const found = async (rest: string): Promise<string[]> =>
      (await checked(withAssumptions(kept(rest)))).found.filter((one) => one.startsWith("printed"));
    expect(await found('value: 0.25, unit: "1"')).toEqual(["printed/share 2026-03.yaml:10:38"]);
    expect(await found('value: 25, unit: "%"')).toEqual([]);
  });

  it("and not where the sign is printed, numbers are beyond 1 or whole, or the percent are no unit", async () => {
    for (const body of [
      chart('label: "Share, %", percent: true'),
      chart('label: "Share, %", tickFormat: ".0%"'),
      chart('label: "Share, %"', "0.25, 50"),
      chart('label: "Share, %"', "0, 1"),
      chart('label: "Probability of 5% and more"'),
      column('label: "Share, %", format: "percent"'),
      column('label: "Share, %", format: "number 2"', "0.25, 1.5"),
      output('label: "Share, %", format: "percent"'),
      output('label: "Width of the 95% interval", format: "number 2"'),
    ])
      expect(await told(body), body).toEqual([]);
  });
});

describe("a year that is printed as an amount", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is told by its size, or by its name", async () => {
    const code = block("const small = { x: 2031, year: 1850, firstYear: 3000, rows: 1850, sum: 2031.5 };");
    const quoted = async (path: string): Promise<number> =>
      (await told(`${code}\n\nIn {{number small.${path} digits=0}}.`)).length;
    expect(await quoted("x")).toBe(2);
    expect(await quoted("year")).toBe(2);
    expect(await quoted("firstYear")).toBe(2);
    expect(await quoted("rows")).toBe(0);
    expect(await quoted("sum")).toBe(0);
    expect(
      await told(`${code}\n\nIn {{date small.x}}, {{text small.year}}, {{unit small.x to="kg" from="kg"}}.`),
    ).toEqual([]);
  });
});

describe("a share before a percent sign", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is told before each way to say it, wherever it is quoted", async () => {
    for (const [behind, parts] of [
      ["%", 100],
      [" %", 100],
      [" percent", 100],
      [" per cent", 100],
      [" percentage points", 100],
      ["‰", 1000],
      [" per mille", 1000],
    ] as const)
      for (const value of [0.05, -0.4, 0.999]) {
        const shown = await told(
          `${block(`const small = ${value};`)}\n\nIt is {{number small digits=2}}${behind} of it.`,
        );
        expect(shown.length, `${value}${behind}`).toBe(2);
        expect(shown[1]).toContain(`is ${value} and is printed as`);
        expect(parts === 100 || shown[1]?.includes(`before “${behind.trim()}”`)).toBe(true);
      }
    for (const place of PLACES)
      expect((await told(`${block("const small = 0.05;")}\n\n${place("{{number small digits=2}}%")}`)).length).toBe(2);
  });

  it("is not what percent prints, what is declared in percent, or percents counted as such", async () => {
    const code = block(
      'const small = output(0.05, { label: "X", unit: "%", format: "number 1", tolerance: 0.1 });\nconst many = 5;\nconst none = 0;',
    );
    expect(
      await told(
        `${code}\n\n{{percent small}} of it, {{number small}}%, {{number many}}%, {{number none}}%, {{small}}%.`,
      ),
    ).toEqual([]);
  });
});

describe("a column of years", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  const table = (rows: string, columns: string): string =>
    `\`\`\`ts {#tbl-small .table}\n//| caption: Small.\ntable(${rows}, { columns: ${columns} })\n\`\`\`\n\nSee @tbl-small.`;

  it("is told where its format prints them as amounts", async () => {
    for (const body of [
      table(
        "[{ when: 2026, n: 5 }, { when: 2027, n: 6 }]",
        '{ when: "number 0", n: "N" }'.replace('"number 0"', '{ format: "number 0" }'),
      ),
      table(
        "[{ n: 5, built: 1990 }, { n: 6, built: 2001 }]",
        '{ n: "N", built: { label: "Year it was built", format: "number 0" } }',
      ),
    ]) {
      const lines = await told(body);
      expect(lines.length, body).toBe(2);
      expect(lines[1]).toMatch(
        /^ {2}column `(?:when|Year it was built)` of `tbl-small` prints years as amounts: (?:2026 as “2,026”|1990 as “1,990”)/,
      );
    }
  });

  it("and not where they are amounts, or printed as years", async () => {
    for (const body of [
      table("[{ when: 2026 }, { when: 2027 }]", '{ when: { format: "date" } }'),
      table("[{ when: 2026 }, { when: 2027 }]", '{ when: "When" }'),
      table(
        "[{ n: 5, made: 1990 }, { n: 6, made: 2001 }]",
        '{ n: "N", made: { label: "Made per year", format: "number 0" } }',
      ),
      table("[{ made: 1990 }, { made: 2501 }]", '{ made: { format: "number 0" } }'),
    ])
      expect(await told(body), body).toEqual([]);
  });

  it("is told of a data file that declares them as numbers, once by its name and once as what tells its rows apart", async () => {
    const found = async (columns: string, key = ""): Promise<string[]> => {
      const entry = `  bakery:\n    loaves: { data: l.csv, columns: { ${columns} }, ${key} note: a guess }\n`;
      const files = { ...withAssumptions(entry), "data/l.csv": "year,opened,n\n2024,1990,2000\n2025,2001,2001\n" };
      return (await checked(files)).told.match(/^ {2}column .*$/gm) ?? [];
    };
    const amount = (name: string): string => `${name}: { unit: "1" }`;
    expect(await found(`${amount("year")}, opened: { type: year }, ${amount("n")}`)).toEqual([
      "  column `year` of `bakery.loaves` holds years, 2024 to 2025, and is declared as a number",
    ]);
    expect(await found(`${amount("opened")}, year: { type: year }, ${amount("n")}`, "key: opened,")).toHaveLength(1);
    expect(await found(`year: { type: year }, ${amount("n")}, ${amount("opened")}`)).toEqual([]);
  });
});

describe("a percentage that is written by hand", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each([
    ["t", false],
    ["1", true],
  ])("is taken for what a study came to where that can be one: in %s", async (unit, isTold) => {
    const code = `const few = output(given.orchard.trees * given.orchard.apples / 1000, { label: "Few", unit: "${unit}", format: "number 1", tolerance: "1%" });`;
    const sweep = "```sweep {#torn .tornado}\noutput: few\n```";
    const text = "The orchard's apples have a low output of 360%.";
    const { told } = await checked(withChapter(`${block(code)}\n\n${sweep}\n\n${text} {{few}}`));
    expect(told.includes("{{percent torn.")).toBe(isTold);
  });
});
