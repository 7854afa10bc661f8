import { readAddress, underNewNames, writeAddress } from "./address.js";
import type { Follower } from "./follow.js";
import type { Asked, Refusal } from "./world.js";

/** What of a page listens to its session: told when something was asked for, and when the page shows it. */
export interface Listener {
  /** The fields are to show what is asked for, and what is wrong with it. */
  asked(asked: Asked, refused: readonly Refusal[], remarks: readonly Refusal[]): void;
  /** The page shows what is asked for. */
  shown(follower: Follower): void;
  /** Something is to be said that no field is about. */
  problem(text: string): void;
}

/** How long the whole page may take to follow at once; where it takes longer, its numbers go first and the rest comes when the hand rests. */
const AT_ONCE_MS = 24;
const REST_MS = 120;
/** Of a frame, for numbers that are not all shown at once. */
const SLICE_MS = 8;

/** What a reader asked for, now and before, and the page that follows it. */
export class Session {
  asked: Asked = { sets: [] };
  /** What was said of it last. */
  refused: readonly Refusal[] = [];
  remarks: readonly Refusal[] = [];
  private readonly before: Asked[] = [];
  private readonly listeners: Listener[] = [];
  private follower: Follower | undefined;
  private frame = 0;
  private slice = 0;
  private rest = 0;
  private took = 1000;

  constructor(private readonly openFollower: () => Follower) {
    addEventListener("hashchange", () => this.readAddress());
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  open(): Follower {
    this.follower ??= this.openFollower();
    return this.follower;
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  /** Takes up what the page's address asks for. */
  readAddress(): void {
    const asked = readAddress(location.hash);
    if (asked === undefined) return;
    if (typeof asked === "string") {
      const stays =
        this.follower && !this.follower.isPublished ? "page stays as it was" : "memo is shown as it was published";
      document.documentElement.dataset.liveState = "refused";
      this.tell((one) => one.problem(`This link can't be followed: ${asked}. The ${stays}.`));
      return;
    }
    if (asked.sets.length === 0 && asked.scenario === undefined && !this.follower) return;
    const { asked: now, words } = underNewNames(asked, this.open().model);
    this.asked = now;
    this.follow(true, words.length > 0 ? "instead" : "stays", words);
    if (this.refused.length === 0) return;
    // What no field shows can't be mended there, and is not asked for again.
    this.asked = this.open().world.known(now);
    this.isRest = true;
    // A preview is of a memo that is being written: what it still has of what was asked for stays.
    if (!document.querySelector('meta[name="memo-preview"]')) return;
    this.follow(true, "instead", [...words, ...this.refused.map(({ message }) => message)]);
  }

  /** Takes up something else; `settled` where it is not on the way to another value. */
  ask(asked: Asked, settled: boolean): void {
    // A field tells of its value once more when it is left.
    const isSame = writeAddress(asked) === writeAddress(this.asked);
    if (isSame && !this.pending && !this.isRest) return;
    if (settled && this.pending) {
      this.before.push(this.pending);
      this.pending = undefined;
    } else if (!settled) this.pending ??= this.asked;
    else if (!isSame) this.before.push(this.asked);
    this.asked = asked;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.follow(settled, settled ? "next" : "stays"));
  }

  undo(): void {
    const last = this.before.pop();
    if (!last) return;
    this.asked = last;
    this.follow(true, "next");
  }

  /** The address of the page as it is shown. */
  get address(): string {
    return `${location.href.split("#")[0]}${writeAddress(this.asked)}`;
  }

  /** What was asked for when the hand began to move. */
  private pending: Asked | undefined;
  /** Whether what is asked for is what is left of a link that was refused, which the page doesn't show. */
  private isRest = false;

  /** Follows what is asked for, with an address of its own where the way back is to lead to what was before. */
  private follow(settled: boolean, address: "next" | "instead" | "stays", words: readonly string[] = []): void {
    const follower = this.open();
    this.isRest = false;
    const { refused, remarks } = follower.ask(this.asked);
    this.refused = refused;
    this.remarks = [...words.map((message) => ({ message })), ...remarks];
    this.tell((one) => one.asked(this.asked, this.refused, this.remarks));
    if (refused.length > 0) return;
    const next = this.address;
    if (next !== location.href) {
      if (address === "next") history.pushState(null, "", next);
      else if (address === "instead") history.replaceState(null, "", next);
    }
    clearTimeout(this.rest);
    cancelAnimationFrame(this.slice);
    if (settled || this.took <= AT_ONCE_MS) this.show(follower);
    else {
      this.inSlices(follower.quick());
      this.rest = window.setTimeout(() => this.show(follower), REST_MS);
    }
  }

  /** As much at once as leaves the frame its time, the rest in the frames after it. */
  private inSlices(steps: Iterator<undefined>): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) if (steps.next().done) return;
    this.slice = requestAnimationFrame(() => this.inSlices(steps));
  }

  private show(follower: Follower): void {
    cancelAnimationFrame(this.slice);
    const started = performance.now();
    follower.show();
    this.took = performance.now() - started;
    this.tell((one) => one.shown(follower));
  }

  private tell(what: (listener: Listener) => void): void {
    for (const one of this.listeners) what(one);
  }
}
