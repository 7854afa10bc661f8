import { expect, it } from "vitest";
import { Arithmetic } from "../../../src/check/dimensions/arithmetic.js";
import { Functions } from "../../../src/check/dimensions/functions.js";
import { rewrite } from "../../../src/check/dimensions/rewrite.js";
import { createLibrary } from "../../../src/notebook/library/library.js";

/** Code that computes `result`, with all that could go wrong in putting calls in place of operators. */
const SNIPPETS: Record<string, string> = {
  precedence:
    "const [a, b, c] = [2, 3, 4]; const result = [a + b * c, (a + b) * c, a - b - c, a ** b ** c, -a ** 2 || (-a) ** 2, a / b / c % 2]".replace(
      "-a ** 2 || ",
      "",
    ),
  "no semicolons":
    "const a = 1\nconst b = 2\nlet n = 0\na && (n = a + b)\n;[a, b].forEach((x) => { n += x })\nconst result = n\n",
  comments: "const a = 5, b = 2\nconst result = a /* one of two */ + // here\n  /* there */ b * a // end\n",
  "no blanks": "const a=5,b=2;const result=[a+b*a-b,a<b,a>b===true,a- -b,a+ +b,!a,!!a,typeof a]",
  assignments:
    "let a = 5; const o = { x: 1, y: [1, 2] }; let i = 0; a += 2; a *= a - 1; o.x -= a; o.y[0] **= 3; o.y[i++] += 1; a %= 4; a <<= 1; const result = [a, o, i]",
  "logic and choices":
    "const a = 0, b = '', c = null; const result = [a || 5, a && b, c ?? a, a ? 1 : b || 2, (a || b) && c, !(a && b), a || (b || 'x')]",
  loops:
    "let n = 0; for (let i = 0; i < 4; i++) { if (i % 2) continue; n += i } while (n > 1) n -= 1; do n++; while (n < 5); for (const k in { a: 1 }) n += k.length; const result = n",
  functions:
    "const f = (x, y = x + 1, { z = y * 2, ...rest } = {}) => x + y + z; function g(n) { return n < 2 ? n : g(n - 1) + g(n - 2) } const result = [f(1), f(1, 2), f(1, 2, { z: 3 }), g(10), ((...p) => p.length - 1)(1, 2)]",
  classes:
    "class A { #n = 1; static k = 2 ** 3; get n() { return this.#n + 1 } add(x) { this.#n += x; return this } } const a = new A(); const result = [a.add(3).n, A.k, a instanceof A, 'n' in a]",
  generators:
    "function* g() { let n = 1; while (n < 20) { n *= 2; yield n - 1 } } const result = [...g()].map((x) => x / 2)",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  templates: "const a = 5; const result = `${a + 1} and ${a > 3 ? `${a - 1}` : 'none'}`",
  optional: "const o = { f: (x) => x + 1 }; const result = [o?.f(1), o.g?.(2), o?.h?.i + 1, o['f'](3) * 2]",
  "library and globals":
    "const result = [Math.max(1, ...[2, 3]) - 1, Number('4') + 1, Math['min'](3, 2), Number.isInteger(4), [3, 1, 2].sort((a, b) => a - b), sumSeries({ a: 1, b: 2 }) + 1, clamp(5, 0, 3)]",
  "shadowed names":
    "const f = (growth, Math) => growth(2) + Math.max(1); const result = f((x) => x * 2, { max: (x) => x - 1 })",
  texts: "const result = ['a' + 1, 1 + 'a', 'b' > 'a', '5' * '2', [1] + 2, 'abc'.length - 1]",
  switches:
    "let n = 0; switch (1 + 1) { case 2: n += 1; case 3: n += 2; break; default: n = -1 } label: for (;;) { break label } const result = n",
};

it.each(Object.entries(SNIPPETS))("computes what it did before: %s", (_, source) => {
  const written = rewrite(source, 0);
  const library = createLibrary();
  const functions = new Functions(
    new Arithmetic(
      written.sites.map(() => ({ block: 0 })),
      [undefined],
      [false],
    ),
    written.sites.map(() => ({ block: 0 })),
    library,
    new Map(),
  );
  const names = ["__u", "Math", "Number", "sumSeries", "clamp"];
  const known = new Map<string, unknown>([...functions.names, ["__u", functions.operations()]]);
  const run = (code: string, own: ReadonlyMap<string, unknown>): unknown =>
    new Function(...names, `"use strict";\n${code}\nreturn result;`)(...names.map((name) => own.get(name)));
  const before = run(source, new Map<string, unknown>([...library, ["Math", Math], ["Number", Number]]));
  expect(run(written.source, known)).toEqual(before);
  expect(written.source.split("\n").length).toBe(source.split("\n").length);
});
