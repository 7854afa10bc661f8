import { didYouMean } from "../../diagnostic.js";
import { DATE_EXPECTED, dateProblem } from "../../yaml/dates.js";
import { Problems, quoted } from "../../yaml/problems.js";
import type { DataFiles } from "../data/file.js";
import type { Said } from "../data/types.js";
import { findTarget, type Origin, type Target } from "../files/override.js";
import { readSaid } from "../register/resolve-other.js";
import type { Assumption, Register } from "../register/types.js";
import { fromBlocks } from "../units/block-units.js";
import { type UnitSystem, unitSystem } from "../units/units.js";
import type { End } from "./statements.js";
import { numberAt, readTyped, type Typed } from "./typed.js";

/** What is to be changed in one version. */
export interface EditRequest {
  /** The latest when absent. */
  version?: string;
  /** Dotted paths of assumptions or their elements, and numbers or words as they would be typed after `--set`. */
  values: readonly { path: string; text: string }[];
  /** Ends of the range of the one value. */
  low?: string;
  high?: string;
  /** What the range means, where it is new. */
  distribution?: string;
  /** Keys of sources.yaml. */
  sources?: readonly string[];
  asOf?: string;
  /** Why: the entry's `reason`. */
  because?: string;
  /** The files that assumptions declare. */
  data?: DataFiles | undefined;
}

/** A number that is asked for. */
export interface Asked {
  target: Target;
  end: End;
  typed: Typed;
  before: number | undefined;
}

/** What an assumption says that is no number, before and after. */
export interface AskedWord {
  id: string;
  before: string;
  after: string;
  /** A boolean. */
  flag: boolean;
}

/** What a request asks for, in the terms of the register; what can't be done is reported. */
export function readRequest(
  request: EditRequest,
  register: Register,
  problems: Problems,
): { numbers: Asked[]; words: AskedWord[] } {
  const reader = new RequestReader(request, register, problems);
  for (const { path, text } of request.values) reader.add("value", path, text, `\`memo set ${path} ${text}\``);
  const [first] = request.values;
  for (const end of ["low", "high"] as const) {
    const text = request[end];
    if (first && text !== undefined && !problems.failed) reader.add(end, first.path, text, `\`--${end} ${text}\``);
  }
  for (const key of request.sources ?? []) {
    if (register.sources.has(key)) continue;
    const hint = didYouMean(key, register.sources.keys());
    const message = `\`--source\` names an unknown source \`${key}\``;
    problems.error("unknown-source", message, undefined, { expected: "a key from sources.yaml", hint });
  }
  const wrong = request.asOf === undefined ? undefined : dateProblem(request.asOf);
  if (wrong) problems.error("date", `\`--as-of\`: ${wrong}`, undefined, { expected: DATE_EXPECTED });
  return { numbers: [...reader.numbers.values()], words: [...reader.words.values()] };
}

class RequestReader {
  readonly words = new Map<string, AskedWord>();
  /** By end, id and keys. */
  readonly numbers = new Map<string, Asked>();
  private readonly system: UnitSystem;

  constructor(
    private readonly request: EditRequest,
    private readonly register: Register,
    private readonly problems: Problems,
  ) {
    this.system = unitSystem(register.units);
  }

  add(end: End, path: string, text: string, subject: string): void {
    const origin: Origin = { subject, setBy: "" };
    const target = findTarget(this.register.assumptions, new Set(), path, origin, this.problems);
    if (!target) return;
    const { id, data, said, expression, restsOn = [], valuePlace } = target.assumption;
    if (data)
      this.problems.error("no-number", `\`${id}\` is a data file`, valuePlace, {
        expected: "an assumption with a value",
        hint: "change the line by hand: `memo check` looks at it",
      });
    else if (said) this.addWord(end, target.assumption, said, text, subject);
    else if (expression !== undefined)
      this.problems.error("edit-derived", `\`${id}\` is computed, not given`, valuePlace, {
        expected:
          restsOn.length > 0 ? `one of what it rests on: ${quoted(restsOn, "or")}` : "an assumption with a value",
      });
    else this.addNumbers(end, target, text, origin);
  }

  private addWord(end: End, { id, valuePlace }: Assumption, said: Said, text: string, subject: string): void {
    const { problems, words } = this;
    if (end !== "value" || this.request.distribution !== undefined) {
      const message = `\`${id}\` is a ${said.type} and has no range`;
      problems.error("no-number", message, valuePlace, { expected: "its value alone" });
    } else if (words.has(id))
      problems.error("edit-twice", `\`${id}\` is set twice`, undefined, { expected: "each value once" });
    else {
      const own = new Problems("assumptions");
      const read = readSaid(typedWord(text, said.type), said.type, said.choices, subject, own, undefined);
      problems.addUnplaced(own);
      const [before, after] = [String(said.content), String(read?.content)];
      if (read) words.set(id, { id, before, after, flag: said.type === "boolean" });
    }
  }

  private addNumbers(end: End, target: Target, text: string, origin: Origin): void {
    const { assumption } = target;
    const { id } = assumption;
    for (const typed of readTyped(text, target, origin, this.system, this.problems) ?? []) {
      const key = [end, id, ...typed.keys].join(" ");
      if (this.numbers.has(key)) {
        const message = `\`${[id, ...typed.keys].join(".")}\` is set twice`;
        this.problems.error("edit-twice", message, undefined, { expected: "each number once" });
      }
      const from = assumption[end];
      const before = from === undefined ? Number.NaN : fromBlocks(numberAt(from, typed.keys), typed.declared);
      this.numbers.set(key, { target, end, typed, before: Number.isNaN(before) ? undefined : before });
    }
  }
}

const isFlag = (text: string): boolean => text === "true" || text === "false";

/** A word of the command line as one of a file. */
const typedWord = (text: string, type: Said["type"]): Parameters<typeof readSaid>[0] => ({
  value: type === "boolean" && isFlag(text) ? text === "true" : text,
  text,
  place: { file: "", start: { line: 1, column: 1 } },
});
