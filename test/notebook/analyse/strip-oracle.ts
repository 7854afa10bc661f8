import { createRequire } from "node:module";
import { inspect } from "node:util";
import { Script } from "node:vm";
import { parseSync } from "oxc-parser";

/** What only types have in a tree. `optional` is JavaScript's own in chains. */
const typeFields = new Set(
  "typeAnnotation typeParameters typeArguments superTypeArguments returnType implements definite declare abstract accessibility override readonly decorators".split(
    " ",
  ),
);
const wrappers =
  /^TS(AsExpression|SatisfiesExpression|TypeAssertion|NonNullExpression|InstantiationExpression)$|^EmptyStatement$/;
const erased = /^TS(TypeAliasDeclaration|InterfaceDeclaration|DeclareFunction|IndexSignature|Abstract\w+)$/;

type Tree = Record<string, unknown> & { type: string };

/** The tree of a text without places, types and empty statements: what remains of it when it runs. */
export function meaning(code: string, lang: "js" | "ts"): unknown {
  const { program, errors } = parseSync(`block.${lang}`, code, { lang, sourceType: "module" });
  if (errors.length > 0) throw new Error(`${errors[0]?.message}\n${code}`);
  return untyped(program);
}

function untyped(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isGone(item)).map(untyped);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null || value instanceof RegExp) return value;
  const node = value as Tree;
  if (wrappers.test(node.type) && "expression" in node) return untyped(node.expression);
  const kept = Object.entries(node).filter(
    ([key, child]) =>
      // One of the two grammars leaves out fields where the other has null.
      child !== null &&
      key !== "start" &&
      key !== "end" &&
      // A text on its own that comes to stand first is called a directive, and does nothing all the same.
      key !== "directive" &&
      !typeFields.has(key) &&
      (key !== "optional" || /^(Call|Member)Expression$/.test(node.type)),
  );
  return Object.fromEntries(kept.map(([key, child]) => [key, untyped(child)]));
}

function isGone(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const node = value as Tree;
  return (
    node.type === "EmptyStatement" ||
    erased.test(node.type) ||
    node.declare === true ||
    (node.type === "MethodDefinition" && (node.value as Tree).body === null) ||
    (node.type === "Identifier" && node.name === "this")
  );
}

/** The text of plain JavaScript without its comments, white space and semicolons. */
export function tokens(code: string): string {
  let text = code;
  for (const { start, end } of parseSync("block.js", code, { lang: "js", sourceType: "module" }).comments.toReversed())
    text = text.slice(0, start) + text.slice(end);
  return text.replace(/[\s;]+/g, "");
}

type Amaro = { transformSync(code: string, options: { mode: "strip-only" | "transform" }): { code: string } };

/** A type stripper of other hands: blanked in place, or printed anew. */
export function amaro(code: string, mode: "strip-only" | "transform"): string {
  return (createRequire(import.meta.url)("amaro") as Amaro).transformSync(code, { mode }).code;
}

/** Everything a text hands to `log`, and what it throws. */
export async function logged(code: string): Promise<string> {
  const found: unknown[] = [];
  const run = new Script(`(async function (log) { "use strict";\n${code}\n})`).runInThisContext();
  try {
    await run((...values: unknown[]) => {
      found.push(...values);
    });
  } catch (error) {
    found.push(String(error));
  }
  return inspect(found, { depth: 9 });
}
