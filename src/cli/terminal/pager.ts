import { spawnSync } from "node:child_process";

/** What a long text is shown with where nobody says otherwise; it ends by itself where the text fits, and keeps colours and the screen. */
const USUAL = "less";
const LESS = "FRX";

/**
 * Shows a text with the reader's pager: that of `PAGER`, or less. An empty `PAGER` and `cat` ask for none.
 *
 * @param rows of the terminal; a text that fits needs no pager
 * @returns whether it was shown
 */
export function pageThrough(
  text: string,
  rows: number | undefined,
  env: NodeJS.ProcessEnv,
  opens = (): void => {},
): boolean {
  const pager = env.PAGER ?? USUAL;
  if (pager.trim() === "" || pager.trim() === "cat" || rows === undefined || env.TERM === "dumb") return false;
  if (text.split("\n").length < rows) return false;
  opens();
  const { status, error } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ["pipe", "inherit", "inherit"],
    env: { ...env, LESS: env.LESS ?? LESS },
  });
  // A reader who closes the pager early has seen what was to be seen; the shell says 126 or 127 where there is none.
  return (error === undefined || (error as NodeJS.ErrnoException).code === "EPIPE") && status !== 126 && status !== 127;
}
