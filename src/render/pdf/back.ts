import type { MemoTree, ReferenceNode, RegisterGroup, RegisterRow } from "../../document/tree.js";
import { ADDED_HEADINGS, basisText, REGISTER_COLUMNS, referenceText, remarkOf } from "../text.js";
import type { PdfContext } from "./context.js";
import { writeChange } from "./inlines.js";
import { array, literal } from "./strings.js";
import { hasLongWord } from "./widths.js";

/** The reference list, or nothing when nothing is cited. */
export function writeReferences(references: readonly ReferenceNode[], context: PdfContext): string {
  if (references.length === 0) return "";
  const entries = references.map((reference) => {
    const { key, source } = reference;
    return context.within("the reference list", () =>
      context.at(source.place, () => {
        const { before, title, after } = referenceText(reference);
        const parts = [
          before === "" ? "" : `#${context.text(`${before} `)};`,
          `#emph(${context.text(title)});`,
          after === "" ? "" : `#${context.text(` ${after}`)};`,
          source.url ? `#" ";#link(${literal(source.url)}, ${context.text(source.url)});` : "",
        ];
        return `#reference(${literal(`reference:${key}`)})[${parts.join("")}]`;
      }),
    );
  });
  return [`#section(1, "memo:references", none)[${ADDED_HEADINGS.references}]`, ...entries].join("\n\n");
}

/** The register as printed: a table for each group of assumptions. Nothing when no assumption was used. */
export function writeAppendix(tree: MemoTree, context: PdfContext): string {
  if (tree.appendix.length === 0) return "";
  return [
    `#section(1, "memo:appendix", none)[${ADDED_HEADINGS.appendix}]`,
    `#basis-line(${context.text(`${basisText(tree)}.`)})`,
    ...tree.appendix.map((group) => writeGroup(group, context)),
  ].join("\n\n");
}

function writeGroup(group: RegisterGroup, context: PdfContext): string {
  const rows = group.rows.map((row) => context.at(row.assumption.place, () => writeRow(row, context)));
  const words = group.rows.some((row) => wordsOf(row).some(hasLongWord)) ? " words: true," : "";
  return [
    `#register-group(${literal(group.title)}, ${array(REGISTER_COLUMNS.map((column) => literal(column)))},${words}`,
    ...rows.map((row) => `  ${row},`),
    ")",
  ].join("\n");
}

/** What a row prints, an id in the pieces between which it breaks in any case (`breakable` in document.typ). */
const wordsOf = ({ assumption, value, range, meaning, sources, unit, was }: RegisterRow): string[] => [
  ...assumption.id.split(/(?<=[._/])/),
  ...[assumption.label ?? "", value, range, meaning, unit, sources, assumption.asOf, assumption.kind],
  ...[remarkOf(assumption), was?.value ?? "", was?.range ?? ""],
];

/** Characters of a value or range above which it leaves its narrow column. */
const LONGEST_IN_COLUMN = 34;

/** Characters of a row above which it may go on on the next page. */
const MOST_ON_A_PAGE = 2000;

function writeRow(row: RegisterRow, context: PdfContext): string {
  const { id, label, asOf, kind } = row.assumption;
  const fields = [
    ["id", id],
    ["label", label ?? ""],
    ["value", row.value],
    ["range", row.range],
    ["meaning", row.meaning],
    ["unit", row.unit],
    ["source", row.sources],
    ["as-of", asOf],
    ["kind", kind],
    ["note", remarkOf(row.assumption)],
  ] as const;
  const long = Math.max(row.value.length, row.range.length) > LONGEST_IN_COLUMN;
  const endless = fields.reduce((sum, [, text]) => sum + text.length, 0) > MOST_ON_A_PAGE;
  const was = row.was === undefined ? "" : `, was: ${writeWas(row, row.was, context)}`;
  return `(long: ${long}, endless: ${endless}, ${fields.map(([name, text]) => `${name}: ${context.text(text)}`).join(", ")}${was})`;
}

/** What a row said before, under it: "was 6, 4–8". */
function writeWas(
  { value, range, assumption }: RegisterRow,
  was: NonNullable<RegisterRow["was"]>,
  context: PdfContext,
) {
  const parts = [
    [was.value, value],
    [was.range, range],
  ].flatMap(([before = "", now = ""]) =>
    before === now
      ? []
      : [
          ...(before === "" ? [] : [writeChange("deleted", `[#${context.text(before)};]`, context)]),
          ...(now === "" ? [] : [writeChange("inserted", `[#${context.text(now)};]`, context)]),
        ],
  );
  const id = `a-${assumption.id}`;
  const label = context.mark(id) ? `#metadata(none)#label(${literal(id)})` : "";
  return `[${label}${parts.join('#" ";')}]`;
}
