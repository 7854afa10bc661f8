import type { LivePage } from "../../document/tree.js";
import { makeLive } from "../../live/make.js";
import type { Analysed } from "../passes/analyse.js";
import type { Read } from "../passes/read.js";
import type { Resolved } from "../passes/resolve.js";
import type { Ran } from "../passes/run.js";
import type { StudiesResult } from "../sweeps/studies.js";
import { liveSetting } from "./setting.js";

/** What the page of a memo carries so that it can follow its reader; nothing where the memo doesn't ask for it. */
export function livePage(memo: Read & Analysed & Ran & Resolved & { swept: StudiesResult }): LivePage | undefined {
  const { register, program, templates, run, scope, swept, studies, figures, pictures, tree } = memo;
  const setting = liveSetting(memo);
  if (setting === undefined) return undefined;
  return makeLive({
    register,
    program,
    templates,
    run,
    scope,
    figures,
    pictures,
    tree,
    remarks: swept.remarks,
    redirects: tree.redirects,
    studies,
    values: swept.values,
    offered: setting === true ? undefined : setting.map(({ text }) => text),
  });
}
