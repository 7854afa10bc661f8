import { beforeAll, describe, expect, it } from "vitest";
import { reviewText } from "../../src/review/forms/text.js";
import { reviewMarkdown } from "../../src/review/markdown.js";
import { random, shuffled } from "../../src/sensitivity/numerics/random.js";
import type { Sources } from "../cli/memo.js";
import { svg } from "../pictures/samples.js";
import { FERRY, type FerrySide, ferryReview, ferrySide } from "./ferry.js";

/** The ferry with what the small one hasn't: a library, data, a picture, a chart, callouts, lists, tables, terms and every field. */
const WHOLE: Sources = {
  ...FERRY,
  "chapters/03-rest.md": `---
title: The rest
summary: What {{total}} litres say.
---

## Fuel {#sec-fuel}

Terms matter
: They are words that *stay*.

1. A first item[^one]
2. A second, \`with code\` and **weight**

[^one]: With a note about {{number given.limit digits=0}} things.

> [!WARNING]
> Prices rise.

> A quotation of somebody.

| Left | Right |
| --- | --- |
| cell | {{text given.mode}} |

![A boat on water](../pictures/boat.svg "The boat as drawn."){#fig-boat width=60% source="Own drawing"}

\`\`\`ts {#fuel}
const total = output(litres(given.sales.rows), { label: "Litres", unit: "1", format: "number 0", tolerance: "1%" });
\`\`\`

\`\`\`ts {#fig-people .chart}
//| caption: People by year.
//| alt: Bars that rise.
//| source: This memo.
Plot.plot({ marks: [Plot.barY(rows({ passengers }), { x: "year", y: "passengers" })], y: { label: "Passengers" } });
\`\`\`
`,
  "assumptions/2026-01.yaml": (FERRY["assumptions/2026-01.yaml"] ?? "").replace(
    "  boat:\n",
    `  mode: { one_of: [fast, slow], value: fast, label: How it goes }
  limit: { value: 7, unit: "1", label: A limit, stale_after: 24 months, note: Never seen }
  sales:
    label: Litres bought
    data: sales.csv
    columns: { day: { type: date }, quay: { one_of: [north, south] }, litres: { unit: "1", missing: allowed } }
    key: [day, quay]
  boat:
`,
  ),
  "data/sales.csv": "day,quay,litres\n2026-01-01,north,10\n2026-01-01,south,20\n2026-01-02,north,30\n",
  "data/notes.txt": "nobody reads this",
  "library/fuel.ts": `// What was bought.
const litres = (rows: readonly { readonly litres: number | null }[]): number => d3.sum(rows, (row) => row.litres ?? 0);
`,
  "pictures/boat.svg": svg('<rect width="40" height="30"/><text y="9">Boat</text>'),
};

interface Edit {
  name: string;
  files: Sources;
  was: string;
  is: string;
}

/** Without what leaves no mark: comments. Of the same length. */
function heard(path: string, text: string): string {
  const blank = (found: string): string => found.replace(/\S/g, " ");
  if (path.endsWith(".yaml")) return text.replace(/(?<=^|\s)#.*$/gm, blank);
  if (path.endsWith(".ts")) return text.replace(/\/\/.*$/gm, blank);
  return text.replace(/<!--[\s\S]*?-->|(?<!:)\/\/(?!\||\w).*$/gm, blank);
}

/** Each word and number of the sources as another one, as far as chance takes them. */
function edits(count: number): Edit[] {
  const all = Object.entries(WHOLE).flatMap(([path, text]) =>
    [...heard(path, text).matchAll(/[A-Za-z]+|\d+/g)].flatMap(({ 0: was, index }): Edit[] => {
      const forms = /\d/.test(was)
        ? [`${was.slice(0, -1)}${(Number(was.at(-1)) + 1) % 10}`]
        : [`${was}x`, "", ...(OTHERS[was] ? [OTHERS[was]] : [])];
      return forms.map((is) => ({
        name: `${path}:${text.slice(0, index).split("\n").length} ${was} → ${is} at ${index}`,
        files: { ...WHOLE, [path]: text.slice(0, index) + is + text.slice(index + was.length) },
        was,
        is,
      }));
    }),
  );
  return [...shuffled(all.length, random("any", "word"))].slice(0, count).flatMap((at) => all[at] ?? []);
}

/** Words that are as good in their places. */
const OTHERS: Readonly<Record<string, string>> = {
  triangular: "uniform",
  uniform: "triangular",
  observed: "assumed",
  assumed: "observed",
  cited: "public",
  fast: "slow",
  warning: "error",
  hint: "off",
  dollars: "number",
  log: "price",
  office: "log",
  price: "office",
  north: "south",
  takings: "fuel_year",
  passengers: "fuel_year",
  storm: "gale",
  true: "false",
  false: "true",
  allowed: "refused",
  WARNING: "NOTE",
  barY: "lineY",
};

const COUNT = Number(process.env.ANY_WORD ?? 10);

describe("any word of the sources that is another", () => {
  let base: FerrySide;
  beforeAll(async () => {
    base = await ferrySide(WHOLE);
  });

  it(`is told, or the memo doesn't build (${COUNT})`, async () => {
    const silent: string[] = [];
    const unsaid: string[] = [];
    let built = 0;
    for (const { name, files, is } of edits(COUNT)) {
      const review = await ferryReview(base, files).catch((error: Error) => {
        if (!/^\[/.test(error.message)) throw new Error(name, { cause: error });
        return undefined;
      });
      if (!review) continue;
      built++;
      const text = reviewText(review, { width: 2000, color: false });
      if (review.verdict.includes("nothing changed") || !review.changed) silent.push(name);
      // Of a picture it says that it is another one.
      else if (!name.startsWith("pictures/") && ![text, reviewMarkdown(review)].every((form) => form.includes(is)))
        unsaid.push(name);
    }
    expect([silent, unsaid]).toEqual([[], []]);
    // Half of all words can be others without breaking the memo.
    expect(built).toBeGreaterThan(COUNT / 5);
  });
});
