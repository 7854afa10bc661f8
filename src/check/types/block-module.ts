import { dataLines } from "../../assumptions/files/declaration.js";
import { BlockText } from "../../notebook/analyse/block-text.js";
import { onlyExpression } from "../../notebook/analyse/last-expression.js";
import { parseBlock } from "../../notebook/analyse/parse.js";
import type { Program, ProgramBlock } from "../../notebook/analyse/program.js";
import type { FormatSpec } from "../../notebook/library/format.js";
import type { OutputDeclaration } from "../../notebook/types.js";
import { ModuleText } from "./module-text.js";
import { blockFile, GIVEN, imports } from "./names.js";

/**
 * A block as a module: imports on its first line, its text untouched below, exports last. A formula stands as the code it runs as,
 * a query as the declaration of its result, and neither is looked at, so that what they define has its type.
 */
export function blockModule(
  { block, ...analysed }: ProgramBlock,
  names: Program["names"],
  outputs: readonly OutputDeclaration[],
): ModuleText {
  const module = new ModuleText();
  const ownerOf = (name: string): string | undefined => {
    const owner = names.get(name)?.blockId;
    return owner === undefined || owner === block.id ? undefined : blockFile(owner);
  };
  const values = new Set(analysed.uses);
  const wanted = [
    ...analysed.uses.map((name) => ({ name, type: false })),
    ...(analysed.usesTypes ?? []).filter((name) => !values.has(name)).map((name) => ({ name, type: true })),
  ].flatMap(({ name, type }) => {
    const file = ownerOf(name);
    return file === undefined ? [] : [{ name, file, type }];
  });
  module.raw(`${imports([...wanted, { name: "given", file: GIVEN }])}\n`);
  const text = new BlockText(block);
  if (block.kind === "formula") module.raw(analysed.source);
  else if (analysed.query)
    module.raw(`declare const ${block.id}: {\n${dataLines(analysed.query.columns).join("\n")}\n};`);
  else if (block.kind === "claim") writeClaim(text, analysed.claim?.expression ?? "", module);
  else module.code(text, 0, text.code.length);
  module.raw(`\nexport { ${[...analysed.defines, ...onlyTypes(analysed)].join(", ")} };\n`);
  for (const { name: expression, format, place } of outputs)
    module.about({ kind: "format", format: format.style, expression, output: true }, () =>
      module
        .raw(`${printing(format.style)}(`)
        .at(place, expression)
        .raw(");\n"),
    );
  return module;
}

/** The declaration of formats-types.ts for what a style prints. */
export function printing(style: FormatSpec["style"]): string {
  return style === "text" || style === "date" ? `__${style}` : "__number";
}

function onlyTypes({ defines, definesTypes }: Omit<ProgramBlock, "block">): string[] {
  return (definesTypes ?? []).filter((name) => !defines.includes(name)).map((name) => `type ${name}`);
}

/** The expression becomes an argument, so that what it comes to is checked. */
function writeClaim(text: BlockText, written: string, module: ModuleText): void {
  const end = text.code.length;
  const expression = claimed(text, written);
  if (!expression) {
    module.code(text, 0, end);
    return;
  }
  module
    .code(text, 0, expression.start)
    .about({ kind: "claim" }, () => module.raw("__claim(").code(text, expression.start, expression.end).raw(")"))
    .code(text, expression.end, end);
}

/** Where the expression of a claim stands. Most claims are nothing else, and need not be parsed once more. */
function claimed(text: BlockText, written: string): { start: number; end: number } | undefined {
  const start = text.code.search(/\S/);
  const end = start + written.length;
  if (written !== "" && text.code.startsWith(written, start) && /^\s*;?\s*$/.test(text.code.slice(end)))
    return { start, end };
  const parsed = parseBlock(text);
  const expression = "errors" in parsed ? undefined : onlyExpression(parsed.program, text);
  return expression && !("rule" in expression) ? expression : undefined;
}
