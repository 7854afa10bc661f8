import type { YAMLParseError } from "yaml";
import { shortened } from "../text/shown.js";
import type { YamlRule } from "./problems.js";

/** What is wrong, in the words of this project. */
interface Explained {
  rule: YamlRule;
  message: string;
  expected?: string;
  hint?: string;
}

/** The text around the place where the parser stumbled. */
interface Around {
  before: string;
  /** From there on, as far as it is looked at. */
  there: string;
}

/** Letters that are looked at of what the parser stumbles over. */
const MOST_SHOWN = 200;

const QUOTES = "put it in quotes";

const DASH: Omit<Explained, "rule"> = {
  message: "a dash with a space or nothing behind it begins a list, which stands on lines of its own",
  hint: "a negative number has no space: `-5`; where there is no value, leave its line out",
};

/** The first letter of a text, as it is named in a sentence. */
const sign = (there: string): string => (there.startsWith("`") ? "a backtick" : `\`${there.charAt(0)}\``);

const closing = (message: string): string => (/sequence/.test(message) ? "`]`" : "`}`");

/** By what the parser says: its code and its words. The first that fits. */
const WORDS: readonly (readonly [
  said: RegExp,
  explain: (message: string, around: Around) => Omit<Explained, "rule"> & { rule?: YamlRule },
])[] = [
  [/^TAB_AS_INDENT/, () => ({ rule: "tab", message: "a tab stands where the line is indented", expected: "spaces" })],
  [
    /^MULTIPLE_DOCS/,
    () => ({ message: "a second document begins here", expected: "one document a file; take out `---`" }),
  ],
  [/^RESOURCE_EXHAUSTION/, () => ({ rule: "too-deep", message: "the file is nested too deep to be read" })],
  [/block-seq-ind/, () => DASH],
  [
    /^BLOCK_IN_FLOW/,
    (_, { there }) =>
      /^-(?:\s|[,}\]]|$)/.test(there)
        ? DASH
        : {
            message: "a text with a colon stands in braces",
            hint: `${QUOTES}, or write a comma where another key begins`,
          },
  ],
  [
    /^BLOCK_AS_IMPLICIT_KEY/,
    () => ({
      message: "a key follows a value on the same line or is indented too far",
      hint: "a text with a colon needs quotes",
    }),
  ],
  [
    /^BAD_SCALAR_START/,
    (_, { there }) => ({ message: `a text without quotes cannot begin with ${sign(there)}`, hint: QUOTES }),
  ],
  [
    /^BAD_INDENT.*same column/,
    () => ({
      message: "a line is indented otherwise than those that it belongs to",
      expected: "as many spaces as before these",
    }),
  ],
  [
    /^(?:BAD_INDENT|MISSING_CHAR).*[Ff]low/,
    (message, { there }) =>
      /^Missing space/.test(message)
        ? { message: "a colon has no space behind it" }
        : /^Missing , /.test(message)
          ? { message: "no comma stands between two entries" }
          : {
              message: /^[}\]]/.test(there)
                ? `\`${there.charAt(0)}\` closes another bracket than the one that is open`
                : "a bracket is not closed, or closed too far left",
              expected: closing(message),
            },
  ],
  [
    /^BAD_INDENT/,
    () => ({
      message: "a line of a text that begins with `|` or `>` is indented too little, or by a tab",
      expected: "spaces, more than before its key",
    }),
  ],
  [
    /Unexpected , in|Unexpected empty item/,
    () => ({ message: "a comma stands where an entry is missing", hint: "take it out, or write the entry" }),
  ],
  [
    /at node end/,
    (_, { before }) =>
      afterText(before) ?? {
        message: "this belongs to nothing: the value before it has ended",
        hint: "where it is part of the text before it, put all of it in quotes",
      },
  ],
  [/flow-(?:map|seq)-end/, (_, { there }) => ({ message: `${sign(there)} closes nothing`, hint: QUOTES })],
  [
    /[Bb]lock scalar header|Not a YAML token/,
    () => ({ message: "a text stands on the line of `|` or `>`", expected: "its lines below, indented further" }),
  ],
  [
    /Missing closing (?:"|')/,
    (message) => ({ message: "a text in quotes has no end", expected: `\`${/["']/.exec(message)?.[0]}\`` }),
  ],
  [
    /Implicit map keys/,
    (_, { there }) => ({
      message: `\`${shortened(there.split("\n")[0]?.trim() ?? "", 40)}\` has no colon, and stands among keys`,
      expected: "`key: value`",
    }),
  ],
  [/Comments must/, () => ({ message: "`#` begins a comment only where a space stands before it" })],
  [/without - indicator/, () => ({ message: "an item of a list has no dash" })],
  [/directives-end indicator line/, () => ({ message: "a line that begins with `%` is no data", hint: QUOTES })],
  [/directives-end marker/, () => ({ message: "nothing can stand on the line of `---`" })],
  [
    /cannot be an empty string/,
    (_, { there }) => ({
      message: `\`${there.charAt(0)}\` marks or repeats a value by a name, and none follows`,
      hint: QUOTES,
    }),
  ],
  [
    /Invalid escape sequence/,
    (message) => {
      const found = /\\.*/s.exec(message)?.[0] ?? "\\";
      return {
        message: `\`${found}\` stands for nothing in double quotes`,
        hint: `write \`\\${found}\`, or put the text in single quotes`,
      };
    },
  ],
  [
    /^MULTILINE_IMPLICIT_KEY/,
    () => ({
      message: "a key goes on over two lines",
      hint: "a line above it has no colon, or a text in quotes no end",
    }),
  ],
  [/^KEY_OVER/, () => ({ message: "a key has more than 1,024 characters" })],
  [/^MULTIPLE_TAGS/, () => ({ message: "a value has two tags", expected: "none" })],
  [/^MULTIPLE_ANCHORS/, () => ({ message: "a value has two anchors", expected: "none" })],
];

/** What is wrong where something stands behind a text in quotes, or behind a value's braces that begin a text. */
function afterText(before: string): Omit<Explained, "rule"> | undefined {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const [, mark = ""] = /(?:^|[:[{,-])\s*(["'])[^\n]*\1\s*$/.exec(line) ?? [];
  if (mark !== "") {
    const other = mark === '"' ? "'" : '"';
    return {
      message: `a text in quotes ends here at \`${mark}\`, and more stands behind it`,
      hint: `a text that has \`${mark}\` in it stands between \`${other}\`, or below its key, which then ends with \`>\``,
    };
  }
  if (!/:\s*\{\{[^\n]*\}\}\s*$/.test(line)) return undefined;
  return { message: "a text begins with `{{`, which is read as braces of this file", hint: QUOTES };
}

/**
 * The parser's own words, in the words of this project.
 *
 * @param text that the parser read
 */
export function explain(
  { code, message, pos: [at] }: Pick<YAMLParseError, "code" | "message" | "pos">,
  text: string,
): Explained {
  const found = WORDS.find(([said]) => said.test(`${code} ${message}`));
  const around: Around = { before: text.slice(0, at), there: text.slice(at, at + MOST_SHOWN) };
  return {
    rule: "yaml",
    ...(found ? found[1](message, around) : { message: message.charAt(0).toLowerCase() + message.slice(1) }),
  };
}
