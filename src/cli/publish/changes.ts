import { join } from "node:path";
import { MemoError } from "../../diagnostic.js";
import type { CommandOptions, Computed } from "../../memo/compute.js";
import { inputsDigest } from "../../memo/inputs.js";
import type { Project } from "../../memo/project.js";
import { compare } from "../../memo/sides/compare.js";
import { textOf } from "../../memo/sides/places.js";
import type { ReadSide } from "../../memo/sides/read.js";
import { PAGE, type PublishedVersion, RESULTS } from "../../publish/index.js";
import { writeResults } from "../../render/data/index.js";
import { figuresOf } from "../../render/text.js";
import { reviewHtml } from "../../review/html/page.js";
import { parseSnapshot } from "../../review/snapshot.js";
import { keyOf } from "../../store/index.js";
import { jsonReport } from "../terminal/json-report.js";

/** What changed from one published version to the next. */
export interface Changes {
  verdict: string;
  /** The review, as a page and for programs. */
  files: ReadonlyMap<string, string>;
}

interface Now {
  /** The site's. */
  folder: string;
  computed: Computed;
  project: Project;
  options: Pick<CommandOptions, "cache" | "limits">;
}

/**
 * The review of a version against the one published before it: against its results as they stand in the site, whatever engine made them.
 * @throws MemoError when those can't be read
 */
export async function changesSince(
  previous: PublishedVersion,
  { folder, computed, project, options }: Now,
): Promise<Changes> {
  const path = `${previous.path}${RESULTS}`;
  const text = textOf(join(folder, path));
  if (text === undefined)
    throw new MemoError([
      {
        rule: "publish/changed",
        severity: "error",
        message: `the site no longer holds ${path}`,
        expected: "published versions as they were written",
        hint: "bring the files back, from the site's repository or a copy of it",
      },
    ]);
  const { version } = computed.register;
  // The memo's sources are the old version's too where it was published from them.
  const known = inputsDigest(project, { version: previous.version }) === previous.inputs;
  const sources = { chapters: project.chapters, assumptions: project.assumptions };
  const old: ReadSide = {
    side: { label: previous.version, snapshot: parseSnapshot(text, path), ...(known ? { sources } : {}) },
    digest: keyOf(text),
    fallen: [],
    remarks: [],
    ...(known ? { sources: { project, options: { version: previous.version, limits: options.limits } } } : {}),
  };
  const results = writeResults(computed.tree);
  const charts = figuresOf(computed.tree).flatMap(({ id, svg }) => (svg === undefined ? [] : [[id, svg] as const]));
  const now: ReadSide = {
    side: { label: version, snapshot: parseSnapshot(results, RESULTS), sources, pictures: new Map(charts) },
    digest: keyOf(results),
    sources: { project, options: { version, limits: options.limits } },
    computed,
    fallen: [],
    remarks: [],
  };
  const review = await compare(old, now, options, project.root, () => {});
  const html = reviewHtml(review, { old: old.side, new: now.side });
  return {
    verdict: review.verdict,
    files: new Map([
      [PAGE, html],
      ["review.json", jsonReport(true, [], { review })],
    ]),
  };
}
