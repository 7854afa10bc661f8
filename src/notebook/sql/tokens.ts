import { SqlError } from "./sql-error.js";

/** A word, sign, number or text of a query. */
export interface Token {
  /** `name` is a word or a name in double quotes, `sign` an operator or bracket. */
  type: "name" | "sign" | "number" | "text";
  /** As written; of a name and a text what it stands for, without quotes. */
  text: string;
  /** In capitals, where it is a word without quotes: what keywords are known by. */
  word?: string;
  start: number;
  end: number;
}

const BLANK = /(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:0[xX][\da-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)/y;
const QUOTED = /"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]/y;
const TEXT = /'((?:[^']|'')*)'/y;
const SIGN = /\|\||<=|>=|<>|!=|==|<<|>>|->>|->|[-+*/%=<>(),.;&|~]/y;

/**
 * The tokens of a query, comments left out.
 *
 * @throws SqlError at what is no part of SQL, and at what a query that is fixed can't have: parameters and bytes.
 */
export function tokensOf(code: string): Token[] {
  const tokens: Token[] = [];
  const take = (pattern: RegExp, from: number): RegExpExecArray | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(code) ?? undefined;
  };
  for (let at = take(BLANK, 0)?.[0].length ?? 0; at < code.length; ) {
    const found = tokenAt(code, at, take);
    tokens.push(found);
    at = found.end + (take(BLANK, found.end)?.[0].length ?? 0);
  }
  return tokens;
}

function tokenAt(
  code: string,
  at: number,
  take: (pattern: RegExp, from: number) => RegExpExecArray | undefined,
): Token {
  const made = (type: Token["type"], whole: string, text: string, word?: string): Token => ({
    type,
    text,
    start: at,
    end: at + whole.length,
    ...(word === undefined ? {} : { word }),
  });
  const text = take(TEXT, at);
  if (text) return made("text", text[0], (text[1] ?? "").replaceAll("''", "'"));
  const quoted = take(QUOTED, at);
  if (quoted) {
    const [whole, double, back, square] = quoted;
    return made("name", whole, double?.replaceAll('""', '"') ?? back?.replaceAll("``", "`") ?? square ?? "");
  }
  const word = take(WORD, at)?.[0];
  if (word !== undefined) {
    if (/^x$/i.test(word) && code[at + 1] === "'")
      throw new SqlError("syntax", "bytes are no cell of a table", at, at + 2, { expected: "a text in single quotes" });
    return made("name", word, word, word.toUpperCase());
  }
  const number = take(NUMBER, at)?.[0];
  if (number !== undefined) return made("number", number, number);
  const sign = take(SIGN, at)?.[0];
  if (sign !== undefined) return made("sign", sign, sign);
  const [rest = ""] = /^\S+/.exec(code.slice(at)) ?? [];
  if (/^[?:@$]/.test(rest))
    throw new SqlError("syntax", `\`${rest}\` is a parameter, which nothing fills`, at, at + rest.length, {
      expected: "the value itself",
    });
  const open = { "'": "text", '"': "name", "`": "name", "[": "name" }[rest[0] ?? ""];
  if (open) throw new SqlError("syntax", `this ${open} is never closed`, at, at + 1, { expected: `a \`${rest[0]}\`` });
  throw new SqlError("syntax", `\`${rest[0]}\` is no part of SQL`, at, at + 1, {
    expected: "names, numbers, texts in single quotes and operators such as `+`, `<=` and `||`",
    ...(rest[0] === "^" ? { hint: "a power is a function: `pow(a, b)`" } : {}),
  });
}
