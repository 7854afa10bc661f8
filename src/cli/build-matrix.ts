import { performance } from "node:perf_hooks";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { asksForMany } from "../memo/matrix/asked.js";
import { buildMatrix, type MatrixOutcome, type MatrixRequest } from "../memo/matrix/build.js";
import { jsonReport } from "../render/data/json-report.js";
import { counted } from "../text/counts.js";
import type { BuildOptions } from "./build.js";
import { type Running, runCommand } from "./runner.js";
import { printDiagnostics, type Terminal } from "./terminal/terminal.js";

export interface MatrixOptions extends Omit<BuildOptions, "out">, Pick<MatrixRequest, "shard"> {
  /** Has to be named: the folder of one build holds no other. */
  out?: string;
  /** Called before each combination: each has the time of a command of its own. */
  next?: () => void;
}

/** `memo build` with every version, every scenario or both. Returns the exit code: 1 when a combination doesn't build, whatever the others do. */
export function buildEvery(options: MatrixOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const isShown = ({ severity }: Diagnostic): boolean => options.hints || severity !== "hint";
  const told = new Set<string>();
  const work = async ({ project: read, sources, step, done }: Running): Promise<number> => {
    const out = folderOf(options);
    const built = (outcome: MatrixOutcome): void => {
      done();
      if (options.json) return;
      const fresh = outcome.diagnostics.filter((one) => isShown(one) && isNew(one, told));
      printDiagnostics(terminal, fresh, sources);
      terminal.out(`${lineOf(outcome)}\n`);
    };
    const { outcomes, left } = await buildMatrix(read(options.folder), {
      ...options,
      out,
      sources,
      step,
      built,
      starts: options.next,
    });
    const failed = outcomes.filter(({ entry }) => entry.failure !== undefined);
    const files = outcomes.reduce((sum, one) => sum + one.files, 0);
    const seconds = (performance.now() - started) / 1000;
    if (options.json) {
      const combinations = outcomes.map(({ name, files: count, entry: { failure } }) => ({
        name,
        files: count,
        failure,
      }));
      const diagnostics = [...outcomes.flatMap((one) => one.diagnostics), ...left].filter((one) => isNew(one, told));
      terminal.out(jsonReport(failed.length === 0, diagnostics, { out, combinations, seconds }));
    } else {
      printDiagnostics(terminal, left.filter(isShown), sources);
      const not = failed.length === 0 ? "" : `, ${failed.length} of which did not build`;
      terminal.out(
        `${out}: ${counted(outcomes.length, "combination")}${not}; ${counted(files, "file")}; ${seconds.toFixed(1)} s\n`,
      );
    }
    return failed.length === 0 ? 0 : 1;
  };
  return runCommand(terminal, work, { json: options.json, isShown });
}

/** @throws MemoError (wrong call) where none is named, or one combination would be cut into parts */
function folderOf({ out, shard, ...asked }: MatrixOptions): string {
  const refuse = (message: string, expected: string): MemoError =>
    MemoError.of({ rule: "project/matrix", message, expected }, 2);
  if (shard && !asksForMany(asked)) throw refuse("one combination has no parts", "`-s '*'` or `-a '*'` with `--shard`");
  if (out === undefined)
    throw refuse(
      "many combinations need a folder of their own",
      "`--out <dir>`, one that is empty or holds such builds",
    );
  return out;
}

function lineOf({ name, files, entry: { failure, claims } }: MatrixOutcome): string {
  if (failure !== undefined) return `${name} does not build`;
  const fallen =
    claims.fallen.length === 0 ? "" : `; claims that do not hold: ${claims.fallen.length} of ${claims.all}`;
  return `${name}: ${counted(files, "file")}${fallen}`;
}

/** What many combinations have in common is told once. */
function isNew(diagnostic: Diagnostic, told: Set<string>): boolean {
  const key = JSON.stringify([diagnostic.rule, diagnostic.message, diagnostic.place]);
  if (told.has(key)) return false;
  told.add(key);
  return true;
}
