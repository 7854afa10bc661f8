import { type ExpressionFunction, type Packed, packed } from "../workflows/packed.js";

/** What expressions may ask for: `github`, `inputs`, `needs` and the like, as plain values. */
export type Context = Readonly<Record<string, unknown>>;

/** How the job stands when an expression is asked. */
export interface Standing {
  failed: boolean;
  cancelled: boolean;
}

const CONTEXTS = ["github", "inputs", "needs", "steps", "vars", "secrets", "env", "runner", "job", "jobs"];

const EMPTY = Object.fromEntries(CONTEXTS.map((name) => [name, {}]));

/** The expressions of a workflow, as GitHub's own evaluator has them. */
export class Expressions {
  private constructor(private readonly github: Packed) {}

  static async load(): Promise<Expressions> {
    return new Expressions(await packed());
  }

  /** A text of a workflow with every `${{ … }}` in it filled in. */
  filled(text: string, context: Context, standing: Standing = NONE): string {
    return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
      this.value(expression, context, standing).coerceString(),
    );
  }

  /** Whether a step or a job is to run; without a word of its standing, only where nothing has failed. */
  holds(condition: string | boolean | undefined, context: Context, standing: Standing): boolean {
    const text = String(condition ?? "success()").replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
    const asks = /\b(?:success|failure|always|cancelled)\(\)/.test(text);
    const whole = asks ? text : `success() && (${text})`;
    // Twice not: what is no boolean is one then.
    return this.value(`!!(${whole})`, context, standing).coerceString() === "true";
  }

  private value(expression: string, context: Context, { failed, cancelled }: Standing) {
    const { Lexer, Parser, Evaluator, data } = this.github;
    const answers = { success: !failed && !cancelled, failure: failed && !cancelled, always: true, cancelled };
    const functions = Object.entries(answers).map(
      ([name, answer]): ExpressionFunction => ({
        name,
        minArgs: 0,
        maxArgs: 0,
        call: () => new data.BooleanData(answer),
      }),
    );
    const { tokens } = new Lexer(expression.trim()).lex();
    const parsed = new Parser(tokens, CONTEXTS, functions).parse();
    const known = JSON.parse(JSON.stringify({ ...EMPTY, ...context }), data.reviver) as unknown;
    return new Evaluator(parsed, known, new Map(functions.map((one) => [one.name, one]))).evaluate();
  }
}

const NONE: Standing = { failed: false, cancelled: false };
