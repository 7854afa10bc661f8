/** A place of the memo that changed, for the list at its head. */
export interface Mark {
  /** Of its element. */
  id: string;
  /** "6.2 Cohorts", "Notes". */
  section: string;
  /** What changed, in words. */
  text: string;
}

/** Longest text of an entry. */
const LONGEST = 160;

/** Gathers what changed while a memo is gone through in its order. */
export class Marks {
  readonly found: Mark[] = [];
  section = "";

  /** Notes a change and gives the id of its place. */
  add(text: string): string {
    const id = `memo-change-${this.found.length + 1}`;
    this.addAt(id, text);
    return id;
  }

  /** Notes a change of what has an id already. */
  addAt(id: string, text: string): void {
    this.found.push({ id, section: this.section, text: short(text) });
  }

  /** Says better what the last change was, and where. */
  tell(text: string, id?: string): void {
    const last = this.found.pop();
    if (last) this.found.push({ ...last, ...(id === undefined ? {} : { id }), text: short(text) });
  }
}

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text);
