import { type Node, type OxcError, type ParseResult, type Program, parseSync } from "oxc-parser";
import type { Diagnostic } from "../../diagnostic.js";
import type { BlockText } from "./block-text.js";
import { childrenOf } from "./walk-types.js";

/** A block longer than this is refused: a report's block has some ten to two hundred lines. */
const LONGEST_CODE = 40_000;
/** Longest stretch without a comma or semicolon, and deepest nesting of brackets, the parser, which crashes on more, is sure to hold. */
const LONGEST_STRETCH = 5_000;
const DEEPEST_BRACKETS = 250;
/** Deepest tree that every pass may walk by recursion: a fifth of what the largest frame among them takes of the stack. */
const DEEPEST_TREE = 1_000;

export interface Parsed {
  program: Program;
  /** Errors that need names and scopes, such as a `break` outside a loop; the tree is whole all the same. */
  semantic: readonly { start: number; diagnostic: Diagnostic }[];
  readonly comments: readonly { start: number; end: number }[];
}

/**
 * Parses a block as a TypeScript module. Offsets of the tree are UTF-16.
 *
 * @returns the tree, or what is wrong when there is none. Never throws.
 */
export function parseBlock(text: BlockText): Parsed | { errors: Diagnostic[] } {
  const result = readCode(text.code);
  if ("problem" in result) {
    const place = text.place(result.offset);
    return { errors: [{ rule: "notebook/too-large", severity: "error", ...result.problem, place }] };
  }
  const errors = result.errors.map((error) => ({
    start: error.labels.at(-1)?.start ?? 0,
    diagnostic: syntaxError(error, text),
  }));
  const program = result.program;
  if (errors.length > 0 && program.body.length === 0)
    return { errors: firstOfLines(errors.map(({ diagnostic }) => diagnostic)) };
  return {
    program,
    semantic: errors,
    get comments() {
      return result.comments;
    },
  };
}

/** What the parser finds on a line after its first mistake there mostly follows from it. */
function firstOfLines(errors: readonly Diagnostic[]): Diagnostic[] {
  const lines = new Set<number | undefined>();
  return errors.filter(({ place }) => {
    const line = place?.start.line;
    return !lines.has(line) && lines.add(line);
  });
}

interface TooLarge {
  offset: number;
  problem: { message: string; expected: string };
}

/**
 * The one way to the parser for code that somebody wrote, which may be a stranger's: what it would crash on, and trees too deep to be walked
 * by recursion, are told instead. Never throws.
 */
export function readCode(code: string): ParseResult | TooLarge {
  const tooMuch = measure(code);
  if (tooMuch) return tooMuch;
  const result = parseSync("block.ts", code, { lang: "ts", sourceType: "module", showSemanticErrors: true });
  const deep = deeperThan(result.program, DEEPEST_TREE);
  if (!deep) return result;
  const expected = `at most ${DEEPEST_TREE} operations and statements inside one another; name the steps`;
  return { offset: deep.start, problem: { message: "the code is nested too deeply", expected } };
}

/** Whether the code is safe to hand to a recursive parser: it overflows its native stack from some two thousand levels on in a worker. */
function measure(code: string): TooLarge | undefined {
  if (code.length > LONGEST_CODE)
    return {
      offset: 0,
      problem: {
        message: `the block has ${code.length} characters`,
        expected: `at most ${LONGEST_CODE}; data belongs in the assumptions`,
      },
    };
  let depth = 0;
  let stretchFrom = 0;
  for (let i = 0; i < code.length; i++) {
    const c = code.charCodeAt(i);
    if (c === 40 || c === 91 || c === 123) depth++;
    else if (c === 41 || c === 93 || c === 125) depth = Math.max(0, depth - 1);
    else if (c === 44 || c === 59) stretchFrom = i;
    if (depth > DEEPEST_BRACKETS)
      return {
        offset: i,
        problem: { message: "brackets are nested too deeply", expected: `at most ${DEEPEST_BRACKETS} levels` },
      };
    if (i - stretchFrom > LONGEST_STRETCH)
      return {
        offset: stretchFrom,
        problem: {
          message: "one expression is too long",
          expected: `at most ${LONGEST_STRETCH} characters without a comma or semicolon`,
        },
      };
  }
  return undefined;
}

/** The first node below more than so many levels. Takes no stack, however deep the tree. */
function deeperThan(program: Program, levels: number): Node | undefined {
  let row: Node[] = [program];
  for (let level = 0; row.length > 0; level++) {
    if (level > levels) return row[0];
    row = row.flatMap(childrenOf);
  }
  return undefined;
}

function syntaxError(error: OxcError, text: BlockText): Diagnostic {
  // Of two declarations the later is at fault; of a bracket and what should have closed it, what stands there instead.
  const again = error.message.includes("already been declared");
  const label = error.labels.at(again ? -1 : 0) ?? { start: 0, end: 0 };
  const found = text.code.slice(label.start, label.end).split("\n")[0] ?? "";
  let message = error.message;
  if (message === "Unexpected token")
    message = found === "" ? "unexpected end of the block" : `unexpected \`${found}\``;
  const reserved = /^Identifier expected\. '(\w+)' is a reserved word/.exec(error.message)?.[1];
  const known =
    reserved === undefined
      ? messages[error.message]
      : {
          message: `\`${reserved}\` is a word of JavaScript, and can't name anything`,
          hint: `call it \`${reserved}_\``,
        };
  const diagnostic: Diagnostic = {
    rule: "notebook/syntax",
    severity: "error",
    message: known?.message ?? plain(message),
    place: text.place(label.start, Math.max(label.end, label.start + 1)),
  };
  const other = error.labels.length > 1 ? error.labels.at(again ? 0 : -1) : undefined;
  if (other?.message) diagnostic.notes = [`${plain(other.message)}: line ${text.position(other.start).line}`];
  const hint = known?.hint ?? error.helpMessage;
  if (hint) diagnostic.hint = plain(hint);
  return diagnostic;
}

/** The parser's own words where they would not help the author of a block. */
const messages: Readonly<Record<string, { message: string; hint?: string }>> = {
  "A 'return' statement can only be used within a function body.": {
    message: "`return` stands outside a function",
    hint: "a block hands its names on by itself; a chart or table ends with its expression",
  },
  "Missing initializer in const declaration": {
    message: "a constant is declared without a value",
    hint: "write `const name = …`, or `let name` for one assigned later",
  },
};

function plain(message: string): string {
  return message.replace(/`EOF`/, "the end of the block").replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());
}

/** Takes off parentheses, type assertions and optional-chain wrappers: what remains is the expression that is evaluated. */
export function bare(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
      case "TSNonNullExpression":
      case "TSInstantiationExpression":
      case "ChainExpression":
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

/** Offset of what follows a node that ends at `from`, past blanks, comments and line ends. */
export function afterBlanks(source: string, comments: readonly { start: number; end: number }[], from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(source[at] ?? "x")) at++;
    const comment = comments.find(({ start }) => start === at);
    if (!comment) return at;
    at = comment.end;
  }
}

/** A property key known from the code: `a.b`, `a["b"]`, `a[2026]`, or undefined for a key known only at run time. */
export function constantKey(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === "Identifier") return key.name;
  if (!computed && key.type === "PrivateIdentifier") return undefined;
  const inner = bare(key);
  if (inner.type === "Literal") return "regex" in inner ? undefined : String(inner.value);
  if (inner.type === "TemplateLiteral" && inner.expressions.length === 0)
    return inner.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
