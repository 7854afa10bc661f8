import { isMap, isScalar, parseDocument } from "yaml";

/** Where a text is to stand. */
export interface Style {
  /** Columns before its key. */
  indent: number;
  /** Columns by which what is below a key is indented. */
  step: number;
  /** In braces or brackets: no line break. */
  flow: boolean;
  newline: string;
  /** Longest line. */
  width: number;
  /** Quotes around the key. */
  quote?: "" | '"' | "'";
  /** Columns before the text itself. */
  column?: number;
  /** Folded (`>-`) however short it is. */
  folded?: boolean;
  /** In quotes where it would be read as a number. */
  strict?: boolean;
}

/** A text as YAML: as it is where it reads back as itself, else in double quotes; folded over lines where it is too long for one. */
export function proseText(
  text: string,
  { indent, step, flow, newline, width, column = 0, folded, strict }: Style,
): string {
  if (!flow && (folded || column + text.length > width)) {
    const inner = " ".repeat(indent + step);
    return [">-", ...fold(text, width - inner.length).map((line) => inner + line)].join(newline);
  }
  return readsBack(text, flow, strict === true) ? text : JSON.stringify(text);
}

/** A key as YAML: as it is, or in double quotes. */
export function keyText(key: string): string {
  const { contents, errors } = parseDocument(`{${key}: 1}`);
  const found = isMap(contents) && contents.items.length === 1 ? contents.items[0]?.key : undefined;
  const same = isScalar(found) && (found.source ?? "") === key && found.type === "PLAIN";
  return errors.length === 0 && same && found.value !== null && typeof found.value !== "boolean"
    ? key
    : JSON.stringify(key);
}

/** Whether a text without quotes is read as exactly itself: no comment, key, list, yes or no. A number or date may be a text too. */
function readsBack(text: string, flow: boolean, strict: boolean): boolean {
  const { contents, errors } = parseDocument(flow ? `{key: ${text}}` : `key: ${text}`);
  const value = isMap(contents) && contents.items.length === 1 ? contents.items[0]?.value : undefined;
  if (errors.length > 0 || !isScalar(value) || value.type !== "PLAIN" || value.source !== text) return false;
  if (strict && typeof value.value !== "string") return false;
  // Other readers of YAML take these for true and false.
  if (/^(?:y|n|yes|no|on|off)$/i.test(text)) return false;
  return value.value !== null && typeof value.value !== "boolean" && !value.comment;
}

/** Words on lines of at most `width` characters; a longer word has a line of its own. */
function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
