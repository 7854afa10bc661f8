/** As much of sql.js as queries use. */
export interface Sqlite {
  Database: new () => Database;
  /** Whether a query is being answered, which may not ask for the time: files in memory do, and get a fixed one. */
  asks(on: boolean): void;
}

export interface Database {
  run(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export type SqlValue = number | string | Uint8Array | null;

export interface Statement {
  run(values: readonly SqlValue[]): void;
  step(): boolean;
  get(): SqlValue[];
  get(values: null, options: { useBigInt: true }): (SqlValue | bigint)[];
  getColumnNames(): string[];
  free(): boolean;
}
