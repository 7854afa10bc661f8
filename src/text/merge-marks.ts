/** Where git has left both sides of a merge that it could not settle: from the first of its lines, up to the next after the last. */
export interface OpenMerge {
  start: { line: number; column: 1 };
  end: { line: number; column: 1 };
}

const between = (from: number, to: number): OpenMerge => ({
  start: { line: from, column: 1 },
  end: { line: to + 1, column: 1 },
});

/** What is said of it. */
export const OPEN_MERGE = {
  message: "git has left both sides of a merge here",
  expected: "one of them, or what both come to, without the lines that git put around them",
};

const OPENS = /^<{7} \S/;
const CLOSES = /^>{7} \S/;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/**
 * The merges left open in a text, as far as their marks are there: of a pair, one may have been taken away.
 * @param markdown code that is only shown is let be: it may be about git
 */
export function openMerges(text: string, markdown = false): OpenMerge[] {
  const found: OpenMerge[] = [];
  if (!/^[<>]{7} \S/m.test(text)) return found;
  let from: number | undefined;
  let fence: { mark: string; isShown: boolean } | undefined;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const at = index + 1;
    if (from !== undefined || !fence?.isShown) {
      if (OPENS.test(line)) from ??= at;
      else if (CLOSES.test(line)) {
        found.push(between(from ?? at, at));
        from = undefined;
      }
    }
    const [, mark = "", info = ""] = (markdown && FENCE.exec(line)) || [];
    if (mark === "") continue;
    if (fence === undefined) fence = { mark, isShown: !info.includes("{") };
    else if (mark.startsWith(fence.mark) && info.trim() === "") fence = undefined;
  }
  if (from !== undefined) found.push(between(from, from));
  return found;
}
