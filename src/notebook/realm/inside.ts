import type { ScriptText } from "../run/compile.js";
import type { Outside } from "../run/outside.js";

/** What is asked of the host, by the first letter of what is said: the rest is text. */
export const ASKS = {
  /** Send a reply to the parent, and go on. */
  say: "s",
  /** Send the last reply to a request. */
  end: "e",
  /** Make a value of a text. */
  compile: "c",
  /** Let promises settle. */
  turn: "t",
  /** Call `work` within so many milliseconds. */
  work: "w",
} as const;

/** The realm as the host sees it. It hands in texts and gets texts; what it gets of other kinds it hands back untouched. */
export interface Inside {
  /** `beside` has what the request names: see `partOf`. */
  begin(request: string, beside: string): void;
  /** What to do next; nothing while promises are to settle. */
  next(): string;
  /** What was asked for is done; `value` is what was compiled. */
  go(value?: unknown): void;
  /** What was to be compiled can't be. */
  refuse(message: string): void;
  /** The work did not end in time; the last reply is what is returned. */
  late(): string;
  /** A promise failed and nobody awaits it. */
  rejected(reason: unknown): void;
  /** Whether a further job may be run in it as in a new one. */
  lasts(): boolean;
  /** The realm's own error for code that imports. */
  noImport(): unknown;
  /** Nothing is left to be done: gives up what is awaited; false where nothing is. */
  abandon(): boolean;
}

/** The border of the realm from within: one thing is asked for at a time. */
export class Border implements Outside {
  private said = "";
  private answer: ((value: unknown) => void) | undefined;
  private fail: ((error: Error) => void) | undefined;
  private working: (() => void) | undefined;

  constructor(private readonly replyText: (reply: { type: string }) => string) {}

  compile = (script: ScriptText): Promise<unknown> =>
    this.ask(ASKS.compile + JSON.stringify([script.filename, script.lineOffset, script.text]));

  async turn(): Promise<void> {
    await this.ask(ASKS.turn);
  }

  async start(index: number): Promise<void> {
    await this.ask(ASKS.say + this.replyText({ type: "start", index } as { type: string }));
  }

  async progress(done: number): Promise<void> {
    await this.ask(ASKS.say + this.replyText({ type: "progress", done } as { type: string }));
  }

  async timed<T>(seconds: number, work: () => T): Promise<T> {
    let outcome: { value: T } | { thrown: unknown } | undefined;
    this.working = () => {
      try {
        outcome = { value: work() };
      } catch (thrown) {
        outcome = { thrown };
      }
    };
    await this.ask(ASKS.work + String(Math.max(1, Math.min(2 ** 31 - 1, Math.round(seconds * 1000)))));
    if (!outcome) throw new Error("the work was not done");
    if ("thrown" in outcome) throw outcome.thrown;
    return outcome.value;
  }

  /** Says the last word on a request. */
  end(reply: { type: string }): void {
    this.said = ASKS.end + this.replyText(reply);
  }

  /** For the host's script that may be stopped. */
  work(): void {
    const { working } = this;
    this.working = undefined;
    working?.();
  }

  next(): string {
    const { said } = this;
    this.said = "";
    return said;
  }

  go(value: unknown): void {
    const { answer } = this;
    this.answer = undefined;
    this.fail = undefined;
    answer?.(value);
  }

  refuse(message: string): void {
    const { fail } = this;
    this.answer = undefined;
    this.fail = undefined;
    fail?.(new SyntaxError(message));
  }

  private ask(text: string): Promise<unknown> {
    if (this.answer) return Promise.reject(new Error("something else is being asked for"));
    this.said = text;
    return new Promise((answer, fail) => {
      this.answer = answer;
      this.fail = fail;
    });
  }
}
