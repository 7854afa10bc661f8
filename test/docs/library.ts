import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../src/notebook/library/library-names.js";
import { libraryTypes } from "../../src/notebook/library/library-types.js";
import { head, list, rows } from "./markdown.js";

/** What the library's declarations say of a name. */
export interface Declared {
  name: string;
  /** As they are written, one of each way to call it. */
  signatures: string[];
  about: string;
  units?: string;
  examples: string[];
}

const DOC = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n/;

/** The text of a doc comment and its tags. */
function readDoc(comment: string): Pick<Declared, "about" | "units" | "examples"> {
  const lines = comment.split("\n").map((line) => line.trim().replace(/^\* ?/, "").trim());
  const tags = lines.filter((line) => line.startsWith("@"));
  const tagged = (name: string): string[] =>
    tags.flatMap((line) => (line.startsWith(`@${name} `) ? line.slice(name.length + 2) : []));
  const about = lines.filter((line) => line !== "" && !line.startsWith("@")).join(" ");
  return { about, units: tagged("units")[0], examples: tagged("example") };
}

/** Every name that blocks find, as `library-types.ts` declares it. */
export function declaredNames(): Declared[] {
  return [...LIBRARY_NAMES].map((name) => {
    const first = new RegExp(`${DOC.source}declare (?:function|const) ${name}\\b`).exec(libraryTypes);
    if (!first) throw new Error(`\`${name}\` has no doc comment in library-types.ts`);
    const signatures = [...libraryTypes.matchAll(new RegExp(`^declare function (${name}\\b[^\\n]*);$`, "gm"))];
    return { name, signatures: signatures.map(([, text = ""]) => text), ...readDoc(first[1] ?? "") };
  });
}

function options(name: string): string {
  const body = new RegExp(`^interface ${name} \\{\\n([\\s\\S]*?)^\\}$`, "m").exec(libraryTypes)?.[1] ?? "";
  const members = [...body.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(\w+)\??: (.*);$/gm)];
  if (members.length !== body.match(/;$/gm)?.length) throw new Error(`an option of ${name} has no doc comment`);
  return rows(
    ["Option", "Type", "What it is"],
    members.map(([, doc = "", member = "", type = ""]) => [`\`${member}\``, `\`${type}\``, doc]),
  );
}

/** The members that the memo's own Plot has besides those of the library. */
function plotMembers(): string {
  const body = /declare const Plot: [^&]*& \{([\s\S]*?)^\};$/m.exec(libraryTypes)?.[1] ?? "";
  const own = [...body.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(?:readonly )?(\w+)/gm)];
  return rows(
    ["Name", "What it is"],
    own.map(([, doc = "", name = ""]) => [`\`Plot.${name}\``, doc]),
  );
}

/** Options by the functions that take them. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  regroup: ["RegroupOptions"],
  interpolate: ["InterpolateOptions"],
  table: ["TableOptions", "ColumnOptions"],
  output: ["OutputOptions"],
};

/** Examples that are blocks of their own. */
const BLOCKS: Readonly<Record<string, string>> = {
  table: `@tbl-library-table is one:

\`\`\`ts {#tbl-library-table .table}
//| echo: true
//| caption: A table with groups, bars and a total.
//| source: Made up.
table(
  [
    { region: "North", town: "Aarhus", kwh: 1200 },
    { region: "North", town: "Odense", kwh: 800 },
    { region: "South", town: "Bologna", kwh: 1500 },
  ],
  {
    columns: { region: "Region", town: "Town", kwh: { label: "Sales", unit: "kWh", format: "number 0", drawn: "bar" } },
    groups: "region",
    totals: { town: "All", kwh: 3500 },
  },
);
\`\`\``,
  output: `\`\`\`ts {#library-output}
//| echo: true
const energy_use = output(1250 /* kWh */, { label: "Use in a year", unit: "kWh", format: "unit 0 kWh", tolerance: "2%" });
\`\`\`

\`{{energy_use}}\` gives {{energy_use}}.`,
};

const exampleName = (name: string, index: number): string => `example_${name}_${index + 1}`;

/** A block that comes to every example's value, written as code. */
function computed(declared: readonly Declared[]): string {
  const lines = declared.flatMap(({ name, examples }) =>
    examples.map((code, index) => `const ${exampleName(name, index)} = _written(${code});`),
  );
  return `\`\`\`ts {#library-examples}
const _key = (key: unknown): string => (/^\\w+$/.test(String(key)) ? String(key) : JSON.stringify(key));
const _written = (value: unknown): string =>
  Array.isArray(value)
    ? \`[\${value.map(_written).join(", ")}]\`
    : typeof value === "object" && value !== null
      ? \`{ \${Object.keys(value).map((key) => \`\${_key(key)}: \${_written((value as Record<string, unknown>)[key])}\`).join(", ")} }\`
      : typeof value === "number"
        ? String(Number(value.toPrecision(6)))
        : JSON.stringify(value);
${lines.join("\n")}
\`\`\``;
}

function section({ name, signatures, about, units, examples }: Declared): string {
  const parts = [
    `### \`${name}\` {#sec-library-${name}}`,
    ...(signatures.length > 0 ? [`\`\`\`ts\n${signatures.join("\n")}\n\`\`\``] : []),
    about + (units === undefined ? "" : ` Units: ${units}.`),
    ...(OPTIONS[name] ?? []).flatMap((interfaceName) => [
      ...(interfaceName === "ColumnOptions" ? ["Of a column:"] : []),
      options(interfaceName),
    ]),
    ...(examples.length === 0
      ? []
      : [
          rows(
            ["Written", "Comes to"],
            examples.map((code, index) => [`\`${code}\``, `{{text ${exampleName(name, index)}}}`]),
          ),
        ]),
    ...(BLOCKS[name] === undefined ? [] : [BLOCKS[name]]),
    ...(name === "Plot" ? [plotMembers()] : []),
  ];
  return parts.join("\n\n");
}

/** The chapter of the guide on what blocks find by name, made of its declarations. */
export function libraryChapter(): string {
  const declared = declaredNames();
  const language = [...GLOBAL_NAMES].filter((name) => /^[A-Z]/.test(name) && !/Array$|Error$/.test(name));
  return `${head("What blocks can call", "the doc comments of `src/notebook/library/library-types.ts`")}
A block sees \`given\`, the names of other blocks, the functions below, [\`d3\`](https://d3js.org/d3-array), [\`Plot\`](https://observablehq.com/plot/), and of the
language ${list(language.slice(0, 12))} and their like. It sees no file, no network, no clock and no \`Math.random\`.

A series is a plain object of values by key, \`{ 2025: 10, 2026: 12 }\`. Keys are years and other numbers, months (\`"2026-05"\`), quarters (\`"2026-Q2"\`), half-years,
weeks, dates, or names; those of time stand in its order. Blocks count in units as the register declares them; a share is the number that it is, so
that 5% is \`0.05\`.

\`given.plan.growth\` reads an assumption, \`given.range.plan.growth.low\` and \`.high\` the ends of its range,
\`given.about.plan.growth.source\` the keys of its sources, \`.as_of\` its date and \`.kind\` its kind, \`given.sold.rows\` and \`given.sold.columns.loaves\` a
file of rows.

${computed(declared)}

## Functions

${declared.map(section).join("\n\n")}
`;
}
