import { parseSync } from "oxc-parser";
import type { Block } from "../../chapters/types.js";
import type { Place } from "../../diagnostic.js";
import { BlockText } from "../../notebook/analyse/block-text.js";
import { childrenOf } from "../../notebook/analyse/walk-types.js";
import { blankComments } from "../../notebook/formula/tokens.js";

/**
 * Where the operators of a formula's JavaScript stand in the formula as written. They come in the same order in both; where the one
 * has more than the other, as for a logarithm to a base, all stand for the whole formula.
 */
export function formulaPlaces(block: Block, source: string): (offset: number) => Place {
  const text = new BlockText(block);
  const blank = blankComments(block.code);
  const start = blank.length - blank.trimStart().length;
  const whole = text.place(start, blank.trimEnd().length);
  const from = blank.indexOf("=") + 1;
  const pattern =
    /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\p{L}_$][\p{L}\p{N}_$]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[-+*/^]/gu;
  const written = [...blank.slice(from).matchAll(pattern)].flatMap(({ 0: token, index }) =>
    /^[-+*/^]$/.test(token) ? [from + index] : [],
  );
  const compiled = operators(source);
  const origins = new Map(
    compiled.length === written.length ? compiled.map((offset, i) => [offset, written[i] ?? from]) : [],
  );
  return (offset) => {
    const origin = origins.get(offset);
    return origin === undefined ? whole : text.place(origin);
  };
}

function operators(source: string): number[] {
  const found: number[] = [];
  const { program } = parseSync("formula.js", source, { lang: "js", sourceType: "module" });
  const pending = [...childrenOf(program)];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === "BinaryExpression") found.push(source.indexOf(node.operator, node.left.end));
    if (node.type === "UnaryExpression") found.push(node.start);
    pending.push(...childrenOf(node));
  }
  return found.sort((a, b) => a - b);
}
