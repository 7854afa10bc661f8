import type { Diagnostic } from "../diagnostic.js";
import { didYouMean } from "../diagnostic.js";
import type { BlockKind, Located } from "./types.js";

/** Options a block of each kind takes. */
export const ALLOWED: Readonly<Record<BlockKind, readonly string[]>> = {
  compute: ["expensive", "title", "echo", "step", "dimensions"],
  claim: ["title", "echo", "step", "dimensions"],
  chart: ["caption", "alt", "source", "data", "thresholds", "live", "expensive", "echo", "step", "dimensions"],
  table: ["caption", "alt", "source", "expensive", "echo", "step", "dimensions"],
  formula: ["title", "units", "echo", "step", "dimensions"],
  sql: ["columns", "title", "expensive", "echo"],
  sweep: ["caption", "alt", "source", "thresholds"],
  graph: ["caption", "alt", "source"],
  diagram: ["caption", "alt", "source", "width"],
  picture: ["file", "caption", "alt", "source", "width", "dark"],
  layout: ["layout-ncol", "caption", "source"],
};

/** Options a block of each kind must have. */
export const REQUIRED: Readonly<Record<BlockKind, readonly string[]>> = {
  compute: [],
  claim: [],
  chart: ["caption", "alt"],
  table: ["caption"],
  formula: [],
  sql: [],
  // A sweep whose id makes it no figure is only quoted; sweep.ts asks for the rest.
  sweep: [],
  graph: ["caption", "alt"],
  diagram: ["caption", "alt"],
  picture: ["file", "caption", "alt"],
  layout: ["layout-ncol"],
};

/** Options that are said to hold or not. */
const YES_OR_NO: ReadonlySet<string> = new Set(["expensive", "echo", "live", "thresholds"]);

/** What option lines of a block begin with: a comment in its language. */
const optionMark = (kind: BlockKind): string =>
  kind === "sql" ? "--|" : kind === "formula" || kind === "graph" || kind === "picture" ? "#|" : "//|";

/** A value in quotation marks, as YAML has them: double ones with backslashes, single ones doubled. */
const QUOTED = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')$/;

/** Reads `//| key: value` lines at the head of a block's code; `//|   more` continues the value above it. */
export function headOptions(
  code: string,
  kind: BlockKind,
  at: (line: number, column: number, length: number) => Located["place"],
  report: (d: Diagnostic) => void,
): Map<string, Located> {
  const mark = optionMark(kind);
  const options = new Map<string, Located>();
  let last: string | undefined;
  for (const [index, line] of code.split("\n").entries()) {
    const start = line.indexOf(mark);
    if (start === -1 || line.slice(0, start).trim() !== "") break;
    const rest = line.slice(start + mark.length);
    const pair = /^(\s?)([\w-]+):(\s*)(.*?)\s*$/.exec(rest);
    if (pair) {
      const [, gap = "", key = "", space = "", text = ""] = pair;
      const column = start + mark.length + gap.length + key.length + 1 + space.length;
      const keyPlace = at(index, start + mark.length + gap.length, key.length);
      if (options.has(key))
        report({
          rule: "chapters/option",
          severity: "error",
          message: `option \`${key}\` is given twice`,
          place: keyPlace,
        });
      const [, double, single] = QUOTED.exec(text) ?? [];
      if (double !== undefined || single !== undefined)
        options.set(key, {
          text: double?.replace(/\\(.)/g, "$1") ?? single?.replaceAll("''", "'") ?? "",
          place: at(index, column + 1, text.length - 2),
          key: keyPlace,
        });
      // As in YAML, where the text begins on the next line.
      else if (/^[>|][-+]?$/.test(text))
        options.set(key, { text: "", place: at(index, column, text.length), key: keyPlace });
      else options.set(key, { text, place: at(index, column, Math.max(1, text.length)), key: keyPlace });
      last = key;
    } else if (last !== undefined && /^\s{2,}\S/.test(rest)) {
      const above = options.get(last);
      const more = rest.trim();
      const place = at(index, start + mark.length + rest.length - rest.trimStart().length, more.length);
      if (above?.text === "") options.set(last, { text: more, place, key: above.key });
      else if (above)
        options.set(last, {
          text: `${above.text} ${more}`,
          place: above.place,
          key: above.key,
          pieces: [...(above.pieces ?? []), { offset: above.text.length + 1, place }],
        });
    } else if (rest.trim() !== "")
      report({
        rule: "chapters/option",
        severity: "error",
        message: `cannot read the option line \`${line.trim()}\``,
        expected: `\`${mark} key: value\`, or \`${mark}   more\` to continue the line above`,
        place: at(index, start, line.trim().length),
      });
  }
  return options;
}

/**
 * Reports unknown and missing options of a block, and those that hold or not and say something else. A missing one is told once: not where an unknown
 * one was meant to be it.
 *
 * @param id undefined where it has none
 * @param expected what to write for a missing one, where that is no option line
 */
export function checkOptions(
  kind: BlockKind,
  id: string | undefined,
  options: ReadonlyMap<string, Located>,
  place: Located["place"],
  report: (d: Diagnostic) => void,
  expected: Readonly<Record<string, string>> = {},
): void {
  const name = id === undefined ? `a ${kind} without an id` : `${kind} \`${id}\``;
  const meant: string[] = [];
  for (const [key, value] of options)
    if (!ALLOWED[kind].includes(key)) {
      const hint = didYouMean(key, ALLOWED[kind]);
      meant.push(hint ?? "");
      report({
        rule: "chapters/option",
        severity: "error",
        message: `unknown option \`${key}\` of a ${kind} block`,
        expected: ALLOWED[kind].length > 0 ? ALLOWED[kind].join(", ") : "no options",
        hint,
        place: value.key ?? value.place,
      });
    } else if (YES_OR_NO.has(key) && !/^(?:true|false)$/.test(value.text))
      report({
        rule: "chapters/option",
        severity: "error",
        message: `option \`${key}\` of ${name} is ${value.text === "" ? "nothing" : `\`${value.text}\``}`,
        expected: "true or false",
        hint: didYouMean(value.text.toLowerCase(), ["true", "false"]),
        place: value.place,
      });
  for (const key of REQUIRED[kind])
    if ((options.get(key)?.text ?? "") === "" && !meant.some((hint) => hint.includes(`\`${key}\``)))
      report({
        rule: key === "alt" ? "chapters/missing-alternative-text" : "chapters/option",
        severity: "error",
        message: `${name} has no ${key === "alt" ? "alternative text" : key}`,
        expected:
          expected[key] ??
          `a line \`${optionMark(kind)} ${key}: ${key === "alt" ? "what the picture shows" : key === "file" ? "pictures/name.png" : "…"}\``,
        place,
      });
}
