import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { PageEvent } from "../../src/dev/server.js";
import { DevSession } from "../../src/dev/session.js";
import { Shown, type ShowOptions } from "../../src/dev/shown.js";
import { computeMemo } from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { type PageParts, writeParts } from "../../src/render/html/index.js";
import { edited, removeFolders, type Sources, starter, temporaryFolder, write } from "../cli/memo.js";

afterAll(removeFolders);

const limits = { seconds: 60, megabytes: 1024 };
const SWEEP =
  "\n@fig-moves shows it.\n\n```sweep {#fig-moves .tornado}\noutput: saving\ncaption: What moves it.\nalt: Bars, one an assumption.\n```\n";
const PLAIN =
  '\n```ts {#fig-plain .chart}\n//| caption: It stays.\n//| alt: A dot.\nPlot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: 1, y: 2 }], { x: "x", y: "y" })] })\n```\n';
const MEMO = edited(
  edited(starter(), "chapters/01-summary.md", "authors: [The bakery]", "authors: [The bakery]\n  live: true"),
  "chapters/02-cost.md",
  "## Year by year",
  `${SWEEP}${PLAIN}\n## Year by year`,
);

/** A memo on disk, a session of it, and all that was shown. */
class Previewed {
  readonly folder = write(temporaryFolder(), MEMO);
  readonly events: PageEvent[] = [];
  readonly shows: { parts: PageParts; options: ShowOptions }[] = [];
  readonly shown = new Shown((event) => this.events.push(event));
  readonly session: DevSession;

  constructor() {
    const { shows, shown } = this;
    const show = shown.show.bind(shown);
    shown.show = (parts, options = {}) => {
      shows.push({ parts, options });
      return show(parts, options);
    };
    const quiet = () => {};
    const teller = { step: quiet, clear: quiet, say: quiet, diagnose: quiet };
    this.session = new DevSession({ folder: this.folder, set: [], cache: false, limits }, shown, teller);
  }

  async save(files: Sources): Promise<void> {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(this.folder, path), text);
    this.events.length = 0;
    this.shows.length = 0;
    await this.session.update(new AbortController().signal);
  }
}

/** The page that shows what is computed anew, but for the name that each preview gives it. */
async function anew(folder: string, cacheFolder: string): Promise<{ parts: PageParts; page: string }> {
  const { tree } = await computeMemo(readProject(folder), { limits, live: true, cacheFolder });
  const { live, ...parts } = writeParts(tree);
  const shown = new Shown(() => {});
  shown.show(parts, { live: () => live, follows: live !== undefined });
  return { parts, page: nameless(shown.page()) };
}

const nameless = (page: string): string => page.replace(/(name="memo-preview" content=")[^"]*/, "$1");

const elements = ({ sections }: PageParts): string[] => sections.flatMap(({ children = [] }) => [...children]);

/** Elements of a page that are not as they will be. */
const others = (page: PageParts, whole: PageParts): string[] => {
  const right = new Set(elements(whole));
  return elements(page).filter((html) => !right.has(html));
};

/** A series that is the same on every run. */
function picks<T>(from: readonly T[], count: number): T[] {
  let seed = 11;
  return Array.from({ length: count }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return from[Math.floor((seed / 2 ** 31) * from.length)] as T;
  });
}

test("whatever is edited, the page comes to be the one of a memo that is computed anew; until then, what isn't is marked", {
  timeout: 60_000,
}, async () => {
  const preview = new Previewed();
  const kept = temporaryFolder();
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
    for (const on of picks([...EDITS.keys()], 4)) {
      const edit = EDITS[on] as (typeof EDITS)[number];
      for (const files of [edited(MEMO, ...edit), MEMO]) {
        await preview.save(files);
        const { parts, page } = await anew(preview.folder, kept);
        expect(nameless(preview.shown.page())).toBe(page);
        for (const { parts: shown, options } of preview.shows) {
          const stale = options.stale?.ids ?? [];
          for (const html of others(shown, parts))
            expect(
              stale.filter((id) => html.includes(`id="${id}"`)),
              html,
            ).not.toEqual([]);
          if (others(shown, parts).length > 0) early++;
          // What was drawn of nothing that changed is not said to be old.
          expect(stale).not.toContain("fig-plain");
        }
        const texts = preview.events.map(
          ({ data }) => (data as { stale?: { text: string } } | null)?.stale?.text ?? "",
        );
        if (texts.some((text) => text.startsWith("drawing 1 chart"))) drawn++;
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
