import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { reviewText } from "../../src/review/forms/text.js";
import { reviewMarkdown } from "../../src/review/markdown.js";
import { random, shuffled } from "../../src/sensitivity/numerics/random.js";
import type { Sources } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { FERRY, type FerrySide, ferryReview, ferrySide, TABLE_ELSEWHERE } from "./ferry.js";

/** An edit of one place of one file; `says` has to stand in the review, in every form. */
interface Edit {
  name: string;
  files: Sources;
  says: readonly string[];
}

const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-model.md";
const edit = (file: string, from: string, to: string, ...says: string[]): Edit => {
  const text = FERRY[file] ?? "";
  if (text.split(from).length !== 2) throw new Error(`${file} has \`${from}\` ${text.split(from).length - 1} times`);
  return { name: `${file}: ${from} → ${to}`, files: { ...FERRY, [file]: text.replace(from, () => to) }, says };
};

/** Each scalar of the assumption files, changed to one that is as good; drawn at random, so that any place can be hit. */
function scalars(count: number): Edit[] {
  const edits = Object.entries(FERRY).flatMap(([file, text]) => {
    if (!file.startsWith("assumptions/")) return [];
    return [...text.matchAll(/\b(label|short|note|reason|title|author|publisher): ([^,}\n]+[^,}\s])/g)].map(
      (match): Edit => {
        const at = match.index + match[0].length;
        return {
          name: `${file}: ${match[0]}`,
          files: { ...FERRY, [file]: `${text.slice(0, at)} otherwise${text.slice(at)}` },
          says: ["otherwise"],
        };
      },
    );
  });
  return some(edits, count);
}

/** So many of them, drawn at random but the same each time. */
const some = <T>(items: readonly T[], count: number): T[] =>
  [...shuffled(items.length, random("review", "edits"))].slice(0, count).flatMap((at) => items[at] ?? []);

/** Words of the prose, printed or not, one changed at a time. */
function words(count: number): Edit[] {
  const edits = Object.entries(FERRY).flatMap(([file, text]) => {
    if (!file.startsWith("chapters/")) return [];
    const prose = text.replace(
      /^---[\s\S]*?\n---|^```[\s\S]*?^```|<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}|[[(][^\])]*[\])]|[@{]\S+/gm,
      (code) => "\u0000".repeat(code.length),
    );
    return [...prose.matchAll(/[A-Za-z]{3,}/g)].map(
      (match): Edit => ({
        name: `${file}: ${match[0]} at ${match.index}`,
        files: {
          ...FERRY,
          [file]: `${text.slice(0, match.index)}otherwise${text.slice(match.index + match[0].length)}`,
        },
        says: ["otherwise"],
      }),
    );
  });
  return some(edits, count);
}

const V1 = "assumptions/2026-01.yaml";
const CHOSEN: Edit[] = [
  edit(
    V1,
    "value: 90 USD/trip",
    "value: 80 USD/trip",
    "boat.fuel",
    "90 USD/trip → 80 USD/trip",
    "2026-02 says otherwise",
  ),
  edit(V1, "value: 12 trip/day", "value: 13 trip/day", "12 → 13"),
  edit(V1, "low: 8 trip/day", "low: 7 trip/day", "8–16 → 7–16"),
  edit(V1, "kind: observed", "kind: assumed", "kind observed → assumed"),
  edit(V1, "distribution: uniform", "distribution: triangular", "distribution uniform → triangular"),
  edit(V1, "source: [log, office]", "source: [office, log]", "log, office → office, log"),
  edit(V1, "as_of: 2026-01-15", "as_of: 2026-01-16", "2026-01-15 → 2026-01-16"),
  edit("assumptions/2026-02.yaml", "as_of: 2026-02\n", "as_of: 2026-01\n", "as of 2026-02 → 2026-01"),
  edit(
    "assumptions/2026-03.yaml",
    "value: 7 USD/person",
    "value: 7.5 USD/person",
    "7 USD/person → 7.5 USD/person",
    "version 2026-03: Takings in 2026 $1,008,000 → $1,080,000",
  ),
  edit(
    "assumptions/scenarios.yaml",
    "150 day",
    "160 day",
    "150 day → 160 day",
    "version 2026-02, scenario storm: Takings in 2026 $432,000 → $460,800",
  ),
  edit("assumptions/sources.yaml", "date: 2025-11", "date: 2025-12", "2025-11 → 2025-12"),
  edit(SUMMARY, "[Ada Quay, Ben Pier]", "[Ada Quay]", "Ada Quay, Ben Pier → Ada Quay"),
  edit(SUMMARY, "stale/number: warning", "stale/number: off", "warning → off"),
  edit(SUMMARY, "A draft for", "A plan for", "plan"),
  edit(SUMMARY, "which nobody expected", "as all expected", "as all"),
  edit(SUMMARY, "*not*", "not", "not"),
  edit(SUMMARY, "example.org/maker", "example.org/broker", "broker"),
  edit(SUMMARY, '{{claim "earns-fuel"}}'.replace("claim", "#claim"), '{{#claim "earns-fuel"}}Now: ', "Now"),
  edit(SUMMARY, "takings digits=0", "fuel_year digits=0", "fuel_year"),
  edit(
    MODEL,
    "takings > fuel_year\n",
    "takings > 2 * fuel_year\n",
    "takings > 2 * fuel_year",
    "its condition was takings > fuel_year, which would hold now too",
  ),
  edit(
    MODEL,
    "takings > fuel_year\n",
    "takings < fuel_year\n",
    "its condition was takings > fuel_year, which would hold now too",
  ),
  {
    name: "a table in another section",
    files: TABLE_ELSEWHERE,
    says: ["1 figure elsewhere in the text", "stands elsewhere in the text"],
  },
  edit(MODEL, 'label: "Passengers in 2026"', 'label: "People in 2026"', "“Passengers in 2026” → “People in 2026”"),
  edit(MODEL, 'format: "number 0",\n', 'format: "number 1",\n', "number 0 → number 1"),
  edit(MODEL, 'tolerance: "1%",\n', 'tolerance: "3%",\n', "1% → 3%"),
  edit(MODEL, ", key: true", "", "key output → not a key output"),
  edit(MODEL, "people * price", "(people) * price", "taken(people, price) = (people) * price"),
  edit(
    MODEL,
    "given.trips.a_day * given.trips.days",
    "given.trips.days * given.trips.a_day",
    "given.trips.days * given.trips.a_day",
  ),
  edit(MODEL, '"[@office]; own calculation"', '"[@log]; own calculation"', "tbl-years"),
  edit(MODEL, "Passengers by year.", "Passengers, counted by year.", "counted"),
  edit(V1, "value: 0.4 MW", "value: 400 kW", "0.4 MW → 400 kW", "same quantity, other unit"),
  edit(V1, "value: 0.4 MW", "value: 500 kW", "0.4 MW → 500 kW", "value and unit: MW → kW"),
  edit(
    MODEL,
    'label: "Fuel in a year", unit: "USD", format: "dollars 0"',
    'label: "Fuel in a year", unit: "kUSD", format: "dollars 0"',
    "unit USD → kUSD",
  ),
  edit(MODEL, "{#sec-money}", "{#sec-cash}", "sec-cash"),
  edit(SUMMARY, "In 2026 the ferry", "In 2027 the ferry", "2026 → 2027", "1 passage reworded"),
  edit("assumptions/2026-02.yaml", "The winter price.", "The summer price.", "winter", "summer"),
  edit(MODEL, "ts {#money}", "ts {#cash}", "block money renamed cash"),
  edit("assumptions/scenarios.yaml", "  storm:", "  gale:", "scenario storm renamed gale"),
  edit(V1, "2028: 46 }", "2028: 46, 2029: 47 }", "2029: none → 47"),
];

/** What leaves no mark on a memo. */
const SILENT: Edit[] = [
  edit(V1, "assumptions:\n", "# what is assumed\nassumptions:\n\n"),
  edit(
    V1,
    "{ value: 300 day, label: Days of service }",
    "\n      value: 300 day # both ways\n      label:   Days of service",
  ),
  edit(SUMMARY, "agreed with the council -->", "agreed -->\n\n<!-- and this -->"),
  edit(SUMMARY, "takes {{dollars takings digits=0}} and", "takes\n{{ dollars takings digits=0 }} and"),
  edit(MODEL, "// A year has", "// Every year has"),
  edit(MODEL, "crossings * given.seats.filled[year]", "crossings  *\n    given.seats.filled[ year ] /* per year */"),
  edit(MODEL, "taken(people, price) = people * price", "# what is taken\ntaken(people,price) = people*price"),
];

let base: FerrySide;
beforeAll(async () => {
  base = await ferrySide(FERRY);
});

describe("a review says what differs", () => {
  it.each([...CHOSEN, ...scalars(10), ...words(10)])("$name", async ({ files, says }) => {
    const review = await ferryReview(base, files);
    expect([review.changed, review.verdict]).not.toEqual([false, "nothing changed"]);
    expect(review.verdict).not.toContain("nothing changed");
    const forms = [
      reviewText(review, { width: 2000, color: false }),
      plain(reviewMarkdown(review)),
      JSON.stringify(review),
    ];
    for (const text of says) for (const form of forms.slice(0, 2)) expect(form).toContain(text);
  });
});

/** A name changed wherever it stands, and what the review says of it. */
const RENAMES: {
  from: string;
  to: string;
  kind: string;
  more?: readonly [file: string, from: string, to: string];
  says?: string[];
}[] = [
  { kind: "assumption", from: "boat.fuel_cost", to: "boat.diesel" },
  { kind: "assumption", from: "trips.days", to: "trips.service" },
  {
    kind: "assumption",
    from: "seats.filled",
    to: "seats.taken",
    more: [V1, "2027: 44", "2027: 45"],
    says: ["2027: 44 → 45"],
  },
  {
    kind: "assumption",
    from: "trips.a_day",
    to: "trips.daily",
    more: [V1, "Counted at the quay", "Counted on the quay"],
    says: ["on"],
  },
  { kind: "output", from: "takings", to: "income" },
  {
    kind: "output",
    from: "passengers_2026",
    to: "people_2026",
    more: [MODEL, 'tolerance: "1%",\n', 'tolerance: "3%",\n'],
    says: ["1% → 3%"],
  },
  { kind: "claim", from: "earns-fuel", to: "pays-fuel" },
  { kind: "figure", from: "tbl-years", to: "tbl-people" },
];

describe("a review knows what is only called otherwise", () => {
  it.each(RENAMES)("$kind $from, as $to", async ({ kind, from, to, more, says = [] }) => {
    const [last, next] = [from, to].map((name) => name.split(".").at(-1) ?? "");
    const files = Object.fromEntries(
      Object.entries(FERRY).map(([file, text]) => {
        const edited = more?.[0] === file ? text.replace(more[1], more[2]) : text;
        return [file, edited.replace(new RegExp(`(?<![\\w-])${last}(?=\\W)(?![- ](?:bought|not))`, "g"), next ?? "")];
      }),
    );
    const review = await ferryReview(base, files);
    expect(review.renames.map((one) => [one.kind, one.from, one.to])).toEqual([[kind, from, to]]);
    const text = reviewText(review, { width: 2000, color: false });
    expect(text).toContain(`${kind} ${from} → ${to}`);
    for (const said of says) expect(text).toContain(said);
    // Nothing else is told of it, where nothing else is.
    const told = [
      review.outputs,
      review.minor,
      review.claims.flipped,
      review.assumptions,
      review.prose,
      review.figures,
      review.sources,
    ];
    if (!more) expect(told.flat()).toEqual([]);
  });
});

describe("what changed under a new name", () => {
  const V1_DAILY = (FERRY[V1] ?? "").replace("    a_day:", "    daily:");
  const parts = async (files: Sources): Promise<string> => {
    const review = await ferryReview(base, { ...FERRY, ...files });
    const lines = [...review.outputs, ...review.minor].map(({ name, attribution, because }) => {
      const steps = attribution?.steps.flatMap((step) =>
        step.parts.length === 0 ? [step.kind] : step.parts.map(({ id, members }) => members?.join("+") ?? id),
      );
      return `${name}: ${(steps ?? because ?? []).join(", ")}`;
    });
    return lines.sort().join("\n");
  };

  it.each([
    ["read by it", "given.trips.daily * given.trips.days"],
    ["taken out of its group", "(({ daily, days }) => daily * days)(given.trips)"],
    ["taken out under its old name", "(({ daily: a_day, days }) => a_day * days)(given.trips)"],
  ])("is an assumption, %s, and no block", async (_, code) => {
    const model = (FERRY[MODEL] ?? "").replace("given.trips.a_day * given.trips.days", code);
    expect(model).toContain(code);
    const files = { [V1]: V1_DAILY.replace("value: 12 trip/day", "value: 9 trip/day"), [MODEL]: model };
    expect(await parts(files)).toBe("fuel_year: trips.daily\npassengers_2026: trips.daily\ntakings: trips.daily");
  });

  it("is an assumption beside a block that changed too", async () => {
    const model = (FERRY[MODEL] ?? "").replace(
      "given.trips.a_day * given.trips.days",
      "given.trips.daily * (given.trips.days - 10)",
    );
    const files = { [V1]: V1_DAILY.replace("value: 12 trip/day", "value: 9 trip/day"), [MODEL]: model };
    expect(await parts(files)).toContain("takings: trips.daily, passengers");
  });

  it("is the block whose output has another name, and none that reads it", async () => {
    const files = Object.fromEntries(
      [SUMMARY, MODEL].map((file) => [file, (FERRY[file] ?? "").replace(/\btakings\b(?=\W)(?!\})/g, "income")]),
    );
    const model = files[MODEL]?.replace("output(taken(", "output(1.1 * taken(") ?? "";
    expect(await parts({ ...files, [MODEL]: model })).toBe("income: money");
  });

  it("is the block whose output has another name and the assumption's it is made of", async () => {
    const named = (files: Sources, fuel: string, cost: string): Sources => ({
      ...files,
      [SUMMARY]: (files[SUMMARY] ?? "").replace(/\bfuel_year\b/g, fuel),
      [MODEL]: (files[MODEL] ?? "").replace(/\bfuel_year\b/g, fuel).replace("output(crossings", cost),
    });
    const old = await ferrySide(named(FERRY, "fuel_cost", "output(crossings"));
    const review = await ferryReview(old, named(FERRY, "fuel_year", "output(2 * crossings"));
    expect(review.renames.map(({ from, to }) => [from, to])).toEqual([["fuel_cost", "fuel_year"]]);
    const change = review.outputs.find(({ name }) => name === "fuel_year");
    expect(change?.attribution?.steps.flatMap((step) => step.parts.map(({ id }) => id))).toEqual(["money"]);
  });
});

describe("other versions and scenarios", () => {
  it("are compared in the unit that each side declares", async () => {
    const files = {
      ...FERRY,
      [MODEL]: (FERRY[MODEL] ?? "").replace(
        'output(crossings * given.boat.fuel_cost, { label: "Fuel in a year", unit: "USD", format: "dollars 0"',
        'output((crossings * given.boat.fuel_cost) / (1000 /* USD/kUSD */), { label: "Fuel in a year", unit: "kUSD", format: "unit 0 kUSD"',
      ),
    };
    expect(files[MODEL]).toContain("kUSD */");
    const { variants, outputs } = await ferryReview(base, {
      ...files,
      [MODEL]: files[MODEL].replaceAll("takings > fuel_year", "takings > (1000 /* USD/kUSD */) * fuel_year"),
    });
    expect([variants, outputs]).toEqual([[], []]);
  });

  it("are compared under the new name", async () => {
    const named = Object.entries(FERRY).map(([file, text]) => [
      file,
      text.replace("150 day", "160 day").replace(/\btakings\b(?=\W)/g, "income"),
    ]);
    const { renames, variants } = await ferryReview(base, Object.fromEntries(named) as Sources);
    expect(renames.map(({ from, to }) => [from, to])).toEqual([["takings", "income"]]);
    expect(variants.find(({ version, scenario }) => version === "2026-02" && scenario === "storm")?.outputs).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "income", oldText: "$432,000", newText: "$460,800" })]),
    );
  });
});

describe("the first sentence", () => {
  const dear = (FERRY[V1] ?? "").replace("value: 12 trip/day", "value: 9 trip/day");
  const verdict = async (files: Sources): Promise<string> => (await ferryReview(base, files)).verdict;

  it("is about the key output that moved most, and says why", async () => {
    expect(await verdict({ ...FERRY, [V1]: dear })).toMatch(
      /^Takings in 2026 \$864,000 → \$648,000 \(−25%\) because `trips.a_day` was revised; 3 of 4 outputs moved/,
    );
  });

  it("is about what the memo's author calls its headlines", async () => {
    const summary = (FERRY[SUMMARY] ?? "").replace(
      "  rules:",
      "  headlines: [fuel_year, outlook, passengers_2026]\n  rules:",
    );
    expect(await verdict({ ...FERRY, [SUMMARY]: summary, [V1]: dear })).toMatch(
      /^Fuel in a year \$342,000 → \$256,500 \(−25%\) because `trips.a_day` was revised; Passengers in 2026 144,000 → 108,000/,
    );
    const wrong = (FERRY[SUMMARY] ?? "").replace("  rules:", "  headlines: [fuel_yaer]\n  rules:");
    await expect(ferrySide({ ...FERRY, [SUMMARY]: wrong })).rejects.toThrow(
      /`memo.headlines` names `fuel_yaer`, which is no output.*did you mean `fuel_year`/s,
    );
  });

  it("has a claim that fell before a text that follows from it, and an end", async () => {
    const files = {
      ...FERRY,
      [MODEL]: (FERRY[MODEL] ?? "")
        .replace('"it ends"', `"it ends${", and nobody knows when".repeat(30)}"`)
        .replace("takings > fuel_year ?", "takings > 9 * fuel_year ?")
        .replace("takings > fuel_year\n", "takings > 9 * fuel_year\n"),
    };
    const text = await verdict(files);
    expect(text).toMatch(/^1 claim flips; Outlook it goes on → it ends, and nobody/);
    expect(text.length).toBeLessThan(360);
  });
});

describe("an engine that changed", () => {
  it("is a step of its own before all others, the same in every form", async () => {
    // What an engine of another day made of the same sources: ten fewer passengers, another outlook, another caption.
    const { outputs, figures } = base.snapshot;
    const [people, years] = [outputs.get("passengers_2026"), figures.get("tbl-years")];
    if (!people || !years) throw new Error("the ferry has no passengers");
    const recorded = {
      ...base.snapshot,
      engine: "0.0.1",
      outputs: new Map([...outputs, ["passengers_2026", { ...people, value: 134_000, text: "134,000" }]]),
      figures: new Map([...figures, ["tbl-years", { ...years, caption: ["Passengers then."] }]]),
    };
    const files = { ...FERRY, [V1]: (FERRY[V1] ?? "").replace("value: 12 trip/day", "value: 9 trip/day") };
    const review = await ferryReview({ ...base, recorded }, files);
    const change = review.outputs.find(({ name }) => name === "passengers_2026");
    expect([change?.oldText, change?.newText]).toEqual(["134,000", "108,000"]);
    expect(change?.attribution?.steps.map(({ kind, contribution }) => [kind, contribution])).toEqual([
      ["engine", 10_000],
      ["data", -36_000],
    ]);
    expect(review.engine).toMatchObject({ old: "0.0.1", outputs: ["passengers_2026"], figures: ["tbl-years"] });
    const text = reviewText(review, { width: 2000, color: false });
    for (const form of [text, plain(reviewMarkdown(review))]) {
      expect(form).toContain("changed engine +10,000");
      expect(form).toContain("Because of the engine");
    }
    const same = await ferryReview({ ...base, recorded }, FERRY);
    expect([same.changed, same.verdict]).toEqual([
      true,
      "Passengers in 2026 134,000 → 144,000 (+7.5%) because the engine changed; 1 of 4 outputs moved; the engine changed what comes of the old sources",
    ]);
    expect((await ferryReview({ ...base, recorded: base.snapshot }, FERRY)).verdict).toBe("nothing changed");
  });
});

describe("what a reader sees", () => {
  /** One change of each kind that was passed over in silence, or told as something else. */
  const KINDS: readonly (readonly [name: string, files: Sources])[] = [
    ["a value that a later version overrides", changed(V1, "value: 90 USD/trip", "value: 80 USD/trip")],
    [
      "a source's title and date",
      changed(
        "assumptions/sources.yaml",
        "Counts of passengers, author: Harbour office, publisher: The town, date: 2025-11",
        "Other counts, author: Harbour office, publisher: The town, date: 2025-10",
      ),
    ],
    [
      "a range, a kind and a distribution",
      changed(
        V1,
        "low: 8 trip/day\n      high: 16 trip/day\n      distribution: triangular\n      kind: observed",
        "low: 6 trip/day\n      high: 16 trip/day\n      distribution: uniform\n      kind: assumed",
      ),
    ],
    [
      "a label, a format and a tolerance",
      changed(
        MODEL,
        'label: "Passengers in 2026",\n  unit: "person",\n  format: "number 0",\n  tolerance: "1%"',
        'label: "People in 2026",\n  unit: "person",\n  format: "number 1",\n  tolerance: "50%"',
      ),
    ],
    ["a claim loosened", changed(MODEL, "takings > fuel_year\n", "takings > 0.1 * fuel_year\n")],
    [
      "a claim that falls",
      changed(V1, "value: 6 USD/person", "value: 2 USD/person", "low: 5 USD/person", "low: 1 USD/person"),
    ],
    ["the branch that isn't printed", changed(SUMMARY, "which nobody expected", "as all expected")],
    [
      "authors and severities",
      changed(SUMMARY, "[Ada Quay, Ben Pier]", "[Ada Quay]", "stale/number: warning", "stale/number: off"),
    ],
    ["a scenario", changed("assumptions/scenarios.yaml", "150 day", "100 day")],
    ["a formula", changed(MODEL, "people * price", "people * price * 1.5")],
    ["a unit", changed(V1, "value: 0.4 MW", "value: 400 kW")],
    ["a footnote", changed(MODEL, "also empty ones", "even empty ones")],
    [
      "a value that takes its unit in, and prints the same",
      changed(SUMMARY, "{{number given.boat.power digits=1}} MW", "{{unit given.boat.power digits=1}}"),
    ],
    ["a number typed in the place of a value", changed(SUMMARY, "{{dollars takings digits=0}}", "$864,000")],
    [
      "a claim's guard taken away",
      changed(
        SUMMARY,
        '{{#claim "earns-fuel"}}\nIt earns its fuel many times over.\n{{else}}\nIt does not even earn its fuel, which nobody expected.\n{{/claim}}',
        "It earns its fuel many times over.",
      ),
    ],
    [
      "a column of a table",
      changed(
        MODEL,
        'table(rows({ passengers }), { columns: { year: "Year", passengers: { label: "Passengers", format: "number 0" } } })',
        'table(rows({ passengers, twice: series(years(2026, 2028), (year) => 2 * passengers[year]) }), { columns: { year: "Year", passengers: { label: "Passengers", format: "number 0" }, twice: { label: "Both ways", format: "number 0" } } })',
      ),
    ],
    [
      "a table's head alone",
      changed(MODEL, '{ label: "Passengers", format: "number 0" }', '{ label: "People", format: "number 0" }'),
    ],
    ["a unit and a value", changed(V1, "value: 0.4 MW", "value: 500 kW")],
    [
      "a new version",
      {
        ...FERRY,
        "assumptions/2026-04.yaml":
          "version: 2026-04\nextends: 2026-03\nas_of: 2026-04-15\nassumptions:\n  fare: { value: 7.5 USD/person, as_of: 2026-04, reason: As decided. }\n",
      },
    ],
    ["a chapter more", { ...FERRY, "chapters/03-more.md": "---\ntitle: More\n---\n\nNothing more is known.\n" }],
  ];
  function changed(file: string, ...pairs: string[]): Sources {
    let files: Sources = FERRY;
    for (let at = 0; at < pairs.length; at += 2) {
      const text = files[file] ?? "";
      if (!text.includes(pairs[at] ?? "")) throw new Error(`${file} has no ${pairs[at]}`);
      files = { ...files, [file]: text.replace(pairs[at] ?? "", () => pairs[at + 1] ?? "") };
    }
    return files;
  }

  it("of each kind, in a terminal, in a comment and as data", async () => {
    const [text, markdown, data]: [string[], string[], Record<string, unknown>] = [[], [], {}];
    for (const [name, files] of KINDS) {
      const review = await ferryReview(base, files);
      text.push(`=== ${name}\n\n${reviewText(review, { width: 80, color: false })}`);
      markdown.push(`## ${name}\n\n${reviewMarkdown(review)}`);
      const { verdict, renames, sources, variants, claims, assumptions } = review;
      data[name] = { verdict, renames, sources, variants, conditions: claims.conditions, assumptions };
    }
    const golden = (ending: string): string => join(import.meta.dirname, "golden", `ferry-changes.${ending}`);
    matchGolden(golden("txt"), text.join("\n"));
    matchGolden(golden("md"), markdown.join("\n"));
    matchGolden(golden("json"), `${JSON.stringify(data, undefined, 1)}\n`);
  });
});

describe("what code did is told by block", () => {
  const both = {
    ...FERRY,
    [MODEL]: (FERRY[MODEL] ?? "")
      .replace("given.trips.a_day * given.trips.days;", "1.1 * given.trips.a_day * given.trips.days;")
      .replace("taken(passengers[2026], given.fare)", "2 * taken(passengers[2026], given.fare)"),
    [V1]: (FERRY[V1] ?? "")
      .replace("value: 12 trip/day", "value: 10 trip/day")
      .replace("value: 6 USD/person", "value: 7 USD/person"),
  };

  it("after revised data, before changed assumptions, and adds up", async () => {
    const review = await ferryReview(base, both);
    const takings = review.outputs.find(({ name }) => name === "takings");
    const steps = takings?.attribution?.steps ?? [];
    expect(steps.map(({ kind, parts }) => [kind, parts.map(({ id }) => id)])).toEqual([
      ["data", ["trips.a_day"]],
      ["model", ["money", "passengers"]],
      ["assumptions", ["fare"]],
    ]);
    // Crossings, then the factors 2 and 1.1 shared out over both orders, then the fare.
    const [data, model, fare] = steps.map(({ contribution }) => contribution);
    const start = 12 * 300 * 40 * 6;
    const revised = (start * 10) / 12;
    expect(data).toBeCloseTo(revised - start, 4);
    expect(model).toBeCloseTo(1.2 * revised, 4);
    expect(steps[1]?.parts.map(({ contribution }) => contribution / revised)).toEqual([
      expect.closeTo((1 + 1.1) / 2, 9),
      expect.closeTo((0.1 + 0.2) / 2, 9),
    ]);
    expect(fare).toBeCloseTo((2.2 * revised) / 6, 4);
    expect(reviewText(review, { width: 2000, color: false })).toContain("block money +$");
  });

  it("as one where the blocks don't run apart", async () => {
    const files = {
      ...FERRY,
      [MODEL]: (FERRY[MODEL] ?? "")
        .replaceAll("crossings", "voyages")
        .replace("given.trips.a_day * given.trips.days;", "2 * given.trips.a_day * given.trips.days;"),
    };
    const review = await ferryReview(base, files);
    const fuel = review.outputs.find(({ name }) => name === "fuel_year");
    expect(fuel?.attribution?.steps.map(({ kind, parts }) => [kind, parts.map(({ members }) => members)])).toEqual([
      ["model", [["money", "passengers"]]],
    ]);
  });
});

/** Markdown without its marks. */
const plain = (text: string): string =>
  text
    .replace(/\\(.)/g, "$1")
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replace(/\*\*|~~/g, "");

describe("a review is silent of what leaves no mark", () => {
  it.each(SILENT)("$name", async ({ files }) => {
    const review = await ferryReview(base, files);
    expect([review.verdict, review.changed, review.sources]).toEqual(["nothing changed", false, []]);
    expect(review.remarks).toEqual([expect.stringMatching(/^The sources are not the same text: they differ in /)]);
  });

  it("and of nothing at all", async () => {
    expect((await ferryReview(base, FERRY)).remarks).toEqual([]);
  });
});
