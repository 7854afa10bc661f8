// Loads what a cold build loads, one after the other; run by itself it prints the milliseconds that takes.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

export async function loadLibraries() {
  await import("commander");
  await import("yaml");
  require("mathjs/lib/browser/math.js");
  await import("oxc-parser");
  await import("handlebars");
  await import("markdown-it");
  await import("d3-array");
  await import("@observablehq/plot");
  return require("@myriaddreamin/typst-ts-node-compiler");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  await loadLibraries();
  process.stdout.write(String(performance.now() - started));
}
