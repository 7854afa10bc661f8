import { type PageParts, type PageSection, writeSection } from "../render/html/index.js";

/** In place of `remove` elements from the one at `at` on, in the list as it was, come these. */
export interface Edit {
  at: number;
  remove: number;
  insert: readonly string[];
}

/** What is done to a section of the page. */
export interface SectionChange {
  /** Its place among the old sections; absent for a new one. */
  was?: number;
  /** The opening tag, where that changed; all of a section that is new or is exchanged as a whole. */
  open?: string;
  /** Changes to its elements, in order. */
  edits?: readonly Edit[];
}

/** What makes the page shown from the one before. */
export interface PageChange {
  language?: string;
  title?: string;
  style?: string;
  /** Elements before `<main>`, by their place. */
  lead?: readonly (readonly [at: number, html: string])[];
  /** All sections in their new order; absent where nothing in them changed. */
  sections?: readonly SectionChange[];
}

/** The difference of two pages; undefined where there is none. */
export function pageChange(before: PageParts, after: PageParts): PageChange | undefined {
  const change: PageChange = {
    ...(before.language === after.language ? {} : { language: after.language }),
    ...(before.title === after.title ? {} : { title: after.title }),
    ...(before.style === after.style ? {} : { style: after.style }),
  };
  const lead = after.lead.flatMap((html, at) => (before.lead[at] === html ? [] : [[at, html] as const]));
  if (lead.length > 0) change.lead = lead;
  const sections = sectionChanges(before.sections, after.sections);
  if (sections) change.sections = sections;
  return Object.keys(change).length === 0 ? undefined : change;
}

function sectionChanges(
  before: readonly PageSection[],
  after: readonly PageSection[],
): readonly SectionChange[] | undefined {
  const places = new Map(before.map(({ id }, at) => [id, at]));
  const changes = after.map((section): SectionChange => {
    const was = places.get(section.id);
    const old = was === undefined ? undefined : before[was];
    if (was === undefined || !old || !old.children !== !section.children) return { open: writeSection(section) };
    const edits = listEdits(old.children ?? [], section.children ?? []);
    return {
      was,
      ...(old.open === section.open ? {} : { open: section.open }),
      ...(edits.length === 0 ? {} : { edits }),
    };
  });
  const same =
    before.length === after.length &&
    changes.every(({ was, open, edits }, at) => was === at && open === undefined && edits === undefined);
  return same ? undefined : changes;
}

/** Longest lists whose common part is looked for in the middle too, as the product of their lengths. */
const MOST_CELLS = 250_000;

/** The fewest edits that make one list of texts from another, in order; of very long lists, one edit of what lies between the ends. */
export function listEdits(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST_CELLS)
    return [{ at: head, remove: a.length, insert: b }];
  return between(a, b).map(({ at, ...edit }) => ({ at: at + head, ...edit }));
}

/** Edits around a longest common subsequence. */
function between(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const [fromI, fromJ] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i++;
      else j++;
    }
    edits.push({ at: fromI, remove: i - fromI, insert: b.slice(fromJ, j) });
  }
  return edits;
}
