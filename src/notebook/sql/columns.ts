import { didYouMean } from "../../diagnostic.js";
import type { QueryReader } from "./query.js";
import { lower, type SourceTable } from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { CLOCK, KEYWORDS, NO_CALL, SOFT, UNSTEADY } from "./words.js";

/**
 * The columns of each table that a query may read: all that it names, whichever table they are of, and all of a table behind a `*`. What
 * names neither a column nor anything else is refused.
 *
 * @throws SqlError at an unknown name.
 */
export function columnsRead(tokens: readonly Token[], query: QueryReader): Map<SourceTable, string[]> {
  const used = new Set(query.joined);
  for (const [at, token] of tokens.entries()) {
    if (token.type !== "name" || query.named.has(at)) continue;
    const { word } = token;
    if (word !== undefined && KEYWORDS.has(word)) continue;
    if (tokens[at + 1]?.text === "(" && word !== undefined && !NO_CALL.has(word)) continue;
    const qualified = tokens[at + 1]?.type === "sign" && tokens[at + 1]?.text === ".";
    const owner = tokens[at - 1]?.type === "sign" && tokens[at - 1]?.text === "." ? tokens[at - 2] : undefined;
    if (qualified) checkOwner(token, query);
    else if (owner) checkOwned(token, owner, query);
    else checkName(token, query);
    if (!qualified) used.add(lower(token.text));
  }
  return new Map(
    [...query.tables].map((table) => {
      const names = table.columns.map(({ name }) => name);
      const read = names.filter((name) => query.whole.has(table) || used.has(lower(name)));
      // How many rows there are, any column says.
      return [table, read.length > 0 ? read : names.slice(0, 1)];
    }),
  );
}

function checkOwner({ text, start, end }: Token, { relations }: QueryReader): void {
  if (relations.has(lower(text))) return;
  throw new SqlError("unknown-table", `no table of this query is called \`${text}\``, start, end, {
    expected: `one of ${[...relations.keys()].map((name) => `\`${name}\``).join(", ")}`,
    hint: didYouMean(lower(text), relations.keys()),
  });
}

function checkOwned({ text, start, end }: Token, owner: Token, { relations }: QueryReader): void {
  const columns = relations.get(lower(owner.text));
  if (!columns || columns.has(lower(text))) return;
  throw new SqlError("unknown-column", `\`${owner.text}\` has no column \`${text}\``, start, end, {
    expected: expected(columns),
    hint: didYouMean(lower(text), columns),
  });
}

function checkName({ text, word, start, end }: Token, { known }: QueryReader): void {
  const isKnown = known.has(lower(text)) || (word !== undefined && SOFT.has(word));
  if (word !== undefined && (isKnown ? CLOCK : UNSTEADY).has(word))
    throw new SqlError("function", `\`${text}\` is not the same on every run`, start, end, {
      expected: "what follows from the tables alone",
    });
  if (isKnown) return;
  const near = didYouMean(lower(text), known);
  throw new SqlError("unknown-column", `no table of this query has a column \`${text}\``, start, end, {
    expected: expected(known),
    hint: word === undefined && !near ? `a text stands in single quotes: \`'${text}'\`` : near,
  });
}

const MOST_LISTED = 12;
const expected = (names: ReadonlySet<string>): string =>
  names.size === 0
    ? "a table behind `FROM`"
    : `one of ${[...names].slice(0, MOST_LISTED).join(", ")}${names.size > MOST_LISTED ? ", …" : ""}`;
