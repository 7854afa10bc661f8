import { didYouMean } from "../../diagnostic.js";
import { refuseJoined, refuseUnlike } from "./compared.js";
import { Expressions } from "./expressions.js";
import { refuseDeep, refuseUngrouped, type Select } from "./grouped.js";
import { aliasOf, columnsOf } from "./items.js";
import {
  type Item,
  isChain,
  listed,
  lower,
  mayMiss,
  ofBothSides,
  type Relation,
  type ResultColumn,
  type Scope,
  type SourceTable,
  shared,
  type Tables,
  unitsOf,
} from "./relations.js";
import { SqlError, WHOLE } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { CLAUSES, KEYWORDS } from "./words.js";

const AFTER_TABLE: ReadonlySet<string> = new Set([
  ...CLAUSES,
  "JOIN",
  "LEFT",
  "RIGHT",
  "FULL",
  "INNER",
  "CROSS",
  "NATURAL",
]);

/** Reads the structure of a query: what it gives, and which tables it reads. What expressions mean is left to SQLite. */
export class QueryReader extends Expressions {
  /** Columns by the name that their table has anywhere in the query. */
  readonly relations = new Map<string, Set<string>>();
  /** Tables of which all columns are read. */
  readonly whole = new Set<SourceTable>();
  readonly tables = new Set<SourceTable>();
  /** The last SELECT that was read. */
  private select: Select | undefined;
  /** Names that `USING` asks for. */
  readonly joined = new Set<string>();

  constructor(
    tokens: readonly Token[],
    private readonly sources: Tables,
  ) {
    super(tokens);
  }

  /** @throws SqlError at the first thing that is no query, or that a memo's query can't do. */
  read(): readonly ResultColumn[] {
    const [first] = this.tokens;
    if (!first) throw new SqlError("statement", "there is no query", WHOLE, WHOLE, { expected: "`SELECT … FROM …`" });
    this.refuseOthers(first);
    refuseDeep(this.tokens);
    const columns = this.query(new Map());
    const next = this.token();
    if (next?.text === ";") {
      const after = this.tokens[this.at + 1];
      if (after)
        throw new SqlError("statement", "a second statement follows", after.start, after.end, {
          expected: "one query a block; further ones as blocks of their own, or as `WITH name AS (SELECT …)`",
        });
    } else if (next) {
      this.refuseOthers(next);
      this.fail(
        `\`${next.text}\` stands where nothing is expected`,
        next,
        next.text === ")"
          ? "an opening bracket before it, or none"
          : "the end of the query, or a clause such as `WHERE` or `ORDER BY`",
      );
    }
    return columns;
  }

  /** `WITH … SELECT … UNION … ORDER BY … LIMIT …`; `self` is the common table that it is of, and `isAsked` whether only if there are rows. */
  protected query(outer: Scope, self?: Relation, isAsked = false): ResultColumn[] {
    const from = this.at;
    const around = this.scopeHere;
    let scope = outer;
    if (this.take("WITH")) {
      this.take("RECURSIVE");
      do scope = new Map([...scope, this.common(scope)]);
      while (this.take(","));
    }
    this.scopeHere = scope;
    let columns = this.core(scope);
    let { select } = this;
    if (self && !self.columns) self.columns = columns.map(({ name }) => ({ name }));
    while (this.take("UNION", "INTERSECT", "EXCEPT")) {
      this.take("ALL");
      const more = this.core(scope);
      select = undefined;
      columns = columns.map((one, at) => ({ ...one, ...shared(one, more[at]) }));
    }
    const isOrdered = this.is("ORDER");
    if (this.take("ORDER")) {
      this.expect("BY");
      const terms = this.expressions();
      if (select) refuseUngrouped({ ...select, further: [...select.further, ...terms] }, this);
    }
    const limit = this.token();
    if (limit && this.take("LIMIT")) {
      if (!isOrdered && !isAsked && !(self && isChain(this.tokens.slice(from, this.at), self.name)))
        throw new SqlError("order", "`LIMIT` takes the first of rows that are in no order", limit.start, limit.end, {
          expected: "`ORDER BY …` before it",
        });
      this.expressions();
      if (this.take("OFFSET")) this.expressions();
    }
    this.scopeHere = around;
    const first = this.tokens[from];
    if (first) this.within.set(first, columns);
    return columns;
  }

  /** `name (a, b) AS (SELECT …)`. */
  private common(scope: Scope): [string, Relation] {
    const { text } = this.name("a name for what follows");
    const written = this.take("(") ? this.names() : undefined;
    this.expect("AS");
    this.take("NOT");
    this.take("MATERIALIZED");
    this.expect("(");
    const columns = written?.map((name) => ({ name }));
    const self: Relation = { name: text, columns, using: new Set() };
    const before = this.at;
    const found = this.query(new Map([...scope, [lower(text), self]]), self);
    const isRecursive = this.tokens
      .slice(before, this.at)
      .some((one, at) => this.named.has(before + at) && lower(one.text) === lower(text));
    this.expect(")");
    self.columns = found.map((one, at) => ({
      name: written?.[at] ?? one.name,
      ...(one.column && !isRecursive ? { column: one.column } : {}),
      sums: unitsOf(one),
      isCount: one.isCount ?? false,
    }));
    return [lower(text), self];
  }

  /** Up to the closing bracket. */
  private names(): string[] {
    const names: string[] = [];
    do names.push(this.name("the name of a column").text);
    while (this.take(","));
    this.expect(")");
    for (const name of names) this.known.add(lower(name));
    return names;
  }

  private core(scope: Scope): ResultColumn[] {
    this.select = undefined;
    if (this.take("VALUES")) {
      const from = this.at;
      this.expressions();
      let depth = 0;
      let count = 1;
      for (const { text } of this.tokens.slice(from, this.at)) {
        depth += text === "(" ? 1 : text === ")" ? -1 : 0;
        if (depth === 0) break;
        if (depth === 1 && text === ",") count++;
      }
      const { start = 0, end = 1 } = this.tokens[from] ?? {};
      return Array.from({ length: count }, (_, at) => ({ name: `column${at + 1}`, start, end, isNamed: false }));
    }
    const token = this.token();
    if (token && !this.is("SELECT")) this.refuseOthers(token);
    const begin = this.at;
    this.expect("SELECT");
    this.take("DISTINCT", "ALL");
    const items: Item[] = [];
    do {
      const from = this.at;
      this.expression();
      if (from === this.at)
        this.fail(
          this.token() ? `\`${this.token()?.text}\` can't stand here` : "the query ends too early",
          this.token(),
          "a column",
        );
      items.push({ from, to: this.at, end: from + aliasOf(this.tokens.slice(from, this.at)).length });
    } while (this.take(","));
    const relations = this.take("FROM") ? this.from(scope) : [];
    if (this.take("WHERE")) this.expressions();
    let groups: Item[] | undefined;
    if (this.take("GROUP")) {
      this.expect("BY");
      groups = this.expressions();
    }
    const further = this.take("HAVING") ? this.expressions() : [];
    if (this.take("WINDOW"))
      do {
        this.name("the name of a window");
        this.expect("AS");
        this.expression();
      } while (this.take(","));
    const columns = items.flatMap((item) => columnsOf(this.tokens, item, relations, this));
    this.select = { items, groups, further, relations };
    refuseUngrouped(this.select, this);
    refuseUnlike(begin, this.at, relations, this);
    return columns;
  }

  private from(scope: Scope): Relation[] {
    const relations: Relation[] = [];
    let join: string | undefined;
    for (;;) {
      let relation = this.relation(scope);
      const [right, left] = [relation, [...relations]];
      if (join === "LEFT" || join === "FULL") relation = mayMiss(relation);
      if (join === "RIGHT" || join === "FULL")
        for (const [at, one] of relations.entries()) relations[at] = mayMiss(one);
      if (this.take("ON")) this.expression(AFTER_TABLE);
      else if (this.take("USING")) {
        this.expect("(");
        const names = this.names().map(lower);
        for (const name of names) this.joined.add(name);
        refuseJoined(this.tokens.slice(this.at - 2 * names.length, this.at), left, right);
        relation = { ...relation, using: new Set(names) };
        if (join === "RIGHT" || join === "FULL") {
          const isRight = join === "RIGHT";
          relation.merged = new Map(names.map((name) => [name, ofBothSides(name, left, right, isRight)]));
        }
      }
      relations.push(relation);
      const next = this.token();
      join = undefined;
      if (this.take(",")) continue;
      if (this.is("NATURAL"))
        this.fail("`NATURAL` joins by whatever columns have one name", next, "`JOIN … USING (column)`");
      if (this.take("LEFT", "RIGHT", "FULL")) {
        join = next?.word;
        this.take("OUTER");
        this.expect("JOIN");
      } else if (this.take("INNER", "CROSS")) this.expect("JOIN");
      else if (!this.take("JOIN")) return relations;
    }
  }

  /** A table, a common table or a query in brackets, with the name it goes by. */
  private relation(scope: Scope): Relation {
    let found: Relation;
    if (this.take("(")) {
      if (!this.is("SELECT", "WITH", "VALUES"))
        this.fail("a join stands in brackets", this.tokens[this.at - 1], "the tables one after the other");
      found = { name: "", columns: this.query(scope), using: new Set() };
      this.expect(")");
    } else {
      const token = this.token();
      const { text, start, end } = this.name("the name of a table");
      const common = scope.get(lower(text));
      const owned = `${text}.${this.token(1)?.text ?? ""}`;
      if (this.is("."))
        throw new SqlError("unknown-table", `\`${owned}\` is no table`, start, this.token(1)?.end ?? end, {
          expected: "the name of a data file's assumption, in double quotes where it has a point",
          hint: this.sources.names.some((one) => lower(one) === lower(owned)) ? `write \`"${owned}"\`` : undefined,
        });
      if (this.is("(")) this.fail(`\`${text}(…)\` is no table`, token, "the name of a table");
      const table = common || !token ? undefined : this.sources.find(text, token);
      if (!common && !table)
        throw new SqlError("unknown-table", `unknown table \`${text}\``, start, end, {
          expected:
            this.sources.names.length === 0
              ? "a data file that an assumption declares; there is none"
              : `one of ${listed(this.sources.names)}`,
          hint: didYouMean(text, [...this.sources.names, ...scope.keys()]),
        });
      if (common && !common.columns)
        this.fail(`\`${text}\` reads itself before it has a row`, token, "another name for what is made of it");
      if (table) this.tables.add(table);
      found = common
        ? { ...common, using: new Set() }
        : {
            name: text,
            columns: table?.columns.map((column) => ({ name: column.name, column })),
            using: new Set(),
            ...(table ? { table } : {}),
          };
    }
    const given = this.take("AS") ? this.name("a name for the table") : this.token();
    const isNamed = given?.type === "name" && this.named.has(this.at - 1) && this.tokens[this.at - 1] === given;
    const isBare =
      !isNamed &&
      given?.type === "name" &&
      !(given.word !== undefined && (KEYWORDS.has(given.word) || AFTER_TABLE.has(given.word)));
    if (isBare) this.named.add(this.at++);
    const name = given && (isNamed || isBare) ? given.text : found.name;
    const columns = this.relations.get(lower(name)) ?? new Set();
    for (const one of found.columns ?? []) {
      columns.add(lower(one.name));
      this.known.add(lower(one.name));
    }
    this.relations.set(lower(name), columns);
    return { ...found, name };
  }
}
