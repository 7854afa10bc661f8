import { summarised } from "../../assumptions/data/summary.js";
import { assumptionOf, describeUnitOf, describeValue } from "../../assumptions/index.js";
import type { Block } from "../../chapters/types.js";
import { didYouMean, MemoError } from "../../diagnostic.js";
import type { ProseScope } from "../../document/prose-scope.js";
import { figuresOf } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { type GraphSources, type MemoGraph, memoGraph } from "../../graph/model.js";
import type { QueryInfo } from "../../notebook/analyse/program.js";
import { formatValue } from "../../notebook/library/format.js";
import type { OutputDeclaration } from "../../notebook/types.js";
import { figureLabel, placeText } from "../../render/text.js";
import { quoted } from "../../yaml/problems.js";
import type { Computed } from "../compute.js";
import { partsOf, valueAt } from "../name-path.js";
import { namesIn } from "./names-in.js";
import { dataCell, rowsOf } from "./query-table.js";
import type {
  Shown,
  ShownAssumption,
  ShownClaim,
  ShownFigure,
  ShownScenario,
  ShownSection,
  ShownSource,
  ShownValue,
} from "./types.js";

/**
 * A value, an assumption, a figure's data, a claim, a source, a scenario or a section by its name. Blocks run only for what they come to; assumptions,
 * sources and scenarios stand as they are written.
 * @throws MemoError with the nearest name when nothing is called that
 */
export async function find(name: string, read: GraphSources, compute: () => Promise<Computed>): Promise<Shown> {
  const { program, studies, register } = read;
  const [head = "", ...rest] = partsOf(name);
  const graph = memoGraph(read);
  const path = (head === "given" ? rest : [head, ...rest]).join(".");
  const assumption = register && (register.assumptions.get(path) ?? assumptionOf(register, path));
  if (program.names.has(head) || studies.some((study) => study.name === head)) {
    const shown = valueShown(name, read, graph, await compute());
    // A name for a part of the assumptions hides what it stands for: both are shown.
    return assumption && head !== "given" ? { ...shown, also: assumptionShown(assumption.id, read, graph) } : shown;
  }
  const block = read.chapters.flatMap((chapter) => chapter.blocks).find(({ id }) => id === name);
  if (block && isShown(block))
    return block.kind === "claim" ? claimShown(name, graph, await compute()) : figureShown(name, await compute());
  if (assumption) return assumptionShown(assumption.id, read, graph);
  const source = register?.sources.get(name.replace(/^@/, ""));
  if (source) return sourceShown(source.key, read);
  if (block) throw noValue(block, namesIn(block.id, program));
  if (register?.scenarios.has(name)) return scenarioShown(name, read);
  const section = SECTION.test(name) ? sectionShown(name.replace(/^@/, ""), await compute()) : undefined;
  if (section) return section;
  throw MemoError.of(
    {
      rule: "show/unknown",
      message: `nothing in this memo is called \`${name}\``,
      expected: "a value, an assumption, a figure, a claim, a source, a scenario or a section",
      hint: didYouMean(name, [
        ...program.names.keys(),
        ...studies.map((study) => study.name),
        ...read.chapters.flatMap(({ blocks }) => blocks.flatMap((one) => (isShown(one) ? [one.id] : []))),
        ...(register?.assumptions.keys() ?? []),
        ...(register?.sources.keys() ?? []),
        ...(register?.scenarios.keys() ?? []),
      ]),
    },
    2,
  );
}

const SECTION = /^@?sec-/;

/** Whether a block is shown by its own id. */
const isShown = ({ kind, options }: Block): boolean => kind === "claim" || options.has("caption");

function noValue({ id }: Block, names: readonly string[]): MemoError {
  return MemoError.of(
    {
      rule: "show/unknown",
      message: `\`${id}\` is a block, which has no value of its own`,
      expected:
        names.length > 0 ? `a value that it gives: ${quoted(names.slice(0, 8), "or")}` : "a value of another block",
      hint: `\`memo why ${id}\` says what the block rests on`,
    },
    2,
  );
}

function valueShown(name: string, { studies }: GraphSources, graph: MemoGraph, computed: Computed): ShownValue {
  const { scope, program } = computed;
  const [head = "", ...rest] = partsOf(name);
  const { value, known: keys, taken } = valueAt(scope.values.get(head), rest);
  const known = keys.map((key) => [head, ...taken, key].join("."));
  if (rest.length > 0 && value === undefined)
    throw MemoError.of(
      {
        rule: "show/unknown",
        message: `\`${[head, ...taken].join(".")}\` has no \`${rest.slice(taken.length).join(".")}\``,
        expected: known.length > 0 ? `a key such as ${known.slice(0, 4).join(", ")}` : "no key",
        hint: didYouMean([head, ...rest].join("."), known),
      },
      2,
    );
  const output = scope.outputs.get(name);
  const info = program.names.get(head);
  const study = studies.find((one) => one.name === head);
  const blockId = info?.blockId ?? study?.block.id ?? "";
  return {
    kind: output ? "output" : "value",
    name,
    label: output?.label,
    unit: output?.unit,
    format: output?.format,
    tolerance: output?.tolerance,
    shown: output?.shown,
    ...(output && typeof value === "number" ? printedText(value, output, scope) : {}),
    key: output?.key || undefined,
    is: info?.kind === "value" ? undefined : info?.kind,
    value,
    ...columnsOf(value, rest, program.blocks.find(({ block }) => block.id === blockId)?.query),
    place: placeText(info?.place ?? study?.block.place ?? { file: "", start: { line: 1, column: 1 } }),
    block: blockId,
    restsOn: scope.valueRestsOn([head, ...rest].join(".")),
    usedBy: usersOf(graph, [`block:${blockId}`, `output:${head}`], head),
  };
}

/** What the columns of a query's result are, where the value is all of it. */
function columnsOf(value: unknown, path: readonly string[], query: QueryInfo | undefined): Pick<ShownValue, "columns"> {
  if (!query || path.length > 1 || (path.length === 1 && path[0] !== "rows" && path[0] !== "columns")) return {};
  const rows = rowsOf(value);
  return {
    columns: query.columns.map((column) =>
      summarised(
        column,
        rows.map((row) => dataCell(row[column.name])),
      ),
    ),
  };
}

/** A format that doesn't suit a value is the build's to report. */
function printedText(
  value: number,
  { unit, shown, format }: OutputDeclaration,
  { convert }: ProseScope,
): { text?: string } {
  try {
    return { text: formatValue(value, format, { unit, shown, convert }) };
  } catch {
    return {};
  }
}

function claimShown(id: string, graph: MemoGraph, { run, scope }: Computed): ShownClaim {
  const claim = run.claims.get(id);
  if (!claim) throw new Error(`the claim \`${id}\` has no result`);
  const { holds, expression, left, operator, right, margin, relativeMargin, place } = claim;
  return {
    kind: "claim",
    name: id,
    expression,
    holds,
    left,
    operator,
    right,
    margin,
    relativeMargin,
    place: placeText(place),
    restsOn: scope.restsOn(id),
    usedBy: usersOf(graph, [`block:${id}`], id),
  };
}

function figureShown(id: string, { tree }: Computed): ShownFigure {
  const figure = figuresOf(tree).find(({ blockId }) => blockId === id);
  if (!figure) throw new Error(`the figure \`${id}\` is not in the document`);
  const { kind, caption, alt, source, data, restsOn, place, table } = figure;
  return {
    kind: "figure",
    name: id,
    label: figureLabel(figure),
    caption: plainText(caption),
    alt: kind === "chart" ? alt : undefined,
    ...(source.length > 0 ? { source: plainText(source) } : {}),
    data,
    cells: table?.rows.map((row) => row.map(({ text }) => text)),
    place: placeText(place),
    restsOn,
  };
}

function assumptionShown(id: string, { register }: GraphSources, graph: MemoGraph): ShownAssumption {
  const assumption = register?.assumptions.get(id);
  if (!register || !assumption) throw new Error(`the assumption \`${id}\` is gone`);
  const { place, valuePlace: _, ...about } = assumption;
  return {
    ...about,
    kind: "assumption",
    name: id,
    evidence: assumption.kind,
    place: placeText(place),
    cited: assumption.sources.flatMap((key) => {
      const source = register.sources.get(key);
      return source ? [{ key, title: source.title }] : [];
    }),
    scenarios: [...register.scenarios.values()].filter(({ overrides }) => overrides.has(id)).map(({ name }) => name),
    readBy: usersOf(graph, [`assumption:${id}`]),
  };
}

function sourceShown(key: string, { register, templates }: GraphSources): ShownSource {
  const source = register?.sources.get(key);
  if (!register || !source) throw new Error(`the source \`${key}\` is gone`);
  const { place, ...about } = source;
  const citations = templates.flatMap(({ prose, title, options }) =>
    [prose, title, ...[...options.values()].flatMap((texts) => [...texts.values()])].flatMap((template) =>
      template.citations.flatMap(({ items }) => items),
    ),
  );
  return {
    kind: "source",
    name: key,
    ...about,
    place: placeText(place),
    citedAt: citations.filter((item) => item.key === key).map((item) => placeText(item.place)),
    assumptions: [...register.assumptions.values()].filter(({ sources }) => sources.includes(key)).map(({ id }) => id),
  };
}

/** Blocks that take of these nodes, by id, and chapters whose prose does, by slug. */
function usersOf({ flows }: MemoGraph, keys: readonly string[], name?: string): string[] {
  const users = flows
    .filter(({ from, names }) => keys.includes(from.key) && (name === undefined || names.includes(name)))
    .filter(({ to }) => !keys.includes(to.key))
    .map(({ to }) => (to.kind === "prose" ? `prose of ${to.name}` : to.name));
  return [...new Set(users)];
}

function scenarioShown(name: string, { register }: GraphSources): ShownScenario {
  const scenario = register?.scenarios.get(name);
  if (!register || !scenario) throw new Error(`the scenario \`${name}\` is gone`);
  const { title, note, overrides, others, converted, place } = scenario;
  const sets = [...register.assumptions.values()].flatMap((assumption) => {
    const { id } = assumption;
    const value = overrides.get(id);
    const other = others?.get(id);
    if (value === undefined && other === undefined) return [];
    const set = {
      ...assumption,
      expression: undefined,
      value: value ?? assumption.value,
      converted: converted?.get(id),
      ...other,
    };
    return [{ id, value: describeValue(set), unit: describeUnitOf(assumption) }];
  });
  return { kind: "scenario", name, title, note, sets, place: placeText(place) };
}

/** A section, or a chapter, that a reference can lead to. */
function sectionShown(id: string, { tree }: Computed): ShownSection | undefined {
  for (const { heading, file, children } of tree.chapters) {
    const found = [heading, ...children].find((node) => node.type === "heading" && node.id === id);
    if (found?.type !== "heading") continue;
    const { number, level } = found;
    const label = number === undefined ? "without a number" : `${level === 1 ? "Chapter" : "Section"} ${number}`;
    return { kind: "section", name: id, label, title: plainText(found.children), place: file };
  }
  return undefined;
}
