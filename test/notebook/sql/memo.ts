import type { DataColumn } from "../../../src/assumptions/data/types.js";
import { readChapters } from "../../../src/chapters/read.js";
import { type Diagnostic, formatDiagnostics } from "../../../src/diagnostic.js";
import { analyse } from "../../../src/notebook/analyse/analyse.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";
import { runnable } from "../../../src/notebook/run/compile.js";
import type { GivenTree } from "../../../src/notebook/run/trace.js";
import { runInRealm } from "../../setup/in-realm.js";
import { NO_BLOCKS } from "../run/blocks.js";

type Cells = readonly (number | string | boolean | null)[];

/** A data file as a register has it: what its columns are, with their cells. */
export const SALES: readonly (DataColumn & { cells: Cells })[] = [
  { name: "day", type: "date", cells: ["2026-01-05", "2026-01-06", "2026-02-01", "2026-02-02"] },
  { name: "kwh", type: "number", unit: "kWh", missing: 1, cells: [1.5, 4, null, 2.25] },
  { name: "region", type: "choice", choices: ["north", "south"], cells: ["north", "south", "north", "south"] },
  { name: "share", type: "number", unit: "1", shown: "%", cells: [0.5, 0.25, 0.125, 1] },
  { name: "paid", type: "boolean", cells: [true, false, true, true] },
  { name: "year", type: "year", cells: [2026, 2026, 2026, 2027] },
  { name: "note", type: "text", missing: 1, cells: ["it's", null, 'ä \u{1f34e} "x"', ""] },
];
const REGIONS: typeof SALES = [
  { name: "region", type: "choice", choices: ["north", "south", "west"], cells: ["north", "west"] },
  { name: "people", type: "number", unit: "person", cells: [10, 20] },
];
/** Of temperatures, differences of them, and units written in two ways. */
const METERS: typeof SALES = [
  { name: "id", type: "text", cells: ["a", "b"] },
  { name: "high", type: "number", unit: "K", shown: "°C", cells: [293.15, 294.15] },
  { name: "low", type: "number", unit: "K", shown: "°C", cells: [288.15, 284.15] },
  { name: "span", type: "number", unit: "K", cells: [5, 10] },
  { name: "rate", type: "number", unit: "kWh/year", cells: [2, 3] },
  { name: "other_rate", type: "number", unit: "kWh / year", cells: [1, 3] },
  { name: "used", type: "number", unit: "kW*h", cells: [4, 1.5] },
  { name: "racks", type: "number", unit: "rack", cells: [1, 2] },
  { name: "rows", type: "number", unit: "rackrow", cells: [1, 2] },
  { name: "wh", type: "number", unit: "Wh", cells: [4, 1.5] },
];
const TABLES = new Map([
  ["sales", SALES],
  ["geo.regions", REGIONS],
  ["meters", METERS],
]);

/** A chapter of queries, by id, and other blocks. */
export const chapterOf = (queries: Readonly<Record<string, string>>, more = ""): string =>
  `---\ntitle: A\n---\n\n${Object.entries(queries)
    .map(([id, code]) => `\`\`\`sql {#${id}}\n${code}\n\`\`\`\n\n`)
    .join("")}${more}`;

export function analysed(text: string): { program: Program; diagnostics: readonly Diagnostic[]; told: string } {
  const read = readChapters(new Map([["chapters/01-a.md", text]]));
  const paths = [...TABLES].flatMap(([id, columns]) => [
    id,
    `${id}.rows`,
    ...columns.map(({ name }) => `${id}.columns.${name}`),
  ]);
  const program = analyse(
    read.chapters.flatMap(({ blocks }) => blocks),
    {
      givenPaths: new Set(paths),
      openPaths: new Set(paths),
      tables: TABLES,
      library: LIBRARY_NAMES,
      globals: GLOBAL_NAMES,
    },
  );
  const diagnostics = [...read.diagnostics, ...program.diagnostics];
  return { program, diagnostics, told: toldOf(diagnostics, text) };
}

const toldOf = (diagnostics: readonly Diagnostic[], text: string): string =>
  formatDiagnostics(diagnostics, { sources: new Map([["chapters/01-a.md", text]]) });

/** What blocks come to, by name, with what goes wrong. */
export async function computed(
  text: string,
  ...want: readonly string[]
): Promise<{
  values: Record<string, unknown>;
  told: string;
  program: Program;
  reads: ReadonlyMap<string, readonly string[]>;
}> {
  const { program, diagnostics, told } = analysed(text);
  if (diagnostics.some(({ severity }) => severity === "error")) throw new Error(told);
  const table = (columns: typeof SALES): ReadonlyMap<string, Cells> =>
    new Map(columns.map(({ name, cells }) => [name, cells]));
  const given = {
    sales: table(SALES),
    geo: { regions: table(REGIONS) },
    meters: table(METERS),
  } as unknown as GivenTree;
  const result = await runInRealm({ ...NO_BLOCKS, blocks: program.blocks.map(runnable), given, want, trace: true });
  return {
    program,
    values: Object.fromEntries(result.values),
    told: toldOf(
      result.records.flatMap((record) => record.diagnostics),
      text,
    ),
    reads: new Map(result.records.map(({ blockId, reads }) => [blockId, reads])),
  };
}
