import type { LivePage } from "../../document/tree.js";
import { makeLive } from "../../live/make.js";
import type { Analysed } from "../passes/analyse.js";
import type { Read } from "../passes/read.js";
import type { Resolved } from "../passes/resolve.js";
import type { Ran } from "../passes/run.js";
import type { StudiesResult } from "../sweeps/studies.js";

/** What the page of a memo carries so that it can follow its reader; nothing where the memo doesn't ask for it. */
export async function livePage(
  memo: Read & Analysed & Ran & Resolved & { swept: StudiesResult },
): Promise<LivePage | undefined> {
  const { register, program, templates, run, scope, swept, studies, chapters, figures } = memo;
  const setting = chapters[0]?.front.memo?.live;
  // A program's own formats are not in the page.
  if (setting === undefined || setting === false || scope.formats?.size) return undefined;
  return makeLive({
    register,
    program,
    templates,
    run,
    scope,
    figures,
    remarks: swept.remarks,
    redirects: memo.tree.redirects,
    studies,
    values: swept.values,
    offered: setting === true ? undefined : setting.map(({ text }) => text),
  });
}
