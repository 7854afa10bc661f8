import { writeFileSync } from "node:fs";
import { computeMemo } from "../../src/memo/compute.js";
import { openIncremental } from "../../src/memo/incremental.js";
import { writeOutputs } from "../../src/memo/write.js";
import { projectOf, type Sources } from "../cli/memo.js";

const limits = { seconds: 60, megabytes: 1024 };

/** Writes a memo's live page, with its policy and fonts, by the door of a build. */
export async function writePage(files: Sources, path: string, scenario?: string): Promise<void> {
  const incremental = openIncremental({ limits });
  try {
    const { tree } = await computeMemo(projectOf(files), {
      limits,
      incremental,
      live: true,
      ...(scenario === undefined ? {} : { scenario }),
    });
    const page = (await writeOutputs(tree, new Set(["page"]))).get("index.html");
    writeFileSync(path, page as string);
  } finally {
    incremental.close();
  }
}
