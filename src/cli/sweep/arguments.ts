import { InvalidArgumentError } from "commander";

// Loaded with the command line: nothing heavy here.

/** `a,b` as names. */
export function parseNames(text: string): string[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) throw new InvalidArgumentError("Expected names, separated by commas.");
  return names;
}

export function parseNumber(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError("Expected a number.");
  return value;
}

export function parseWhole(text: string): number {
  const value = Number(text);
  if (!(Number.isSafeInteger(value) && value > 0))
    throw new InvalidArgumentError("Expected a whole number above zero.");
  return value;
}

/** One side of a two-way table as its options say it; see `AxisOptions`. */
export interface AxisArgument {
  id: string;
  how?: "value" | "position" | "factor";
  values?: number[];
  from?: number;
  to?: number;
  count?: number;
  spacing?: "linear" | "ratio";
}

const AXIS = "Expected an assumption, id=0.6,1,2.5 or id=2..12/5; :ratio, :position or :factor may follow.";
const HOW = ["value", "position", "factor"] as const;

/** `id`, `id=0.6,1,2.5`, `id=2..12/5`, `id=2..32/5:ratio`, `id=-1,0,1:position`. */
export function parseAxis(text: string): AxisArgument {
  const [left = "", ...words] = text.split(":");
  const equals = left.indexOf("=");
  const id = (equals < 0 ? left : left.slice(0, equals)).trim();
  if (id === "") throw new InvalidArgumentError(AXIS);
  const axis: AxisArgument = { id };
  for (const word of words.map((w) => w.trim())) {
    const how = HOW.find((known) => known === word);
    if (how) axis.how = how;
    else if (word === "ratio" || word === "linear") axis.spacing = word;
    else throw new InvalidArgumentError(`\`${word}\` means nothing here. ${AXIS}`);
  }
  if (equals < 0) return axis;
  const places = left.slice(equals + 1).trim();
  const spaced = /^(.+?)\.\.(.+?)(?:\/(.+))?$/.exec(places);
  if (!spaced) {
    axis.values = places.split(",").map(parseNumber);
    return axis;
  }
  axis.from = parseNumber(spaced[1] ?? "");
  axis.to = parseNumber(spaced[2] ?? "");
  if (spaced[3] !== undefined) axis.count = parseWhole(spaced[3]);
  return axis;
}

export interface OptionArgument {
  name: string;
  output: string;
}

/** `Wait=payoff_a`, once for each option of a decision. */
export function parseOption(text: string, before: OptionArgument[] = []): OptionArgument[] {
  const at = text.lastIndexOf("=");
  const [name, output] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || name === "" || output === "")
    throw new InvalidArgumentError("Expected a name and the output that says what it pays, as in Wait=payoff_wait.");
  return [...before, { name, output }];
}

/** `a,b=0.5`: a rank correlation between two assumptions. */
export function parseCorrelation(
  text: string,
  before: { a: string; b: string; spearman: number }[] = [],
): { a: string; b: string; spearman: number }[] {
  const [, a, b, rank] = /^([^,=]+),([^,=]+)=(.+)$/.exec(text) ?? [];
  const spearman = Number(rank);
  if (!a || !b || !(spearman >= -1 && spearman <= 1))
    throw new InvalidArgumentError("Expected one,another=0.5 with a rank correlation from -1 to 1.");
  return [...before, { a: a.trim(), b: b.trim(), spearman }];
}

/** `2/8`: the second of eight parts. */
export function parseShard(text: string): { i: number; of: number } {
  const [, i, of] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  const shard = { i: Number(i), of: Number(of) };
  if (i === undefined || shard.i < 1 || shard.i > shard.of)
    throw new InvalidArgumentError("Expected i/n with whole numbers and 1 ≤ i ≤ n, as in 2/8.");
  return shard;
}
