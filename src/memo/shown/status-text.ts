import { describeNumber } from "../../assumptions/index.js";
import { formatValue } from "../../notebook/library/format.js";
import { counted, countsOf, toDigits } from "../../text/counts.js";
import { textTable, wrap } from "../../text/table.js";
import type { ComputedStatus, NearClaim, Stale, Status } from "../status.js";

/** Names of a list that are printed before the rest is counted. */
const LISTED = 3;

/** A memo's status as a person reads it, on lines of at most so many columns. */
export function statusText(status: Status, width: number): string {
  const parts = [versionsText(status, width), staleText(status, width)];
  if (status.computed) parts.push(claimsText(status.computed, width), countsText(status.computed, width));
  return parts.join("\n");
}

function versionsText({ versions, namedIn, version, scenario, sets = [] }: Status, width: number): string {
  const table = textTable(
    [
      { head: "version", align: "left" },
      { head: "as of", align: "left" },
      { head: "extends", align: "left" },
      { head: "states", align: "left" },
      { head: "", align: "left" },
    ],
    versions.map((v) => [
      v.name,
      v.asOf,
      v.extends ?? "",
      v.extends === undefined ? `${v.states} assumptions` : v.states === 0 ? "no change" : counted(v.states, "change"),
      v.own ? (namedIn === undefined ? "the memo's, as the latest" : "the memo's own") : "",
    ]),
    width,
  );
  const own = versions.find((v) => v.own)?.name;
  const asked = [version, ...(scenario === undefined ? [] : [`scenario ${scenario}`]), ...sets].join(", ");
  return asked === own ? table : `${table}\nbelow: ${asked}\n`;
}

function staleText({ stale, staleAfter, asOf, assumptions, computed }: Status, width: number): string {
  const said =
    staleAfter === undefined
      ? "no limit is set (`stale_after: 12 months` in a version file)"
      : `the limit is ${staleAfter} before ${asOf}`;
  const head = paragraph(
    `${stale.length} of ${assumptions} assumptions ${stale.length === 1 ? "is" : "are"} stale; ${said}`,
    width,
  );
  if (stale.length === 0) return head;
  const rows = stale.map((s: Stale) => [
    s.id,
    s.asOf,
    s.staleAfter,
    s.until,
    computed ? some(s.outputs) : "not computed",
  ]);
  const columns = ["assumption", "as of", "holds for", "until", "outputs that rest on it"];
  return `${head}${textTable(
    columns.map((text) => ({ head: text, align: "left" as const })),
    rows,
    width,
  )}`;
}

function claimsText({ claims }: ComputedStatus, width: number): string {
  const { total, hold, near } = claims;
  const head = paragraph(
    `${hold} of ${total} claims hold; ${near.length === 0 ? "none is" : near.length === 1 ? "1 is" : `${near.length} are`} within 10% of flipping`,
    width,
  );
  if (near.length === 0) return head;
  return `${head}${textTable(
    [
      { head: "claim", align: "left" },
      { head: "now", align: "left" },
      { head: "by", align: "right" },
      { head: "comparison", align: "left" },
    ],
    near.map((claim) => [
      claim.id,
      claim.holds ? "holds" : "fails",
      formatValue(Math.abs(claim.relativeMargin), { style: "percent", digits: 1 }),
      comparison(claim),
    ]),
    width,
  )}`;
}

function comparison({ left, operator, right }: NearClaim): string {
  const short = (value: number | undefined): string => describeNumber(toDigits(value ?? 0, 4));
  return `${short(left)} ${operator ?? ""} ${short(right)}`;
}

function countsText({ outputs, blocks, charts, tables, out, reading }: ComputedStatus, width: number): string {
  const { total, onStale } = outputs;
  const resting =
    onStale.length === 0
      ? "none of which rests on a stale assumption"
      : `${onStale.length} of which ${onStale.length === 1 ? "rests" : "rest"} on stale assumptions: ${some(onStale)}`;
  const made = countsOf([
    [blocks, "block"],
    [charts, "chart"],
    [tables, "table"],
  ]);
  const lines = [total === 0 ? "no outputs" : `${counted(total, "output")}, ${resting}`, made];
  if (reading) {
    const { passages, toRead } = reading;
    const where =
      toRead.length === 0
        ? ""
        : `: ${some([...new Set(toRead.map(({ section }) => section))])}; \`memo read\` lists them`;
    lines.push(
      `${toRead.length} of ${counted(passages, "passage")} that quote values ${toRead.length === 1 ? "is" : "are"} to be read${where}`,
    );
  }
  if (out?.same) lines.push("out/: data and figures are what the sources give; page and PDF were not compared");
  else if (out)
    lines.push(
      `out/: ${counted(out.differ.length, "file")} of data and figures ${out.differ.length === 1 ? "is" : "are"} not what the sources give; \`memo build\` writes them`,
    );
  return lines.map((line) => paragraph(line, width)).join("");
}

/** The first names, and how many more. */
function some(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const rest = names.length - LISTED;
  return rest > 1 ? `${names.slice(0, LISTED).join(", ")} and ${rest} more` : names.join(", ");
}

const paragraph = (text: string, width: number): string => `${wrap(text, width).join("\n")}\n`;
