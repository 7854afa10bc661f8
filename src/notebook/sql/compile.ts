import { declaredColumn, type RawColumn, readColumn } from "../../assumptions/data/declared.js";
import type { DataColumn } from "../../assumptions/data/types.js";
import { unitInBlocks } from "../../assumptions/units/block-units.js";
import type { Block } from "../../chapters/types.js";
import { type Diagnostic, didYouMean, LineMap } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { Problems } from "../../yaml/problems.js";
import { BlockText, QueryText } from "../analyse/block-text.js";
import type { QueryInfo } from "../analyse/program.js";
import { columnsRead } from "./columns.js";
import { QueryReader } from "./query.js";
import { lower, type ResultColumn, type SourceTable } from "./relations.js";
import { SqlError, WHOLE } from "./sql-error.js";
import { type Token, tokensOf } from "./tokens.js";
import type { CodePlace, Query } from "./types.js";

/** A query as code that the analysis of blocks goes on with, and what its result is. */
export interface CompiledQuery {
  text: QueryText;
  info: QueryInfo;
}

/** What became of a block; without either where it rests on one that could not be compiled. */
export type Compiled = { query?: CompiledQuery; errors: readonly Diagnostic[] };

/**
 * Compiles the queries of a memo to sources that name the columns they read: `const monthly = { sales: { month: given.sales.columns.month } }`, around
 * which the call of SQLite is put when they run. Never throws.
 *
 * @param data the columns of each data file by the id of its assumption; without them, as where the assumptions can't be read, nothing is compiled or told
 */
export function compileQueries(
  blocks: readonly Block[],
  data: ReadonlyMap<string, readonly DataColumn[]> | undefined,
): Map<Block, Compiled> {
  const done = new Map<Block, Compiled>();
  if (!data) return new Map(blocks.map((block) => [block, { errors: [] }]));
  const byId = new Map(blocks.map((block) => [lower(block.id), block]));
  const open = new Set<Block>();
  const compile = (block: Block): Compiled => {
    const known = done.get(block);
    if (known) return known;
    open.add(block);
    const text = new BlockText(block);
    let made: Compiled;
    try {
      made = compileOne(text, data, (name, token) => {
        const other = byId.get(lower(name));
        if (!other) return undefined;
        if (open.has(other))
          throw new SqlError(
            "unknown-table",
            other === block ? `\`${name}\` is the query itself` : `\`${name}\` rests on \`${block.id}\``,
            token.start,
            token.end,
            {
              expected: "a table that is there before",
            },
          );
        return compile(other).query ?? "broken";
      });
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      const { message, start, end, detail } = error;
      made = {
        errors: [
          {
            rule: `sql/${error.rule}`,
            severity: "error",
            message,
            place: start === WHOLE ? block.place : text.place(start, end),
            ...detail,
          },
        ],
      };
    }
    open.delete(block);
    done.set(block, made);
    return made;
  };
  for (const block of blocks) compile(block);
  return done;
}

type Lookup = (name: string, token: Token) => CompiledQuery | "broken" | undefined;

function compileOne(text: BlockText, data: ReadonlyMap<string, readonly DataColumn[]>, queryOf: Lookup): Compiled {
  const { block, code } = text;
  checkId(block, data);
  const tokens = tokensOf(code);
  const sources = new Map<string, SourceTable>();
  for (const [name, columns] of data) sources.set(lower(name), { name, columns });
  for (const token of tokens) {
    if (token.type !== "name" || sources.has(lower(token.text))) continue;
    const other = lower(token.text) === lower(block.id) ? undefined : queryOf(token.text, token);
    if (other === "broken") return { errors: [] };
    if (other)
      sources.set(lower(token.text), {
        name: other.text.block.id,
        blockId: other.text.block.id,
        columns: other.info.columns,
      });
  }
  const reader = new QueryReader(tokens, sources);
  const results = reader.read();
  const read = columnsRead(tokens, reader);
  const { columns, unitPlaces, errors } = declaredResult(results, text);
  if (errors.length > 0) return { errors };
  const lines = new LineMap(code);
  const at = (offset: number): CodePlace => {
    const { line, column } = lines.at(offset);
    return [line, column];
  };
  const query: Query = {
    sql: sent(code, tokens),
    tables: [...read].map(([table, names]) => ({
      name: table.name,
      columns: table.columns.filter(({ name }) => names.includes(name)).map(({ name, type }) => ({ name, type })),
    })),
    columns: columns.map(({ name, type, choices, missing }, index) => ({
      name,
      type,
      ...(choices ? { choices } : {}),
      mayMiss: missing !== undefined,
      at: at(results[index]?.start ?? 0),
    })),
    places: Object.fromEntries([
      ["", at(Math.max(0, (tokens.at(-1)?.end ?? 1) - 1))],
      // The first of each counts.
      ...[...tokens].reverse().map((token) => [lower(token.text), at(token.start)] as const),
    ]),
  };
  const members = [...read].map(([table, names]) => {
    const path =
      table.blockId ??
      `given${table.name
        .split(".")
        .map((part) => `[${JSON.stringify(part)}]`)
        .join("")}`;
    const cells = names.map((name) => `${JSON.stringify(name)}: ${path}.columns[${JSON.stringify(name)}]`);
    return `${JSON.stringify(table.name)}: { ${cells.join(", ")} }`;
  });
  return {
    query: {
      text: new QueryText(block, `const ${block.id} = `, `{ ${members.join(", ")} }`, JSON.stringify(query)),
      info: { columns, unitPlaces },
    },
    errors: [],
  };
}

/** A result is called by its block's id. */
function checkId({ id }: Block, data: ReadonlyMap<string, unknown>): void {
  if (/-/.test(id))
    throw new SqlError("id", `\`${id}\` can't name a result`, WHOLE, WHOLE, {
      expected: "letters, digits and `_`, beginning with a letter",
      hint: `call it \`${id.replaceAll("-", "_")}\``,
    });
  if (data.has(id))
    throw new SqlError("id", `\`${id}\` is a data file, and can't be a query too`, WHOLE, WHOLE, {
      expected: "another id",
    });
}

/** The query without its comments, that divides numbers as blocks do: SQLite gives 0 for 1 / 2. */
function sent(code: string, tokens: readonly Token[]): string {
  const written = tokens.map((token) =>
    token.type === "sign" && token.text === "/" ? "* 1.0 /" : code.slice(token.start, token.end),
  );
  return (written.at(-1) === ";" ? written.slice(0, -1) : written).join(" ");
}

/** What each column of the result is: a table's column as it stands is what it is there, others are declared. */
function declaredResult(results: readonly ResultColumn[], text: BlockText): QueryInfo & { errors: Diagnostic[] } {
  const { block } = text;
  const errors: Diagnostic[] = [];
  const problems = new Problems("assumptions");
  const declared = new Map<string, RawColumn>();
  for (const entry of block.columns?.entries ?? []) {
    const column = readColumn(
      entry,
      `query \`${block.id}\``,
      problems,
      "a result has no header of its own: name it behind `AS`",
    );
    if (column) declared.set(column.name, column);
  }
  append(errors, problems.list());
  const names = results.map(({ name }) => name);
  const wrong = (
    at: { start: number; end: number },
    message: string,
    detail: { expected: string; hint?: string | undefined },
    rule: "columns" | "unit" = "columns",
  ): void => {
    errors.push({ rule: `sql/${rule}`, severity: "error", message, place: text.place(at.start, at.end), ...detail });
  };
  for (const [name, { place }] of declared)
    if (!names.includes(name))
      errors.push({
        rule: "sql/columns",
        severity: "error",
        message: `\`columns\` names \`${name}\`, which the query doesn't give`,
        expected: `one of ${names.map((one) => `\`${one}\``).join(", ")}`,
        hint: didYouMean(name, names),
        place,
      });
  const columns = results.map((result, index): DataColumn | undefined => {
    const { name, column, isNamed, sums } = result;
    if (!isNamed || !/^[A-Za-z]\w*$/.test(name) || name in Object.prototype) {
      wrong(result, isNamed ? `\`${name}\` can't name a column` : `\`${name}\` has no name`, {
        expected: "`AS` and a name of letters, digits and `_`, beginning with a letter",
      });
      return undefined;
    }
    if (names.indexOf(name) < index) {
      wrong(result, `a second column is called \`${name}\``, { expected: "`AS` and another name" });
      return undefined;
    }
    const said = declared.get(name);
    if (column) {
      if (said) {
        const what = column.unit === undefined ? `of type ${column.type}` : `in ${column.shown ?? column.unit}`;
        errors.push({
          rule: "sql/columns",
          severity: "error",
          message: `\`${name}\` is declared, and is a table's column ${what} as it stands`,
          expected: "columns that the query computes",
          place: said.place,
        });
      }
      return plainColumn(column, name);
    }
    if (!said) {
      if (!problems.failed)
        wrong(result, `\`${name}\` is computed, and nothing says what it is`, {
          expected: `a line under \`--| columns:\`, such as \`--|   ${name}: {unit: ${sums?.column.unit ? JSON.stringify(sums.column.shown ?? sums.column.unit).replace(/^"([A-Za-z][\w/]*)"$/, "$1") : '"1"'}}\``,
          hint: didYouMean(name, declared.keys()),
        });
      return undefined;
    }
    const made = declaredColumn(said);
    if (
      sums &&
      (sums.column.unit ?? "") !== (said.unit === undefined ? "" : unitInBlocks(said.unit.text)) &&
      sums.column.type === "number"
    )
      wrong(
        result,
        `\`${name}\` is declared ${said.unit ? `in ${said.unit.text}` : `as ${made.type}`}, and \`${sums.by}\` of \`${sums.column.name}\` is in ${sums.column.shown ?? sums.column.unit}`,
        {
          expected: `\`unit: ${sums.column.shown ?? sums.column.unit}\``,
          hint: said.unit ? "multiply in the query to get another unit, and declare that" : undefined,
        },
        "unit",
      );
    return made;
  });
  const unitPlaces = new Map([...declared.values()].flatMap(({ name, unit }) => (unit ? [[name, unit.place]] : [])));
  return { columns: columns.filter((one) => one !== undefined), unitPlaces, errors };
}

/** Without what is known of the cells it has in its table. */
function plainColumn({ type, label, unit, shown, choices, missing }: DataColumn, name: string): DataColumn {
  return {
    name,
    type,
    ...(label === undefined ? {} : { label }),
    ...(unit === undefined ? {} : { unit }),
    ...(shown === undefined ? {} : { shown }),
    ...(choices ? { choices } : {}),
    ...(missing === undefined ? {} : { missing: 0 }),
  };
}
