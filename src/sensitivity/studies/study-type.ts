import type { Register } from "../../assumptions/register/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import type { DataTable } from "../../notebook/types.js";
import type { Input } from "../inputs.js";
import type { Model } from "../model.js";
import type { Evaluate, OutputColumn } from "../points.js";
import type { Naming } from "../printing.js";
import type { Sampled } from "../sampled.js";
import type { Alone } from "./parts/alone.js";
import type { Asked, Bounds } from "./parts/asked.js";
import type { CommandLine } from "./parts/command-line.js";
import type { GapWords } from "./parts/gap-words.js";
import type { Quotables, StudyKeys } from "./parts/keys.js";
import type { DataRows } from "./parts/rows.js";
import type { Settings } from "./parts/settings.js";
import type { Troubles } from "./parts/troubles.js";

/** All that a kind of study is, but for its chart, which is drawn in the blocks' realm: `figures/studies/`. */
export type StudyType<Request extends Asked, Result> = Parts<Request, Result> &
  (Stepwise<Request, Result> | OfDraws<Request, Result>);

/** What a study gives to prose, and its rows. */
export interface Shown {
  /** Plain data to be quoted by path. */
  value: Readonly<Record<string, unknown>>;
  table: DataTable;
  /** Said beside the study: what was left out, what a share of draws means. */
  remarks: readonly string[];
}

/** What the type of a study's value hangs on. */
export interface Typed {
  /** The type of what a result is in a cell. */
  typeOf(result: string): string;
  /** Names of all scenarios; undefined where they aren't known. */
  scenarios: readonly string[] | undefined;
}

/** What a study says of an output that it is about, to its readers elsewhere in the memo. */
export interface SaidOfOutput {
  /** Ids of the assumptions that move it, furthest first. */
  movedBy?: readonly string[];
  /** P10 and P90 of its draws, in its unit. */
  band?: readonly [number, number];
}

// Members are methods, so that the type of one kind is one of all kinds' (parameters of methods are compared both ways).
interface Parts<Request extends Asked, Result> {
  /** What it is called above its print. */
  title: string;
  /** Whether it may be a figure of a chapter. */
  hasChart: boolean;

  /** Keys of its fence, apart from those of every study. */
  keys: StudyKeys;
  /** What prose can quote of it. A test holds it against what studies come to. */
  quotes: Quotables;
  /** The request of a fence; undefined where it can't be made, which is reported. */
  read(settings: Settings, bounds: Bounds): Request | undefined;
  commandLine: CommandLine<Request>;

  /** Results it reads besides those it is about. */
  alsoReads?(request: Request): readonly string[];
  /** Assumptions that it moves by name. Without it, those of its bounds that have a range. */
  varies?(request: Request): readonly string[];
  /** Assumptions that it moves because the register says so. */
  overrides?(request: Request, register: Register): readonly string[];
  /** What of the register besides assumptions its result hangs on, as plain data. */
  restsOn?(request: Request, register: Register): unknown;
  /** Whether a result quotes values of draws, those of assumptions it doesn't rest on among them. */
  quotesDraws?(result: Result): boolean;

  /** Its value in prose as a type in TypeScript; what hangs on what the run finds is left open. */
  valueType(request: Request, typed: Typed): string;
  show(result: Result, request: Request, naming: Naming): Shown;
  /**
   * What its value says of the outputs that it is about, by their names.
   *
   * @param value as `show` gives it, or as it was kept
   */
  says?(value: Readonly<Record<string, unknown>>, request: Request): (readonly [output: string, said: SaidOfOutput])[];
  /** Where it had no finite result and went on without: a sentence for each output. */
  gaps(result: Result, words: GapWords): string[];
  /** The same for who ran it on the command line. @throws MemoError when nothing is left of it. */
  troubles(result: Result, troubles: Troubles): Diagnostic[];
  /** All of it as rows of plain numbers. */
  rows(result: Result): DataRows;
  alone?(result: Result, naming: Naming, output: string): Alone;
}

/** What a study that chooses its points as it goes runs on. */
export interface Running {
  /** The inputs that its bounds allow, in register order. */
  inputs: readonly Input[];
  model: Model;
  /** The study's results alone, for inputs that are moved. */
  results(moved: readonly Input[]): { columns: OutputColumn[]; evaluate: Evaluate };
  /** The first of the outputs asked for. */
  output: string;
}

interface Stepwise<Request, Result> {
  run(request: Request, running: Running): Promise<Result>;
  draw?: undefined;
}

interface OfDraws<Request, Result> {
  /** @throws MemoError as `drawInputs` and `indexDesign` do. */
  draw(request: Request, inputs: readonly Input[]): Sampled<Result>;
  run?: undefined;
}
