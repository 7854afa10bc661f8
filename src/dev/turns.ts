/**
 * Does one piece of work at a time, for the latest request: what is asked meanwhile tells the work under way that it is out of date,
 * and is done, once however often it was asked, as soon as that has come to an end.
 */
export class Turns {
  private asked = false;
  private under: AbortController | undefined;
  private closed = false;
  private ended: Promise<void> = Promise.resolve();

  /** `work` must not reject; its signal says that there is something newer to do. */
  constructor(private readonly work: (signal: AbortSignal) => Promise<void>) {}

  ask(): void {
    if (this.closed) return;
    this.asked = true;
    if (this.under) this.under.abort();
    else this.ended = this.run();
  }

  /** Resolves when nothing is under way. */
  rest(): Promise<void> {
    return this.ended;
  }

  /** Gives up what is under way and takes no more. */
  close(): Promise<void> {
    this.closed = true;
    this.asked = false;
    this.under?.abort();
    return this.ended;
  }

  private async run(): Promise<void> {
    while (this.asked) {
      this.asked = false;
      this.under = new AbortController();
      await this.work(this.under.signal);
    }
    this.under = undefined;
  }
}
