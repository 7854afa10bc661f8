import type { Fault } from "./faults.js";
import { KINDS } from "./kinds.js";
import { LAYERS } from "./layers.js";
import type { Catch } from "./measure.js";

export interface Row {
  fault: Fault;
  caught?: Catch;
}

const cell = (text: string | number): string => String(text).replaceAll("|", "\\|").replaceAll("\n", " ");
const line = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(" | ")} |`;
const code = (text: string): string => `\`\` ${text.replaceAll("\n", "⏎").trim()} \`\``;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const numbers = head.map((_, at) => (typeof rows[0]?.[at] === "number" ? "---:" : "---"));
  return [line(head), line(numbers), ...rows.map(line)].join("\n");
}

const UNSEEN = `An unseen fault changes nothing that the memo prints, such as a value in the branch of a claim that is not the case: it would show in the
review of the day when the claim turns.`;

/** `docs/mutants.md`: how many faults each layer catches, by kind, and each fault with what a person is told. */
export function mutantsPage(rows: readonly Row[]): string {
  const at = (layer: string, some = rows): number => some.filter(({ caught }) => caught?.layer === layer).length;
  const missed = rows.filter(({ caught }) => !caught);
  const byCheck = rows.filter(({ caught }) => caught && caught.layer !== "review");
  const there = byCheck.filter(({ caught }) => caught?.there);
  const kinds = KINDS.map(({ id, what }) => {
    const own = rows.filter(({ fault }) => fault.kind === id);
    return [what, ...LAYERS.map((layer) => at(layer, own)), own.filter(({ caught }) => !caught).length];
  });
  return `${[
    "# Faults on purpose",
    "<!-- Written by `npm run mutants -- --write` from test/mutants; don't edit this page. -->",
    `${rows.length} slips as somebody could make them, each alone, put into the sources of the memo in this repository: ${KINDS.length} kinds, at places
that a seeded draw spread over the files. Which layer catches a fault first? **${byCheck.length} of ${rows.length}** are caught by a check, ${there.length} of
them on the very line; ${at("review") === 0 ? "none is left to a review" : `${at("review")} more change what the memo says in a way that is legal, and stand in the review that \`memo diff\` writes`};
${missed.length === 0 ? "none goes unseen" : `${missed.length} ${missed.length === 1 ? "goes" : "go"} unseen`}.`,
    "## By kind and layer",
    `In the order in which the layers look: reading the files; names in blocks; names and references in prose; types; running the blocks, claims and
sweeps; dimensions; numbers in prose and what is unused; review. That \`out/\` is not what the sources give is said of every fault,
and not counted. Sweeps keep the results of the memo without the fault.`,
    table(
      ["what somebody did", ...LAYERS, "unseen"],
      [...kinds, ["**all**", ...LAYERS.map((layer) => at(layer)), missed.length]],
    ),
    ...(missed.length === 0 ? [] : ["## Unseen", UNSEEN, table(["fault", "file", "from", "to"], missed.map(change))]),
    "## Each fault",
    "The line is the one that the message names; *elsewhere* is another, such as the first of the block or entry.",
    table(
      ["fault", "file", "from", "to", "layer", "rule or change", "what is said", "line"],
      rows.map((row) => {
        const { caught } = row;
        if (!caught) return [...change(row), "none", "", "", ""];
        const where = caught.there
          ? String(caught.place?.start.line)
          : caught.place
            ? `*elsewhere:* ${caught.place.file}:${caught.place.start.line}`
            : "";
        const rule =
          caught.severity === undefined || caught.severity === "error"
            ? caught.rule
            : `${caught.rule} (${caught.severity})`;
        return [...change(row), caught.layer, rule, caught.message, where];
      }),
    ),
  ].join("\n\n")}\n`;
}

const change = ({ fault: { id, file, find, replace } }: Row): string[] => [
  id,
  file,
  code(find),
  code(replace || "nothing"),
];
