import { bisector } from "d3-array";
import type { Place } from "../../diagnostic.js";
import type { BlockText } from "../../notebook/analyse/block-text.js";

/** What a stretch of a generated module is for, where a finding there is better said in the words of the memo. */
export type About =
  /** The value that a format of prose, or of an output, prints. */
  | { kind: "format"; format: string; expression: string; output?: true }
  /** A value quoted without a format. */
  | { kind: "bare"; expression: string }
  /** The option of a format. */
  | { kind: "option"; format: string; option: string }
  /** What a claim comes to. */
  | { kind: "claim" }
  /** What `each` goes through. */
  | { kind: "each"; expression: string };

interface Stretch {
  start: number;
  end: number;
  /** The place of a part of it, offsets within the stretch. */
  place(start: number, end: number): Place;
  /** The name or operator chain it is part of, for prose: what stands before the stretch. */
  owner?: string;
}

interface AboutStretch {
  start: number;
  end: number;
  about: About;
}

const byStart = bisector(({ start }: { start: number }) => start);
const byEnd = bisector(({ end }: { end: number }) => end);

/** The text of a generated module, that knows where in the chapters each piece of it stands. */
export class ModuleText {
  private written = "";
  /** In the order of the text, none over another. */
  private readonly stretches: Stretch[] = [];
  /** The outermost in the order of the text, each with all that lies in it: the innermost first. */
  private readonly abouts: { start: number; end: number; within: AboutStretch[] }[] = [];
  private open: AboutStretch[] | undefined;

  get text(): string {
    return this.written;
  }

  /** Text that stands nowhere. */
  raw(text: string): this {
    this.written += text;
    return this;
  }

  /** Code of a block, untouched. */
  code(block: BlockText, start: number, end: number): this {
    this.stretches.push({
      start: this.written.length,
      end: this.written.length + end - start,
      place: (from, to) => block.place(start + from, start + to),
    });
    return this.raw(block.code.slice(start, end));
  }

  /** Text made of what stands at `place`. `owner` is the path before it, in prose: `given.gw` for the `add` of `given.gw.add`. */
  at(place: Place, text: string, owner?: string): this {
    this.stretches.push({
      start: this.written.length,
      end: this.written.length + text.length,
      place: () => place,
      owner,
    });
    return this.raw(text);
  }

  /** What `write` writes is about something. */
  about(about: About, write: () => void): this {
    const start = this.written.length;
    const outer = this.open;
    const within = outer ?? [];
    this.open = within;
    write();
    this.open = outer;
    const end = this.written.length;
    within.push({ start, end, about });
    if (!outer) this.abouts.push({ start, end, within });
    return this;
  }

  /** Where a stretch of the text stands in the chapters; undefined for one that is generated from end to end. */
  place(start: number, end: number): Place | undefined {
    const first = this.stretches[byEnd.right(this.stretches, start)];
    const last = this.lastIn(start, Math.max(end, start + 1));
    if (!first || !last) return undefined;
    const from = first.place(Math.max(0, start - first.start), Math.min(end, first.end) - first.start);
    const to = last.place(Math.max(0, start - last.start), Math.min(end, last.end) - last.start);
    return from.file === to.file ? { ...from, end: to.end } : from;
  }

  /** Where the first piece of it stands that isn't generated. */
  get first(): Place | undefined {
    const [stretch] = this.stretches;
    return stretch?.place(0, stretch.end - stretch.start);
  }

  /** The last piece of a stretch that stands in the chapters, such as the key that a path ends with. */
  lastIn(start: number, end: number): Stretch | undefined {
    const stretch = this.stretches[byStart.left(this.stretches, end) - 1];
    return stretch && stretch.end > start ? stretch : undefined;
  }

  /** What the text at an offset is about, the innermost. */
  aboutAt(offset: number): About | undefined {
    const within = this.abouts[byEnd.right(this.abouts, offset)]?.within ?? [];
    return within.find(({ start, end }) => start <= offset && offset < end)?.about;
  }

  /** The path before what stands at an offset; in prose only. */
  ownerAt(offset: number): string | undefined {
    const stretch = this.stretches[byEnd.right(this.stretches, offset)];
    return stretch && stretch.start <= offset ? stretch.owner : undefined;
  }
}
