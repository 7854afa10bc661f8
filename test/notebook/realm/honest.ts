import type { program } from "../run/blocks.js";

/** Names of the library that they use. */
export const LIBRARY = ["years", "series", "rows", "cumulative", "format", "table", "d3", "Plot"];

/** Blocks that only compute, by many ways through the language and the libraries. */
export const HONEST: Parameters<typeof program>[0] = {
  sums: [
    `const total = years(2020, 2024).map((y) => y - 2020).reduce((a, b) => a + b, 0);
const parts = [d3.fsum([1, 2, 3]), d3.mean([1, 2]), [...d3.group([1, 2, 2], (d) => d)].length, new d3.Adder().add(2) + 0, d3.sort([3, 1, 2]).join()];
const words = [format(0.5, "percent 0"), new Date(0).toISOString(), "a-b".split("-").join("+"), "x".padStart(3, "."), /b(.)/.exec("abc")[1], (1234.5).toFixed(2), JSON.stringify({ a: [1] })];
const kept = [[...new Map([[1, 2]]).entries()], [...new Set([1, 1])], Object.entries({ a: 1 }), Object.assign({}, { b: 2 }), cumulative({ 2026: 1, 2027: 2 })];
const numbers = [Math.max(1, 2), Number("4"), parseFloat("1.5"), Number.isInteger(3), 7n * 6n, Float64Array.from([1, 2]).map((x) => x * 2).join()];
const later = await Promise.all([1, 2].map(async (x) => x * 2));`,
    {
      isAsync: true,
      library: LIBRARY,
      defines: ["total", "parts", "words", "kept", "numbers", "later"],
    },
  ],
  positive: ['const __result = (__compare(">", total, 5));', { kind: "claim", uses: ["total"] }],
  "fig-x": [
    `const behind = years(2020, 2024).map((x) => ({ x, y: x - 2020, z: x % 2 ? "odd" : "even" }));
const __result = (Plot.plot({ x: { label: "x" }, y: { label: "y" }, color: { legend: true }, marks: [Plot.lineY(behind, { x: "x", y: "y", curve: "monotone-x" }), Plot.dot(behind, { x: "x", y: "y", fill: "z", symbol: "z" }), Plot.text(behind, { x: "x", y: "y", text: "z", dy: -9 })] }));`,
    { kind: "chart", library: ["years", "Plot"], options: { alt: "A", data: "behind" } },
  ],
};
