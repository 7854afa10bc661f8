import type { Expression, Node } from "oxc-parser";
import { bare } from "./parse.js";
import { pathsOverlap } from "./paths.js";
import { type ProgramBlock, THRESHOLDS, type WrittenThreshold } from "./program.js";
import { GIVEN } from "./reads.js";

const ORDERS = new Set(["<", "<=", ">", ">="]);
const ARITHMETIC = new Set(["+", "-", "*", "/"]);

/**
 * The thresholds that a claim names: in each of its comparisons by order, a number, an assumption or arithmetic of such, against values of
 * blocks or the least or greatest of some.
 *
 * @param code the claim's code, in which the expression's offsets count
 */
export function writtenThresholds(expression: Expression, code: string): WrittenThreshold[] {
  const said = ({ start, end }: Node): string => code.slice(start, end);
  const one = (value: Node, limit: Node): WrittenThreshold[] => {
    const values = valuesIn(value);
    const given = values && limitPaths(limit);
    if (!values || !given) return [];
    const compared = values.map((chain) => ({ written: said(chain), path: pathOf(chain)?.join(".") ?? "" }));
    if (compared.some(({ path }) => rootOf(path) === GIVEN)) return [];
    const is = numberIn(limit) ?? (pathOf(limit) ? given[0] : undefined);
    return [{ values: compared, limit: said(limit), given, is }];
  };
  const visit = (written: Node): WrittenThreshold[] => {
    const node = bare(written as Expression);
    if (node.type === "LogicalExpression") return [...visit(node.left), ...visit(node.right)];
    if (node.type === "UnaryExpression" && node.operator === "!") return visit(node.argument);
    if (node.type !== "BinaryExpression" || !ORDERS.has(node.operator)) return [];
    return [...one(node.left, node.right), ...one(node.right, node.left)];
  };
  return visit(expression);
}

const rootOf = (path: string): string => path.split(".")[0] ?? "";

function numberIn(node: Node): number | undefined {
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const value = numberIn(node.argument);
    return value === undefined ? undefined : -value;
  }
  return node.type === "Literal" && typeof node.value === "number" ? node.value : undefined;
}

/** The values themselves of a side that is one, or the least or greatest of some; undefined for others. */
function valuesIn(node: Node): Node[] | undefined {
  if (pathOf(node)) return [node];
  if (node.type !== "CallExpression" || node.optional || node.arguments.length === 0) return undefined;
  const called = pathOf(node.callee)?.join(".");
  return (called === "Math.min" || called === "Math.max") && node.arguments.every(pathOf) ? node.arguments : undefined;
}

/** What a limit reads of the assumptions; undefined for what rests on more than those and numbers. */
function limitPaths(node: Node): string[] | undefined {
  if (node.type === "ParenthesizedExpression") return limitPaths(node.expression);
  if (node.type === "Literal") return typeof node.value === "number" ? [] : undefined;
  if (node.type === "UnaryExpression") return node.operator === "-" ? limitPaths(node.argument) : undefined;
  if (node.type === "BinaryExpression") {
    const [left, right] = [limitPaths(node.left), limitPaths(node.right)];
    return left && right && ARITHMETIC.has(node.operator) ? [...left, ...right] : undefined;
  }
  const [root, ...path] = pathOf(node) ?? [];
  return root === GIVEN && path.length > 0 ? [path.join(".")] : undefined;
}

/** `tightness[2026].low` as its names and keys; undefined for what is no such path. */
export function pathOf(node: Node): string[] | undefined {
  if (node.type === "Identifier") return [node.name];
  if (node.type !== "MemberExpression" || node.optional) return undefined;
  const path = pathOf(node.object);
  const { property } = node;
  if (!node.computed) return path && property.type === "Identifier" ? [...path, property.name] : undefined;
  return path && property.type === "Literal" ? [...path, String(property.value)] : undefined;
}

/**
 * Lets each chart know the thresholds of claims about what it rests on: it is drawn where the value turns out to be among those it shows. A
 * chart says `thresholds: false` where it wants none.
 *
 * @param blocks in an order in which each stands after those it depends on
 * @param written thresholds by the claim that names them
 */
export function withThresholds(
  blocks: readonly ProgramBlock[],
  ownerOf: (name: string) => string | undefined,
): ProgramBlock[] {
  const claims = blocks.flatMap(({ claim, givenPaths }) =>
    (claim?.thresholds ?? []).map(({ values, limit, given }) => {
      const names = [...new Set(values.map(({ path }) => rootOf(path)))];
      const paths = givenPaths.filter((path) => given.some((one) => pathsOverlap(one, path)));
      return {
        written: values.map(({ written }) => written).join(", "),
        limit,
        names,
        owners: names.map(ownerOf),
        paths,
      };
    }),
  );
  if (claims.length === 0) return [...blocks];
  const upstream = new Map<string, ReadonlySet<string>>();
  return blocks.map((one) => {
    const { block, dependsOn, uses } = one;
    const all = new Set(dependsOn.flatMap((id) => [id, ...(upstream.get(id) ?? [])]));
    upstream.set(block.id, all);
    if (block.kind !== "chart" || block.options.get("thresholds")?.text === "false") return one;
    const own = claims.filter(({ owners }) => owners.every((id) => id !== undefined && all.has(id)));
    if (own.length === 0) return one;
    const list = own.map(({ written, limit, names }) => {
      const isUsed = names.every((name) => uses.includes(name));
      return `{ values: () => [${written}], limit: () => ${limit}, isUsed: ${isUsed} }`;
    });
    return {
      ...one,
      uses: unique([...uses, ...own.flatMap(({ names }) => names)]),
      dependsOn: unique([...dependsOn, ...own.flatMap(({ owners }) => owners as string[])]),
      givenPaths: unique([...one.givenPaths, ...own.flatMap(({ paths }) => paths)]),
      source: `${one.source}\nconst ${THRESHOLDS} = [${unique(list).join(", ")}];`,
    };
  });
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
