import { type Diagnostic, didYouMean, MemoError } from "../../diagnostic.js";
import { type CommandOptions, computeMemo, computeOptions } from "../../memo/compute.js";
import { readingState } from "../../memo/reading.js";
import { addSource, replaceSource } from "../../memo/replace-source.js";
import { identityInGit } from "../../memo/repository/git.js";
import { jsonReport } from "../../render/data/json-report.js";
import { READINGS } from "../../review/reading/file.js";
import { isDay, type Reading, readingsText } from "../../review/reading/readings.js";
import {
  begin,
  readingOf,
  type Unread,
  type ValuePassage,
  valuePassages,
  whyUnread,
} from "../../review/reading/unread.js";
import { counted } from "../../text/counts.js";
import { wrap } from "../../text/table.js";
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
    const { snapshot, parsed, unread } = readingState(computed.tree, project.readings ?? "");
    if (parsed.problems.length > 0) throw new MemoError([...parsed.problems]);
    if (!confirms) {
      const of = valuePassages(snapshot).length;
      if (options.json) terminal.out(jsonReport(true, [], { passages: of, toRead: unread.map(plain) }));
      else terminal.out(listText(unread, of, project.readings !== undefined, terminal.columns ?? 80));
      return 0;
    }
    const all = valuePassages(snapshot);
    const chosen = options.all ? all : places.flatMap((place) => passagesAt(place, all, project.chapters));
    const now = [...new Map(chosen.map((passage) => [passage.digest, passage])).values()];
    const there = new Set(all.map(({ digest }) => digest));
    // With all of it confirmed, what the memo no longer says can go.
    const kept = [...parsed.of.values()].filter(({ passage }) => !options.all || there.has(passage));
    const open = new Set(unread.map(({ passage }) => passage.digest));
    // Who read it before, with these values, has read it.
    const fresh = now.filter(({ digest }) => open.has(digest) || !options.all);
    const after = new Map<string, Reading>(kept.map((one) => [one.passage, one]));
    for (const passage of fresh) after.set(passage.digest, readingOf(passage, by, day));
    const text = readingsText(after.values());
    if (project.readings === undefined) await addSource(project, READINGS, text);
    else if (text !== project.readings) await replaceSource(project, READINGS, project.readings, text);
    const left = unread.filter(({ passage }) => !fresh.some(({ digest }) => digest === passage.digest)).length;
    if (options.json) terminal.out(jsonReport(true, [], { read: fresh.length, left }));
    else
      terminal.out(
        `${counted(fresh.length, "passage")} read by ${by} on ${day}; ${left === 0 ? "none is" : left === 1 ? "1 is" : `${left} are`} left to be read\n`,
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
  return new MemoError([{ rule: "read/usage", severity: "error", message, expected }], 2);
}

/** Passages in a chapter, a paragraph of it, a section or a figure. */
function passagesAt(
  place: string,
  all: readonly ValuePassage[],
  chapters: ReadonlyMap<string, string>,
): readonly ValuePassage[] {
  const [, file = place, line] = /^(.*\.md):(\d+)(?::\d+)?$/.exec(place) ?? [];
  const text = chapters.get(file);
  const found =
    text === undefined
      ? all.filter(({ section }) => section === place.replace(/^[@#]/, ""))
      : all.filter((one) => one.place.file === file && (line === undefined || inParagraph(text, Number(line), one)));
  if (found.length > 0) return found;
  const names = [...new Set([...all.map(({ section }) => section), ...chapters.keys()])];
  const problem: Diagnostic = {
    rule: "read/place",
    severity: "error",
    message:
      text === undefined
        ? `\`${place}\` is no chapter, heading or figure with a value in it`
        : `no passage at ${place} quotes a value`,
    expected:
      "chapters/NN-name.md, a line of it (chapters/NN-name.md:12), the id of a heading or of a figure, or --all",
    ...(text === undefined ? { hint: didYouMean(place, names) } : {}),
  };
  throw new MemoError([problem], 2);
}

/** Whether a passage stands in the paragraph, or the block, that has a line. */
function inParagraph(text: string, line: number, { place }: ValuePassage): boolean {
  const lines = text.split("\n");
  const isEmpty = (at: number): boolean => (lines[at - 1] ?? "").trim() === "";
  let [from, to] = [line, line];
  while (from > 1 && !isEmpty(from - 1)) from--;
  while (to < lines.length && !isEmpty(to + 1)) to++;
  return place.start.line >= from && place.start.line <= to;
}

const plain = ({ passage: { section, place, text }, last, moved }: Unread): object => ({
  section,
  place: `${place.file}:${place.start.line}`,
  text,
  ...(last ? { last } : {}),
  moved,
});

function listText(unread: readonly Unread[], of: number, isKept: boolean, width: number): string {
  const head = isKept
    ? `${unread.length} of ${counted(of, "passage")} that quote${of === 1 ? "s" : ""} values ${unread.length === 1 ? "is" : "are"} to be read\n`
    : `nobody keeps here what was read: \`memo read --all\` begins, with ${counted(of, "passage")} that quote${of === 1 ? "s" : ""} values\n`;
  const lines = (isKept ? unread : []).map((one) => {
    const { place, text } = one.passage;
    return [
      `${place.file}:${place.start.line}`,
      ...wrap(`“${begin(text)}”`, width - 2),
      ...wrap(whyUnread(one), width - 2),
    ]
      .map((line, at) => (at === 0 ? `${line}\n` : `  ${line}\n`))
      .join("");
  });
  return head + lines.join("");
}
