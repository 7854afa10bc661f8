/** What a promise that never settles is taken for. */
export const NEVER = Symbol("never settles");

/** Why one of a block's doesn't. */
export const NOTHING_TO_WAIT_FOR = "blocks have no timers, files or network to wait for";

/** Waits for what a block promised, until it is told that nothing is left that could settle it. */
export class Patience {
  private giveUp: (() => void) | undefined;

  /** What a promise comes to, or `NEVER`. */
  async settled(promised: unknown): Promise<unknown> {
    const never = new Promise<typeof NEVER>((resolve) => {
      this.giveUp = () => resolve(NEVER);
    });
    return Promise.race([promised, never]).finally(() => {
      this.giveUp = undefined;
    });
  }

  /** @returns whether something was waited for. */
  end(): boolean {
    this.giveUp?.();
    return this.giveUp !== undefined;
  }
}
