// Ways from beside a query, or through it, to what runs it: SQLite as WebAssembly. Blocks here are even given the function that queries call, which the analysis
// gives to none.
import { QUERY_HELPER } from "../../src/notebook/sql/types.js";
import type { Written } from "../notebook/run/blocks.js";

const COLUMN = `{ name: "y", type: "text", mayMiss: true, at: [1, 1] }`;
const query = (sql: string, more = ""): string =>
  `{ sql: ${sql}, tables: [{ name: "t", columns: [{ name: "x", type: "number" }] }], columns: [${COLUMN}], start: [1, 1], clock: [1, 1], places: { "": [1, 1] }${more} }`;
const asks = (sql: string): string => `${QUERY_HELPER}(${query(JSON.stringify(sql))}, { t: { x: [1, 2] } })`;

/** An honest query, whose result the attacked blocks use. */
export const ASKED: readonly [string, Written] = [
  `const asked = ${QUERY_HELPER}({ sql: "SELECT x * 2 AS y FROM t ORDER BY x", tables: [{ name: "t", columns: [{ name: "x", type: "number" }] }], columns: [{ name: "y", type: "number", mayMiss: false, at: [1, 1] }], start: [1, 1], clock: [1, 1], places: { "": [1, 1] } }, { t: { x: [3, 1, 2] } });`,
  { kind: "sql", defines: ["asked"] },
];

/** The same again, behind the attack. */
export const AGAIN: readonly [string, Written] = [
  ASKED[0].replace("const asked", "const again"),
  { kind: "sql", defines: ["again"] },
];

/** What both come to. */
export const ANSWER = [2, 4, 6];

const STATEMENTS = [
  "ATTACH 'file:/etc/passwd' AS p",
  "VACUUM INTO '/tmp/memo-attack.db'",
  "SELECT load_extension('x') AS y",
  "SELECT readfile('/etc/passwd') AS y",
  "SELECT writefile('/tmp/memo-attack', 'x') AS y",
  "SELECT fts3_tokenizer('simple') AS y",
  "SELECT hex(randomblob(8)) AS y",
  "SELECT zeroblob(1e9) AS y",
  "SELECT sql AS y FROM sqlite_master",
  "SELECT * FROM pragma_database_list",
  "SELECT * FROM pragma_compile_options",
  "PRAGMA hard_heap_limit = 0",
  "PRAGMA query_only = off",
  "PRAGMA temp_store_directory = '/tmp'",
  "CREATE TABLE u AS SELECT 1 AS y",
  "INSERT INTO t VALUES (7)",
  "SELECT edit('x', 'vi') AS y",
  "SELECT eval('SELECT 1') AS y",
  "SELECT group_concat(x) AS y FROM t",
  "SELECT printf('%s%n%p', 'x', 1, 2) AS y",
  "SELECT char(0, 55296, 1114111) AS y",
  "WITH RECURSIVE c(y) AS (SELECT 1 UNION ALL SELECT y + 1 FROM c LIMIT 1000) SELECT sum(y) AS y FROM c",
];

const HELPER = [
  QUERY_HELPER,
  `${QUERY_HELPER}.constructor("return WebAssembly")()`,
  `Reflect.construct(Object, [], ${QUERY_HELPER})`,
  `new ${QUERY_HELPER}()`,
  `(() => { try { return ${QUERY_HELPER}.caller; } catch (e) { return e; } })()`,
  `${QUERY_HELPER}.call(_hostile, _hostile, _hostile, _keep)`,
  `${QUERY_HELPER}.apply(globalThis, [${query('"SELECT 1 AS y"')}, _hostile])`,
  `${QUERY_HELPER}(_hostile, _hostile)`,
  `${QUERY_HELPER}({ get sql() { _keep(this); return "SELECT 1 AS y"; }, get tables() { _keep(this); return []; }, columns: [${COLUMN}], places: {} }, {})`,
  `${QUERY_HELPER}(${query("{ toString: _keep, valueOf: _keep, [Symbol.toPrimitive]: _keep }")}, {})`,
  `${QUERY_HELPER}(${query('{ toString() { _keep(this); return "SELECT 1 AS y"; } }')}, {})`,
  `${QUERY_HELPER}(${query("_hostile")}, {})`,
  `${QUERY_HELPER}({ ...${query('"SELECT 1 AS y"')}, tables: new Proxy([{ name: "t", columns: [] }], { get: (o, k) => { _keep(o, k); return Reflect.get(o, k); } }) }, {})`,
  `${QUERY_HELPER}({ ...${query('"SELECT 1 AS y"')}, columns: new Proxy([${COLUMN}], { get: (o, k) => { _keep(o, k); return Reflect.get(o, k); } }) }, {})`,
  `${QUERY_HELPER}(${query('"SELECT x AS y FROM t"')}, { t: { x: [{ valueOf: _keep, toString: _keep, [Symbol.toPrimitive]: _keep }, _hostile, Symbol(), 1n, () => 1, [1]] } })`,
  `${QUERY_HELPER}(${query('"SELECT x AS y FROM t"')}, { t: { x: new Proxy([1, 2], { get: (o, k) => { _keep(o, k); return Reflect.get(o, k); } }) } })`,
  `${QUERY_HELPER}(${query('"SELECT x AS y FROM t"')}, { t: { get x() { _keep(this); return [1]; } } })`,
  `${QUERY_HELPER}(${query('"SELECT x AS y FROM t"')}, { t: { x: [1] } }, function (...parts) { _keep(this, ...parts); return parts[0]; })`,
  `${QUERY_HELPER}(${query('"SELECT x AS y FROM t"')}, { t: { x: [1] } }, _hostile)`,
  `${QUERY_HELPER}(${query('"SELECT x AS y FROM t"')}, { t: { x: { length: 2, 0: 1, get 1() { return ${asks("SELECT 1 AS y")}; } } } })`,
  `${QUERY_HELPER}({ ...${query('"SELECT x AS y FROM t"')}, tables: [{ name: 't"; ATTACH "/etc/passwd" AS p; --', columns: [{ name: 'x" TEXT); --', type: "number" }] }] }, {})`,
  `${QUERY_HELPER}({ ...${query('"SELECT nothing FROM t"')}, places: _hostile }, {})`,
  `${QUERY_HELPER}({ ...${query('"SELECT nothing FROM t"')}, get start() { return _keep(this); } }, {})`,
  `(() => { Error.prepareStackTrace = (e, sites) => { _keep(...sites); return sites; }; try { ${asks("SELECT nothing FROM t")}; } catch (e) { return [e, e.stack, e.cause, Object.getOwnPropertyDescriptors(e)]; } })()`,
  `(() => { Object.prototype.instantiateWasm = _keep; return ${asks("SELECT 1 AS y")}; })()`,
  `(() => { Object.prototype.onRuntimeInitialized = _keep; Object.prototype.Database = _keep; return ${asks("SELECT 1 AS y")}; })()`,
  `(() => { Uint8Array.prototype.set = _keep; Uint8Array.prototype.subarray = _keep; return ${asks("SELECT 'a' AS y")}; })()`,
  `(() => { Array.prototype.push = _keep; Map.prototype.get = _keep; return ${asks("SELECT 'a' AS y")}; })()`,
  `(() => { Function.prototype.call = _keep; Function.prototype.apply = _keep; return ${asks("SELECT 'a' AS y")}; })()`,
  `(() => { globalThis.WebAssembly = _keep; globalThis.Date = _keep; globalThis.Math = _keep; return ${asks("SELECT 'a' AS y")}; })()`,
  `(() => { globalThis.TextDecoder = _keep; globalThis.crypto = _hostile; return ${asks("SELECT hex(randomblob(2)) AS y")}; })()`,
];

const RESULTS = [
  "asked",
  "[asked.rows, asked.columns, asked.rows[0], asked.columns.y]",
  'asked.constructor.constructor("return WebAssembly")()',
  'asked.rows.constructor.constructor("return process")()',
  'asked.columns.y.map.constructor("return WebAssembly")()',
  "Object.getPrototypeOf(asked.rows[0])",
  "Reflect.ownKeys(asked).map((key) => Object.getOwnPropertyDescriptor(asked, key))",
  "(() => { asked.rows[0].y = 99; return asked.rows[0]; })()",
  "(() => { asked.rows.push(1); return asked; })()",
  "(() => { asked.columns.y[0] = 99; return asked; })()",
];

const MODULE = "new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])";
const WASM = [
  "(function () { return this; })()?.WebAssembly",
  "Reflect.get(globalThis, 'WebAssembly')",
  "Reflect.ownKeys(globalThis).filter((key) => /assembly|sql|wasm|module/i.test(String(key))).map((key) => globalThis[key])",
  "Object.getOwnPropertyDescriptors(globalThis)",
  "__WebAssembly",
  "__sqlite",
  "__realm",
  "__work",
  `new WebAssembly.Module(${MODULE})`,
  `new WebAssembly.Instance(new WebAssembly.Module(${MODULE}), _hostile)`,
  `WebAssembly.instantiate(${MODULE}, _hostile)`,
  "new WebAssembly.Memory({ initial: 1 })",
  "import('memo:sqlite')",
  "import('sql.js')",
];

const listed = (kind: string, codes: readonly string[]): [string, string][] =>
  codes.map((code) => [`${kind}: ${code}`, code]);

/** Single ways, as expressions of a block that has `asked` and what queries call. */
export const QUERIED: Readonly<Record<string, string>> = Object.fromEntries([
  ...listed("sql", STATEMENTS.map(asks)),
  ...listed("query", HELPER),
  ...listed("result", RESULTS),
  ...listed("wasm", WASM),
]);

/** Code that knows what runs queries: modules, instances and memories of WebAssembly, and objects of sql.js. Their parts tell, whatever they are called. */
export const ENGINE = `
const _parts = ["HEAPU8", "HEAP8", "HEAP32", "_malloc", "_free", "wasmMemory", "wasmBinary", "stackAlloc", "instantiateWasm", "asyncInstantiate", "getAsObject", "getColumnNames", "handleError", "iterateStatements", "create_function", "Module", "Instance"];
const _isEngine = (value) => /WebAssembly/.test(Object.prototype.toString.call(value)) || (value !== _home && _parts.some((name) => Object.getOwnPropertyDescriptor(value, name) !== undefined));
`;
