import { performance } from "node:perf_hooks";
import { describeNumber } from "../../assumptions/register/describe.js";

const BAR = 24;
/** Before so many milliseconds a guess at the rest is none. */
const SETTLED = 500;

/** How far a study has come, as one line on a terminal; nothing elsewhere. */
export class SweepProgress {
  private started: number | undefined;
  private before = 0;

  constructor(
    readonly step: (text: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Points counted from now on come after these. */
  from(before: number): void {
    this.before = before;
  }

  /** `done` points of a run of `of`, in a study of `total` where that is known. */
  points(done: number, of: number, total = of): void {
    this.started ??= this.now();
    const all = this.before + done;
    this.step(progressLine(all, Math.max(total, all), this.now() - this.started));
  }
}

/** "━━━━━━────── 50%  2,048 of 4,096 points, 3 s left". */
export function progressLine(done: number, of: number, milliseconds: number): string {
  const share = of === 0 ? 1 : done / of;
  const full = Math.floor(share * BAR);
  const bar = "━".repeat(full) + "─".repeat(BAR - full);
  const left = share > 0 && milliseconds >= SETTLED ? `, ${timeLeft((milliseconds * (1 - share)) / share)} left` : "";
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${describeNumber(done)} of ${describeNumber(of)} points${left}`;
}

function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(seconds / 3600)} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, "0")} min`;
}
