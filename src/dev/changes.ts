import { type PageParts, type PageSection, writeSection } from "../render/html/index.js";
import { commonPairs } from "../text/sequences.js";

/** In place of `remove` elements from the one at `at` on, in the list as it was, come these. */
export interface Edit {
  at: number;
  remove: number;
  insert: readonly string[];
}

/** What is done to a section of the page. */
export interface SectionEdit {
  /** Its place among the old sections; absent for a new one. */
  was?: number;
  /** The opening tag, where that changed; all of a section that is new or is exchanged as a whole. */
  open?: string;
  /** Changes to its elements, in order; there, if empty, where its opening tag alone changed. */
  edits?: readonly Edit[];
  /** Of a text, which `<noscript>` holds where scripts run: changes to its lines. */
  lines?: readonly Edit[];
}

/** What makes the page shown from the one before. */
export interface PageChange {
  language?: string;
  title?: string;
  style?: string;
  /** Elements before `<main>`, by their place. */
  lead?: readonly (readonly [at: number, html: string])[];
  /** What follows `<main>`. */
  tail?: string;
  /** All sections in their new order; absent where nothing in them changed. */
  sections?: readonly SectionEdit[];
  /** What follows a reader's changes is another now, or (false) is no more: a page that has begun to follow them, or is to begin or to end, is loaded anew. */
  live?: boolean;
}

/** The difference of two pages; undefined where there is none. */
export function pageChange(before: PageParts, after: PageParts): PageChange | undefined {
  const change: PageChange = {
    ...(before.language === after.language ? {} : { language: after.language }),
    ...(before.title === after.title ? {} : { title: after.title }),
    ...(before.style === after.style ? {} : { style: after.style }),
    ...(before.tail === after.tail ? {} : { tail: after.tail }),
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
): readonly SectionEdit[] | undefined {
  const places = new Map(before.map(({ id }, at) => [id, at]));
  const changes = after.map((section): SectionEdit => {
    const was = places.get(section.id);
    const old = was === undefined ? undefined : before[was];
    if (was === undefined || !old || !old.children !== !section.children) return { open: writeSection(section) };
    return { was, ...(section.children ? elementChanges(old, section) : textChanges(old.open, section.open)) };
  });
  const same =
    before.length === after.length &&
    changes.every(
      ({ was, open, edits, lines }, at) =>
        was === at && open === undefined && edits === undefined && lines === undefined,
    );
  return same ? undefined : changes;
}

function elementChanges(old: PageSection, section: PageSection): Pick<SectionEdit, "open" | "edits"> {
  const edits = listEdits(old.children ?? [], section.children ?? []);
  if (old.open !== section.open) return { open: section.open, edits };
  return edits.length === 0 ? {} : { edits };
}

const TEXT = /^(<noscript\b[^>]*>)([\s\S]*)<\/noscript>$/;

function textChanges(old: string, now: string): Pick<SectionEdit, "open" | "lines"> {
  if (old === now) return {};
  const [[, tagBefore, before = ""], [, tag, after = ""]] = [TEXT.exec(old) ?? [], TEXT.exec(now) ?? []];
  return tag !== undefined && tag === tagBefore
    ? { lines: listEdits(before.split("\n"), after.split("\n")) }
    : { open: now };
}

/** The fewest edits that make one list of texts from another, in order; of very different lists, one edit of what lies between the ends. */
export function listEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let [at, from] = [0, 0];
  for (const [i, j] of [...commonPairs(before, after), [before.length, after.length] as const]) {
    if (i > at || j > from) edits.push({ at, remove: i - at, insert: after.slice(from, j) });
    [at, from] = [i + 1, j + 1];
  }
  return edits;
}
