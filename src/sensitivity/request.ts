import type { Block } from "../chapters/types.js";
import type { Diagnostic } from "../diagnostic.js";
import { Fields } from "../yaml/fields.js";
import { Problems } from "../yaml/problems.js";
import { type StudyRequest, studyType } from "./studies/index.js";
import { TOP } from "./studies/parts/asked.js";
import { EVERY_STUDY } from "./studies/parts/keys.js";
import { Settings } from "./studies/parts/settings.js";

/** A study of a chapter: its request, the name its result is quoted by, where it stands, and what it calls its results. */
export interface Study {
  block: Block;
  name: string;
  request: StudyRequest;
  labels: ReadonlyMap<string, string>;
}

const NAMES = "a letter from a to z, then such letters, digits and _, and no word of JavaScript";

const WORDS = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void " +
    "while with yield"
  ).split(" "),
);

/** Whether sentences and types can call something so. */
const isName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_]*$/.test(text) && !WORDS.has(text);

/** Reads what a sweep's fence asks for; undefined after reporting what is wrong. Whether names exist is told when it runs. */
export function readStudy(block: Block, report: (d: Diagnostic) => void): Study | undefined {
  if (!block.study) return undefined;
  const { kind, settings: map } = block.study;
  const type = studyType(kind);
  const problems = new Problems("sweep");
  const fields = new Fields(map, `sweep \`${block.id}\``, problems);
  fields.only(Object.keys({ ...type.keys, ...EVERY_STUDY }));
  const settings = new Settings(fields, problems);
  const top = settings.number("top", true) ?? TOP;
  const request = type.read(settings, { over: settings.names("over"), top });
  if (!type.hasChart && block.id.startsWith("fig-"))
    problems.error("no-chart", `sweep \`${block.id}\` is a ${kind}, which has no chart`, block.place, {
      expected: "an id that begins with tbl-, or with neither, to be quoted alone",
    });
  const name = fields.text("name");
  if (name && !isName(name.text))
    problems.error("name", `\`${name.text}\` can't be quoted`, name.place, { expected: NAMES });
  const bare = block.id.replace(/^(fig|tbl)-/, "").replace(/-/g, "_");
  if (!name && !isName(bare))
    problems.error("name", `sweep \`${block.id}\` would be quoted as \`${bare}\`, which can't be`, block.place, {
      expected: `another id, or a name beside it: ${NAMES}`,
      hint: `write \`name: ${kind.replace(/-/g, "_")}_${bare}\` in it`,
    });
  const labels = settings.labels(request?.outputs ?? []);
  for (const d of problems.list()) report(d);
  if (!request || problems.failed) return undefined;
  return { block, name: name?.text ?? bare, request, labels };
}
