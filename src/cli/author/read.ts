import { MemoError } from "../../diagnostic.js";
import { type CommandOptions, computeMemo, computeOptions } from "../../memo/compute.js";
import { confirmedText, readingState } from "../../memo/reading.js";
import { addSource, replaceSource } from "../../memo/replace-source.js";
import { identityInGit } from "../../memo/repository/clone.js";
import { plainUnread, readingText } from "../../memo/shown/reading-text.js";
import { jsonReport } from "../../render/data/json-report.js";
import { READINGS } from "../../review/reading/file.js";
import { isDay } from "../../review/reading/readings.js";
import { valuePassages } from "../../review/reading/unread.js";
import { counted } from "../../text/counts.js";
import { type Running, runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

export interface ReadOptions extends CommandOptions {
  all: boolean;
  by?: string;
  on?: string;
  json: boolean;
}

/**
 * `memo read`: without a place, lists the passages that are to be read; with one, or with `all`, writes down that they were read as they stand.
 * Returns the exit code.
 */
export function read(places: readonly string[], options: ReadOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: readMemo, step, done }: Running): Promise<number> => {
    const confirms = options.all || places.length > 0;
    const day = confirms ? dayOf(options) : "";
    const project = readMemo(options.folder);
    const by = confirms ? readerOf(options) : "";
    const computed = await computeMemo(project, { ...computeOptions(project, options), onlyLooking: true, step });
    done();
    const state = readingState(computed.tree, project.readings ?? "");
    const { snapshot, parsed, unread } = state;
    if (parsed.problems.length > 0) throw new MemoError([...parsed.problems]);
    if (!confirms) {
      const of = valuePassages(snapshot).length;
      if (options.json) terminal.out(jsonReport(true, [], { passages: of, toRead: unread.map(plainUnread) }));
      else terminal.out(readingText(unread, of, project.readings !== undefined, terminal.columns ?? 80));
      return 0;
    }
    const chosen = options.all ? "all" : places;
    const { text, noted, left } = confirmedText(state, project.chapters, chosen, { by, day });
    if (project.readings === undefined) await addSource(project, READINGS, text);
    else if (text !== project.readings) await replaceSource(project, READINGS, project.readings, text);
    if (options.json) terminal.out(jsonReport(true, [], { read: noted, left }));
    else
      terminal.out(
        `${counted(noted, "passage")} read by ${by} on ${day}; ${left === 0 ? "none is" : left === 1 ? "1 is" : `${left} are`} left to be read\n`,
      );
    return 0;
  };
  return runCommand(terminal, work, options);
}

function dayOf({ on, scenario, set, assumptions }: ReadOptions): string {
  if (scenario !== undefined || set.length > 0 || assumptions !== undefined)
    throw usage("a reading is of the memo as it is built", "no --assumptions, --scenario and --set with a place");
  const day = on ?? new Date().toISOString().slice(0, 10);
  if (!isDay(day)) throw usage(`\`${day}\` is no day`, "a day such as 2026-05-12");
  return day;
}

function readerOf({ by, folder }: ReadOptions): string {
  const name = (by ?? identityInGit(folder) ?? "").replace(/\s+/g, " ").trim();
  if (name === "")
    throw usage("nobody is named who read it", "`--by` and a name, or a name that git knows (`git config user.name`)");
  return name;
}

function usage(message: string, expected: string): MemoError {
  return MemoError.of({ rule: "read/usage", message, expected }, 2);
}
