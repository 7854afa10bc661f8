import { DataFile, type DataFiles } from "../../../src/assumptions/data/file.js";
import { unpacked } from "../../../src/assumptions/data/packed.js";
import { type LoadResult, loadRegister } from "../../../src/assumptions/index.js";

/** Data files of these texts or bytes, by name. */
export function dataFiles(files: Readonly<Record<string, string | Uint8Array>>): DataFiles {
  return new Map(
    Object.entries(files).map(([name, content]) => {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      return [`data/${name}`, new DataFile(`data/${name}`, bytes.length, () => bytes)];
    }),
  );
}

/** A register of one assumption, `sales`, that declares a file. */
export function declared(
  declaration: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: { scenarios?: string; scenario?: string; sets?: { id: string; text: string }[] } = {},
): LoadResult {
  const { scenarios, ...asked } = options;
  return loadRegister(
    new Map([
      [
        "assumptions/2026-03.yaml",
        `version: 2026-03\nas_of: 2026-03-15\nassumptions:\n  sales: {${declaration}, kind: observed, source: books, as_of: 2026-03}\n`,
      ],
      ["assumptions/sources.yaml", "sources:\n  books: {title: Books}\n"],
      ...(scenarios ? [["assumptions/scenarios.yaml", scenarios] as const] : []),
    ]),
    { data: dataFiles(files), ...asked },
  );
}

/** The cells of a column of `sales`, or the messages where there are none. */
export function column(name: string, result: LoadResult): readonly unknown[] {
  const table = result.register?.assumptions.get("sales")?.table;
  const cells = table?.get(name);
  return cells ? unpacked(cells) : result.diagnostics.map(({ message }) => message);
}
