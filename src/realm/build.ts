// Writes the script of the realm, the program of its process and the one that tries the walls around it:
// `node build.js <folder> [--whole] [--sample <module>]`. Run when the package is compiled, with a sample of what blocks ask for, and from source when
// what is kept is not of the present sources.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { cacheName, engineFlags, USUAL_HEAPS } from "../notebook/realm/compiled.js";
import { facesInside } from "./faces.js";
import { GATHER, withNamesTold } from "./named.js";

const fromSource = import.meta.url.endsWith(".ts");
/** A module as it is at hand; named whole, so that what is kept is known to depend on it. */
const pathOf = (url: URL): string => fileURLToPath(url).replace(/\.js$/, fromSource ? ".ts" : ".js");
const ENTRY = pathOf(new URL("./entry.js", import.meta.url));
const SQLITE = pathOf(new URL("./sqlite.js", import.meta.url));
const CHILD = pathOf(new URL("../notebook/process/child.js", import.meta.url));
const TRIAL = pathOf(new URL("../notebook/walls/trying.js", import.meta.url));
const DIAGRAMS = pathOf(new URL("../diagrams/worker.js", import.meta.url));
const BLOCK_REALM = pathOf(new URL("../notebook/realm/block-realm.js", import.meta.url));

/** What the script uses of the language: read once from the global object, before blocks are. */
const GLOBALS = (
  "Object Function Array Number Boolean String Symbol BigInt Math JSON RegExp Promise Proxy Reflect Map Set WeakMap WeakSet Intl Error " +
  "AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer DataView Int8Array Uint8Array " +
  "Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array parseFloat parseInt " +
  "isFinite isNaN encodeURI encodeURIComponent decodeURI decodeURIComponent"
).split(" ");

/** Ways of listing keys that blocks get others of. */
const LISTING = ["keys", "values", "entries", "fromEntries"] as const;

/**
 * Around the script: no chance, which libraries take hold of when they are loaded; for them a `Date` without the clock, the language's own ways of
 * listing keys and a console that nobody reads, of all of which blocks get others; and what modules hold by name gathered.
 */
const HEAD = `((realm) => {
"use strict";
const { ${GLOBALS.join(", ")} } = realm;
${LISTING.map((name) => `const __Object_${name} = Object.${name};`).join("\n")}
const __now = realm.Date.now;
const { WebAssembly: __WebAssembly } = realm;
Math.random = function random() {
  throw new Error("Math.random() is not the same on every run; take the date or the draw from \`given\`");
};
const Date = ((Original) => {
  function Date(...parts) {
    if (new.target === undefined) return new Original(0).toString();
    return Reflect.construct(Original, parts.length === 0 ? [0] : parts, new.target === Date ? Original : new.target);
  }
  Date.prototype = Original.prototype;
  Date.UTC = Original.UTC;
  Date.parse = Original.parse;
  Date.now = () => 0;
  return Date;
})(realm.Date);
const console = { warn() {} };
const __holders = [];
const ${GATHER} = (holder) => { __holders.push(holder); };
`;
const TAIL = `
return __realm.openRealm(realm, () => __now(), __WebAssembly, () => __holders.flatMap((holder) => holder()));
})(this)
`;

/** Around SQLite, which finds no clock, no chance and no host whatever it is asked. */
const SQLITE_HEAD = `(async (wasm) => {
"use strict";
let asking = false;
const now = () => {
  if (asking) throw new Error("the present moment is not the same on every run");
  return 0;
};
const Date = class extends globalThis.Date {
  constructor(...parts) { super(...(parts.length === 0 ? [now()] : parts)); }
  static now = now;
  getTimezoneOffset() { return 0; }
};
for (const part of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds"])
  Date.prototype["get" + part] = Date.prototype["getUTC" + part];
const Math = Object.create(globalThis.Math, { random: { value: () => 0 } });
const crypto = { getRandomValues: (bytes) => bytes.fill(0) };
const [process, window, WorkerGlobalScope, document, performance, setTimeout] = [];
const console = { log() {}, warn() {}, error() {} };
const TextDecoder = class {
  decode(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; ) {
      const a = bytes[at++];
      if (a < 0x80) text += String.fromCharCode(a);
      else if (a < 0xe0) text += String.fromCharCode(((a & 31) << 6) | (bytes[at++] & 63));
      else if (a < 0xf0) text += String.fromCharCode(((a & 15) << 12) | ((bytes[at++] & 63) << 6) | (bytes[at++] & 63));
      else text += String.fromCodePoint(((a & 7) << 18) | ((bytes[at++] & 63) << 12) | ((bytes[at++] & 63) << 6) | (bytes[at++] & 63));
    }
    return text;
  }
};
`;
const SQLITE_TAIL = `
const { Database } = await __sqlite.open(wasm);
return { Database, asks: (on) => { asking = on; } };
})
`;

const GRAPHVIZ_LICENCES = `// With Viz.js (MIT License, https://github.com/mdaines/viz-js), which holds in object code Graphviz (Eclipse Public License 2.0,
// source at https://gitlab.com/graphviz/graphviz) and Expat (MIT License, https://github.com/libexpat/libexpat).`;

/** Tells names of modules, and lets nothing of the host in. */
const inside: Plugin = {
  name: "inside",
  setup(made) {
    made.onResolve({ filter: /^node:/ }, ({ path, importer }) => ({
      errors: [{ text: `the realm of blocks has no ${path}, which ${importer} imports` }],
    }));
    made.onLoad({ filter: /\.m?[jt]s$/, namespace: "file" }, ({ path }) => {
      const loader = path.endsWith(".ts") ? "ts" : "js";
      const text = readFileSync(path, "utf8");
      const isModule = loader === "ts" || /^\s*(?:import|export)\b/m.test(text);
      return { contents: isModule ? withNamesTold(text, path) : text, loader };
    });
  },
};

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: { whole: { type: "boolean" }, sample: { type: "string" } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("a folder to write into is asked for");
// A package is never made without Graphviz: it would draw no diagram wherever it is installed.
if (options.whole && !isInstalled("@viz-js/viz"))
  throw new Error("there is no Graphviz to compile: install the package `@viz-js/viz`, as `npm ci` does");
mkdirSync(folder, { recursive: true });
const common = { bundle: true, write: false, target: "node20", legalComments: "none", logLevel: "silent" } as const;
const realm = await build({
  ...common,
  entryPoints: [ENTRY],
  format: "iife",
  globalName: "__realm",
  platform: "neutral",
  mainFields: ["module", "main"],
  plugins: [facesInside, inside],
  minifySyntax: true,
  minifyWhitespace: true,
  banner: { js: HEAD },
  footer: { js: TAIL },
  define: Object.fromEntries(LISTING.map((name) => [`Object.${name}`, `__Object_${name}`])),
});
const program = async (path: string): Promise<Uint8Array> => {
  const made = await build({ ...common, entryPoints: [path], format: "esm", platform: "node" });
  return made.outputFiles[0]?.contents ?? new Uint8Array();
};
const put = (name: string, contents: Uint8Array): void => {
  const fresh = join(folder, `${name}.${process.pid}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, join(folder, name));
};
put("realm.js", realm.outputFiles[0]?.contents ?? new Uint8Array());
// Compiling the script takes longer than all else that a process begins with; what comes of it serves again where the flags are the same.
const sample =
  options.sample === undefined
    ? undefined
    : ((await import(pathToFileURL(resolve(options.sample)).href)) as typeof import("./sample.js")).sampleRequest();
// Where sweeps are run, nothing is drawn.
for (const [index, megabytes] of USUAL_HEAPS.entries()) {
  const fresh = join(folder, `${cacheName(megabytes)}.${process.pid}`);
  const script = `
    const { realmScript, compiledBy } = await import(${JSON.stringify(pathToFileURL(BLOCK_REALM).href)});
    const { readFileSync, writeFileSync } = await import("node:fs");
    const script = realmScript(readFileSync(${JSON.stringify(join(folder, "realm.js"))}, "utf8"));
    writeFileSync(${JSON.stringify(fresh)}, await compiledBy(script, ${JSON.stringify(index === 0 ? sample : undefined)}));`;
  const loader = fromSource ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];
  const flags = [...engineFlags(megabytes), ...loader, "--input-type=module", "--eval", script];
  const made = spawnSync(process.execPath, flags, { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`the script can't be compiled: ${made.stderr}`);
  renameSync(fresh, join(folder, cacheName(megabytes)));
}
// Without its package the rest is whole: who queries is told then.
const wasm = "sql.js/dist/sql-wasm.wasm";
if (isInstalled(wasm)) {
  const licence = readFileSync(join(createRequire(import.meta.url).resolve(wasm), "../../LICENSE"), "utf8");
  const sqlite = await build({
    ...common,
    entryPoints: [SQLITE],
    format: "iife",
    globalName: "__sqlite",
    platform: "neutral",
    mainFields: ["main"],
    loader: { ".wasm": "binary" },
    external: ["node:fs", "node:crypto", "fs", "crypto"],
    minifyWhitespace: true,
    banner: { js: `/*\n${licence.replaceAll("*/", "* /")}*/\n${SQLITE_HEAD}` },
    footer: { js: SQLITE_TAIL },
  });
  put("sqlite.js", sqlite.outputFiles[0]?.contents ?? new Uint8Array());
}
// Likewise for who draws diagrams.
if (isInstalled("@viz-js/viz")) {
  const drawing = await build({
    ...common,
    entryPoints: [DIAGRAMS],
    format: "cjs",
    platform: "node",
    legalComments: "inline",
    banner: { js: GRAPHVIZ_LICENCES },
    // A module knows its own address, by which nothing is found here.
    define: { "import.meta.url": '""' },
  });
  // A third of its size, most of which is Graphviz as a text.
  put("diagrams.cjs.gz", gzipSync(drawing.outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }));
}
put("trial.mjs", await program(TRIAL));
put("child.mjs", await program(CHILD));

function isInstalled(path: string): boolean {
  try {
    return createRequire(import.meta.url).resolve(path) !== "";
  } catch {
    return false;
  }
}
