/** A number of a recorded row: computed by a step of the tape, or given by a column of the points. */
export interface Step {
  /** What it comes to at the row that is recorded. */
  readonly value: number;
  readonly kind: "step" | "column";
  /** Its position on the tape, or the column. */
  readonly at: number;
}

/** A number that is the same at every row, or one that varies. */
export type Operand = number | Step;

/** A number computed; or a condition, which is to be true or false for all that follows. */
interface Entry {
  operation: string;
  operands: readonly Operand[];
  holds?: boolean;
}

/** The numbers of a row of points from `from` on; what they come to is put into outputs and margins. False where a condition isn't as it was. */
export type Kernel = (
  points: Float64Array,
  from: number,
  outputs: Float64Array,
  output: number,
  margins: Float64Array,
  margin: number,
) => boolean;

/** Of more the engine makes no fast code in one piece. */
const LONGEST = 4000;

/** More is computed than can be written down. */
class TapeFull extends Error {}

/** How operations are written over the texts of their operands; all others are functions by their names. */
const WRITTEN: Readonly<Record<string, (a: string, b: string) => string>> = {
  truth: (a) => a,
  "-x": (a) => `-${a}`,
  // Sums and bounds as d3-array takes them: what is no number, and zero, adds nothing.
  "d3.sum": (a, b) => `${b} ? ${a} + ${b} : ${a}`,
  "d3.min": (a, b) => `${a} > ${b} ? ${b} : ${a}`,
  "d3.max": (a, b) => `${a} < ${b} ? ${b} : ${a}`,
  ...Object.fromEntries(
    ["+", "-", "*", "/", "%", "**", "<", "<=", ">", ">=", "=="].map((sign) => [
      sign,
      (a: string, b: string) => `${a} ${sign} ${b}`,
    ]),
  ),
};

/** What was computed with the numbers of one row, in its order. */
export class Tape {
  private readonly entries: Entry[] = [];
  private readonly known = new Map<string, Step>();
  private readonly conditions = new Set<string>();
  private readonly results: { to: string; operand: Operand }[] = [];

  /** Writes a step down, or finds it where it was written before. @throws TapeFull */
  step(operation: string, operands: readonly Operand[], value: number): Step {
    const text = written(operation, operands);
    const known = this.known.get(text);
    if (known) return known;
    const step: Step = { value, kind: "step", at: this.push({ operation, operands }) };
    this.known.set(text, step);
    return step;
  }

  /** All that follows is so only where this is as it is here. @throws TapeFull */
  guard(operation: string, operands: readonly Operand[], holds: boolean): void {
    const text = condition({ operation, operands, holds });
    if (this.conditions.has(text)) return;
    this.conditions.add(text);
    this.push({ operation, operands, holds });
  }

  output(column: number, operand: Operand): void {
    this.results.push({ to: `outputs[output + ${column}]`, operand });
  }

  margin(column: number, operand: Operand): void {
    this.results.push({ to: `margins[margin + ${column}]`, operand });
  }

  /** The text of a `Kernel` that computes what the results and the conditions rest on. */
  source(): string {
    const live = new Uint8Array(this.entries.length);
    const columns = new Set<number>();
    const need = (operands: readonly Operand[]): void => {
      for (const one of operands)
        if (typeof one === "number") continue;
        else if (one.kind === "step") live[one.at] = 1;
        else columns.add(one.at);
    };
    need(this.results.map(({ operand }) => operand));
    for (const [at, entry] of [...this.entries.entries()].reverse()) {
      if (entry.holds !== undefined) live[at] = 1;
      if (live[at]) need(entry.operands);
    }
    const lines = this.entries.flatMap((entry, at) => {
      if (!live[at]) return [];
      if (entry.holds === undefined) return [`const v${at} = ${written(entry.operation, entry.operands)};`];
      return [`if (!(${condition(entry)})) return false;`];
    });
    return `(points, from, outputs, output, margins, margin) => {
${[...columns].map((column) => `const p${column} = points[from + ${column}];`).join("\n")}
${lines.join("\n")}
${this.results.map(({ to, operand }) => `${to} = ${text(operand)};`).join("\n")}
return true;
}`;
  }

  private push(entry: Entry): number {
    if (this.entries.length >= LONGEST) throw new TapeFull(`more than ${LONGEST} steps`);
    return this.entries.push(entry) - 1;
  }
}

function condition({ operation, operands, holds }: Entry): string {
  const text = written(operation, operands);
  return holds === false ? `!(${text})` : text;
}

function written(operation: string, operands: readonly Operand[]): string {
  const texts = operands.map(text);
  return WRITTEN[operation]?.(texts[0] ?? "", texts[1] ?? "") ?? `${operation}(${texts.join(", ")})`;
}

function text(operand: Operand): string {
  if (typeof operand !== "number") return `${operand.kind === "step" ? "v" : "p"}${operand.at}`;
  if (Number.isNaN(operand)) return "(0 / 0)";
  if (!Number.isFinite(operand)) return operand > 0 ? "(1 / 0)" : "(-1 / 0)";
  return operand < 0 || Object.is(operand, -0) ? `(-${-operand})` : String(operand);
}
