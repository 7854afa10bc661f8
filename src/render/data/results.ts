import { createHash } from "node:crypto";
import type { FigureNode, FormulaNode, InlineNode, MemoTree, OutputNode, QuoteNode } from "../../document/tree.js";
import { figuresOf, visitBlocks, visitQuotes } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import type { DataTable } from "../../notebook/types.js";
import { figureLabel, placeText } from "../text.js";
import { assumptionEntries } from "./assumptions.js";
import { columnName } from "./csv.js";
import { picturePath } from "./files.js";
import { type Json, type Placing, writeJson } from "./json.js";
import { proseEntries, tokensOf } from "./prose.js";
import { digitsForTolerance, roundAsPrinted, roundCell } from "./round.js";
import { RESULTS_SCHEMA } from "./schema.js";

/**
 * `results.json`: everything the memo says, and the assumptions it rests on; all that a review of two memos needs of either. It is made to be
 * committed: comments, white space and lines that move change nothing in it, and what two branches change merges where they change other
 * things. So it says not where in the sources things stand; `whole` ones, which stay in memory and in the cache, do, and have `inputs`, a
 * digest of the sources that they were made from. `blocks` has one of each block's code and options.
 *
 * Values are rounded to two significant digits more than are printed (outputs also to two more than their tolerance needs; data
 * behind figures to six), so that noise in the last bits is no change. Outputs, claims, figures, tables and formulas are keyed by
 * name or id, quotes by `file expression #n` with n counting the same expression in the same file, so that a quote keeps
 * its key when lines move. The values of `assumptions` are the register's own, unrounded.
 */
export function writeResults(tree: MemoTree, { whole = false }: { whole?: boolean } = {}): string {
  const at: Placing = whole ? placeText : () => undefined;
  const { version, scenario, sets, lineage } = tree.register;
  const figures = figuresOf(tree);
  const byKind = (kind: FigureNode["kind"]): Json =>
    keyed(
      figures.filter((figure) => figure.kind === kind),
      (figure) => figure.id,
      figureEntry(at),
    );
  return writeJson({
    schema: RESULTS_SCHEMA,
    engine: tree.origin?.engine ?? null,
    ...(whole ? { inputs: tree.origin?.inputs ?? null } : {}),
    blocks: { ...tree.origin?.blocks },
    title: plainText(tree.title),
    asOf: tree.date,
    logo: tree.logo && pictureDigest({ picture: tree.logo }),
    version,
    lineage,
    scenario: scenario ? { name: scenario.name, title: scenario.title } : null,
    sets: sets.map(({ id, text }) => ({ id, text })),
    staleAfter: tree.register.staleAfter?.text ?? null,
    outputs: keyed(tree.outputs, (output) => output.declaration.name, outputEntry(at)),
    quotes: quoteEntries(tree),
    claims: keyed(tree.claims, (claim) => claim.id, claimEntry(at)),
    figures: byKind("chart"),
    tables: byKind("table"),
    formulas: keyed(formulasOf(tree), (formula) => formula.id, formulaEntry(at)),
    assumptions: assumptionEntries(tree.register, at),
    prose: proseEntries(tree, at),
  });
}

function keyed<T>(items: readonly T[], key: (item: T) => string, entry: (item: T) => Json): Json {
  return Object.fromEntries(items.map((item) => [key(item), entry(item)]));
}

const outputEntry =
  (at: Placing) =>
  ({ declaration, value, text, restsOn }: OutputNode): Json => {
    const { label, unit, shown, format, tolerance, key, blockId, place } = declaration;
    return {
      value: roundAsPrinted(value, text, digitsForTolerance(value, tolerance)),
      text,
      label,
      unit,
      shown,
      format: { ...format },
      tolerance: { ...tolerance },
      key,
      block: blockId,
      position: at(place),
      restsOn,
    };
  };

function quoteEntries(tree: MemoTree): Json {
  const seen = new Map<string, number>();
  const entries: Record<string, Json> = {};
  visitQuotes(tree, (quote) => {
    const name = `${quote.place.file} ${quote.expression}`;
    const ordinal = (seen.get(name) ?? 0) + 1;
    seen.set(name, ordinal);
    entries[`${name} #${ordinal}`] = quoteEntry(quote);
  });
  return entries;
}

function quoteEntry({ text, value, expression, blockId, place, restsOn }: QuoteNode): Json {
  return {
    text,
    value: roundAsPrinted(value, text),
    expression,
    block: blockId,
    file: place.file,
    restsOn,
  };
}

const claimEntry =
  (at: Placing) =>
  (claim: MemoTree["claims"][number]): Json => {
    const { holds, margin, relativeMargin, left, right, operator, expression, blockId, place } = claim;
    const rounded = (value: number | undefined): Json | undefined =>
      value === undefined ? undefined : roundCell(value);
    return {
      holds,
      margin: rounded(margin),
      relativeMargin: rounded(relativeMargin),
      left: rounded(left),
      right: rounded(right),
      operator,
      expression,
      block: blockId,
      position: at(place),
      restsOn: claim.restsOn,
    };
  };

const figureEntry =
  (at: Placing) =>
  (figure: FigureNode): Json => {
    return {
      number: figure.number,
      label: figure.part && figureLabel(figure),
      caption: plainText(figure.caption),
      captionTokens: maybeTokens(figure.caption),
      alt: figure.alt,
      source: plainText(figure.source),
      sourceTokens: maybeTokens(figure.source),
      picture: pictureDigest(figure),
      file: figure.picture && picturePath(figure.picture.light),
      dark: figure.picture?.dark && picturePath(figure.picture.dark),
      width: figure.picture?.width,
      block: figure.blockId,
      position: at(figure.place),
      restsOn: figure.restsOn,
      data: figure.data.map(dataEntry),
      printed: figure.table?.rows.map((row) => row.map((cell) => cell.text)),
    };
  };

/** Nothing where the text says it all. */
function maybeTokens(nodes: readonly InlineNode[]): Json | undefined {
  const tokens = tokensOf(nodes);
  return tokens.some((token) => typeof token !== "string") ? tokens : undefined;
}

/** Of a chart without its alternative text, and of a picture with the one that stands for it on dark paper. */
function pictureDigest({ svg, picture }: Pick<FigureNode, "svg" | "picture">): string | undefined {
  if (picture) return digest(...[picture.light, picture.dark].flatMap((one) => (one ? [one.content] : [])));
  return svg === undefined ? undefined : digest(svg.replace(/ aria-label="[^"]*"/, ""));
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest("hex")}`;
}

function dataEntry({ columns, rows }: DataTable): Json {
  return {
    columns: columns.map(({ key }) => key),
    labels: columns.map(columnName),
    rows: rows.map((row) => row.map((cell) => roundCell(cell))),
  };
}

function formulasOf(tree: MemoTree): FormulaNode[] {
  const formulas: FormulaNode[] = [];
  for (const chapter of tree.chapters)
    visitBlocks(chapter.children, (block) => {
      if (block.type === "formula") formulas.push(block);
    });
  return formulas;
}

const formulaEntry =
  (at: Placing) =>
  ({ number, expression, place }: FormulaNode): Json => ({ number, expression, position: at(place) });
