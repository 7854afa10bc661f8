import type { Node } from "oxc-parser";
import type { Block } from "../../chapters/types.js";
import { type Diagnostic, nearest, type Place } from "../../diagnostic.js";
import { quoted } from "../../yaml/problems.js";
import { FORMULA_FUNCTIONS } from "../formula/tree.js";
import type { OutputDeclaration } from "../types.js";
import { at, type BlockText } from "./block-text.js";
import type { NameInfo } from "./program.js";
import { GIVEN } from "./reads.js";
import { refusedDate, refusedMembers, refusedNames, refusedSyntax } from "./refusals.js";
import { originOf, type Reference } from "./scope.js";
import type { Walked } from "./walk.js";

/** Names the engine itself puts into a block. */
const ENGINE_PREFIX = "__";

/** What a block can name besides its own declarations. */
export interface Surroundings {
  names: ReadonlyMap<string, NameInfo>;
  /** Names that begin with `_`, by the blocks that declare them. */
  privateNames: ReadonlyMap<string, readonly string[]>;
  library: ReadonlySet<string>;
  globals: ReadonlySet<string>;
  /** Whether the name occurs in a block that could not be parsed and may declare it. */
  maybeElsewhere(name: string): boolean;
}

/** Whether a word occurs in the code of some blocks. */
export function wordsOf(blocks: readonly Block[]): (name: string) => boolean {
  const words = new Set<string>();
  // A query's result is called by its id.
  for (const { id, kind } of blocks) if (kind === "sql") words.add(id);
  for (const { code } of blocks) for (const [word] of code.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) words.add(word);
  return (name) => words.has(name);
}

/** The memo-wide names a block declares: all at its top level that don't begin with `_`, in order of declaration. */
export function declaredNames(walked: Walked, text: BlockText): NameInfo[] {
  const found: NameInfo[] = [];
  const add = (name: string, node: Node, kind: NameInfo["kind"]): void => {
    if (isPrivate(name)) return;
    found.push({ name, blockId: text.block.id, kind, place: text.place(node.start, node.end) });
  };
  const kinds = {
    const: "value",
    let: "value",
    var: "value",
    parameter: "value",
    function: "function",
    class: "class",
  };
  for (const { name, node, kind } of walked.top.values.values()) add(name, node, kinds[kind] as NameInfo["kind"]);
  for (const [name, node] of walked.top.types) if (!walked.top.values.has(name)) add(name, node, "type");
  return found.sort((a, b) => a.place.start.line - b.place.start.line || a.place.start.column - b.place.start.column);
}

/** Names that begin with `_` stay in their block. */
export function isPrivate(name: string): boolean {
  return name.startsWith("_");
}

/** Names a block declares that are taken: twice in the block, by the library, by `given`, by JavaScript, by the engine. */
export function takenNames(
  walked: Walked,
  text: BlockText,
  library: ReadonlySet<string>,
  globals: ReadonlySet<string>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (rule: Diagnostic["rule"], node: Node, message: string, hint?: string): void => {
    const place = text.place(node.start, node.end);
    found.push({ rule, severity: "error", message, place, hint });
  };
  for (const { name, node, first } of walked.again)
    report(
      "notebook/duplicate-name",
      node,
      `\`${name}\` is already declared in this block (${at(text.place(first.start, first.end))})`,
      "give one of the two another name",
    );
  const declared = new Map<string, Node>([...walked.top.types]);
  for (const { name, node } of walked.top.values.values()) declared.set(name, node);
  for (const [name, node] of declared) {
    const rename = `choose another name, or begin it with \`_\` only if the block alone needs it`;
    if (name === GIVEN)
      report("notebook/taken-name", node, "`given` is the name of the assumptions", "choose another name");
    else if (name.startsWith(ENGINE_PREFIX))
      report(
        "notebook/taken-name",
        node,
        `\`${name}\`: names that begin with two underscores are the engine's`,
        "one is enough to keep a name in its block",
      );
    else if (library.has(name))
      report("notebook/taken-name", node, `\`${name}\` is a name of the standard library`, rename);
    else if (globals.has(name) || refusedNames.has(name))
      report("notebook/taken-name", node, `\`${name}\` is a name of JavaScript itself`, rename);
  }
  return found;
}

/** The namespace of the memo: first declaration wins, each further one is reported with the place of the first. */
export function unite(declared: readonly NameInfo[]): { names: Map<string, NameInfo>; diagnostics: Diagnostic[] } {
  const names = new Map<string, NameInfo>();
  const diagnostics: Diagnostic[] = [];
  for (const info of declared) {
    const first = names.get(info.name);
    if (!first) names.set(info.name, info);
    else
      diagnostics.push({
        rule: "notebook/duplicate-name",
        severity: "error",
        message: `\`${info.name}\` is already declared in block \`${first.blockId}\` (${at(first.place)})`,
        place: info.place,
        hint: "give one of the two another name; a name that begins with `_` stays in its block",
      });
  }
  return { names, diagnostics };
}

/** Claims that are called as an output is: reviews, sweeps and commands ask for both by name, and would mean either. */
export function claimsLikeOutputs(blocks: readonly Block[], outputs: readonly OutputDeclaration[]): Diagnostic[] {
  const byName = new Map(outputs.map((output) => [output.name, output]));
  return blocks.flatMap(({ id, kind, place }): Diagnostic[] => {
    const output = kind === "claim" ? byName.get(id) : undefined;
    if (!output) return [];
    return [
      {
        rule: "notebook/duplicate-name",
        severity: "error",
        message: `the claim \`${id}\` has the name of an output of block \`${output.blockId}\` (${at(output.place)})`,
        place,
        hint: "give one of the two another name",
      },
    ];
  });
}

export interface FreeNames {
  /** Names of other blocks, in order of first use, with that use. */
  uses: Map<string, Reference>;
  library: string[];
  /** Whether one of the names may be that of a block that could not be parsed. */
  waits: boolean;
  diagnostics: Diagnostic[];
}

/** Sorts the names a block uses but doesn't declare: other blocks', the library's, JavaScript's, unknown or refused ones. */
export function freeNames(walked: Walked, text: BlockText, around: Surroundings): FreeNames {
  const uses = new Map<string, Reference>();
  const library = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const unknown = new Set<string>();
  let waits = false;
  const error = (
    rule: Diagnostic["rule"],
    place: Place,
    words: Pick<Diagnostic, "message" | "expected" | "hint" | "about">,
  ): void => {
    diagnostics.push({ rule, severity: "error", ...words, place });
  };
  for (const reference of walked.references) {
    const { name, node } = reference;
    for (const steps of reference.parts?.map((part) => part.steps) ?? [[]]) {
      // A constant that stands for `Math.random` was reported where it was declared.
      if (reference.steps.length + steps.length === 0) continue;
      const origin = originOf(reference, steps);
      const member = origin && refusedMembers.get(`${origin.name}.${origin.steps[0]?.key}`);
      if (origin && member && !around.names.has(origin.name))
        error("notebook/impure", text.place(reference.chain.start, reference.chain.end), member);
    }
    if (reference.scope.find(name)) continue;
    const info = around.names.get(name);
    const place = text.place(node.start, node.end);
    const refused = refusedNames.get(name);
    if (info && info.kind !== "type") {
      if (!uses.has(name)) uses.set(name, reference);
    } else if (name === GIVEN) continue;
    else if (around.library.has(name)) library.add(name);
    else if (refused) error("notebook/impure", place, { ...refused, message: `\`${name}\`: ${refused.message}` });
    else if (around.globals.has(name) || alwaysThere.has(name)) continue;
    else if (around.maybeElsewhere(name)) waits = true;
    else if (!unknown.has(name)) {
      unknown.add(name);
      const isCalled = text.block.kind === "formula" && text.code[node.end] === "(";
      const functions = isCalled ? [...FORMULA_FUNCTIONS.keys()] : [];
      error("notebook/undefined-name", place, {
        ...unknownName(name, info, text.block.id, around, functions),
        about: name,
      });
    }
  }
  for (const node of walked.clockReads)
    if (!around.names.has("Date")) error("notebook/impure", text.place(node.start, node.end), refusedDate);
  for (const { what, node } of walked.refusals)
    error("notebook/refused-syntax", text.place(node.start, node.end), refusedSyntax[what]);
  return { uses, library: [...library], waits, diagnostics };
}

const alwaysThere = new Set(["undefined", "NaN", "Infinity"]);

function unknownName(
  name: string,
  type: NameInfo | undefined,
  blockId: string,
  around: Surroundings,
  functions: readonly string[],
): Pick<Diagnostic, "message" | "expected" | "hint"> {
  if (type)
    return {
      message: `\`${name}\` is a type (${at(type.place)}) and has no value`,
      expected: "the name of a value; a type stands behind a colon: `const x: Row = …`",
    };
  const message = `\`${name}\` is not defined`;
  const owners = around.privateNames.get(name)?.filter((id) => id !== blockId) ?? [];
  if (owners.length > 0)
    return { message, hint: `block \`${owners[0]}\` declares it, but names that begin with \`_\` stay in their block` };
  const values = [...around.names.values()].filter((info) => info.kind !== "type").map((info) => info.name);
  const near = nearest(name, [...values, ...functions, ...around.library, GIVEN, ...around.globals]);
  const expected =
    functions.length === 0
      ? "a name that a block of the memo defines, one of the library's, or `given`"
      : `a function that a block of the memo defines, or ${quoted(functions, "or")}`;
  return { message, expected, ...(near === undefined ? {} : { hint: `did you mean \`${near}\`?` }) };
}

/** Names of other blocks that the types of a block use; for a checker. */
export function freeTypes(walked: Walked, names: ReadonlyMap<string, NameInfo>): string[] {
  const found = new Set<string>();
  for (const { name, scope } of walked.typeUses)
    if (names.has(name) && !scope.findType(name) && !scope.find(name)) found.add(name);
  return [...found];
}
