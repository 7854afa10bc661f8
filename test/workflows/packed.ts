import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** As much as is called here of what GitHub reads workflows, actions and the expressions in them with. */
export interface Packed {
  parseWorkflow(file: { name: string; content: string }, trace: object): Parsed;
  parseAction(file: { name: string; content: string }, trace: object): Parsed;
  convertWorkflowTemplate(context: unknown, root: unknown): Promise<{ errors?: readonly { Message: string }[] }>;
  NoOperationTraceWriter: new () => object;
  Lexer: new (text: string) => { lex(): { tokens: unknown[] } };
  Parser: new (
    tokens: unknown[],
    contexts: readonly string[],
    functions: readonly ExpressionFunction[],
  ) => { parse(): unknown };
  Evaluator: new (
    parsed: unknown,
    context: unknown,
    functions: ReadonlyMap<string, ExpressionFunction>,
  ) => { evaluate(): ExpressionData };
  data: {
    reviver(key: string, value: unknown): unknown;
    replacer(key: string, value: unknown): unknown;
    BooleanData: new (value: boolean) => ExpressionData;
  };
}

interface Parsed {
  value?: unknown;
  context: { errors: { getErrors(): readonly { message: string }[] } };
}

export interface ExpressionData {
  coerceString(): string;
}

export interface ExpressionFunction {
  name: string;
  minArgs: number;
  maxArgs: number;
  call(): ExpressionData;
}

let loaded: Promise<Packed> | undefined;

/** GitHub's own parser, packed into one file first: it imports a JSON file in a way that only bundlers take. */
export function packed(): Promise<Packed> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Packed> {
  const contents = [
    "@actions/workflow-parser",
    "@actions/workflow-parser/actions/action-parser",
    "@actions/expressions",
  ]
    .map((name) => `export * from ${JSON.stringify(name)};`)
    .join("\n");
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    format: "esm",
    platform: "node",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    write: false,
  });
  const folder = mkdtempSync(join(tmpdir(), "memo-packed-"));
  try {
    const file = join(folder, "packed.mjs");
    writeFileSync(file, outputFiles[0]?.contents ?? "");
    return (await import(pathToFileURL(file).href)) as Packed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
