import { join } from "node:path";
import { MemoError } from "../../diagnostic.js";
import { PAGE, type PublishedVersion, RESULTS } from "../../publish/index.js";
import { reviewJson } from "../../review/forms/data.js";
import { reviewHtml } from "../../review/html/page.js";
import { parseSnapshot } from "../../review/snapshot.js";
import { keyOf } from "../../store/index.js";
import type { CommandOptions, Computed } from "../compute.js";
import { inputsDigest } from "../default-version.js";
import type { Project } from "../project.js";
import { compare } from "../sides/compare.js";
import { textOf } from "../sides/places.js";
import { type ReadSide, sideOfProject } from "../sides/read.js";

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
    throw MemoError.of({
      rule: "publish/changed",
      message: `the site no longer holds ${path}`,
      expected: "published versions as they were written",
      hint: "bring the files back, from the site's repository or a copy of it",
    });
  const { version } = computed.register;
  // The memo's sources are the old version's too where it was published from them.
  const known = inputsDigest(project, { version: previous.version }) === previous.inputs;
  const { limits } = options;
  const old: ReadSide = {
    side: { label: previous.version, snapshot: parseSnapshot(text, path), ...(known ? { sources: project } : {}) },
    digest: keyOf(text),
    fallen: [],
    refused: [],
    remarks: [],
    ...(known ? { sources: { project, options: { version: previous.version, limits } } } : {}),
  };
  const now = await sideOfProject(version, project, { version, limits }, computed);
  const review = await compare(old, now, options, project.root, () => {});
  const html = reviewHtml(review, { old: old.side, new: now.side });
  return {
    verdict: review.verdict,
    files: new Map([
      [PAGE, html],
      ["review.json", reviewJson(review, true, [])],
    ]),
  };
}
