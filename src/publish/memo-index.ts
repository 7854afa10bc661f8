import { idOf } from "../document/addresses/redirects.js";
import { type BlockNode, type MemoTree, visitBlocks, visitQuotes } from "../document/tree.js";
import { plainText } from "../document/words.js";
import { outputPlaces, pageContext } from "../render/html/context.js";
import { embedPath, PAGE } from "./addresses.js";

const SCHEMA = 1;

/**
 * `memo-index.json`: the address on the page of everything that has one, as `#id`. None hangs on the order in which things are written
 * nor on what numbers come to.
 */
export function memoIndex(tree: MemoTree): string {
  return `${JSON.stringify(indexOf(tree), undefined, 2)}\n`;
}

type Addressed = Readonly<Record<string, { address?: string | null }>>;

/** What is compared of an index. */
export interface AddressList {
  outputs: Addressed;
  claims: Addressed;
  headings: readonly { address: string }[];
  figures: Addressed;
  tables: Addressed;
  equations: Addressed;
  assumptions: Addressed;
  values: readonly { address: string }[];
  /** Absent in an index of an engine that knew none. */
  redirects?: Readonly<Record<string, string>>;
}

export function indexOf(tree: MemoTree): AddressList {
  const context = pageContext(tree, new Map());
  const values: { name: string; block?: string; address: string; text: string }[] = [];
  visitQuotes(tree, ({ id, expression, text, blockId }) => {
    values.push({ name: expression, block: blockId, address: `#${id}`, text });
  });
  const code = (block: string): string | undefined =>
    context.codeBlocks.has(block) ? `#${context.ids.of("block", block)}` : undefined;
  const places = new Map(outputPlaces(tree, context.codeBlocks, context.ids).map(({ name, id }) => [name, id]));
  const outputs = tree.outputs.map(({ declaration: { name, label, blockId, key } }) => {
    const quoted = values.filter((one) => namesOf(one.name).includes(name)).map(({ address }) => address);
    const address = places.has(name) ? `#${places.get(name)}` : null;
    const embed = key ? { embed: embedPath(idOf("value", name)) } : {};
    return [name, { label, address, quoted, code: code(blockId) ?? null, ...embed }] as const;
  });
  const claims = tree.claims.map(({ id, blockId }) => [id, { address: code(blockId) ?? null }] as const);
  const found = { headings: [] as unknown[], figures: {}, tables: {}, equations: {} } as {
    headings: unknown[];
    figures: Record<string, unknown>;
    tables: Record<string, unknown>;
    equations: Record<string, unknown>;
  };
  const visit = (node: BlockNode): void => {
    if (node.type === "heading")
      found.headings.push({ text: plainText(node.children), level: node.level, address: `#${node.id}` });
    else if (node.type === "figure")
      found[node.kind === "chart" ? "figures" : "tables"][node.id] = {
        caption: plainText(node.caption),
        address: `#${node.id}`,
        embed: node.isWhole ? undefined : embedPath(node.id),
      };
    else if (node.type === "formula") found.equations[node.id] = { address: `#${node.id}` };
  };
  for (const { heading, children } of tree.chapters) {
    visit(heading);
    visitBlocks(children, visit);
  }
  const assumptions = tree.appendix.flatMap(({ rows }) =>
    rows.map(
      ({ assumption: { id, label } }) =>
        [id, { label: label ?? null, address: `#${context.ids.of("a", id)}` }] as const,
    ),
  );
  const former = new Map([...context.former].flatMap(([id, old]) => old.map((one) => [one, id] as const)));
  for (const id of places.values()) former.delete(id);
  const scenarios = (tree.redirects ?? []).flatMap(({ kind, from, to }) =>
    kind === "scenario" ? [[`s/${from}/`, `s/${to}/`] as const] : [],
  );
  return {
    schema: SCHEMA,
    page: PAGE,
    outputs: Object.fromEntries(outputs),
    claims: Object.fromEntries(claims),
    ...found,
    assumptions: Object.fromEntries(assumptions),
    values,
    redirects: Object.fromEntries([...[...former].map(([old, id]) => [`#${old}`, `#${id}`] as const), ...scenarios]),
  } as AddressList & { schema: number; page: string };
}

/** Names that an expression speaks of: "times bandwidth.2029 digits=1" of `times` and `bandwidth`. */
const namesOf = (expression: string): string[] => expression.split(/\s+/).map((word) => word.split(/[.[]/)[0] ?? "");
