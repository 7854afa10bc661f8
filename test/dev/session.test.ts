import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import type { PageEvent } from "../../src/dev/server.js";
import { DevSession } from "../../src/dev/session.js";
import { Shown, type ShowOptions, type Stale } from "../../src/dev/shown.js";
import { computeMemo } from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { type PageParts, writeParts } from "../../src/render/html/index.js";
import { edited, removeFolders, type Sources, starter, temporaryFolder, write } from "../cli/memo.js";
import { readAnew } from "../setup/reading/kept.js";

afterAll(removeFolders);

const limits = { seconds: 60, megabytes: 1024 };
const SWEEP =
  "\n@fig-moves shows it.\n\n```sweep {#fig-moves .tornado}\noutput: saving\ncaption: What moves it.\nalt: Bars, one an assumption.\n```\n";
const PLAIN =
  '\n```ts {#fig-plain .chart}\n//| caption: It stays.\n//| alt: A dot.\nPlot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: 1, y: 2 }], { x: "x", y: "y" })] })\n```\n';
const FALLIBLE =
  '\n```ts {#lasting}\nconst word = "word";\nconst lasting = (n: number): number => {\n  if (n > 7 /* year */) throw new Error("too long");\n  return n;\n};\n```\n\n```ts {#fig-word .chart}\n//| caption: A word.\n//| alt: A word.\nPlot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.text([{ x: 1, y: lasting(given.use.years), said: word }], { x: "x", y: "y", text: "said" })] })\n```\n';
const MEMO = edited(
  edited(starter(), "chapters/01-summary.md", "authors: [The bakery]", "authors: [The bakery]\n  live: true"),
  "chapters/02-cost.md",
  "## Year by year",
  `${SWEEP}${PLAIN}\n## Year by year`,
);

/** A memo on disk, a session of it, and all that was shown. */
class Previewed {
  readonly folder: string;
  readonly events: PageEvent[] = [];
  readonly shows: { parts: PageParts; options: ShowOptions }[] = [];
  /** Models of pages that were opened and have not heard that theirs is old. */
  private readonly opened = new Set<string | undefined>();
  readonly shown = new Shown((event) => {
    this.events.push(event);
    if ((event.data as { change?: { live?: boolean } } | null)?.change?.live !== undefined) this.opened.clear();
  });
  readonly session: DevSession;

  constructor(
    readonly files: Sources = MEMO,
    listeners?: () => number,
  ) {
    this.folder = write(temporaryFolder(), files);
    const { shows, shown } = this;
    const show = shown.show.bind(shown);
    shown.show = (parts, options = {}) => {
      shows.push({ parts, options });
      const isOther = show(parts, options);
      // Somebody opens it just now.
      this.opened.add(modelOf(shown.page()));
      this.now?.abort();
      return isOther;
    };
    const quiet = () => {};
    const teller = { step: quiet, clear: quiet, say: quiet, diagnose: quiet };
    this.session = new DevSession({ folder: this.folder, set: [], cache: false, limits }, shown, teller, listeners);
  }

  private now: AbortController | undefined;

  /** What pages were told of what is stale. */
  words(): string[] {
    return this.events.map(({ data }) => (data as { stale?: Stale } | null)?.stale?.text ?? "");
  }

  /** Models that pages hold for the latest that were opened at any time, and not told of another. */
  models(): (string | undefined)[] {
    return [...this.opened];
  }

  /** @param isGivenUp at the first page that is shown of it */
  async save(files: Sources, isGivenUp = false): Promise<void> {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(this.folder, path), text);
    this.events.length = 0;
    this.shows.length = 0;
    const signal = new AbortController();
    this.now = isGivenUp ? signal : undefined;
    await this.session.update(signal.signal);
  }
}

/** The page that shows what is computed anew, but for the name that each preview gives it. */
async function anew(folder: string): Promise<{ parts: PageParts; page: string }> {
  readAnew();
  const { tree } = await computeMemo(readProject(folder), { limits, live: true });
  const { live, ...parts } = writeParts(tree);
  const shown = new Shown(() => {});
  shown.show(parts, { live: () => live, follows: live !== undefined });
  return { parts, page: nameless(shown.page()) };
}

const modelOf = (page: string): string | undefined => / id="memo-live">([^<]*)</.exec(page)?.[1];

const nameless = (page: string): string => page.replace(/(name="memo-preview" content=")[^"]*/, "$1");

/** What stands on a page; of what stands behind values, each entry. */
const elements = ({ title, lead, sections, tail }: PageParts): string[] => [
  title,
  ...lead,
  tail,
  ...sections.flatMap(({ id, open, children }) =>
    id === "memo-values" ? open.split("\n") : [open, ...(children ?? [])],
  ),
];

/** Whether a piece of a page holds something with an id; a card of what stands behind a value is marked as the value is. */
const isMarkedBy = (html: string, id: string): boolean =>
  html.includes(`id="${id}"`) || html.startsWith(`<li id="of-${id}"`);

/** Elements of a page that are not as they will be. */
const others = (page: PageParts, whole: PageParts): string[] => {
  const right = new Set(elements(whole));
  return elements(page).filter((html) => !right.has(html));
};

/** All of some, in an order that is no order. */
function picks(from: Iterable<number>): number[] {
  const left = [...from];
  const taken: number[] = [];
  for (let seed = 11; left.length > 0; seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31)
    taken.push(...left.splice(seed % left.length, 1));
  return taken;
}

test("whatever is edited, the page comes to be the one of a memo that is computed anew; until then, what isn't is marked", {
  timeout: 120_000,
}, async () => {
  const preview = new Previewed();
  const EDITS: readonly [path: string, from: string, to: string][] = [
    ["chapters/01-summary.md", "These values", "All values"],
    ["chapters/02-cost.md", "## Energy", "A line more, of {{number given.use.years digits=1}} years.\n\n## Energy"],
    ["chapters/02-cost.md", "years(0, use.years)", "years(1, use.years)"],
    ["chapters/02-cost.md", "caption: It stays.", "caption: It is another."],
    ["assumptions/2026-01.yaml", "value: 6 year", "value: 5 year"],
    ["chapters/01-summary.md", "\n  live: true", ""],
  ];
  try {
    await preview.save(MEMO);
    let early = 0;
    let drawn = 0;
    for (const on of picks(EDITS.keys())) {
      const edit = EDITS[on] as (typeof EDITS)[number];
      for (const files of [edited(MEMO, ...edit), MEMO]) {
        // It is given up for something newer at first.
        if (files !== MEMO) {
          await preview.save(files, true);
          if (preview.words().some((text) => text.startsWith("drawing 1 chart"))) drawn++;
        }
        await preview.save(files);
        const { parts, page } = await anew(preview.folder);
        expect(nameless(preview.shown.page())).toBe(page);
        // A page that was opened on the way holds the same model, or has heard of another.
        expect(preview.models()).toEqual([modelOf(page)]);
        for (const { parts: shown, options } of preview.shows) {
          const stale = options.stale?.ids ?? [];
          for (const html of others(shown, parts))
            expect(
              stale.filter((id) => isMarkedBy(html, id)),
              html,
            ).not.toEqual([]);
          if (others(shown, parts).length > 0) early++;
          // What was drawn of nothing that changed is not said to be old.
          expect(stale).not.toContain("fig-plain");
        }
        expect(preview.events.at(-1)).not.toEqual(
          expect.objectContaining({ event: "problems", data: expect.anything() }),
        );
      }
    }
    // The assumption and the block it rests on were changed and changed back.
    expect(early).toBeGreaterThan(1);
    expect(drawn).toBeGreaterThan(1);
  } finally {
    preview.session.close();
  }
});

test("charts are drawn once a page that is open has painted the rest, and at once where none is", async () => {
  let open = 1;
  const preview = new Previewed(starter(), () => open);
  const { files, session, shown } = preview;
  const steps: string[] = [];
  const noted =
    <A extends unknown[], R>(step: string, act: (...given: A) => R) =>
    (...given: A): R => {
      steps.push(step);
      return act(...given);
    };
  const computing = session as unknown as { compute(...given: unknown[]): Promise<unknown> };
  computing.compute = noted("compute", computing.compute.bind(session));
  shown.show = noted("show", shown.show.bind(shown));
  const { painted } = shown;
  shown.painted = async (...given) => {
    const rest = painted.apply(shown, given);
    // Later than all that doesn't wait for it.
    setTimeout(() => {
      steps.push("painted");
      shown.hear(/name="memo-preview" content="([^"]*)"/.exec(shown.page())?.[1] ?? "");
    }, 20);
    return rest;
  };
  try {
    await preview.save(files);
    steps.length = 0;
    await preview.save(edited(files, "assumptions/2026-01.yaml", "value: 6 year", "value: 5 year"));
    expect(steps).toEqual(["compute", "show", "painted", "compute", "show", "compute", "show"]);
    open = 0;
    steps.length = 0;
    await preview.save(edited(files, "assumptions/2026-01.yaml", "value: 6 year", "value: 4 year"));
    expect(steps).toEqual(["compute", "show", "compute", "show", "compute", "show"]);
  } finally {
    session.close();
  }
});

test("a page on which nothing but what it was made from is another says so", async () => {
  const preview = new Previewed(starter());
  const { files, shown, events } = preview;
  try {
    await preview.save(files);
    const before = shown.page();
    await preview.save(edited(files, "assumptions/2026-01.yaml", "# An entry says", "# Each entry says"));
    expect(nameless(shown.page())).toBe((await anew(preview.folder)).page);
    expect(nameless(shown.page())).not.toBe(nameless(before));
    expect(events).toContainEqual({
      event: "page",
      data: expect.objectContaining({ change: { tail: expect.stringContaining("sources sha256:") } }),
    });
  } finally {
    preview.session.close();
  }
});

test("a change of data, or of which data there are, is shown", async () => {
  const named = edited(
    edited(
      starter(),
      "chapters/02-cost.md",
      "## Energy",
      "In all {{number tours digits=0}} tours.\n\n```ts {#tours}\nconst tours = d3.sum(given.tours.rows, (row) => row.count);\n```\n\n## Energy",
    ),
    "assumptions/2026-01.yaml",
    "assumptions:\n",
    "units: {tour: new}\nassumptions:\n  tours: {label: Tours, data: year/tours.csv, columns: {month: {type: month}, count: {unit: tour}}, key: month, kind: observed, source: logbook}\n",
  );
  const rows = (last: number): Sources => ({ "data/year/tours.csv": `month,count\n2025-01,100\n2025-02,${last}\n` });
  const preview = new Previewed({ ...named, ...rows(20) });
  const { shown, folder } = preview;
  try {
    await preview.save({});
    expect(shown.page()).toContain(">120</a> tours");
    for (const files of [rows(30), { "data/other.csv": "a\n1\n" }, rows(40)]) {
      await preview.save(files);
      expect(nameless(shown.page())).toBe((await anew(folder)).page);
    }
    expect(shown.page()).toContain(">140</a> tours");
  } finally {
    preview.session.close();
  }
});

test("what is wrong with an earlier drawing goes with it; where a new one fails, what is marked is said to stay as it was", {
  timeout: 60_000,
}, async () => {
  const preview = new Previewed(edited(MEMO, "chapters/02-cost.md", "## Year by year", `${FALLIBLE}\n## Year by year`));
  const { files } = preview;
  const problems = (): unknown =>
    preview.events.flatMap(({ event, data }) => (event === "problems" ? [data] : [])).at(-1);
  try {
    await preview.save(files);
    await preview.save(edited(files, "chapters/02-cost.md", 'word = "word"', 'word = "\\uE001"'));
    expect(problems()).toMatchObject({ items: [expect.stringContaining("error[chapters/character]")] });
    await preview.save(edited(files, "chapters/02-cost.md", 'word = "word"', 'word = "fixed"'));
    expect(problems()).toBeNull();
    expect(preview.shown.page()).toContain(">fixed</text>");
    await preview.save(edited(files, "assumptions/2026-01.yaml", "value: 6 year", "value: 8 year"));
    expect(problems()).toMatchObject({ about: "What is marked on the page is older than the rest of it." });
    const stale = preview.events.flatMap(({ event, data }) => (event === "stale" ? [data as Stale] : [])).at(-1);
    expect(stale?.text).toMatch(/^\d charts? not drawn, 1 sweep not computed$/);
    expect(stale?.ids).toContain("fig-word");
    expect(preview.shown.page()).toContain('<meta name="memo-stale" content="{&quot;ids&quot;:[');
    await preview.save(files);
    expect(problems()).toBeNull();
    expect(preview.shown.page()).not.toContain('<meta name="memo-stale"');
  } finally {
    preview.session.close();
  }
});

test("what no drawing can be behind is told before any chart is drawn", { timeout: 60_000 }, async () => {
  const preview = new Previewed();
  const compute = vi.spyOn(preview.session as unknown as { compute(): Promise<unknown> }, "compute");
  const problems = (): unknown =>
    preview.events.flatMap(({ event, data }) => (event === "problems" ? [data] : [])).at(-1);
  const shorter = edited(MEMO, "assumptions/2026-01.yaml", "value: 6 year", "value: 5 year");
  const claims =
    '\n```ts {#lasts .claim}\ngiven.use.years > 5 /* year */\n```\n\n{{#claim "lasts"}}It lasts.{{/claim}}\n\n## Year by year';
  const mistakes = [
    ["It is {{number nowhere}}.\n\n## Year by year", "`nowhere`"],
    [claims, "error[prose/claim-fails]"],
  ] as const;
  try {
    await preview.save(MEMO);
    for (const [mistake, said] of mistakes) {
      compute.mockClear();
      await preview.save(edited(shorter, "chapters/02-cost.md", "## Year by year", mistake));
      expect(problems()).toMatchObject({ items: [expect.stringContaining(said)] });
      expect(compute).toHaveBeenCalledTimes(1);
    }
    await preview.save(shorter);
    expect(problems()).toBeNull();
    expect(preview.words()).toContainEqual(expect.stringMatching(/^drawing 1 chart/));
    // Charts that an earlier update left have nothing to do with what fails before any could be.
    compute.mockClear();
    compute.mockRejectedValueOnce(new Error("no room is left"));
    await preview.save(MEMO);
    expect(problems()).toMatchObject({ items: ["no room is left"] });
    expect(compute).toHaveBeenCalledTimes(1);
  } finally {
    preview.session.close();
  }
});

const YEARS = "    years: {value: 6 year, note: the length of the lease}\n";
const OTHERS = ["early", "late", "first", "last"]
  .map((name) => `    ${name}: {value: 1 year, note: a time}\n`)
  .join("");
const dots = (id: string, y: string): string =>
  `\n\`\`\`ts {#${id} .chart}\n//| caption: A dot.\n//| alt: A dot.\nPlot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: 1, y: ${y} }], { x: "x", y: "y" })] })\n\`\`\`\n`;
const CHOOSES =
  "\n```ts {#times}\nconst ends = (isLong: boolean): number => (isLong ? given.times.first : given.times.last);\nconst noted = given.times.late;\n```\n" +
  dots("fig-own", "ends(true) + (given.use.years > 5 /* year */ ? given.times.early : given.times.late)") +
  dots("fig-called", "ends(given.use.years > 5 /* year */)");

test("an assumption that a chart may come to read is marked until it is drawn, and more is said to come until the last page", {
  timeout: 60_000,
}, async () => {
  const files = edited(
    edited(MEMO, "assumptions/2026-01.yaml", YEARS, `${YEARS}  times:\n${OTHERS}`),
    "chapters/02-cost.md",
    "## Year by year",
    `${CHOOSES}\n## Year by year`,
  );
  const preview = new Previewed(files);
  try {
    await preview.save(files);
    await preview.save(edited(files, "assumptions/2026-01.yaml", "value: 6 year", "value: 4 year"));
    const whole = preview.shows.at(-1)?.parts as PageParts;
    const stales = preview.shows.map(({ options }) => options.stale as Stale);
    expect(stales[0]?.text).toMatch(/^drawing \d charts, computing 1 sweep$/);
    expect(stales[0]?.ids).toEqual(
      expect.arrayContaining(["early", "late", "first", "last"].map((name) => `a-times.${name}`)),
    );
    for (const { parts, options } of preview.shows)
      for (const html of others(parts, whole))
        expect(
          options.stale?.ids.some((id) => html.includes(`id="${id}"`)),
          html,
        ).toBe(true);
    expect(stales.map(({ more = false }) => more)).toEqual(stales.map((_, at) => at < stales.length - 1));
    expect(stales.at(-2)?.text).toBe("computing 1 sweep");
  } finally {
    preview.session.close();
  }
});

test("what stands behind a value with what a sweep said before is marked until it has run", async () => {
  const preview = new Previewed();
  const RANGE = ["low: 16000 km/year", "high: 28000 km/year"];
  const narrow = RANGE.map((end) => end.replace(/\d+/, (n) => String(22_000 + Math.sign(Number(n) - 22_000)))).join(
    "\n      ",
  );
  try {
    await preview.save(MEMO);
    await preview.save(edited(MEMO, "assumptions/2026-01.yaml", RANGE.join("\n      "), narrow));
    const whole = preview.shows.at(-1)?.parts as PageParts;
    const [early, ...later] = preview.shows;
    const entries = others(early?.parts as PageParts, whole).filter((html) => html.includes("Moved most by"));
    expect(entries).toHaveLength(1);
    expect(early?.options.stale?.ids.filter((id) => entries[0]?.includes(`<li id="${id}"`))).toHaveLength(1);
    expect(later.at(-1)?.options.stale?.ids).toEqual([]);
  } finally {
    preview.session.close();
  }
});

const FRAGILE =
  '\n```ts {#fragile-block}\nconst near = (way: number): number => {\n  if (way > 29000 /* km/year */) throw new Error("too far");\n  return way;\n};\nconst fragile = output(near(given.use.distance), { label: "Way", unit: "km/year" });\n```\n\n```sweep {#ways .monte-carlo}\noutputs: fragile\n```\n';

test("a sweep that nothing shows is not said to be under way once it has failed", async () => {
  const files = edited(starter(), "chapters/02-cost.md", "## Year by year", `${FRAGILE}\n## Year by year`);
  const preview = new Previewed(files);
  const notes = (): unknown[] =>
    preview.events.flatMap(({ event, data }) => (event === "stale" ? (data as Stale).text : []));
  try {
    await preview.save(files);
    expect(JSON.stringify(preview.events.filter(({ event }) => event === "problems"))).toBe("[]");
    await preview.save(edited(files, "chapters/02-cost.md", "way > 29000", "way !== 22000"));
    expect(notes()).toContain("computing 1 sweep");
    expect(notes().at(-1)).toBe("1 sweep not computed");
    const problems = preview.events.findLast(({ event, data }) => event === "problems" && data !== null)?.data;
    expect(problems).toMatchObject({ about: "The page is as it was when all was well." });
  } finally {
    preview.session.close();
  }
});
