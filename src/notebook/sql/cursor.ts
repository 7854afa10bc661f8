import { behind } from "./grouped.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { CLAUSES, KEYWORDS, OTHER_STATEMENTS, WRITING } from "./words.js";

const JOINS: ReadonlySet<string> = new Set(["JOIN", "LEFT", "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "NATURAL"]);
/** What may follow a name that is given to something. */
const BEHIND_NAME: ReadonlySet<string> = new Set([...CLAUSES, ...JOINS, "AS", "ON", "USING"]);

/** Goes along the tokens of a query; what it doesn't find is an SqlError at what is there. */
export class Cursor {
  protected at = 0;
  /** Tokens that are no columns: names of tables, names given to something, types. */
  readonly named = new Set<number>();

  constructor(readonly tokens: readonly Token[]) {}

  protected refuseOthers({ word, start, end }: Token): void {
    if (word === undefined || !OTHER_STATEMENTS.has(word)) return;
    throw new SqlError(
      "statement",
      WRITING.has(word) ? `\`${word}\` changes tables, which a query only reads` : `\`${word}\` is no query`,
      start,
      end,
      { expected: "one `SELECT`, or `WITH … SELECT`" },
    );
  }

  protected token(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  protected is(...words: string[]): boolean {
    const token = this.token();
    return token !== undefined && words.includes(token.word ?? (token.type === "sign" ? token.text : ""));
  }

  protected take(...words: string[]): boolean {
    if (!this.is(...words)) return false;
    this.at++;
    return true;
  }

  protected fail(message: string, token: Token | undefined, expected?: string): never {
    const last = this.tokens.at(-1);
    const [start, end] = token ? [token.start, token.end] : [last?.end ?? 0, (last?.end ?? 0) + 1];
    throw new SqlError("syntax", message, start, end, expected === undefined ? {} : { expected });
  }

  protected expect(...words: string[]): void {
    if (this.take(...words)) return;
    const token = this.token();
    this.fail(
      token ? `\`${token.text}\` can't stand here` : "the query ends too early",
      token,
      words.map((w) => `\`${w}\``).join(" or "),
    );
  }

  /** A name that is given to something. */
  protected name(what: string): Token {
    const token = this.token();
    if (token?.type === "name" && token.word !== undefined && KEYWORDS.has(token.word))
      throw new SqlError("syntax", `\`${token.text}\` is a keyword of SQL, and no name`, token.start, token.end, {
        expected: what,
        hint: this.isMeantAsName() ? `as a name it stands in double quotes: \`"${token.text}"\`` : undefined,
      });
    if (token?.type !== "name")
      this.fail(token ? `\`${token.text}\` is no name` : "the query ends too early", token, what);
    this.named.add(this.at++);
    return token;
  }

  /** Whether what follows a keyword fits a name, and not what the keyword begins: the end, a comma, the next clause. */
  private isMeantAsName(): boolean {
    const next = this.token(1);
    if (!next) return true;
    if (next.type === "sign") {
      const isList = next.text === "(" && this.token(behind(this.tokens, this.at + 1) - this.at)?.word === "AS";
      return isList || [",", ")", ";"].includes(next.text);
    }
    return next.word !== undefined && BEHIND_NAME.has(next.word) && !(JOINS.has(next.word) && this.is(...JOINS));
  }
}
