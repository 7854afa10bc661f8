import { random } from "../robust/tool.js";
import { HARNESS } from "./ways.js";

/** Pieces that mean something to what a text may be handed to: a compiler, a console, a frame, a drawing, a page, a path. */
const PIECES = (port: number): string[] => [
  ...String.raw`
  ${"${process.exit()}"} ${"`"} ' " \ \\ */ /* // # \u2028 </script> <script>process</script> <svg/onload=process> <image/href=x> ]]> --> <!-- &#60; __proto__ constructor prototype toString valueOf then
  toJSON hasOwnProperty __defineGetter__ process globalThis require module import eval Function this arguments return yield await {{x}} {{{x}}} @x #x %s %o %O %j %c [object NaN null undefined
  true 1e999 -0 0x10 .. ../../etc/passwd /etc/passwd /proc/self/environ javascript:process data:text/html,x blob:x vbscript:x url(#a) url(javascript:x) expression(x) @import behavior: -moz-binding: attr(x)
  var(--x) calc(1) #{x} {} [] () ; , . => ?? ?. 1;process [1,2] {"type":"answer"} [1,"type","failed"] [9,0] e[1] j[1] p[1] s0 e w1 c[] $& $1 $${"`"} (?<x>.) [ ( * + \d{99999} fill:url(x) onload onerror xlink:href xmlns xml:base
  `
    .trim()
    .split(/\s+/),
  `url(http://127.0.0.1:${port}/x)`,
  `http://127.0.0.1:${port}/x`,
  `//127.0.0.1:${port}/x`,
  "\u0000",
  "\u0001\u0000\u0000\u0000",
  "\u0005\u0000\u0000\u0000e[1]",
  "\uD800",
  "\uDC00",
  "\u2028",
  "\u2029",
  "\u202E",
  "\uFEFF",
  "\u001b[2J",
  "\n",
  "\r\n::error::x",
  "\t",
  "\u{1F600}",
  "e\u0301",
  "'+process+'",
  '"});process.exit();//',
  "){}while(0);(",
  "import('node:fs')",
  "__work()",
  "__realm",
  "__result",
  "memo:realm",
];

/** Strings that try to be more than text, the same for the same seed. */
export function strings(count: number, seed: number, port: number): string[] {
  const next = random(seed);
  const pieces = PIECES(port);
  const pick = (): string => pieces[Math.floor(next() * pieces.length)] ?? "";
  return Array.from({ length: count }, (_, n) => {
    if (n < pieces.length) return pieces[n] ?? "";
    const parts = Array.from({ length: 1 + Math.floor(next() * 5) }, pick);
    return n % 200 === 0 ? parts.join("").repeat(2000) : parts.join(next() < 0.5 ? "" : " ");
  });
}

/** Ways of a string through the realm, as expressions over `s`; what comes of one is looked at. */
export const THROUGH: Readonly<Record<string, string>> = {
  "a key": "({ [s]: 1, __proto__: null })[s]",
  "a method's name": "({ [s]() {} })[s] && Object.keys({ [s]: 1 })",
  "a class": "(class { static [s] = 1; get [s + 'x']() { return 1; } })",
  "a name of the realm's": "globalThis[s]",
  "a name of a function's": "(() => {})[s]",
  "a name of a text's": "''[s]",
  "a name of the library's": "[Plot[s], d3[s], years[s]]",
  "an assumption's name": "given[s]",
  "a symbol": "[Symbol(s), Symbol.for(s).description]",
  "an error": "(() => { const e = new Error(s); e.name = s; return [String(e), e.stack]; })()",
  "a thrown text": "(() => { try { throw s; } catch (e) { return e; } })()",
  "a pattern": "new RegExp(s)",
  "a pattern's replacement": "'abc'.replace(/b/, s)",
  JSON: "JSON.parse(s)",
  "JSON's key": "JSON.parse(JSON.stringify({ [s]: s }), (k, v) => v)",
  "a number": "Number(s)",
  "a big number": "BigInt(s)",
  "a date": "new Date(s)",
  "a locale": "new Intl.NumberFormat(s)",
  "a time zone": "new Intl.DateTimeFormat('en', { timeZone: s })",
  "a form": "s.normalize(s)",
  "an address": "[encodeURIComponent(s), decodeURIComponent(s)]",
  code: "Function(s)",
  "code of a wait": "(async () => {}).constructor(s)",
  "code to run": "(0, eval)(s)",
  "a module": "import(s)",
  "a module's kind": "import('x', { with: { type: s } })",
  "a label": "Symbol(s).toString()",
  "a format": "format(1, s)",
  "a format's unit": "format(1, 'unit ' + s)",
  "a series' key": "series([s], () => 1)",
  "two series' keys": "series([s, 'a'], (k) => 1)",
  "a series' key, listed": "rows({ [s]: { [s]: 1 } })",
  "years from": "years(s, s)",
  "a month": "months(s, s)",
  "a table's column": "table([{ [s]: 1 }], { columns: { [s]: s } })",
  "a table's cell": "table([{ a: s }])",
  "an output's label": "output(1, { label: s, unit: '1' })",
  "an output's unit": "output(1, { label: 'a', unit: s, format: s })",
  "a regrouping": "regroup({ '2026-01': 1 }, s)",
  "a group": "d3.group([s], (d) => d)",
  "a reduction": "d3.rollup([s], (v) => v, (d) => d)",
  "a bin's thresholds": "d3.bin().thresholds(s)([1, 2])",
  "a mark": "Plot[s] && Plot[s]([1])",
  "a channel by name": "Plot.dot([{ [s]: 1 }], { x: s, y: s, fill: s, r: s })",
  "a curve": "Plot.line([[1, 1]], { curve: s })",
  "a reducer": "Plot.groupX({ y: s }, { x: (d) => d })",
  "a symbol's name": "Plot.dot([1], { symbol: s })",
  "an interval": "Plot.barY([1], { interval: s })",
  "a marker": "Plot.line([[1, 1]], { marker: s })",
  "a color key": "Plot.colorKey(s)",
};

const OPTIONS = "title subtitle caption className ariaLabel ariaDescription".split(" ");
const MARK =
  "fill stroke strokeDasharray href target title ariaLabel fontFamily fontWeight textAnchor lineAnchor shapeRendering paintOrder mixBlendMode clip imageFilter cursor pointerEvents overflow".split(
    " ",
  );

/** All options of a chart that take text. */
const CHART = `(() => {
  const results = [];
  for (const options of [{ ${OPTIONS.map((name) => `${name}: s`).join(", ")} }, { style: s }, { x: { label: s, type: s } }, { color: { scheme: s, legend: true } }, { projection: s }, { x: { domain: [s, "b"], tickFormat: s } }])
    try { results.push(Plot.plot({ ...options, marks: [Plot.text([s], { x: [1], text: [s] })] }).outerHTML); } catch (error) { results.push(error); }
  try { results.push(Plot.plot({ marks: [Plot.dot([1], { ${MARK.map((name) => `${name}: s`).join(", ")} })] }).outerHTML); } catch (error) { results.push(error); }
  return results;
})()`;

/** A block that sends strings each way, and hands them out by each. */
export function through(name: string, part: readonly string[], charts: boolean): string {
  const ways = Object.entries({ ...THROUGH, ...(charts ? { "a chart": CHART } : {}) });
  return `${HARNESS}
const _strings = ${JSON.stringify(part)};
for (const s of _strings) {
  const _came = [];
  ${ways.map(([, code]) => `try { _came.push(${code}); } catch (error) { _came.push(error); }`).join("\n  ")}
  for (const one of _came) if (typeof one?.then === "function") { let later; try { later = await one; } catch (error) { later = error; } _came.push(later); }
  _try(JSON.stringify(s).slice(0, 80), () => _came);
  console.log(s, { [s]: s }, [s], new Map([[s, s]]), Symbol(s));
}
const ${name} = { tried: _tried, found: _found };
const ${name}_list = _strings;
const ${name}_keys = Object.fromEntries(_strings.map((s) => [s, s]));
const ${name}_map = new Map(_strings.map((s, n) => [s, n]));
const ${name}_set = new Set(_strings);`;
}

/** How many ways each goes, and comes out by. */
export const WAYS_THROUGH = Object.keys(THROUGH).length + 1;
export const WAYS_OUT = 6;

/** A chart that shows strings, which go out as a drawing. */
export const drawing = (
  part: readonly string[],
): string => `const behind = ${JSON.stringify(part)}.map((s, n) => ({ s, n }));
const __result = (Plot.plot({ width: 640, height: ${part.length * 12 + 60}, marginLeft: 200, x: { label: behind[0].s }, y: { label: behind[1].s }, ariaLabel: behind[2].s, marks: [Plot.text(behind, { x: 1, y: "n", text: "s", title: "s", fill: (d) => d.s, stroke: (d) => d.s, href: "s", ariaLabel: "s" }), ...behind.map(({ s }) => { try { return Plot.dot([1], { x: 1, y: 1, ${MARK.map((name) => `${name}: s`).join(", ")} }); } catch { return null; } })] }));`;
