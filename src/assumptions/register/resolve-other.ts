import { didYouMean, type Place } from "../../diagnostic.js";
import { keyText, stretchOf } from "../../keys/calendar.js";
import { describeNode } from "../../yaml/fields.js";
import { type Problems, quoted } from "../../yaml/problems.js";
import type { YamlScalar } from "../../yaml/tree.js";
import { DATA_ONLY } from "../data/declared.js";
import { DATA_FOLDER, type DataFile, type DataFiles, LARGEST_DATA } from "../data/file.js";
import { FORMATS, formatOf } from "../data/formats.js";
import { type Lock, lockProblem } from "../data/lock.js";
import type { DataProblems } from "../data/problems.js";
import { readDataFile } from "../data/read.js";
import type { DataSummary, DataTable, Said } from "../data/types.js";
import type { RawEntry } from "../files/entry.js";
import { checkMeantUnit } from "../units/meant.js";
import type { UnitSystem } from "../units/units.js";

/** What data files are read from, and where is told what is wrong with them. */
export interface DataRoom {
  files: DataFiles;
  problems: DataProblems;
  /** What is known of files that were fetched. */
  lock: Lock;
  /** Where rows of large files are kept; nowhere when absent. */
  cacheFolder?: string | undefined;
}

/** Fields that only numbers have. */
const NUMBER_FIELDS = ["unit", "low", "high", "distribution", "percentiles", "ends", "mix"] as const;
/** Those of them that `defaults` may bring. */
const BY_DEFAULT: ReadonlySet<string> = new Set(["distribution"]);

/** The type of an entry that is no number; undefined for one that is. */
export const saidType = ({ type, oneOf }: RawEntry): Said["type"] | undefined =>
  type?.value ?? (oneOf ? "choice" : undefined);

/** Reports fields that only numbers have, at an entry that is none. */
function refuseNumbers(entry: RawEntry, what: string, problems: Problems): void {
  for (const name of NUMBER_FIELDS) {
    if (!entry.own.has(name) || (BY_DEFAULT.has(name) && entry[name] === undefined)) continue;
    problems.error("no-number", `assumption \`${entry.id}\` is ${what} and has \`${name}\``, entry.place, {
      expected: `\`${name}\` at numbers only`,
    });
  }
}

/** Reports fields of data files at an entry that has none. */
export function refuseDataFields(entry: RawEntry, problems: Problems): void {
  for (const name of DATA_ONLY)
    if (entry.own.has(name) && name !== "data")
      problems.error("data-field", `assumption \`${entry.id}\` has \`${name}\` and no \`data\``, entry.place, {
        expected: "`data:` with the name of a file, or no such field",
      });
}

/** What an entry says that is no number; undefined where it says it wrongly. */
export function resolveSaid(entry: RawEntry, type: Said["type"], problems: Problems): Said | undefined {
  refuseNumbers(entry, type === "text" ? "a text" : `a ${type}`, problems);
  refuseDataFields(entry, problems);
  const subject = `assumption \`${entry.id}\``;
  if (type === "choice" && (entry.oneOf ?? []).length === 0) {
    problems.error("said-value", `${subject} is a choice and has no \`one_of\``, entry.type?.place ?? entry.place, {
      expected: "a list of what it may be: `one_of: [north, south]`",
    });
    return undefined;
  }
  if (type !== "choice" && entry.oneOf) {
    problems.error("said-value", `${subject} is \`${type}\` and has \`one_of\``, entry.type?.place ?? entry.place, {
      expected: "`type: choice`, or no `one_of`",
    });
    return undefined;
  }
  if (!entry.word) {
    if (entry.value)
      problems.error("said-value", `\`value\` of ${subject} is a map`, entry.value.place, {
        expected: expectedSaid(
          type,
          entry.oneOf?.map(({ text }) => text),
        ),
      });
    return undefined;
  }
  return readSaid(
    entry.word,
    type,
    entry.oneOf?.map(({ text }) => text),
    `\`value\` of ${subject}`,
    problems,
  );
}

const expectedSaid = (type: Said["type"], choices: readonly string[] = []): string =>
  type === "boolean"
    ? "`true` or `false`"
    : type === "choice"
      ? `one of ${quoted(choices, "or")}`
      : type === "date"
        ? "a date such as `2026-05-12`, a month `2026-05`, a quarter `2026-Q2` or a year `2026`"
        : "a text";

/** A word of a file as what an assumption says; what is wrong with it is reported. */
export function readSaid(
  word: Pick<YamlScalar, "value" | "text" | "place"> & { kind?: "scalar" },
  type: Said["type"],
  choices: readonly string[] | undefined,
  subject: string,
  problems: Problems,
  place: Place | undefined = word.place,
): Said | undefined {
  const read = saidOf(word.value, word.text.trim(), type, choices);
  if (read !== undefined) return { type, content: read, choices };
  const hint =
    type === "choice"
      ? didYouMean(word.text, choices ?? [])
      : type === "boolean"
        ? { yes: "write `true`", no: "write `false`", on: "write `true`", off: "write `false`" }[
            word.text.toLowerCase()
          ]
        : undefined;
  problems.error(
    "said-value",
    `${subject} is ${describeNode({ kind: "scalar", quoted: false, within: () => word.place, ...word } as YamlScalar)}`,
    place,
    { expected: expectedSaid(type, choices), hint },
  );
  return undefined;
}

function saidOf(
  value: YamlScalar["value"],
  text: string,
  type: Said["type"],
  choices: readonly string[] | undefined,
): string | boolean | undefined {
  switch (type) {
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "choice":
      return choices?.find((one) => one === text);
    case "date": {
      const key = stretchOf(text);
      return key && keyText(key.grain, key.index);
    }
    case "text":
      return text === "" || value === null ? undefined : text;
  }
}

/** Whether a file may be named so: a name, or a path below the folder. */
const isInside = (name: string): boolean =>
  !/^[/\\]|^[A-Za-z]:|\\/.test(name) && name.split("/").every((part) => part !== "" && part !== "." && part !== "..");

/** The rows of a data file; undefined where they can't be read. */
export function resolveData(
  entry: RawEntry,
  room: DataRoom,
  system: UnitSystem,
  problems: Problems,
): { summary: DataSummary; table: DataTable } | undefined {
  const { data, id } = entry;
  const subject = `assumption \`${id}\``;
  if (!data?.file) return undefined;
  const before = problems.errors;
  refuseNumbers(entry, "a data file", problems);
  if (entry.type || entry.oneOf)
    problems.error(
      "no-number",
      `${subject} is a data file and has \`${entry.type ? "type" : "one_of"}\``,
      entry.place,
      { expected: "types under `columns`" },
    );
  if (!data.columns || data.columns.size === 0)
    problems.error("missing-key", `${subject} has no \`columns\``, data.file.place, {
      expected: "a map of the columns that blocks read: `columns: {month: {type: month}, kwh: {unit: kWh}}`",
    });
  for (const { name, header, label, unit } of data.columns?.values() ?? []) {
    if (!unit) continue;
    const parsed = system.parse(unit.text);
    if (parsed.ok) {
      checkMeantUnit(unit, { names: [name, header, label] }, problems);
      continue;
    }
    const { message, expected, hint, offset, length } = parsed.problem;
    problems.error("unknown-unit", message, unit.within(offset, length), { expected, hint });
  }
  for (const one of data.key ?? [])
    if (data.columns && !data.columns.has(one.text))
      problems.error("unknown-key", `the key of ${subject} names \`${one.text}\`, which is no column`, one.place, {
        expected: `one of ${quoted([...data.columns.keys()], "or")}`,
        ...(didYouMean(one.text, data.columns.keys()) ? { hint: didYouMean(one.text, data.columns.keys()) } : {}),
      });
  const file = findFile(data.file, id, room);
  if (!file || problems.errors > before || unwritten(file, data.file.place, room)) return undefined;
  const pinned = room.lock.get(file.path.slice(DATA_FOLDER.length + 1));
  const differs = pinned && file.size <= LARGEST_DATA ? lockProblem(file, pinned) : undefined;
  if (pinned && differs) {
    const { message, ...detail } = differs;
    room.problems.error("lock", message, pinned.place, {
      ...detail,
      related: [{ words: `\`${id}\` declares it at`, place: data.file.place }],
    });
    return undefined;
  }
  const read = readDataFile(file, data, id, room.cacheFolder);
  room.problems.addAll(read.diagnostics);
  if (!read.data || !pinned) return read.data;
  const { address, fetched, licence } = pinned;
  return {
    ...read.data,
    summary: { ...read.data.summary, address, fetched, ...(licence === undefined ? {} : { licence }) },
  };
}

/** Tells of a database whose last changes stand in a file beside it: what is in it is not what its programs see. */
function unwritten({ path }: DataFile, place: Place, { files, problems }: DataRoom): boolean {
  const beside = ["-wal", "-journal"].map((end) => files.get(path + end)).find((file) => file && file.size > 0);
  if (!beside || FORMATS[formatOf(path) ?? ""] !== "SQLite") return false;
  problems.error("database", `${path} has changes that stand in ${beside.path} only`, place, {
    expected: "a database that no program has open",
    hint: "close the program that writes it, or save a copy: `VACUUM INTO 'copy.sqlite'`",
  });
  return true;
}

/** A declared file; one that isn't there, or has a name that says no format, is reported at its declaration. */
function findFile(
  { text, place }: { text: string; place: Place },
  id: string,
  { files, problems }: DataRoom,
): DataFile | undefined {
  const name = text.replace(/^(?:\.\/)?data\//, "");
  const path = `${DATA_FOLDER}/${name}`;
  const known = [...files.keys()].map((one) => one.slice(DATA_FOLDER.length + 1)).filter((one) => formatOf(one));
  if (!isInside(name)) {
    problems.error("missing-file", `\`${id}\` names \`${text}\`, which lies outside ${DATA_FOLDER}/`, place, {
      expected: `a file in ${DATA_FOLDER}/`,
    });
    return undefined;
  }
  const file = files.get(path);
  if (!file) {
    const hint = didYouMean(name, known);
    problems.error("missing-file", `there is no file ${path}, which \`${id}\` names`, place, {
      expected: known.length > 0 ? `one of ${quoted(known.slice(0, 8), "or")}` : `a file in ${DATA_FOLDER}/`,
      hint,
    });
    return undefined;
  }
  if (formatOf(path)) return file;
  const extension = /\.([^./]+)$/.exec(name)?.[1];
  problems.error(
    "format",
    `${path} is ${extension ? `a .${extension} file` : "a file without an ending"}, which is not read`,
    place,
    {
      expected: `a file that ends in ${quoted(
        Object.keys(FORMATS).map((one) => `.${one}`),
        "or",
      )}`,
      hint: /^xlsm?$|^xls$|^ods$/i.test(extension ?? "")
        ? "save it as CSV UTF-8 in the program that made it"
        : "bring it to CSV with the program that made it",
    },
  );
  return undefined;
}
