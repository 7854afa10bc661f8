/** A command in a state that `before` brings about; `n` is different on each run, so that no run meets the cache of another. */
export interface Case {
  name: string;
  args(n: number): string[];
  before?(n: number): void;
  cwd?: string;
}
