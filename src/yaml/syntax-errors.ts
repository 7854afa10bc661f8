import type { YamlRule } from "./problems.js";

/**
 * The parser's own words, in the words of this project.
 *
 * @param before the file's text as far as the place of the error
 */
export function explain(
  code: string,
  message: string,
  before: string,
): { rule: YamlRule; message: string; expected?: string; hint?: string } {
  switch (code) {
    case "TAB_AS_INDENT":
      return { rule: "tab", message: "a tab stands where the line is indented", expected: "spaces" };
    case "MULTIPLE_DOCS":
      return {
        rule: "yaml",
        message: "a second document begins here",
        expected: "one document a file; take out `---`",
      };
    case "BLOCK_IN_FLOW":
      return { rule: "yaml", message: "a text with a colon stands in braces", hint: "put it in quotes" };
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        rule: "yaml",
        message: "a key follows a value on the same line or is indented too far",
        hint: "a text with a colon needs quotes",
      };
    case "BAD_SCALAR_START":
      return {
        rule: "yaml",
        message: message.replace("Plain value", "a text without quotes"),
        hint: "put it in quotes",
      };
    case "BAD_INDENT":
      return {
        rule: "yaml",
        message: "brackets are not closed, or closed too far left",
        expected: "a closing bracket",
      };
    case "MISSING_CHAR":
      return { rule: "yaml", message: message.replace(/^Missing/, "missing") };
    case "UNEXPECTED_TOKEN":
      return afterText(before) ?? { rule: "yaml", message: lowered(message) };
    case "RESOURCE_EXHAUSTION":
      return { rule: "too-deep", message: "the file is nested too deep to be read" };
    default:
      return { rule: "yaml", message: lowered(message) };
  }
}

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

/** What is wrong where something stands behind a text in quotes, or behind a value's braces that begin a text. */
function afterText(before: string): ReturnType<typeof explain> | undefined {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const [, mark = ""] = /(?:^|[:[{,-])\s*(["'])[^\n]*\1\s*$/.exec(line) ?? [];
  if (mark !== "") {
    const other = mark === '"' ? "'" : '"';
    return {
      rule: "yaml",
      message: `a text in quotes ends here at \`${mark}\`, and more stands behind it`,
      hint: `a text that has \`${mark}\` in it stands between \`${other}\`, or below its key, which then ends with \`>\``,
    };
  }
  if (!/:\s*\{\{[^\n]*\}\}\s*$/.test(line)) return undefined;
  return {
    rule: "yaml",
    message: "a text begins with `{{`, which is read as braces of this file",
    hint: "put it in quotes",
  };
}
