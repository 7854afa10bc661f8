import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { givenDeclaration } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import type { Program } from "../../notebook/analyse/program.js";
import { COMPILER_OPTIONS } from "./compiler-options.js";
import { modulesOf, type TypedMemo } from "./memo-modules.js";
import { blockFile, GIVEN } from "./names.js";

/** What an editor needs to know blocks by. */
export interface Declarations {
  /** By path in a folder. */
  files: ReadonlyMap<string, string>;
  blocks: number;
}
/**
 * What blocks see, as TypeScript, for an editor: a file a block, the globals of code that stands in no module (`memo.d.ts`), and the settings of a
 * project over them.
 *
 * @param folder where they are written
 */
export function declarationsOf(memo: TypedMemo & { register: Register }, folder: string): Declarations {
  const { texts, written } = modulesOf(memo);
  const files = new Map<string, string>();
  for (const [name, text] of texts)
    files.set(`blocks/${name}`, name === GIVEN ? givenDeclaration(memo.register) : text);
  files.set("memo.d.ts", globalsDeclaration(memo.program, new Set(texts.keys())));
  files.set("tsconfig.json", `${JSON.stringify(configFor(folder), undefined, 2)}\n`);
  return { files, blocks: written.size };
}

/** `given` and every name of a block for code that stands in no module, each as its block's module has it. */
function globalsDeclaration({ names }: Program, modules: ReadonlySet<string>): string {
  const lines = [...names.values()].flatMap(({ name, kind, blockId }) => {
    const file = blockFile(blockId);
    if (!modules.has(file)) return [];
    const module = `import("./blocks/${file.replace(/\.ts$/, ".js")}")`;
    if (kind === "type") return [`type ${name} = ${module}.${name};`];
    return [
      `declare const ${name}: typeof ${module}.${name};`,
      ...(kind === "class" ? [`type ${name} = ${module}.${name};`] : []),
    ];
  });
  return [
    "// What blocks see: the assumptions, the standard library and the names of all blocks. Written by `memo declare`.",
    '/// <reference path="./blocks/library.d.ts" />',
    `declare const given: import("./blocks/${GIVEN.replace(/\.d\.ts$/, ".js")}").Given;`,
    ...lines,
    "",
  ].join("\n");
}

/** As the check of types is set up, with the engine's own packages where blocks see their types. */
function configFor(folder: string): object {
  const found = ["@observablehq/plot", "d3-array"].flatMap((name) => {
    const typed = name === "d3-array" ? "@types/d3-array" : name;
    const path = (createRequire(import.meta.url).resolve.paths(typed) ?? [])
      .map((modules) => join(modules, typed))
      .find((one) => existsSync(one));
    return path === undefined ? [] : [[name, [relative(folder, path).replaceAll("\\", "/")]]];
  });
  return {
    compilerOptions: {
      ...COMPILER_OPTIONS,
      // Functions of chapters need not say what they take; the check lets them.
      noImplicitAny: false,
      paths: Object.fromEntries(found) as object,
    },
    include: ["*.ts", "blocks/*.ts"],
  };
}
