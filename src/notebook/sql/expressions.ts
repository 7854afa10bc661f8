import { didYouMean } from "../../diagnostic.js";
import { Cursor } from "./cursor.js";
import { type Item, isName, isOperand, lower, type Relation, type ResultColumn, type Scope } from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { CLAUSES, FUNCTIONS, KEYWORDS, NO_CALL, OF_DATES, OF_THE_MOMENT, SOFT, UNSTEADY } from "./words.js";

/** Goes over expressions, which are left to SQLite but for the calls and queries in them. */
export abstract class Expressions extends Cursor {
  /** Every name that an expression may mean. */
  readonly known = new Set<string>();
  /** Common tables of the query that is being read, for queries within its expressions. */
  protected scopeHere: Scope = new Map();

  /** What each query gives, by its first token. */
  readonly within = new Map<Token, readonly ResultColumn[]>();

  protected abstract query(scope: Scope, self?: Relation, isAsked?: boolean): unknown;

  /** Expressions with commas between them, and where they stand. */
  protected expressions(): Item[] {
    const items: Item[] = [];
    do {
      const from = this.at;
      this.expression();
      items.push({ from, to: this.at });
    } while (this.take(","));
    return items;
  }

  /** Goes over one expression, with what queries and calls are in it, up to a comma, a clause or the bracket that closes around it. */
  protected expression(until: ReadonlySet<string> = CLAUSES): void {
    const from = this.at;
    for (;;) {
      const token = this.token();
      if (token && this.at > from) this.refuseName(token, until);
      if (!token || (token.text === ";" && token.type === "sign")) return;
      if (token.type === "sign") {
        if (token.text === "," || token.text === ")") return;
        if (token.text === "%") this.fail("`%` takes the whole parts of numbers alone", token, "`mod(a, b)`");
        this.at++;
        if (token.text === "(") this.brackets(undefined);
        continue;
      }
      if (token.word === "FROM" && this.isDistinctFrom()) {
        this.at++;
        continue;
      }
      if (token.word !== undefined && until.has(token.word)) return;
      if (token.word === undefined && token.type === "name" && this.token(1)?.text === "(")
        throw new SqlError("function", `\`${token.text}\` stands in quotes before a bracket`, token.start, token.end, {
          expected: "the name of a function without quotes",
        });
      const isCall = this.token(1)?.text === "(" && token.word !== undefined && !NO_CALL.has(token.word);
      this.at++;
      if (isCall) {
        this.call(token);
        this.at++;
        this.brackets(token);
      } else if (token.word === "AS" || token.word === "COLLATE" || (token.word === "OVER" && !this.is("("))) {
        const alias = this.name("a name");
        if (token.word === "AS") this.known.add(lower(alias.text));
      }
    }
  }

  /** Whether what comes is the end of `IS NOT DISTINCT FROM`, and no clause. */
  private isDistinctFrom(): boolean {
    return this.token(-1)?.word === "DISTINCT" && ["IS", "NOT"].includes(this.token(-2)?.word ?? "");
  }

  /** A name behind a value is one that is given to it, with which its expression ends. */
  protected refuseName(token: Token, until: ReadonlySet<string>): void {
    const before = this.tokens[this.at - 1];
    if (!before || !isOperand(before) || !isName(token) || this.named.has(this.at - 1)) return;
    if ([before, token].some(({ word }) => word !== undefined && SOFT.has(word))) return;
    const next = this.token(1);
    if (
      !next ||
      next.text === "," ||
      next.text === ")" ||
      next.text === ";" ||
      (next.word !== undefined && until.has(next.word))
    )
      return;
    throw new SqlError("syntax", `\`${token.text}\` can't stand here`, token.start, token.end, {
      expected: "an operator, a comma or the next clause",
      hint: didYouMean(token.text.toUpperCase(), KEYWORDS),
    });
  }

  /** What stands in brackets that are open, up to behind them. */
  protected brackets(call: Token | undefined): void {
    const from = this.at;
    const open = this.tokens[from - 1];
    if (this.is("SELECT", "WITH", "VALUES") && !call)
      this.query(this.scopeHere, undefined, this.tokens[from - 2]?.word === "EXISTS");
    else if (call?.word === "CAST") {
      this.expression(new Set(["AS"]));
      this.expect("AS");
      for (let depth = 0; this.token() && (depth > 0 || !this.is(")")); this.named.add(this.at++))
        depth += this.is("(") ? 1 : this.is(")") ? -1 : 0;
    } else {
      // Windows have clauses of their own.
      this.take("DISTINCT");
      for (;;) {
        this.expression(new Set());
        if (!this.take(",")) break;
      }
    }
    if (!this.take(")")) this.fail("this bracket is never closed", open, "a `)`");
    const least = call?.word === undefined ? undefined : OF_DATES.get(call.word);
    if (call && least !== undefined) this.dated(call, least, from, this.at - 1);
  }

  /** A call of a function of dates, which may not ask for the time or the place where it is run. */
  private dated({ text, start, end }: Token, least: number, from: number, to: number): void {
    const count = from === to ? 0 : this.commas(from, to) + 1;
    if (count < least)
      throw new SqlError("function", `\`${text}\` without a date takes the present moment`, start, end, {
        expected: "the date as an argument",
      });
    const word = this.tokens.slice(from, to).find((one) => one.type === "text" && OF_THE_MOMENT.has(lower(one.text)));
    if (word)
      throw new SqlError("function", `\`'${word.text}'\` is not the same on every run`, word.start, word.end, {
        expected: "a date of the tables, or one that is written out",
      });
  }

  protected commas(from: number, to: number): number {
    let depth = 0;
    let count = 0;
    for (const { text, type } of this.tokens.slice(from, to)) {
      if (type !== "sign") continue;
      depth += text === "(" ? 1 : text === ")" ? -1 : 0;
      if (text === "," && depth === 0) count++;
    }
    return count;
  }

  protected call({ word = "", text, start, end }: Token): void {
    if (UNSTEADY.has(word))
      throw new SqlError("function", `\`${text}\` is not the same on every run`, start, end, {
        expected: "what follows from the tables alone",
      });
    if (!FUNCTIONS.has(word))
      throw new SqlError("function", `unknown function \`${text}\``, start, end, {
        expected: "a function of SQLite that follows from its arguments alone",
        hint: didYouMean(text.toLowerCase(), [...FUNCTIONS].map(lower)),
      });
  }
}
