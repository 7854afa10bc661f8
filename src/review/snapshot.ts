import type { DataSummary, Said } from "../assumptions/data/types.js";
import type { Assumption } from "../assumptions/register/types.js";
import { MemoError, type Place } from "../diagnostic.js";
import type { FormatSpec } from "../notebook/library/format.js";
import type { Cell, ClaimResult } from "../notebook/types.js";
import { OLDEST_RESULTS_SCHEMA, RESULTS_SCHEMA } from "../render/data/schema.js";
import { JsonReader, parseJson } from "./json.js";

/** A `results.json`, read and checked: the one form in which a memo is compared. */
export interface Snapshot {
  schema: number;
  /** The engine that wrote it; absent where the writer wasn't told. */
  engine?: string;
  /** A digest of what it was made from; in what was computed here, and in schema 2. */
  inputs?: string;
  /** Digest of each block; absent in schema 2. */
  blocks?: ReadonlyMap<string, string>;
  title: string;
  asOf: string;
  version: string;
  lineage: readonly string[];
  scenario?: { name: string; title: string };
  sets: readonly { id: string; text: string }[];
  /** How long the register lets values hold: "12 months". */
  staleAfter?: string;
  /** Sorted by name or id, as all maps here are. */
  outputs: ReadonlyMap<string, OutputState>;
  claims: ReadonlyMap<string, ClaimEntry>;
  /** Charts and tables. */
  figures: ReadonlyMap<string, FigureState>;
  assumptions: ReadonlyMap<string, AssumptionState>;
  /** In reading order. */
  prose: readonly SectionState[];
}

export interface OutputState {
  name: string;
  /** Rounded to more digits than its tolerance needs. */
  value: Cell;
  text: string;
  /** As its format prints the value in the unit of the other side, into which it was converted. */
  convertedText?: string;
  label: string;
  unit: string;
  format: FormatSpec;
  tolerance: { absolute: number } | { relative: number };
  key: boolean;
  restsOn: readonly string[];
  place: Place;
}

export type ClaimState = Pick<ClaimResult, "holds" | "margin" | "relativeMargin" | "left" | "right" | "operator">;

export interface ClaimEntry extends ClaimState {
  id: string;
  expression: string;
  restsOn: readonly string[];
  place: Place;
}

/** An assumption as its register had it; `place` is its entry, `valuePlace` what set the value. */
export interface AssumptionState extends Omit<Assumption, "staleAfter"> {
  /** Its own limit: "90 days". */
  staleAfter?: string;
  /** Older than it may be on the memo's date. */
  stale: boolean;
}

export interface FigureState {
  id: string;
  kind: "chart" | "table";
  number: number;
  /** "Figure 3a", of a part. */
  label?: string;
  caption: readonly TextToken[];
  source: readonly TextToken[];
  alt: string;
  /** "sha256:…" of a chart's picture. */
  picture?: string;
  data: readonly DataState[];
  /** The cells of a table as printed. */
  printed?: readonly (readonly string[])[];
  restsOn: readonly string[];
  place: Place;
}

export interface DataState {
  columns: readonly string[];
  labels: readonly string[];
  /** Cells rounded to six digits; numbers that are not finite by name. */
  rows: readonly (readonly Cell[])[];
}

/** A heading and the text up to the next one. The first has the memo's title, level 0 and no id. */
export interface SectionState {
  file: string;
  id: string;
  level: number;
  number?: string;
  heading: readonly TextToken[];
  passages: readonly PassageState[];
  /** Figures and tables, with how many of the passages stand before each; absent without, and in what older engines wrote. */
  figures?: readonly { id: string; after: number }[];
}

export interface PassageState {
  kind: string;
  tokens: readonly TextToken[];
  /** Of its first quoted value. */
  place?: Place;
}

/** A stretch of text, a quoted value as printed, or a reference, which prints a number that says nothing about the memo's content. */
export type TextToken = string | { value: string; expression: string } | { reference: string; text: string };

/** The text of tokens, as printed. */
export function textOf(tokens: readonly TextToken[]): string {
  return tokens
    .map((token) => (typeof token === "string" ? token : "value" in token ? token.value : token.text))
    .join("");
}

/**
 * Reads the text of a `results.json`; `file` is what errors call it. Those that don't say where in the sources things stand have the places
 * where they stand in that file.
 * @throws MemoError when it is no JSON, no memo's results, of another schema than this engine's, or lacks something.
 */
export function parseSnapshot(text: string, file: string): Snapshot {
  const root = new JsonReader(parseJson(text, file), text, file);
  checkSchema(root, file);
  const scenario = root.maybe("scenario");
  return {
    schema: root.at("schema").number(),
    engine: root.maybe("engine")?.string(),
    inputs: root.maybe("inputs")?.string(),
    blocks: root.maybe("blocks")?.map((_, digest) => digest.string()),
    title: root.at("title").string(),
    asOf: root.at("asOf").string(),
    version: root.at("version").string(),
    lineage: root.at("lineage").strings(),
    scenario: scenario && { name: scenario.at("name").string(), title: scenario.at("title").string() },
    sets: root.at("sets").list((set) => ({ id: set.at("id").string(), text: set.at("text").string() })),
    staleAfter: root.maybe("staleAfter")?.string(),
    outputs: root.at("outputs").map(outputState),
    claims: root.at("claims").map(claimEntry),
    figures: new Map([
      ...root.at("figures").map((id, entry) => figureState("chart", id, entry)),
      ...root.at("tables").map((id, entry) => figureState("table", id, entry)),
    ]),
    assumptions: root.at("assumptions").map(assumptionState),
    prose: root.at("prose").list(sectionState),
  };
}

function checkSchema(root: JsonReader, file: string): void {
  const schema = root.isObject() ? root.maybe("schema")?.value : undefined;
  const start: Place = { file, start: { line: 1, column: 1 } };
  if (typeof schema !== "number" || !Number.isInteger(schema))
    throw MemoError.of({
      rule: "review/no-results",
      message: "this is JSON, but not the results of a memo",
      expected: "a results.json, as `memo build` writes it",
      place: start,
    });
  if (schema >= OLDEST_RESULTS_SCHEMA && schema <= RESULTS_SCHEMA) return;
  const older = schema < RESULTS_SCHEMA;
  throw MemoError.of({
    rule: older ? "review/older-schema" : "review/newer-schema",
    message: `schema ${schema} of these results is ${older ? "older than the engine's" : "newer than the engine's"}`,
    expected: `schema ${RESULTS_SCHEMA}`,
    hint: older ? "rebuild them with `memo build`" : "take the engine that wrote them, or a later one",
    place: root.at("schema").place(),
  });
}

const placeOf = (entry: JsonReader, key = "position"): Place => entry.maybe(key)?.position() ?? entry.ownPlace();

function outputState(name: string, entry: JsonReader): OutputState {
  const tolerance = entry.at("tolerance");
  const absolute = tolerance.maybe("absolute");
  return {
    name,
    value: entry.at("value").cell(),
    text: entry.at("text").string(),
    label: entry.at("label").string(),
    unit: entry.at("unit").string(),
    format: entry.at("format").as<FormatSpec>((value) => typeof value.maybe("style")?.value === "string", "a format"),
    tolerance: absolute ? { absolute: absolute.number() } : { relative: tolerance.at("relative").number() },
    key: entry.at("key").boolean(),
    restsOn: entry.at("restsOn").strings(),
    place: placeOf(entry),
  };
}

function claimEntry(id: string, entry: JsonReader): ClaimEntry {
  const number = (key: string): number | undefined => {
    // A margin that is not finite is written by name.
    const value = entry.maybe(key)?.value;
    return value === undefined ? undefined : Number(value);
  };
  return {
    id,
    holds: entry.at("holds").boolean(),
    margin: number("margin"),
    relativeMargin: number("relativeMargin"),
    left: number("left"),
    right: number("right"),
    operator: entry.maybe("operator")?.string(),
    expression: entry.at("expression").string(),
    restsOn: entry.maybe("restsOn")?.strings() ?? [],
    place: placeOf(entry),
  };
}

function figureState(kind: "chart" | "table", id: string, entry: JsonReader): FigureState {
  const tokens = (key: string): TextToken[] =>
    entry.maybe(`${key}Tokens`)?.list(textToken) ?? [entry.at(key).string()].filter((text) => text !== "");
  return {
    id,
    kind,
    number: entry.at("number").number(),
    label: entry.maybe("label")?.string(),
    caption: tokens("caption"),
    source: tokens("source"),
    alt: entry.at("alt").string(),
    picture: entry.maybe("picture")?.string(),
    data: entry.at("data").list((data) => ({
      columns: data.at("columns").strings(),
      labels: data.at("labels").strings(),
      rows: data.at("rows").list((row) => row.list((cell) => cell.cell())),
    })),
    printed: entry.maybe("printed")?.list((row) => row.strings()),
    restsOn: entry.at("restsOn").strings(),
    place: placeOf(entry),
  };
}

const SHAPES = ["scalar", "series", "table", "said", "data"] as const;

function assumptionState(id: string, entry: JsonReader): AssumptionState {
  const strings = (key: string): string[] | undefined => entry.maybe(key)?.strings();
  const shape = entry.at("shape").oneOf(SHAPES);
  const value = (key: string): AssumptionState["value"] => entry.at(key).numbers(SHAPES.indexOf(shape));
  return {
    id,
    label: entry.maybe("label")?.string(),
    shape,
    keys: strings("keys") ?? [],
    columns: strings("columns"),
    value: shape === "said" || shape === "data" ? {} : value("value"),
    said: shape === "said" ? entry.at("said").as<Said>(isSaid, "a text, a boolean, a date or a choice") : undefined,
    data: shape === "data" ? entry.at("data").as<DataSummary>(isData, "a data file") : undefined,
    low: entry.maybe("low") && value("low"),
    high: entry.maybe("high") && value("high"),
    unit: entry.at("unit").string(),
    columnUnits: entry.maybe("columnUnits")?.as<Record<string, string>>((units) => units.isObject(), "units by column"),
    shown: entry.maybe("shown")?.string(),
    columnShown: entry.maybe("columnShown")?.as<Record<string, string>>((units) => units.isObject(), "units by column"),
    converted: entry.maybe("converted")?.list((number) => number.number()),
    distribution: entry
      .at("distribution")
      .as<Assumption["distribution"]>((one) => typeof one.maybe("name")?.value === "string", "a distribution"),
    ends: entry.maybe("ends") ? "paths" : undefined,
    mix: entry.maybe("mix")?.boolean() ?? false,
    kind: entry.at("kind").oneOf(["observed", "cited", "assumed", "public", "reconstructed", "derived"] as const),
    sources: entry.at("sources").strings(),
    asOf: entry.at("asOf").string(),
    staleAfter: entry.maybe("staleAfter")?.string(),
    stale: entry.maybe("stale")?.boolean() ?? false,
    note: entry.maybe("note")?.string(),
    reason: entry.maybe("reason")?.string(),
    expression: entry.maybe("expression")?.string(),
    restsOn: strings("restsOn"),
    setBy: entry.at("setBy").string(),
    place: placeOf(entry, "entry"),
    valuePlace: placeOf(entry),
  };
}

const isSaid = (one: JsonReader): boolean =>
  ["string", "boolean"].includes(typeof one.maybe("content")?.value) && typeof one.maybe("type")?.value === "string";

const isData = (one: JsonReader): boolean =>
  typeof one.maybe("digest")?.value === "string" &&
  typeof one.maybe("rows")?.value === "number" &&
  Array.isArray(one.maybe("columns")?.value) &&
  one
    .at("columns")
    .list((column) => typeof column.maybe("name")?.value === "string")
    .every(Boolean);

function sectionState(entry: JsonReader): SectionState {
  return {
    file: entry.at("file").string(),
    id: entry.at("id").string(),
    level: entry.at("level").number(),
    number: entry.maybe("number")?.string(),
    heading: entry.at("heading").list(textToken),
    passages: entry.at("passages").list((passage) => ({
      kind: passage.at("kind").string(),
      tokens: passage.at("tokens").list(textToken),
      place: passage.maybe("position")?.position(),
    })),
    figures: entry.maybe("figures")?.list((figure) => ({
      id: figure.at("id").string(),
      after: figure.at("after").number(),
    })),
  };
}

function textToken(token: JsonReader): TextToken {
  if (typeof token.value === "string") return token.value;
  const value = token.maybe("value");
  return value
    ? { value: value.string(), expression: token.at("expression").string() }
    : { reference: token.at("reference").string(), text: token.at("text").string() };
}
