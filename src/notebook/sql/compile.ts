import type { DataColumn } from "../../assumptions/data/types.js";
import type { Block } from "../../chapters/types.js";
import { type Diagnostic, LineMap } from "../../diagnostic.js";
import { BlockText, QueryText } from "../analyse/block-text.js";
import type { QueryInfo } from "../analyse/program.js";
import { columnsRead } from "./columns.js";
import { QueryReader } from "./query.js";
import { lower, type SourceTable, type Tables } from "./relations.js";
import { restsOf } from "./rests.js";
import { declaredResult } from "./result.js";
import { SqlError, WHOLE } from "./sql-error.js";
import { type Token, tokensOf } from "./tokens.js";
import type { CodePlace, Query } from "./types.js";
import { OF_DATES, RESERVED, UNSTEADY } from "./words.js";

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
  // The first of each counts.
  const byId = new Map([...blocks].reverse().map((block) => [lower(block.id), block]));
  const open = new Set<Block>();
  const compile = (block: Block): Compiled => {
    const known = done.get(block);
    if (known) return known;
    open.add(block);
    const text = new BlockText(block);
    let made: Compiled;
    try {
      checkId(block, data, byId);
      const names = [...data.keys(), ...blocks.filter((one) => one !== block).map(({ id }) => id)];
      made = compileOne(text, {
        names,
        find: (name, token) => {
          const own = dataTable(name, token, data);
          const other = own ? undefined : byId.get(lower(name));
          if (!other || other === block) return own;
          if (open.has(other))
            throw new SqlError("unknown-table", `\`${name}\` rests on \`${block.id}\``, token.start, token.end, {
              expected: "a table that is there before",
            });
          const { query } = compile(other);
          if (!query) throw new RestsOnBroken();
          return { name: other.id, blockId: other.id, columns: query.info.columns };
        },
      });
    } catch (error) {
      made = { errors: toldOf(error, text) };
    }
    open.delete(block);
    done.set(block, made);
    return made;
  };
  for (const block of blocks) compile(block);
  return done;
}

/** A query reads another that is wrong, which is told there. */
class RestsOnBroken extends Error {}

function toldOf(error: unknown, text: BlockText): Diagnostic[] {
  if (error instanceof RestsOnBroken) return [];
  if (!(error instanceof SqlError)) throw error;
  const { rule, message, start, end, detail } = error;
  const place = start === WHOLE ? text.block.place : text.place(start, end);
  return [{ rule: `sql/${rule}`, severity: "error", message, place, ...detail }];
}

/** @throws SqlError where names differ in capitals alone, which SQL doesn't see. */
function dataTable(
  name: string,
  { start, end }: Token,
  data: ReadonlyMap<string, readonly DataColumn[]>,
): SourceTable | undefined {
  const [found, other] = [...data].filter(([id]) => lower(id) === lower(name));
  if (!found) return undefined;
  if (other)
    throw new SqlError("unknown-table", `\`${found[0]}\` and \`${other[0]}\` are one name in SQL`, start, end, {
      expected: "ids that differ in more than capitals",
    });
  const [id, columns] = found;
  const names = columns.map((column) => lower(column.name));
  const again = columns.find((column, at) => names.indexOf(lower(column.name)) < at);
  if (again) {
    const first = columns[names.indexOf(lower(again.name))]?.name;
    throw new SqlError(
      "unknown-table",
      `columns \`${first}\` and \`${again.name}\` of \`${id}\` are one name in SQL`,
      start,
      end,
      {
        expected: "columns that differ in more than capitals",
      },
    );
  }
  return { name: id, columns };
}

function compileOne(text: BlockText, tables: Tables): Compiled {
  const { block, code } = text;
  const tokens = tokensOf(code);
  const found = new Map<string, SourceTable>();
  const reader = new QueryReader(tokens, {
    names: tables.names,
    find: (name, token) => {
      const table = found.get(lower(name)) ?? tables.find(name, token);
      if (table) found.set(lower(name), table);
      return table;
    },
  });
  const results = reader.read();
  const read = columnsRead(tokens, reader);
  const { columns, unitPlaces, errors } = declaredResult(results, text);
  const rests = new Map(
    [...restsOf(tokens, results, read, reader)].map(([name, tables]) => [
      name,
      [...tables].map(([table, names]) => ({
        table: table.blockId ?? table.name,
        isQuery: table.blockId !== undefined,
        columns: names,
      })),
    ]),
  );
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
    start: at(tokens[0]?.start ?? 0),
    clock: at(
      tokens.find(({ word }) => word !== undefined && (OF_DATES.has(word) || UNSTEADY.has(word)))?.start ??
        tokens[0]?.start ??
        0,
    ),
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
      info: { columns, unitPlaces, rests },
    },
    errors: [],
  };
}

/** A result is called by its block's id. */
function checkId(block: Block, data: ReadonlyMap<string, unknown>, byId: ReadonlyMap<string, Block>): void {
  const { id } = block;
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(id))
    throw new SqlError("id", `\`${id}\` can't name a result`, WHOLE, WHOLE, {
      expected: "letters from a to z, digits and `_`, beginning with a letter",
      hint: /^\p{L}/u.test(id) ? `call it \`${id.replace(/[^\p{L}\p{N}_]/gu, "_")}\`` : undefined,
    });
  if (RESERVED.has(id))
    throw new SqlError("id", `\`${id}\` is a word of JavaScript, and can't name a result`, WHOLE, WHOLE, {
      expected: "another id",
      hint: `call it \`${id}_rows\``,
    });
  const file = [...data.keys()].find((one) => lower(one) === lower(id));
  if (file !== undefined)
    throw new SqlError("id", `\`${file}\` is a data file, and can't be a query too`, WHOLE, WHOLE, {
      expected: file === id ? "another id" : "an id that differs in more than capitals",
    });
  const other = byId.get(lower(id));
  // Of one id twice chapters tell.
  if (other && other.id !== id)
    throw new SqlError("id", `\`${id}\` and \`${other.id}\` are one name in SQL`, WHOLE, WHOLE, {
      expected: "an id that differs in more than capitals",
    });
}

/** The query without its comments, that divides numbers as blocks do: SQLite gives 0 for 1 / 2. */
function sent(code: string, tokens: readonly Token[]): string {
  const written = tokens.map((token) =>
    token.type === "sign" && token.text === "/" ? "* 1.0 /" : code.slice(token.start, token.end),
  );
  return (written.at(-1) === ";" ? written.slice(0, -1) : written).join(" ");
}
