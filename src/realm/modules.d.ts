declare module "sql.js/dist/sql-wasm.js" {
  /** Sets the library up; what is instantiated is handed to `done`. */
  export default function initSqlJs(options: {
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): void;
  }): Promise<unknown>;
}

declare module "sql.js/dist/sql-wasm.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
