import { postIssue } from "../../forge/issue.js";
import type { Where } from "../../forge/types.js";
import { isNews, newsOf, newsText, newsTitle } from "../../memo/data/news.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

export interface NewsOptions {
  folder: string;
  /** Such as 2026-03-15. */
  today: string;
  /** Where an issue is to tell of it. */
  where?: Where;
}

/** `memo news`: what is stale, and which pinned data has news. Returns the exit code. */
export function news({ folder, today, where }: NewsOptions, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async ({ project: read, step, done }) => {
    const project = read(folder);
    step("asking the addresses of pinned data");
    const found = await newsOf(project, { today });
    done();
    const text = newsText(found);
    terminal.out(text);
    if (where === undefined) return 0;
    const posted = await postIssue({ ...where, title: newsTitle(found), text, isNews: isNews(found) });
    terminal.out(`\n${posted}\n`);
    return 0;
  });
}
