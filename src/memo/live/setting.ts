import type { Chapter, Located } from "../../chapters/types.js";
import type { ProseScope } from "../../document/prose-scope.js";

/** What a memo says of its live page: what its panel offers first; nothing where the page stays as it is. A program's own formats are not in a page. */
export function liveSetting({
  chapters,
  scope,
}: {
  chapters: readonly Chapter[];
  scope: Pick<ProseScope, "formats">;
}): true | readonly Located[] | undefined {
  const setting = chapters[0]?.front.memo?.live;
  return setting === undefined || setting === false || scope.formats?.size ? undefined : setting;
}
