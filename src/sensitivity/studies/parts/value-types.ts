/** What the types of studies' values are made of, once for the module that declares them. */
export const VALUE_TYPES = `type __Cell<T> = T extends string ? string : T extends boolean ? boolean : T extends number ? number : any;
type __By<T> = Readonly<Record<string, T>>;
interface __End { readonly value: number; readonly output: number; readonly [more: string]: any }
interface __Reached { readonly position: number; readonly value: number; readonly output: number }
interface __Moved { readonly id: string; readonly label: string; readonly [more: string]: any }
`;

export type TypeEntry = readonly [key: string, type: string];

export const objectType = (entries: readonly TypeEntry[]): string =>
  `{ ${entries.map(([key, type]) => `readonly ${JSON.stringify(key)}: ${type}`).join("; ")} }`;

/** A list, its first item and each by its key. */
export const listEntries = (name: string, item: string): TypeEntry[] => [
  ["first", item],
  [name, `readonly ${item}[]`],
  ["by", `__By<${item}>`],
];
