// The second script of the realm, evaluated where a block queries: SQLite as WebAssembly, around which there is neither a clock nor chance nor a host.
import initSqlJs from "sql.js/dist/sql-wasm.js";
import bytes from "sql.js/dist/sql-wasm.wasm";
import type { Sqlite } from "../notebook/sql/sqlite.js";

/** Opens it with what the realm has of WebAssembly. */
export async function open(wasm: typeof WebAssembly): Promise<Pick<Sqlite, "Database">> {
  return (await initSqlJs({
    instantiateWasm(imports, done) {
      done(new wasm.Instance(new wasm.Module(bytes), imports));
    },
  })) as Sqlite;
}
