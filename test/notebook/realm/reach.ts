/**
 * Code of a block that looks at values from inside the realm: `_strangers(value, name)` walks all that is reached from a value by properties, symbols,
 * accessors and prototypes and returns the paths at which an object of another realm stands, or what else is looked for.
 */
export const WALK = `
const _home = Object.prototype;
const _isStranger = (value) => {
  let root = value;
  for (let above = Object.getPrototypeOf(root); above !== null; above = Object.getPrototypeOf(root)) root = above;
  if (root === _home) return false;
  // What has no prototype tells by nothing but what it holds.
  return typeof value === "function" || root !== value;
};
const _strangers = (start, name, is = _isStranger) => {
  const found = [];
  const seen = new Set();
  const waiting = [[start, name]];
  while (waiting.length > 0 && seen.size < 200000) {
    const [value, path] = waiting.pop();
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
    seen.add(value);
    try {
      if (is(value)) { found.push(path); continue; }
      waiting.push([Object.getPrototypeOf(value), path + ".__proto__"]);
      for (const key of Reflect.ownKeys(value)) {
        const property = Object.getOwnPropertyDescriptor(value, key);
        const at = path + "." + String(key);
        if (!property) continue;
        waiting.push([property.value, at], [property.get, at + " get"], [property.set, at + " set"]);
        if (property.get) {
          let got;
          try { got = property.get.call(value); } catch (error) { got = error; }
          waiting.push([got, at + " got"]);
        }
      }
    } catch (error) {
      waiting.push([error, path + " threw"]);
    }
  }
  return found;
};
`;

/** Ways to get hold of something, each an expression; all are walked. */
export const WAYS: Readonly<Record<string, string>> = {
  given: "given",
  years: "[years, years(2020, 2022), series(['q1', 'q2'], () => 1), rows({ a: { 2026: 1 } }), table([{ a: 1 }])]",
  d3: "[d3, d3.group([1, 2], (d) => d), new d3.Adder(), d3.bin(), d3.bisector((d) => d), d3.ticks(0, 1, 3)]",
  plot: "[Plot, Plot.dot([1]), Plot.plot({}), Plot.colorKey(), Plot.scale({ color: { type: 'categorical', domain: ['a'] } }), Plot.ramp(3)]",
  globals: `[${"Object Function Array Number Boolean String Symbol BigInt Date Math JSON RegExp Promise Proxy Reflect Map Set WeakMap WeakSet Intl Error ArrayBuffer DataView Uint8Array console".split(" ").join(", ")}]`,
  this: "(function () { return [this, arguments, new.target]; })()",
  caller:
    "(function f() { try { return [arguments.callee]; } catch (e) { return [e, (() => { try { return f.caller; } catch (e) { return e; } })()]; } })()",
  promise: "[Promise.resolve(1), Promise.resolve(1).then(() => 1), (async () => {})()]",
  generators:
    "[(function* () {})(), (async function* () {})(), [][Symbol.iterator](), new Map().entries(), 'a'.matchAll(/a/g)]",
  async: "await (async () => { await null; return [new Error('x')]; })()",
  thrown: `[() => null.x, () => years("x"), () => given.nothing, () => { given.gw.stock = 1; }, () => new Array(-1), () => "x".repeat(-1), () => new Proxy({}, null),
    () => JSON.parse("{"), () => new RegExp("("), () => d3.bin()(1), () => Plot.dot([1], { x: "a", curve: 3 }), () => format(1, "x"), () => Symbol() + "",
    () => decodeURI("%"), () => 1n + 1, () => structuredClone, () => new Intl.NumberFormat("x-"), () => Reflect.construct(1), () => new Date(), () => Math.random(), () => interpolate({}, 1),
    () => Function("return 1")(), () => (0, eval)("1"), () => (async () => {}).constructor("return 1")(), () => (function* () {}).constructor("yield 1")()]
    .map((f) => { try { return f(); } catch (error) { return error; } })`,
  aggregate: "await Promise.any([Promise.reject(1)]).catch((error) => error)",
  proxies: `(() => {
    const met = [];
    const handler = new Proxy({}, { get: (_, name) => (...parts) => { met.push(...parts); return Reflect[name](...parts); } });
    const p = new Proxy(function () {}, handler);
    for (const use of [() => p.x, () => { p.x = 1; }, () => p(), () => new p(), () => "x" in p, () => delete p.x, () => Object.keys(p), () => Object.getPrototypeOf(p), () => String(p),
      () => console.log(p), () => rows({ p }), () => table([p]), () => Plot.dot(p, p), () => d3.sum(p), () => series(p, () => 1), () => format(p, "number"), () => Object.freeze(p)]) {
      try { met.push(use()); } catch (error) { met.push(error); }
    }
    return met;
  })()`,
  callbacks: `(() => {
    const met = [];
    const keep = function (...parts) { met.push(this, ...parts); return 1; };
    for (const use of [() => [1].map(keep), () => series([1], keep), () => mapSeries({ 1: 1 }, keep), () => d3.rollup([1], keep, keep), () => d3.sort([2, 1], keep),
      () => JSON.parse("[1]", keep), () => JSON.stringify({ a: 1 }, keep), () => "a".replace(/a/, keep), () => Array.from([1], keep)]) {
      try { met.push(use()); } catch (error) { met.push(error); }
    }
    return met;
  })()`,
  stack: `(() => {
    const met = [];
    Error.stackTraceLimit;
    for (const use of [() => { Error.prepareStackTrace = (_, sites) => met.push(...sites); }, () => Object.defineProperty(Error, "prepareStackTrace", { value: (_, sites) => met.push(...sites) }),
      () => { class Own extends Error { static prepareStackTrace(_, sites) { met.push(...sites); return sites; } } return new Own("x").stack; }]) {
      try { met.push(use()); } catch (error) { met.push(error); }
    }
    try { null.x; } catch (error) { met.push(error, error.stack); }
    return met;
  })()`,
  overflow: `(() => {
    const met = [];
    const uses = [() => new Error("x").stack, () => { try { null.x; } catch (e) { return e.stack; } }, () => console.log(new Error("x")), () => years(1, 3), () => given.gw.stock, () => Plot.dot([1], { x: "a" }),
      () => new Intl.NumberFormat("de").format(1), () => [3, 1, 2].sort(), () => d3.sum([1]), () => Promise.resolve().then(() => {}), () => new Proxy({}, {}), () => "x".localeCompare("y"), () => new Date(0).toLocaleString()];
    for (const use of uses) {
      let left = 150;
      const down = () => {
        try { down(); } catch (error) { if (left > 0) met.push(error); }
        if (left-- > 0) try { met.push(use()); } catch (error) { met.push(error); }
      };
      try { down(); } catch (error) { met.push(error); }
    }
    return met;
  })()`,
  strings: `[..."anchor at big blink bold normalize split".split(" ").map((name) => ""[name])]`,
};
