/**
 * Writes blocks that come to numbers in every way in which JavaScript lets one value get into another: the input of a test that must hold
 * whatever a block does. The same seed writes the same.
 */
export class Writer {
  private state: number;
  private count = 0;
  /** Names of earlier blocks: numbers, and functions of one number. */
  private readonly numbers: string[] = [];
  private readonly functions: string[] = [];

  constructor(
    seed: number,
    /** What reads a number of the assumptions. */
    private readonly given: readonly string[],
  ) {
    this.state = seed * 7919 + 17;
  }

  blocks(count: number): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, at) => [`block-${at}`, this.block()]));
  }

  private random(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  private pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.random() * of.length)] as T;
  }

  private name(prefix: string): string {
    return `${prefix}${++this.count}`;
  }

  private block(): string {
    const own = { numbers: [] as string[], functions: [] as string[] };
    const lines = Array.from({ length: 3 + Math.floor(this.random() * 4) }, () => {
      const number = (): string => {
        const chance = this.random();
        if (chance < 0.5 || own.numbers.length + this.numbers.length === 0) return this.pick(this.given);
        return this.pick(own.numbers.length === 0 || chance > 0.92 ? [...this.numbers, "3"] : own.numbers);
      };
      const call = (): string => {
        const all = [...own.functions, ...this.functions];
        return all.length === 0 || this.random() < 0.7 ? number() : `${this.pick(all)}(${number()})`;
      };
      // Most statements are plain, so that few blocks do what can't be followed.
      const shape = this.pick(this.random() < 0.9 ? PLAIN : ODD);
      const written = shape({ number, call, name: (prefix) => this.name(prefix) });
      own.numbers.push(...(written.numbers ?? []));
      own.functions.push(...(written.functions ?? []));
      return written.code;
    });
    this.numbers.push(...own.numbers);
    this.functions.push(...own.functions);
    return lines.join("\n");
  }
}

interface Hands {
  /** An expression that is a number; one that may be a function's result. */
  number(): string;
  call(): string;
  name(prefix: string): string;
}

type Shape = (hands: Hands) => { code: string; numbers?: string[]; functions?: string[] };

/** A statement or some that define one number; `$` is its name, `_$` another that stays in the block. */
const one =
  (code: (a: string, b: string, c: string) => string): Shape =>
  ({ number, call, name }) => {
    const made = name("x");
    return { code: code(call(), number(), number()).replaceAll("$", made), numbers: [made] };
  };

const PLAIN: readonly Shape[] = [
  one((a, b) => `const $ = ${a} + 2 * ${b};`),
  one((a) => `const $ = ${a};`),
  one((a, b, c) => `const $ = ${a} > 9 ? ${b} : ${c};`),
  one((a, b, c) => `let $ = ${a};\nif (${b} > 4) $ = ${c};`),
  one((a, b) => `const _o$ = { a: ${a}, b: ${b} };\nconst { a: $, b: _b$ } = _o$;`),
  one((a, b) => `const _all$ = [];\nfor (const x of [${a}, ${b}]) _all$.push(x);\nconst $ = _all$[0] ?? 0;`),
  one((a, b) => `const $ = [${a}, ${b}].map((x) => x * 2).reduce((sum, x) => sum + x, 0);`),
  one((a, b) => `let $ = 0;\n[${a}, ${b}].forEach((x) => { $ += x; });`),
  one(() => "const { a: $, b: _b$ } = given.g;"),
  one(() => "const _g$ = given.g;\nconst _c$ = _g$.c;\nconst $ = _g$.a;"),
  one((a) => `const { [1]: $, [Math.round(${a} * 0) + 2]: _two$ } = given.t.s;`),
  one((a) => `const $ = given.t.s[1 + (Math.floor(${a}) % 3)];`),
  one((a, b) => `const _m$ = new Map([["k", ${a}]]);\nif (${b} > 6) _m$.set("k", ${b});\nconst $ = _m$.get("k");`),
  one((a, b) => `const _xs$ = [${a}, ${b}];\n_xs$.sort((p, q) => q - p);\nconst $ = _xs$[0];`),
  one(
    (a, b) =>
      `class _C$ { constructor(k) { this.k = k; } times(x) { return this.k * x; } }\nconst $ = new _C$(${a}).times(${b});`,
  ),
  one(
    (a, b) =>
      `const _of$ = (x) => { let sum = 0; for (let n = 0; n < 3; n++) sum += x * n; return sum; };\nconst $ = _of$(${a}) + ${b};`,
  ),
  one((a) => `const $ = Number(String(${a}));`),
  one((a, b) => `let $ = 0;\nswitch (${a} > 5) { case true: $ = ${b}; break; default: $ = 1; }`),
  one((a, b) => `let $ = 1;\ntry { if (${a} > 5) throw new Error("x"); } catch { $ = ${b}; }`),
  one((a, b) => `const _later$ = () => _k$ + ${a};\nlet _k$ = 1;\n_k$ = ${b};\nconst $ = _later$();`),
  ({ call, name }) => {
    const made = name("f");
    return { code: `const ${made} = (x) => x + ${call()};`, functions: [made] };
  },
  ({ number, name }) => {
    const made = name("f");
    return {
      code: `function ${made}(x, by = ${number()}) { const { a } = given.g; return x * by + a; }`,
      functions: [made],
    };
  },
  ({ call, number, name }) => {
    const [made, inner] = [name("f"), name("_k")];
    return {
      code: `const ${inner} = ${call()};\nconst ${made} = (x) => (x > ${number()} ? ${inner} : x);`,
      functions: [made],
    };
  },
];

/** What changes things by ways that can't be followed statement by statement. */
const ODD: readonly Shape[] = [
  one(
    (a, b) =>
      `const _set$ = (o) => { o.k = ${a}; };\nconst _o$ = { k: 1 };\nconst _p$ = { o: _o$ };\n_set$(_p$.o);\nconst $ = _o$.k + ${b};`,
  ),
  one(
    (a, b) =>
      `const _next$ = (() => { let n = 0; return (by) => (n += by); })();\n_next$(${a});\nconst $ = _next$(${b});`,
  ),
  one(
    (a) =>
      `const _it$ = [1, 2, 3, 4, 5, 6, 7].values();\nfor (let n = 0; n < Math.min(5, ${a}); n++) _it$.next();\nconst $ = _it$.next().value;`,
  ),
  one(
    (a) =>
      `const _it$ = [1, 2, 3, 4, 5, 6, 7][Symbol.iterator]();\nfor (const x of _it$) if (x > Math.min(5, ${a})) break;\nconst $ = [..._it$].length;`,
  ),
  one(
    (a) =>
      `const _it$ = [1, 2, 3, 4, 5, 6, 7].values();\nconst [_p$, _q$] = ${a} > 4 ? _it$ : [];\nconst $ = [..._it$][0];`,
  ),
  one(
    (a) =>
      `function* _gen$() { let n = 1; for (;;) n += (yield n) ?? 0; }\nconst _it$ = _gen$();\n_it$.next();\n_it$.next(${a});\nconst $ = _it$.next(1).value;`,
  ),
  one((a, b) => `const _a$ = [1];\nconst _b$ = [_a$];\n_b$[0].push(${a});\nconst $ = _a$[1] + ${b};`),
  one((a) => `const _a$ = { k: 1 };\nconst _b$ = _a$;\n_b$.k = ${a};\nconst $ = _a$.k;`),
  one((a) => `const _o$ = { n: 1, set(k) { this.n = k; } };\n_o$.set(${a});\nconst $ = _o$.n;`),
  one(
    (a) =>
      `class _C$ { #n = 1; set(k) { this.#n = k; } get n() { return this.#n; } }\nconst _c$ = new _C$();\n_c$.set(${a});\nconst $ = _c$.n;`,
  ),
  one(
    (a) =>
      `const _o$ = { get n() { return _k$; }, set n(v) { _k$ = v; } };\nlet _k$ = 1;\n_o$.n = ${a};\nconst $ = _k$;`,
  ),
  one((a) => `const _a$ = [];\nArray.prototype.push.call(_a$, ${a});\nconst $ = _a$[0];`),
  one((a) => `const _o$ = {};\nObject.assign(_o$, { k: ${a} });\nconst $ = _o$.k;`),
  one((a) => `const _o$ = {};\nReflect.set(_o$, "k", ${a});\nconst $ = _o$.k;`),
  one((a) => `const _o$ = {};\nconst _how$ = "push";\nconst _a$ = [];\n_a$[_how$](${a});\nconst $ = _a$[0];`),
  one(
    (a) => `const _push$ = [].push;\nconst _a$ = [];\nconst _to$ = _push$.bind(_a$);\n_to$(${a});\nconst $ = _a$[0];`,
  ),
  one((a) => `const _re$ = /a/g;\nif (${a} > 4) _re$.test("aaa");\nconst $ = _re$.exec("aaa").index;`),
  one((a) => `const _a$ = [0, 1];\n[_a$[0]] = [${a}];\nconst $ = _a$[0];`),
  one((a) => `const _o$ = {};\nfor (_o$.k of [${a}]);\nconst $ = _o$.k;`),
  one((a) => `const _rows$ = [{ k: 1 }];\n_rows$.forEach((row) => { row.k = ${a}; });\nconst $ = _rows$[0].k;`),
  one((a) => `const _rows$ = [{ k: 1 }];\nfor (const row of _rows$) row.k = ${a};\nconst $ = _rows$[0].k;`),
  one((a) => `function _f$() { return _f$.k; }\n_f$.k = ${a};\nconst $ = _f$();`),
  one((a) => `const _p$ = new Proxy({ k: 1 }, {});\n_p$.k = ${a};\nconst $ = _p$.k;`),
  one((a) => `var _v$ = 1;\nvar _v$ = ${a};\nconst $ = _v$;`),
  one(
    (a) =>
      `let _p$ = 1;\nconst _set$ = (v) => { _p$ = v; };\nconst _ok$ = [_set$].map((set) => set(${a}));\nconst $ = _p$;`,
  ),
  one((a) => `const _a$ = new Float64Array(1);\n_a$.set([${a}]);\nconst $ = _a$[0];`),
  one((a) => `const _w$ = new WeakMap();\nconst _k$ = {};\n_w$.set(_k$, ${a});\nconst $ = _w$.get(_k$);`),
  one((a) => `const _groups$ = {};\n(_groups$.k ??= []).push(${a});\nconst $ = _groups$.k[0];`),
  ({ name }) => {
    const made = name("f");
    // Other blocks hand it objects of their own.
    return {
      code: `function ${made}(x) { const o = { x }; _fill${made}(o); return o.x; }\nconst _fill${made} = (o) => { o.x = o.x + given.h.e; };`,
      functions: [made],
    };
  },
];
