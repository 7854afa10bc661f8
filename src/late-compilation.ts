import { setFlagsFromString } from "node:v8";

/** The last version of Node that was seen to know the flag below: one that didn't wouldn't start. */
const LAST_KNOWN = 26;

/**
 * The flags of V8 by which it compiles functions to fast code later than usual. A build is over in seconds: what making code fast takes, a third of all work,
 * it hardly pays back by then. Versions say it in two ways.
 *
 * @param node its version
 */
export function lateCompilation(node = process.versions.node): string[] {
  return compiling(node, 1_000_000, 30_000);
}

/** The flags as they are unless told, for a process that turns out to run for longer. */
export function usualCompilation(): string[] {
  return compiling(process.versions.node, 67_584, 3000);
}

/** Milliseconds after which a process runs long: of work of one that runs blocks, as for thousands of draws, and from the start of a command. */
export const LONG = { blocks: 2000, command: 10_000 } as const;

/** Sets them in this process and its threads. */
export function setCompilation(flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}

/** @param budget bytes of a function's code that run before V8 asks whether it is worth it @param calls of it */
function compiling(node: string, budget: number, calls: number): string[] {
  const major = Number.parseInt(node, 10);
  if (major <= 20) return [`--interrupt-budget=${budget}`];
  return major <= LAST_KNOWN ? [`--invocation-count-for-turbofan=${calls}`] : [];
}

let isCommand = false;

/** Has this process compile as a command does: late, and with what was compiled held, so that it can be kept for the next run. */
export function compileAsCommand(): void {
  setCompilation([...lateCompilation(), ...known("--no-flush-bytecode")]);
  isCommand = true;
}

/** Has it compile as it does unless told, from now on. */
export function compileAsUsual(): void {
  setCompilation([...usualCompilation(), ...known("--flush-bytecode")]);
  isCommand = false;
}

/** Whether it compiles as a command does. */
export const compilesAsCommand = (): boolean => isCommand;

const known = (flag: string): string[] => (Number.parseInt(process.versions.node, 10) <= LAST_KNOWN ? [flag] : []);
