/** A column as a table's definition has it. */
export interface TableColumn {
  name: string;
  /** It is computed from others: `AS (…)`. */
  isComputed: boolean;
  /** Its type, such as "BOOLEAN"; nothing where none is given. */
  type: string;
  /** It is the row's id, and stands in no record. */
  isId: boolean;
  /** What rows have that were there before the column was; undefined for what has to be computed. */
  preset: null | number | bigint | string | undefined;
}

interface Token {
  text: string;
  kind: "name" | "word" | "text" | "number" | "sign";
}

const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|("(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|('(?:[^']|'')*')|(0x[\da-f]+|(?:\d[\w.]*|\.\d\w*)(?:(?<=e)[+-]\d+)?)|([\p{L}_$][\p{L}\p{N}_$]*)|([^\s])/giu;

/** A definition in pieces; blanks and comments are none. */
function tokens(sql: string): Token[] {
  const found: Token[] = [];
  for (const [, name, text, number, word, sign] of sql.matchAll(TOKEN)) {
    if (name !== undefined) {
      const mark = name.slice(-1);
      const inner = name.slice(1, -1);
      found.push({ kind: "name", text: mark === "]" ? inner : inner.replaceAll(mark + mark, mark) });
    } else if (text !== undefined) found.push({ kind: "text", text: text.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (word !== undefined) found.push({ kind: "word", text: word });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
  }
  return found;
}

const isWord = (token: Token | undefined, ...words: string[]): boolean =>
  token?.kind === "word" && words.includes(token.text.toUpperCase());

/** Words that end a column's type. */
const CONSTRAINTS = [
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "GENERATED",
  "AS",
];

/**
 * The columns of a table by its definition, `CREATE TABLE …`, as SQLite keeps it; with what is said behind the last bracket. Undefined for one that
 * can't be told.
 */
export function tableColumns(sql: string): { columns: TableColumn[]; options: string } | undefined {
  const all = tokens(sql);
  const open = all.findIndex(({ kind, text }) => kind === "sign" && text === "(");
  if (open < 0) return undefined;
  const parts: Token[][] = [[]];
  let [depth, at] = [0, open + 1];
  for (; at < all.length; at++) {
    const token = all[at] as Token;
    const sign = token.kind === "sign" ? token.text : "";
    if (sign === ")" && depth === 0) break;
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  const keys = parts.filter(
    (part) => isWord(part[0], "PRIMARY") || (isWord(part[0], "CONSTRAINT") && isWord(part[2], "PRIMARY")),
  );
  const key = keys[0]?.slice(keys[0].findIndex(({ text }) => text === "(") + 1).filter(({ text }) => text !== ")");
  const columns = parts
    .filter((part) => part.length > 0 && !isWord(part[0], "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"))
    .map((part) => columnOf(part, key ?? []));
  const options = all
    .slice(at + 1)
    .map(({ text }) => text.toUpperCase())
    .join(" ");
  return at < all.length ? { columns, options } : undefined;
}

function columnOf([named, ...rest]: readonly Token[], key: readonly Token[]): TableColumn {
  const name = named?.text ?? "";
  const end = rest.findIndex((token) => isWord(token, ...CONSTRAINTS));
  const type = rest
    .slice(0, end < 0 ? rest.length : end)
    .map(({ text }) => text.toUpperCase())
    .join(" ");
  const constraints = end < 0 ? [] : rest.slice(end);
  const primary = constraints.findIndex((token) => isWord(token, "PRIMARY"));
  // `INTEGER PRIMARY KEY DESC` is no id, by an old mistake that SQLite keeps.
  const isOwnKey = primary >= 0 && !isWord(constraints[primary + 2], "DESC");
  const isSoleKey = key[0]?.text.toLowerCase() === name.toLowerCase() && !key.some(({ text }) => text === ",");
  return {
    name,
    type,
    isComputed: isComputed(constraints),
    isId: type === "INTEGER" && (isOwnKey || isSoleKey),
    preset: presetOf(constraints, type),
  };
}

/** Whether `AS (` stands among them, and not in brackets, as that of a `CAST` does. */
function isComputed(constraints: readonly Token[]): boolean {
  let depth = 0;
  return constraints.some((token, at) => {
    const next = constraints[at + 1];
    if (token.kind === "sign") depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0;
    return depth === 0 && isWord(token, "AS") && next?.kind === "sign" && next.text === "(";
  });
}

/** What `DEFAULT` says, where that is a literal. */
function presetOf(constraints: readonly Token[], type: string): TableColumn["preset"] {
  const at = constraints.findIndex((token) => isWord(token, "DEFAULT"));
  if (at < 0) return null;
  const [first, second] = constraints.slice(at + 1);
  if (first?.kind === "text" || first?.kind === "name") return asStored(first.text, type);
  if (isWord(first, "NULL")) return null;
  if (isWord(first, "TRUE")) return 1;
  if (isWord(first, "FALSE")) return 0;
  const isNegative = first?.text === "-";
  const number = first?.kind === "number" ? first : /^[+-]$/.test(first?.text ?? "") ? second : undefined;
  if (number?.kind !== "number") return undefined;
  const { text } = number;
  const isWhole = /^(?:\d+|0x[\da-f]+)$/i.test(text);
  const value = isWhole && !Number.isSafeInteger(Number(text)) ? BigInt(text) : Number(text);
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  // In a column of texts SQLite keeps a number with a point as it is written, and one that it has to negate with 15 digits.
  if (!isWhole && isTexts(type)) return isNegative ? negatedText(Number(text)) : text;
  return asStored(isNegative ? -value : value, type);
}

/** Whether a type is one of texts (sqlite.org/datatype3.html, 3.1). */
const isTexts = (type: string): boolean => !/INT/.test(type) && /CHAR|CLOB|TEXT/.test(type);

/** What SQLite writes for a negated number; undefined for those that it would round, or write with an exponent. */
const negatedText = (value: number): string | undefined =>
  value >= 1e-4 && value < 1e15 && Number(value.toPrecision(15)) === value
    ? `-${value}${Number.isInteger(value) ? ".0" : ""}`
    : undefined;

/** A literal as a column of a type keeps it: whole numbers in one of texts as texts, texts that are numbers in one of numbers as these. */
function asStored(value: number | bigint | string, type: string): TableColumn["preset"] {
  if (isTexts(type)) return String(value);
  const isPlain = !/INT/.test(type) && (type === "" || /BLOB/.test(type));
  if (typeof value !== "string" || isPlain) return value;
  const trimmed = value.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return value;
  const isBig = /^[+-]?\d+$/.test(trimmed) && !Number.isSafeInteger(Number(trimmed));
  return isBig ? BigInt(trimmed.replace(/^\+/, "")) : Number(trimmed);
}
