import { WALK, WAYS } from "../notebook/realm/reach.js";

// Ways out of the realm of blocks. Each is code of a block, by name; what it comes to is walked for objects of another realm. Some are a loop over all
// functions of a library, each of which counts.

/** Code that looks at what an attempt came to: `_try(name, way)` counts it and notes where an object of another realm was met. */
export const HARNESS = `${WALK}
const _tried = [];
const _found = [];
let _alsoFind;
const _met = [];
const _keep = function (...parts) { _met.push(this, new.target, ...parts); return parts[0]; };
const _hostile = new Proxy(function () {}, {
  get: (target, name) => name === Symbol.toPrimitive ? () => 1 : name === Symbol.iterator ? function* () { yield 1; } : name === "length" ? 1 : _keep,
  apply: (target, self, parts) => { _met.push(self, ...parts); return 1; },
  construct: (target, parts, made) => { _met.push(made, ...parts); return {}; },
});
/** What a function makes of texts, if any is to be had. */
const _maker = (value) => {
  const found = [];
  for (const f of [value, value?.constructor, value?.constructor?.constructor, value?.__proto__?.constructor?.constructor]) {
    if (typeof f !== "function") continue;
    try { const made = f("return typeof process === 'object' ? process : this"); found.push(typeof made === "function" && f !== Object ? made() : made); } catch (error) { found.push(error); }
  }
  return found;
};
const _look = (name, value) => {
  let made = [];
  try { made = _maker(value); } catch (error) { made = [error]; }
  const met = _met.splice(0);
  for (const path of _strangers([value, made, met], name)) _found.push(path);
  if (_alsoFind) for (const path of _strangers([value, made, met], name, _alsoFind)) _found.push(path + " runs queries");
  for (const one of [...made, ...met]) if (one !== _hostile && (typeof one?.pid === "number" || one?.versions?.node !== undefined)) _found.push(name + " process");
};
const _try = async (name, way) => {
  _tried.push(name);
  let value;
  try { value = way(); } catch (error) { value = error; }
  _look(name, value);
  if (typeof value === "object" && value !== null && typeof value.then === "function") {
    let later;
    try { later = await Promise.race([Promise.resolve(value), new Promise((done) => { let n = 0; const next = () => { if (n++ < 50) Promise.resolve().then(next); else done("never"); }; next(); })]); } catch (error) { later = error; }
    _look(name + " later", later);
  }
};
`;

const FUNCTIONS = [
  "(() => {})",
  "(function () {})",
  "(async () => {})",
  "(function* () {})",
  "(async function* () {})",
  "(class { m() {} }).prototype.m",
  "({ get x() { return 1; } }).__lookupGetter__('x')",
  "(() => {}).bind(1)",
  "new Proxy(() => {}, {})",
  "years",
  "series",
  "format",
  "console.log",
  "Plot.plot",
  "d3.sum",
  "given.constructor",
  "Object.getOwnPropertyDescriptor(Map.prototype, 'size').get",
  "Promise.resolve().then",
  "Reflect.apply",
];

const GLOBALS =
  "globalThis self window global process require module exports __dirname __filename Buffer setTimeout setInterval setImmediate queueMicrotask structuredClone fetch XMLHttpRequest WebSocket Worker performance crypto navigator document URL TextEncoder AbortController MessageChannel BroadcastChannel EventTarget Event WebAssembly SharedArrayBuffer Atomics FinalizationRegistry WeakRef ShadowRealm gc escape unescape eval Function Iterator AsyncDisposableStack".split(
    " ",
  );

const INTRINSICS =
  "Object Function Array Number Boolean String Symbol BigInt Date RegExp Promise Proxy Map Set WeakMap WeakSet Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array".split(
    " ",
  );

/** Errors of the engine, in which Node has a hand or may have. */
const THROWN = [
  "null.x",
  "undefined()",
  "x_not_there",
  "new (class extends null {})()",
  "Symbol() + ''",
  "1n + 1",
  "[].reduce(() => 1)",
  "new Array(-1)",
  "'x'.repeat(-1)",
  "(1).toFixed(1000)",
  "new Proxy({}, null)",
  "JSON.parse('{')",
  "JSON.stringify(1n)",
  "(() => { const a = {}; a.a = a; return JSON.stringify(a); })()",
  "new RegExp('(')",
  "decodeURI('%')",
  "new Intl.NumberFormat('x-')",
  "new Intl.DateTimeFormat('en', { timeZone: 'no' })",
  "Reflect.construct(1)",
  "Object.defineProperty(Object.freeze({}), 'x', { value: 1 })",
  "Object.defineProperty(Array.prototype, 'x', { value: 1 })",
  "Array.prototype.x = 1",
  "new Uint8Array(-1)",
  "new ArrayBuffer(2 ** 53)",
  "new DataView(new ArrayBuffer(1), 2)",
  "structuredClone(() => 1)",
  "(function f() { f(); })()",
  "new Date(NaN).toISOString()",
  "'a'.normalize('x')",
  "BigInt('x')",
  "Math.random()",
  "Date.now()",
  "new Date()",
  "given.x.y.z",
  "given.gw.stock = 1",
  "years('x')",
  "series(1, 2)",
  "table(1)",
  "rows(1)",
  "format(1, 'x')",
  "interpolate({}, 1)",
  "d3.bin()(1)",
  "Plot.plot({ marks: [Plot.dot(1, { x: () => { throw null; } })] })",
  "Plot.plot({ x: { type: 'nothing' }, marks: [Plot.dot([1])] })",
  "Plot.plot({ projection: 'nothing', marks: [Plot.geo({ type: 'Sphere' })] })",
];

const STACKS = [
  "Error.prepareStackTrace = (error, sites) => sites",
  "Object.defineProperty(Error, 'prepareStackTrace', { value: (error, sites) => { _keep(...sites); return sites; } })",
  "globalThis.Error = class { static prepareStackTrace(e, sites) { _keep(...sites); } }",
  "(() => { class Own extends Error { static prepareStackTrace(e, sites) { _keep(...sites); return sites; } } return new Own('x').stack; })()",
  "(() => { const o = {}; Error.captureStackTrace(o); return [o, o.stack, Object.getOwnPropertyDescriptor(o, 'stack')]; })()",
  "(() => { const o = Object.freeze({}); return Error.captureStackTrace(o); })()",
  "(() => { const o = new Proxy({}, { defineProperty: _keep }); Error.captureStackTrace(o); return o; })()",
  "Error.stackTraceLimit = { valueOf: _keep }",
  "(() => { const e = new Error('x'); return e.stack.split('\\n'); })()",
  "(() => { try { null.x; } catch (e) { return Object.getOwnPropertyDescriptors(e); } })()",
  "(() => { const e = new Error('x', { cause: _hostile }); return [e, e.cause, e.stack]; })()",
  "(() => { const e = new Error(_hostile); return [e.message, e.stack]; })()",
  "(() => { const e = Object.create(Error.prototype, { name: { get: _keep }, message: { get: _keep } }); console.log(e); return String(e); })()",
  "(() => { const e = new TypeError('x'); Object.setPrototypeOf(e, _hostile); console.log(e); return e.stack; })()",
];

const ASYNC = [
  "Promise.resolve({ then: _keep })",
  "Promise.resolve({ get then() { return _keep; } })",
  "(async () => { await { then: (yes, no) => { _keep(yes, no); yes(1); } }; })()",
  "(async () => { await { then: (yes, no) => no(_hostile) }; })()",
  "new Promise((yes, no) => { _keep(yes, no); yes(_hostile); })",
  "(() => { class P extends Promise { static get [Symbol.species]() { return _hostile; } } return P.resolve(1).then(() => 1); })()",
  "(() => { class P extends Promise { constructor(f) { super((a, b) => { _keep(a, b); f(a, b); }); } } return P.all([1, P.resolve(2)]); })()",
  "(() => { const p = Promise.resolve(1); Object.defineProperty(p, 'constructor', { get: _keep }); return (async () => await p)(); })()",
  "Promise.race([_hostile, 1])",
  "Promise.any([Promise.reject(1)])",
  "Promise.allSettled([Promise.reject(_hostile), { then: _keep }])",
  "(async function* () { yield* { [Symbol.asyncIterator]: () => ({ next: _keep, return: _keep, throw: _keep }) }; })().next()",
  "(async () => { for await (const x of [Promise.resolve(1)]) return x; })()",
  "(async () => { for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => ({ get done() { _keep(this); return true; } }) }) }) return x; })()",
  "(function* () { try { yield 1; } finally { _keep(this); } })().return(1)",
  "(() => { const g = (function* () { yield 1; })(); g.next(); try { return g.throw(_hostile); } catch (e) { return e; } })()",
  "(() => { Promise.reject(new Error('nobody')); return 1; })()",
  "(() => { Promise.reject(_hostile); return 1; })()",
  "(() => { Promise.reject({ get stack() { return _keep; }, get message() { return _keep(this); } }); return 1; })()",
  "Promise.reject(Object.create(null))",
  "Promise.try ? Promise.try(_keep) : Promise.withResolvers ? Promise.withResolvers() : 1",
  "Array.fromAsync ? Array.fromAsync([Promise.resolve(1)], _keep) : 1",
  "(async () => { const { promise } = { promise: new Promise(() => {}) }; return [promise]; })()",
];

const IMPORTS = [
  "import('node:fs')",
  "import('fs').then(_keep, _keep)",
  "import({ toString: _keep })",
  "import({ toString() { throw _hostile; } })",
  "import('data:text/javascript,export default process')",
  "import('file:///etc/passwd')",
  "import('node:fs', { with: { type: 'json' } })",
  "import('node:fs', { get with() { return _hostile; } })",
  "import(Symbol())",
  "(async () => { try { await import('x'); } catch (e) { return [e, e.constructor, e.stack]; } })()",
  "[1].map(() => import('node:vm'))",
  "(0, () => import('node:child_process'))()",
  "(function* () { yield import('node:net'); })().next().value",
  "new Proxy(() => import('node:os'), {})()",
];

const WASM = [
  "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
  "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
  "WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), _hostile)",
  "WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))",
  "new WebAssembly.Memory({ initial: 1 }).buffer",
  "new WebAssembly.Table({ element: 'anyfunc', initial: 1 })",
  "new WebAssembly.Global({ value: 'externref', mutable: true }, _hostile).value",
  "new WebAssembly.Exception(new WebAssembly.Tag({ parameters: [] }), [])",
  "new SharedArrayBuffer(8)",
  "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)",
  "Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1).value",
  "new FinalizationRegistry(_keep).register({}, 1)",
  "new WeakRef({}).deref()",
  "new Intl.Segmenter('en').segment('a')[Symbol.iterator]().next()",
  "new Intl.DateTimeFormat('en').formatToParts(new Date(0))",
  "Intl.supportedValuesOf('currency')",
];

const SPECIES = [
  "(() => { class A extends Array { static get [Symbol.species]() { return _hostile; } } return new A(1, 2).map(_keep); })()",
  "(() => { const a = [1]; a.constructor = { [Symbol.species]: _hostile }; return a.concat([2]); })()",
  "(() => { const a = years(2020, 2022); a.constructor = { [Symbol.species]: _hostile }; return a.map(_keep); })()",
  "(() => { class B extends Uint8Array { static get [Symbol.species]() { return _hostile; } } return new B(2).subarray(1); })()",
  "(() => { class B extends ArrayBuffer { static get [Symbol.species]() { return _hostile; } } return new B(2).slice(1); })()",
  "(() => { class R extends RegExp { static get [Symbol.species]() { return _hostile; } } return 'ab'.split(new R('a')); })()",
  "(() => { const r = /a/g; r.exec = _keep; return 'a'.replace(r, _keep); })()",
  "'a'.replace({ [Symbol.replace]: _keep }, 1)",
  "'a'.split({ [Symbol.split]: _keep })",
  "'a'.match({ [Symbol.match]: _keep })",
  "'a'.search({ [Symbol.search]: _keep })",
  "'a'.matchAll({ [Symbol.matchAll]: _keep, flags: 'g' })",
  "1 + { [Symbol.toPrimitive]: _keep }",
  "({}) instanceof { [Symbol.hasInstance]: _keep }",
  "[].concat({ [Symbol.isConcatSpreadable]: true, length: 1, get 0() { return _keep(this); } })",
  "[...{ [Symbol.iterator]: () => ({ next: _keep }) }].length",
  "Object.prototype.toString.call({ get [Symbol.toStringTag]() { return _keep(this); } })",
  "new Map({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: _keep }) })",
  "JSON.stringify({ toJSON: _keep })",
  "JSON.stringify({ a: 1 }, _keep)",
  "JSON.stringify({ a: 1 }, _hostile)",
  "JSON.parse('[1]', _keep)",
  'JSON.parse(\'{"__proto__": {"x": 1}}\')',
  "Array.from({ length: 2 }, _keep)",
  "Array.from.call(_hostile, [1])",
  "Array.of.call(_hostile, 1)",
  "Reflect.construct(Object, [], _hostile)",
  "Reflect.construct(Function, ['return this'], Object)",
  "Reflect.ownKeys(new Proxy({}, { ownKeys: _keep }))",
  "Object.groupBy ? Object.groupBy([1], _keep) : 1",
  "String.raw({ raw: _hostile }, 1)",
  "((strings, ...rest) => [strings, strings.raw, rest])`a${1}b`",
  "[3, 1].sort(_keep)",
  "new Date({ [Symbol.toPrimitive]: _keep })",
  "Number({ valueOf: _keep })",
  "`${{ toString: _keep }}`",
  "Object.assign({}, _hostile)",
  "({ ..._hostile })",
  "Object.fromEntries([[_hostile, 1]])",
  "({ __proto__: _hostile }).x",
  "Object.setPrototypeOf({}, _hostile).x",
  "Object.prototype.__lookupGetter__('__proto__').call(1)",
  "Object.getOwnPropertyDescriptor(Object.prototype, '__proto__').set.call({}, _hostile)",
];

const CALLERS = [
  "(function () { return arguments.callee; })()",
  "(function f() { return f.caller; })()",
  "(function f() { return f.arguments; })()",
  "(function () { return this; })()",
  "(function () { return (function () { return this; }).call(undefined); })()",
  "(() => this)()",
  "(() => { try { return arguments; } catch (e) { return e; } })()",
  "new (class { constructor() { this.n = new.target; } })()",
  "(class extends Object { constructor() { super(); this.s = super.constructor; } })",
  "(class { static #p = 1; static has(o) { return #p in o; } }).has({})",
  "(class { static x = this; static { _keep(this); } })",
  "({ m() { return super.constructor; } }).m()",
  "[].constructor.constructor.constructor",
  "''.constructor.constructor('return this')()",
  "(1).constructor.constructor('return process')()",
  "Reflect.getPrototypeOf(async function () {}).constructor('return 1')()",
  "Reflect.getPrototypeOf(function* () {}).constructor('yield process')()",
  "Reflect.getPrototypeOf(async function* () {}).constructor('yield process')()",
  "Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))",
  "Object.getPrototypeOf(Object.getPrototypeOf(new Map().entries()))",
  "Object.getPrototypeOf('a'.matchAll(/a/g))",
  "Object.getPrototypeOf(Int8Array)",
  "(0, eval)('this')",
  "eval?.('process')",
  "RegExp.input",
  "RegExp['$1']",
  "RegExp.lastMatch",
];

/** Functions of a library, each called in some ways with what tells of who calls it. */
const called = (library: string): string => `
for (const _name of Object.keys(${library}).sort()) {
  const _f = ${library}[_name];
  if (typeof _f !== "function") continue;
  await _try(${JSON.stringify(`${library}.`)} + _name, () => {
    const results = [];
    for (const parts of [[_keep], [_hostile], [[1, 2], _keep], [[1, 2], _keep, _keep], [_hostile, _hostile], [{ x: _keep, render: _keep, transform: _keep }], [[{ a: 1 }], { x: _keep, y: _hostile, render: _keep, transform: _keep, channels: { a: { value: _keep, scale: _hostile } }, title: _keep, initializer: _keep }]]) {
      let made;
      try { made = _f(...parts); } catch (error) { made = error; }
      results.push(made);
      if (typeof made === "function") try { results.push(made(_hostile, _keep)); } catch (error) { results.push(error); }
    }
    try { results.push(new _f(_hostile, _keep)); } catch (error) { results.push(error); }
    try { results.push(Reflect.construct(_f, [_keep], _hostile)); } catch (error) { results.push(error); }
    try { results.push(_f.call(_hostile, _keep)); } catch (error) { results.push(error); }
    return results;
  });
}`;

/** Methods of the language that call back. */
const METHODS = `
for (const [_type, _made] of Object.entries({ Array: [1, 2], String: "ab", Map: new Map([[1, 2]]), Set: new Set([1]), Uint8Array: new Uint8Array(2), RegExp: /a/g, Promise: Promise.resolve(1), Function: function () {}, Date: new Date(0), Number: 1, Symbol: Symbol.iterator, BigInt: 1n, ArrayBuffer: new ArrayBuffer(4), DataView: new DataView(new ArrayBuffer(8)), Object: {}, WeakMap: new WeakMap(), Error: new Error("x") })) {
  const _proto = Object.getPrototypeOf(Object(_made));
  for (const _key of Reflect.ownKeys(_proto)) {
    const _f = Object.getOwnPropertyDescriptor(_proto, _key)?.value;
    if (typeof _f !== "function" || _key === "constructor" || (_type === "Array" && _key === "fill")) continue;
    await _try(_type + ".prototype." + String(_key), () => {
      const results = [];
      for (const parts of [[], [_keep], [_hostile], [_keep, _hostile]]) {
        for (const self of [_made, _hostile, undefined]) try { results.push(_f.apply(self, parts)); } catch (error) { results.push(error); }
      }
      return results.filter((one) => !(Array.isArray(one) && one.length > 1000));
    });
  }
}`;

const MARKS =
  "dot line areaY barY rect text tickX ruleY cell arrow vector link image hexgrid frame density contour raster geo tree box waffleY tip crosshair delaunayMesh hull voronoi linearRegressionY bollingerY differenceY".split(
    " ",
  );

/** What charts hand to code of a block while they are drawn. */
const DRAWN: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    MARKS.map((mark) => [
      `render of ${mark}`,
      `Plot.plot({ marks: [Plot.${mark}([{ x: 1, y: 1, l: "a" }, { x: 2, y: 3, l: "b" }], { x: "x", y: "y", text: "l", render(index, scales, values, dimensions, context, next) { _keep(this, index, scales, values, dimensions, context, next, next?.(index, scales, values, dimensions, context)); return next?.(index, scales, values, dimensions, context) ?? null; } })] })`,
    ]),
  ),
  "a channel": "Plot.plot({ marks: [Plot.dot([1], { x: _keep, y: (d, i, all) => { _keep(d, i, all); return 1; } })] })",
  "a tick format": "Plot.plot({ x: { tickFormat: _keep }, marks: [Plot.dot([1, 2])] })",
  "a scale's transform": "Plot.plot({ x: { transform: _keep }, marks: [Plot.dot([1, 2])] })",
  "a scale's interpolate":
    "Plot.plot({ color: { type: 'linear', interpolate: _keep }, marks: [Plot.dot([1, 2], { fill: (d) => d })] })",
  "a scale's range": "Plot.plot({ x: { range: _hostile, domain: _hostile }, marks: [Plot.dot([1, 2])] })",
  "a projection":
    "Plot.plot({ projection: ({ width }) => { _keep(width); return { stream: (sink) => { _keep(sink); return sink; } }; }, marks: [Plot.geo({ type: 'Point', coordinates: [1, 1] })] })",
  "a mark of one's own":
    "Plot.plot({ marks: [(index, scales, values, dimensions, context) => { _keep(index, scales, values, dimensions, context); return context.document.createElementNS('http://www.w3.org/2000/svg', 'g'); }] })",
  "the document's makers":
    "Plot.plot({ marks: [(i, s, v, d, { document }) => { const e = document.createElementNS('http://www.w3.org/2000/svg', 'g'); _keep(document, document.defaultView, document.createElement && document.createElement('iframe'), e.ownerDocument, e.parentNode, document.createTextNode('x'), document.documentElement, document.location); return e; }] })",
  "a script of the document's":
    "Plot.plot({ marks: [(i, s, v, d, { document }) => { const e = document.createElementNS('http://www.w3.org/1999/xhtml', 'script'); e.textContent = 'process'; e.setAttribute('onload', 'process'); return e; }] })",
  "a transform":
    "Plot.plot({ marks: [Plot.dot([1], { x: (d) => d, transform: (data, facets) => { _keep(data, facets); return { data, facets }; } })] })",
  "an initializer":
    "Plot.plot({ marks: [Plot.dot([1], Plot.initializer({ x: (d) => d }, function (...parts) { _keep(this, ...parts); return {}; }))] })",
  "a group's reducer":
    "Plot.plot({ marks: [Plot.barY([1, 2], Plot.groupX({ y: { reduceIndex: _keep, scope: 'data', label: _hostile } }, { x: (d) => d }))] })",
  "a curve":
    "Plot.plot({ marks: [Plot.line([[1, 1], [2, 2]], { curve: (context) => { _keep(context); return { lineStart() {}, lineEnd() {}, point() { _keep(this, context); } }; } })] })",
  "a symbol":
    "Plot.plot({ marks: [Plot.dot([1], { symbol: { draw(context, size) { _keep(this, context, size); } } })] })",
  "a facet": "Plot.plot({ fx: { tickFormat: _keep }, marks: [Plot.dot([1, 2], { fx: _keep })] })",
  "a chart's class name": "Plot.plot({ className: { toString: _keep }, marks: [Plot.dot([1])] })",
  "a chart's document":
    "Plot.plot({ document: { createElementNS: _keep, createElement: _keep, querySelector: _keep }, marks: [Plot.dot([1])] })",
  "what a chart is":
    "(() => { const c = Plot.plot({ marks: [Plot.dot([1])] }); return [c, c.scale && c.scale('x'), c.ownerDocument, c.legend && c.legend('color'), c.value, c.outerHTML, c.parentNode, c.firstChild]; })()",
  "a chart's listeners":
    "(() => { const c = Plot.plot({ marks: [Plot.tip([1])] }); _keep(c.addEventListener && c.addEventListener('x', _keep), c.dispatchEvent && c.dispatchEvent(new Event('x'))); return c; })()",
};

const BLOCKED = Object.fromEntries([
  ...GLOBALS.map((name) => [`the global ${name}`, `typeof ${name} === "undefined" ? 0 : ${name}`]),
  ...GLOBALS.map((name) => [`globalThis.${name}`, `globalThis[${JSON.stringify(name)}]`]),
] as [string, string][]);

const list = (kind: string, codes: readonly string[]): [string, string][] =>
  codes.map((code) => [`${kind}: ${code}`, code]);

/** Single ways, as expressions. */
export const SINGLE: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(WAYS),
  ...FUNCTIONS.flatMap((made): [string, string][] => [
    [`constructor of ${made}`, `${made}.constructor("return this")()`],
    [`constructor's constructor of ${made}`, `${made}.constructor.constructor("return process")()`],
    [
      `prototypes of ${made}`,
      `(() => { const all = []; for (let p = ${made}; p; p = Object.getPrototypeOf(p)) all.push(p, p.constructor); return all; })()`,
    ],
    [`a new target of ${made}`, `Reflect.construct(Object, [], ${made})`],
  ]),
  ...INTRINSICS.flatMap((name): [string, string][] => [
    [`${name} with a hostile target`, `Reflect.construct(${name}, [_hostile], _hostile)`],
    [
      `${name} extended`,
      `new (class extends ${name} { constructor(...p) { super(...p); _keep(this, new.target); } })(_keep)`,
    ],
    [`${name} called`, `${name}(_hostile)`],
    [
      `${name} with a prototype that tells`,
      `Reflect.construct(${name}, [1], Object.defineProperty(function () {}.bind(), "prototype", { get: () => { _keep(1); return null; } }))`,
    ],
  ]),
  ...list("throws", THROWN),
  ...list("stack", STACKS),
  ...list("async", ASYNC),
  ...list("import", IMPORTS),
  ...list("wasm", WASM),
  ...list("symbols", SPECIES),
  ...list("caller", CALLERS),
  ...Object.entries(BLOCKED),
  ...Object.entries(DRAWN),
]);

/** Loops that try each function of something. */
export const LOOPS: Readonly<Record<string, string>> = {
  d3: called("d3"),
  Plot: called("Plot"),
  library: called("_library"),
  methods: METHODS,
};

/** Of the library, by the names that blocks have them by. */
export const LIBRARY =
  "years months quarters dates series mapSeries rows table format interpolate growth cagr cumulative regroup output d3 Plot".split(
    " ",
  );

/**
 * Code of a block that tries single ways, and says what was tried and found under a name.
 *
 * @param engine code that defines `_isEngine`, which is looked for too
 */
export function attempt(name: string, ways: readonly (readonly [string, string])[], loop = "", engine = ""): string {
  const tries = ways.map(([what, code]) => {
    return `await _try(${JSON.stringify(what)}, ${/\bawait /.test(code) ? "async " : ""}() => (${code}));`;
  });
  const library = LIBRARY.filter((one) => one !== "d3" && one !== "Plot");
  return `${HARNESS}${engine}
${engine === "" ? "" : "_alsoFind = _isEngine;"}
const _library = { ${library.join(", ")} };
${tries.join("\n")}
${loop}
const ${name} = { tried: _tried, found: _found };`;
}
