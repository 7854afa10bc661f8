/**
 * What formats and sections of prose take, as TypeScript declarations that every module sees. Names begin with two underscores, which no
 * block may use.
 */
export const formatsTypes = `
interface __Printed { readonly __printed: true }
type __Empty = null | undefined | "";
interface __Options { digits?: number; significant?: number; sign?: boolean; to?: string; from?: string; scale?: "k" | "M" | "B" | "T" | "auto"; style?: string; empty?: string; nonfinite?: string }
declare function __number(value: number | bigint, options?: __Options): __Printed;
declare function __number_or_empty(value: number | bigint | __Empty, options?: __Options): __Printed;
declare function __text(value: string | number | bigint | boolean, options?: __Options): __Printed;
declare function __text_or_empty(value: string | number | bigint | boolean | __Empty, options?: __Options): __Printed;
declare function __date(value: string | number | Date, options?: __Options): __Printed;
declare function __date_or_empty(value: string | number | Date | __Empty, options?: __Options): __Printed;
declare function __bare(value: string): void;
declare function __bare_or_empty(value: string | __Empty): void;
declare function __claim(holds: boolean): void;
declare function __each<T extends object>(rows: T): [key: string | number, row: __RowOf<T>][];
type __RowOf<T> = object extends T ? any : T extends Iterable<infer R> ? R : T[keyof T];
declare function __row<R, K extends string, O>(row: R, key: K, otherwise: O): 0 extends 1 & R ? any : R extends { readonly [P in K]: infer V } ? V : O;
declare function __lookup<T, K>(of: T, key: K): K extends keyof T ? T[K] : any;
declare const __anything: any;
declare function __known<T>(value: T): __Known<T>;
type __Known<T> = 0 extends 1 & T ? any
  : T extends string | number | bigint | boolean | symbol | null | undefined | ((...values: any[]) => any) | (new (...values: any[]) => any) | readonly unknown[] | ReadonlyMap<any, any> | ReadonlySet<any> | Date ? T
  : __Listed<T> extends true ? { readonly [P in WrittenKey<T>]: __Known<T[P & keyof T]> }
  : { readonly [P in keyof T]: __Known<T[P]> };
/** Whether all keys of an object with an index are written down too: of a series by year those that are years, all alike. */
type __Listed<T> = [WrittenKey<T>] extends [never] ? false
  : string extends keyof T ? __Alike<T[string & keyof T], T[WrittenKey<T> & keyof T]>
  : number extends keyof T ? (WrittenKey<T> & number extends never ? false : true)
  : false;
type __Alike<I, W> = 0 extends 1 & I ? false : [I] extends [W] ? true : false;
`;
