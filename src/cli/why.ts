import type { Place } from "../diagnostic.js";
import { append, largest } from "../lists.js";
import { type CommandOptions, computeMemo, computeOptions } from "../memo/compute.js";
import { partsOf } from "../memo/name-path.js";
import { type Explanation, explain } from "../memo/shown/explanation.js";
import { ALWAYS_RUNS } from "../notebook/run/runner.js";
import { asJson, shortened } from "../text/shown.js";
import { wrap } from "../text/table.js";
import { type Running, runCommand } from "./runner.js";
import type { Terminal } from "./terminal/terminal.js";

export interface WhyOptions extends CommandOptions {
  json: boolean;
}

/** `memo why`: prints what a value rests on. Returns the exit code. */
export function why(name: string, options: WhyOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: read, step, done }: Running): Promise<undefined> => {
    const project = read(options.folder);
    const computed = await computeMemo(project, {
      ...computeOptions(project, options),
      onlyLooking: true,
      want: partsOf(name).slice(0, 1),
      step,
    });
    done();
    const explanation = explain(name, computed);
    terminal.out(options.json ? `${asJson(explanation)}\n` : explanationText(explanation, terminal.columns ?? 80));
  };
  return runCommand(terminal, work, options);
}

const at = ({ file, start }: Place): string => `${file}:${start.line}:${start.column}`;

/** The explanation as a person reads it, on lines of at most so many columns where words can be broken. */
export function explanationText(e: Explanation, width: number): string {
  const lines = [
    `${e.name}  (${e.kind}, ${at(e.place)})`,
    ...e.value.split("\n").flatMap((line) => indented(line, width)),
    "",
  ];
  if (e.blocks.length > 0) {
    lines.push(`computed by ${e.blocks.length === 1 ? "one block" : `${e.blocks.length} blocks`}:`);
    append(lines, [...blockLines(e.blocks, width), ""]);
  }
  if (e.kind === "assumption") {
    const [, ...leaves] = e.assumptions;
    append(lines, e.readBy.length > 0 ? list("read by the blocks", e.readBy, width) : ["read by no block"]);
    lines.push(
      ...(e.outputs.length > 0 ? list("outputs that rest on it:", e.outputs, width) : ["no output rests on it"]),
      "",
    );
    if (leaves.length > 0) append(lines, ["computed from:", ...columns(leaves.map(row))]);
  } else if (e.assumptions.length === 0) lines.push("rests on no assumption");
  else
    lines.push(
      `rests on ${e.assumptions.length === 1 ? "one assumption" : `${e.assumptions.length} assumptions`}:`,
      ...columns(e.assumptions.map(row)),
    );
  if (e.also !== undefined)
    append(lines, ["", ...wrap(`An assumption has that name too: \`memo why given.${e.also}\` explains it.`, width)]);
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Why a block ran is said where there is more to say than that its kind always does, and what holds for many of them once. */
function blockLines(blocks: Explanation["blocks"], width: number): string[] {
  const lines = columns(blocks.map((b) => [b.id, at(b.place)]));
  const said = blocks.map(({ status }) =>
    status && status.reason !== ALWAYS_RUNS ? `${status.state}: ${status.reason}` : "",
  );
  const times = (one: string): number => (one === "" ? 0 : said.filter((other) => other === one).length);
  const often = [...new Set(said)].filter((one) => times(one) >= MANY);
  return [
    ...lines.flatMap((line, index) => {
      const status = said[index] ?? "";
      if (status === "" || often.includes(status)) return [line];
      return line.length + 2 + status.length <= width
        ? [`${line}  ${status}`]
        : [line, ...indented(status, width, "    ")];
    }),
    ...often.flatMap((status) =>
      indented(`${times(status) === blocks.length ? "all" : times(status)} of them ${status}`, width),
    ),
  ];
}

/** So many blocks with one reason are told of together. */
const MANY = 4;

const indented = (text: string, width: number, by = "  "): string[] =>
  wrap(text.trim(), width - by.length).map((line) => by + line);

const list = (head: string, names: readonly string[], width: number): string[] =>
  wrap(`${head} ${names.join(", ")}`, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`));

const row = (a: Explanation["assumptions"][number]): string[] => [a.id, shortenedValue(a), a.kind, a.setBy];

/** A value that is too long keeps its unit. */
function shortenedValue({ value, unit }: Explanation["assumptions"][number]): string {
  const whole = `${value} ${unit}`.trim();
  if (whole.length <= LONGEST_VALUE) return whole;
  return `${shortened(value, Math.max(LEAST_VALUE, LONGEST_VALUE - unit.length - 1))} ${unit}`.trim();
}

const LONGEST_VALUE = 36;
/** What is left of a value at least, however long its unit. */
const LEAST_VALUE = 16;

/** Cells under one another; the last column keeps its length. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.min(48, largest(rows.map((r) => (r[i] ?? "").length))));
  return rows.map((r) =>
    `  ${r.map((cell, i) => (i === r.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join("  ")}`.trimEnd(),
  );
}
