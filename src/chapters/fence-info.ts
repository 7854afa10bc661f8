import type { Diagnostic, Place } from "../diagnostic.js";
import { didYouMean } from "../diagnostic.js";
import { DIAGRAM, DIAGRAMS, DRAWN, insteadOf } from "./drawn.js";
import { type BlockKind, type Located, STUDIES, type StudyKind } from "./types.js";

/** What stands after the backticks of an opening fence. */
export interface FenceInfo {
  language: string;
  /** Absent for a plain fence, which is shown and not run. */
  attributes?: { id?: Located; classes: Located[]; options: Map<string, Located> };
}

/** Languages of blocks that run. */
const RUN: readonly string[] = ["ts", "typescript", "formula", "sql", "sweep", "graph", "picture"];

const TOKEN =
  /\s*(?:#([^\s#.={}"']+)|\.([^\s#.={}"']+)|([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s{}"']+))|([\w-]+))/y;

/** Reads `ts {#id .class key="value" flag}`. `place` is where `info` begins. */
export function parseFenceInfo(info: string, place: Place, report: (d: Diagnostic) => void): FenceInfo {
  const open = info.indexOf("{");
  if (open === -1) return { language: info.trim().split(/\s/)[0] ?? "" };
  const language = info.slice(0, open).trim();
  const at = (offset: number, length = 1): Place => ({
    file: place.file,
    start: { line: place.start.line, column: place.start.column + offset },
    end: { line: place.start.line, column: place.start.column + offset + length },
  });
  const close = info.lastIndexOf("}");
  if (close < open) {
    report({
      rule: "chapters/fence",
      severity: "error",
      message: "the braces of this fence are never closed",
      expected: '```ts {#id .chart key="value"}',
      place: at(open, info.length - open),
    });
    return { language };
  }
  const attributes: NonNullable<FenceInfo["attributes"]> = { classes: [], options: new Map() };
  let position = open + 1;
  while (info.slice(position, close).trim() !== "") {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(info);
    if (!match || TOKEN.lastIndex > close) {
      const rest = info.slice(position, close);
      const skip = rest.length - rest.trimStart().length;
      report({
        rule: "chapters/fence",
        severity: "error",
        message: `cannot read \`${rest.trim()}\` in the fence's braces`,
        expected: '#id, .class, key="value" or a bare flag',
        place: at(position + skip, rest.trim().length),
      });
      break;
    }
    const [whole, id, name, key, quoted, single, plain, flag] = match;
    const start = position + (whole.length - whole.trimStart().length);
    const length = whole.trimStart().length;
    const text = (quoted ?? single)?.replace(/\\(.)/g, "$1") ?? plain ?? "";
    const valueStart = start + length - (plain ?? quoted ?? single ?? "").length - (plain === undefined ? 1 : 0);
    if (id !== undefined) {
      if (attributes.id)
        report({
          rule: "chapters/fence",
          severity: "error",
          message: `a second id \`#${id}\``,
          expected: "one id a block",
          place: at(start, length),
        });
      else attributes.id = { text: id, place: at(start, length) };
    } else if (name !== undefined) attributes.classes.push({ text: name, place: at(start, length) });
    else if (key !== undefined)
      attributes.options.set(key, { text, place: at(valueStart, text.length), key: at(start, key.length) });
    else if (flag !== undefined) attributes.options.set(flag, { text: "true", place: at(start, length) });
    position = TOKEN.lastIndex;
  }
  return { language, attributes };
}

const KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ["compute", "compute"],
  ["claim", "claim"],
  ["chart", "chart"],
  ["table", "table"],
]);

/** The kind of block a fence declares, or undefined after reporting what is wrong. */
export function blockKind(info: FenceInfo, place: Place, report: (d: Diagnostic) => void): BlockKind | undefined {
  const classes = info.attributes?.classes ?? [];
  if (
    info.language === "formula" ||
    info.language === "sql" ||
    info.language === "graph" ||
    info.language === "picture"
  ) {
    for (const name of classes)
      report({
        rule: "chapters/fence",
        severity: "error",
        message: `${info.language === "sql" ? "an SQL block" : `a ${info.language}`} takes no class, found \`.${name.text}\``,
        expected: `its id alone in the braces: \`${info.language} {#name}\``,
        place: name.place,
      });
    return info.language;
  }
  if (DIAGRAMS.includes(info.language)) {
    for (const name of classes)
      report({
        rule: "chapters/fence",
        severity: "error",
        message: `a diagram takes no class, found \`.${name.text}\``,
        place: name.place,
      });
    return "diagram";
  }
  if (info.language === "sweep") return "sweep";
  if (info.language !== "ts" && info.language !== "typescript") {
    report({ rule: "chapters/fence", severity: "error", ...notRun(info), place });
    return undefined;
  }
  let kind: BlockKind | undefined = "compute";
  for (const name of classes) {
    const found = KINDS.get(name.text);
    // What it was to be can't be told.
    kind = found;
    if (found === undefined)
      report({
        rule: "chapters/fence",
        severity: "error",
        message: `unknown class \`.${name.text}\``,
        expected: ".chart, .table or .claim",
        hint: didYouMean(name.text, KINDS.keys()),
        place: name.place,
      });
  }
  return kind;
}

/** What is said of a fence with braces in a language that no block is written in. */
function notRun({ language: before, attributes }: FenceInfo): Pick<Diagnostic, "message" | "expected" | "hint"> {
  // Elsewhere the language stands in the braces.
  const written = before || ([...(attributes?.options.keys() ?? [])][0] ?? "");
  const language = written.toLowerCase();
  if (DRAWN.includes(language))
    return {
      message: `a fence in \`${written}\`, which other programs draw`,
      expected: insteadOf(language),
      hint: "to show what is written, call the fence `text`, without braces",
    };
  if (DIAGRAMS.includes(language))
    return { message: "the language of this diagram stands in its braces", expected: DIAGRAM };
  if (!before && RUN.includes(language))
    return { message: "the language of this block stands in its braces", expected: `\`\`\`${written} {#name}` };
  return {
    message: `a block to run is written in \`ts\`, \`formula\`, \`sql\`, \`sweep\`, \`graph\`, \`dot\` or \`picture\`, found \`${written}\``,
    hint: "leave the braces out to show code without running it",
  };
}

/** Which study a sweep's fence asks for, or undefined after reporting what is wrong. */
export function studyKind(info: FenceInfo, place: Place, report: (d: Diagnostic) => void): StudyKind | undefined {
  const classes = info.attributes?.classes ?? [];
  const expected = `one of ${STUDIES.map((name) => `.${name}`).join(", ")}`;
  const [first, second] = classes;
  if (!first || second) {
    report({
      rule: "chapters/fence",
      severity: "error",
      message: second ? `a sweep with two classes` : "this sweep doesn't say what it asks",
      expected,
      place: second?.place ?? place,
    });
    return undefined;
  }
  const found = STUDIES.find((name) => name === first.text);
  if (!found)
    report({
      rule: "chapters/fence",
      severity: "error",
      message: `unknown class \`.${first.text}\` of a sweep`,
      expected,
      hint: didYouMean(first.text, STUDIES),
      place: first.place,
    });
  return found;
}
