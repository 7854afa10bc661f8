/** A section of a template around a place in it: `{{#claim}}`, `{{#if}}`, `{{#each}}` …, and in which of its branches the place is. */
export interface Around {
  name: string;
  /** Tells sections of the same text apart. */
  section: number;
  /** 0, and one more after each `{{else}}`. */
  branch: number;
}

const TAG = /\{\{~?\s*(?:#\s*(\w+)|(\/)\s*\w+|(else\b|\^\s*~?\}))/g;

/** Says which sections stand around an offset of a template's text, outermost first. */
export function sectionsIn(text: string): (offset: number) => readonly Around[] {
  const changes: { from: number; around: readonly Around[] }[] = [{ from: 0, around: [] }];
  let around: readonly Around[] = [];
  let count = 0;
  for (const match of text.matchAll(TAG)) {
    const [, opened, closed] = match;
    const last = around.at(-1);
    if (opened !== undefined) around = [...around, { name: opened, section: count++, branch: 0 }];
    else if (closed !== undefined) around = around.slice(0, -1);
    else if (last) around = [...around.slice(0, -1), { ...last, branch: last.branch + 1 }];
    changes.push({ from: match.index, around });
  }
  return (offset) => changes.findLast(({ from }) => from <= offset)?.around ?? [];
}

/** Whether two places are never printed together: they stand in different branches of one section. */
export function exclusive(a: readonly Around[], b: readonly Around[]): boolean {
  for (const [depth, one] of a.entries()) {
    const other = b[depth];
    if (!other || one.section !== other.section) return false;
    if (one.branch !== other.branch) return true;
  }
  return false;
}
