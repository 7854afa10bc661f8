import type { Diagnostic, Place } from "../diagnostic.js";
import { slugOf } from "../text/slug.js";
import { parseFenceInfo } from "./fence-info.js";
import { checkOptions } from "./options.js";
import type { Block, Located } from "./types.js";

const VALUE = String.raw`\{\{[^}]*\}\}`;
/** `![alternative text](file "caption"){#fig-id width=60%}`, and nothing else on its line. */
const IMAGE = new RegExp(
  String.raw`^([\s>]*)!\[((?:${VALUE}|[^\]\\]|\\.)*)\]\((\s*)(<[^>]*>|[^\s)"]*)(?:(\s+)"((?:${VALUE}|[^"\\]|\\.)*)")?\s*\)[ \t]*(\{.*\})?\s*$`,
);

/**
 * Reads a line that is a picture and nothing else; undefined for any other line.
 *
 * @param line of the file, from 1
 * @returns the block it stands for, the same as of a fence `picture {#id}`, and what stands before it; no block after reporting what is wrong
 */
export function readPictureLine(
  text: string,
  file: string,
  line: number,
  report: (d: Diagnostic) => void,
): { prefix: string; block?: Block } | undefined {
  const found = IMAGE.exec(text);
  if (!found) return undefined;
  const [, prefix = "", alt = "", gap = "", written = "", space = "", caption, braces] = found;
  const at = (offset: number, length: number): Place => ({
    file,
    start: { line, column: offset + 1 },
    end: { line, column: offset + 1 + Math.max(1, length) },
  });
  const altAt = prefix.length + 2;
  const fileAt = altAt + alt.length + 2 + gap.length;
  const captionAt = fileAt + written.length + space.length + 1;
  const place = at(prefix.length, text.trimEnd().length - prefix.length);
  const path = written.replace(/^<(.*)>$/, "$1");
  const plain = (words: string): string => words.replace(/\\(["\]])/g, "$1");
  const options = new Map<string, Located>([
    ["file", { text: path, place: at(fileAt + (written.startsWith("<") ? 1 : 0), path.length) }],
  ]);
  if (alt.trim() !== "") options.set("alt", { text: plain(alt), place: at(altAt, alt.length) });
  if (caption !== undefined && caption.trim() !== "")
    options.set("caption", { text: plain(caption), place: at(captionAt, caption.length) });
  const bracesAt = braces === undefined ? 0 : text.lastIndexOf(braces);
  const { attributes } = parseFenceInfo(braces ?? "{}", { file, start: { line, column: bracesAt + 1 } }, report);
  for (const [key, value] of attributes?.options ?? []) {
    if (options.has(key))
      report({
        rule: "chapters/option",
        severity: "error",
        message: `\`${key}\` of this picture is given twice`,
        expected: "it before the braces, or in them",
        place: value.place,
      });
    else options.set(key, value);
  }
  for (const name of attributes?.classes ?? [])
    report({
      rule: "chapters/fence",
      severity: "error",
      message: `a picture takes no class, found \`.${name.text}\``,
      expected: "an id and options alone: `{#fig-name width=60%}`",
      place: name.place,
    });
  const id = attributes?.id;
  if (!id || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(id.text)) {
    report({ rule: "chapters/fence", severity: "error", ...noId(id?.text, path), place: id?.place ?? place });
    return { prefix };
  }
  checkOptions("picture", id.text, options, place, report, {
    alt: `\`![what the picture shows](${path})\``,
    caption: `\`![…](${path} "what it says")\``,
    file: "`![…](pictures/name.png)`",
  });
  const block: Block = { id: id.text, kind: "picture", file, code: "", line, indents: [0], options, place };
  return { prefix, block };
}

/** What is said of a picture with an id that is none, or without one. */
function noId(id: string | undefined, path: string): Pick<Diagnostic, "message" | "expected"> {
  if (id !== undefined)
    return { message: `\`#${id}\` is no id`, expected: "a letter from a to z, then such letters, digits, - and _" };
  if (path.startsWith("#"))
    return {
      message: `a picture is a file, and \`${path}\` a place of the memo`,
      expected: `\`@${path.slice(1)}\` in a sentence, which refers to it`,
    };
  const stem = slugOf(path.replace(/^.*\//, "").replace(/\.[^.]*$/, ""));
  return { message: "this picture has no id", expected: `\`{#fig-${stem || "name"}}\` behind it` };
}
