import type { Node } from "oxc-parser";
import type { Diagnostic } from "../../diagnostic.js";

type Words = Pick<Diagnostic, "message" | "expected" | "hint">;

/** Syntax that has no place in a block, by what to use instead. */
export const refusedSyntax = {
  import: {
    message: "a block can't import",
    hint: "the standard library, Plot and every block's names are in scope without an import",
  },
  dynamicImport: {
    message: "a block can't import",
    hint: "the standard library, Plot and every block's names are in scope without an import",
  },
  export: {
    message: "`export` has no meaning in a block",
    hint: "top-level names are visible to every block; leave it out",
  },
  enum: {
    message: "an `enum` can't be used in a block",
    hint: 'use a union of literals, `type Kind = "a" | "b"`, or a constant object `as const`',
  },
  namespace: { message: "a `namespace` can't be used in a block", hint: "use a constant object" },
  declare: {
    message: "`declare` gives a name no value",
    hint: "names of other blocks and of the library are in scope without it",
  },
  parameterProperty: {
    message: "a constructor parameter can't declare a field here",
    hint: "declare the field in the class and assign it in the constructor",
  },
  angleAssertion: {
    message: "a type assertion in angle brackets can't be used in a block",
    hint: "write `value as Type`",
  },
  decorator: { message: "a decorator can't be used in a block", hint: "call the function on the class or its method" },
  accessor: { message: "`accessor` can't be used in a block", hint: "write `get` and `set`" },
  using: { message: "`using` can't be used in a block", hint: "use `const`" },
  with: { message: "`with` can't be used in a block", hint: "name the object's members: `const { a, b } = object`" },
  debugger: { message: "`debugger` can't stay in a block", hint: "print with `console.log`" },
  meta: { message: "`import.meta` has no meaning in a block", hint: "a block knows nothing of the file it stands in" },
  this: { message: "`this` has no meaning at the top of a block", hint: "use the name of the value" },
  arguments: {
    message: "`arguments` has no meaning at the top of a block",
    hint: "a block takes no arguments; assumptions are reached as `given`",
  },
  intrinsic: { message: "engine intrinsics can't be used in a block" },
} as const satisfies Record<string, Words>;

export type RefusedSyntax = keyof typeof refusedSyntax;

/** Syntax found that is refused; `node` is where. */
export interface Refusal {
  what: RefusedSyntax;
  node: Pick<Node, "start" | "end">;
}

const clock: Words = {
  message: "a block has no clock: its result must be the same on every day",
  hint: "take the date from the assumptions, or write it out",
};
const chance: Words = {
  message: "a block has no randomness: its result must be the same in every run",
  hint: "ranges in the assumptions are sampled by the sensitivity analysis",
};
const network: Words = {
  message: "a block has no network",
  hint: "write the figures into the assumptions, with their source",
};
const system: Words = {
  message: "a block has no access to files, processes or modules",
  hint: "what a block needs comes in through `given`, other blocks and the standard library",
};
const timer: Words = {
  message: "a block has no timers: it computes a value and is done",
  hint: "call the function directly",
};
const code: Words = {
  message: "a block can't run code made from text",
  hint: "write the code into the block, or a formula block for a printed expression",
};
const page: Words = {
  message: "a block has no page or browser",
  hint: "return a chart or table, or print with `console.log`",
};

const byWords: readonly [Words, readonly string[]][] = [
  [clock, ["performance"]],
  [chance, ["crypto"]],
  [network, ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "Request", "Response", "Headers"]],
  [
    system,
    [
      "process",
      "require",
      "module",
      "exports",
      "__dirname",
      "__filename",
      "global",
      "globalThis",
      "Buffer",
      "Deno",
      "Bun",
    ],
  ],
  [
    timer,
    [
      "setTimeout",
      "setInterval",
      "setImmediate",
      "clearTimeout",
      "clearInterval",
      "clearImmediate",
      "queueMicrotask",
      "requestAnimationFrame",
    ],
  ],
  [code, ["eval", "Function"]],
  [page, ["window", "document", "navigator", "localStorage", "sessionStorage", "self", "Worker", "alert", "location"]],
];

/** Names of the outside world that a block can't reach, whatever the globals are. */
export const refusedNames: ReadonlyMap<string, Words> = new Map(
  byWords.flatMap(([words, names]) => names.map((name) => [name, words] as const)),
);

/** Members of names a block can reach that would make it depend on when or where it runs. */
export const refusedMembers: ReadonlyMap<string, Words> = new Map([
  ["Date.now", clock],
  ["Math.random", chance],
]);

/** `new Date()` and `Date()`, which read the clock. */
export const refusedDate = clock;
