import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { ROOT } from "../cli/memo.js";

const KEBAB = "[a-z]+(?:-[a-z]+)*";

/** Where a rule is written without its room, which is added by what is called. */
const HELPERS: readonly { files: RegExp; call: string; room: string }[] = [
  {
    files: /^(?:assumptions|yaml)\//,
    call: '(?:problems\\.(?:error|warn)\\(|parsed\\("\\w+",|rule:)',
    room: "assumptions",
  },
  { files: /^(sensitivity\/request|chapters\/sweep)\.ts$/, call: "problems\\.error\\(", room: "sweep" },
  { files: /^sensitivity\//, call: "\\b(?:refuse|problem)\\(", room: "sensitivity" },
  {
    files: /^notebook\/analyse\/(names|writes|output-calls)\.ts$/,
    call: "\\b(?:report|error|refuse)\\(",
    room: "notebook",
  },
  { files: /^cli\/sweep\/sweep\.ts$/, call: "\\bwrong\\(", room: "sweep" },
  { files: /^cli\/author\/new-version\.ts$/, call: "\\brefusal\\(", room: "new-version" },
  { files: /^sensitivity\//, call: "\\bnamed\\(", room: "sensitivity/unknown-" },
];

/** Files that make a rule's id out of parts; a further one has to be known to this search. */
export const COMPOSING = [
  "chapters/sweep.ts",
  "check/dimensions/report.ts",
  "cli/author/new-version.ts",
  "cli/sweep/sweep.ts",
  "notebook/analyse/names.ts",
  "notebook/analyse/output-calls.ts",
  "notebook/analyse/writes.ts",
  "sensitivity/inputs.ts",
  "sensitivity/refusals.ts",
  "sensitivity/request.ts",
  "yaml/problems.ts",
];

/** The body of a sweep is read as an assumption file is, and told in its own room: these can't come up there. */
const NOT_IN_SWEEPS = ["date", "stale-after"];

function sources(): Map<string, string> {
  const root = join(ROOT, "src");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(".ts") && !/^rules\//.test(name));
  return new Map(files.sort().map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

/** Every rule that the sources can emit, with the files it is written in. */
export function emitted(rooms: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (id: string, file: string): void => {
    found.set(id, [...(found.get(id) ?? []), file]);
  };
  for (const [file, text] of sources()) {
    for (const [, room = "", name = ""] of text.matchAll(new RegExp(`"(${KEBAB})/(${KEBAB})"`, "g")))
      if (rooms.has(room)) add(`${room}/${name}`, file);
    for (const [, id = ""] of text.matchAll(new RegExp(`\\brule(?:: string)?\\s*[:=]\\s*"(${KEBAB}/${KEBAB})"`, "g")))
      add(id, file);
    if (file === "check/dimensions/sites.ts")
      for (const [, union = ""] of text.matchAll(/\brule: ((?:"\w+"(?: \| )?)+);/g))
        for (const name of union.split(" | ")) add(`dimensions/${JSON.parse(name)}`, file);
    for (const { files, call, room } of HELPERS)
      if (files.test(file))
        for (const [, name = ""] of text.matchAll(new RegExp(`${call}\\s*"(${KEBAB})"`, "g")))
          add(room.endsWith("-") ? `${room}${name}` : `${room}/${name}`, file);
  }
  for (const [id, files] of [...found]) {
    const name = id.slice("assumptions/".length);
    if (id.startsWith("assumptions/") && !NOT_IN_SWEEPS.includes(name))
      for (const file of files) if (/^yaml\/(fields|tree)\.ts$/.test(file)) add(`sweep/${name}`, file);
  }
  return found;
}

/** Files that make a rule's id out of parts. */
export function composing(): string[] {
  return [...sources()].filter(([, text]) => /\brule: `|\brule\.replace\(/.test(text)).map(([file]) => file);
}
