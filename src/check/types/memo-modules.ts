import { givenDeclaration } from "../../assumptions/files/declaration.js";
import type { Register } from "../../assumptions/register/types.js";
import type { Chapter } from "../../chapters/types.js";
import { type ChapterTemplates, givenQuoted } from "../../document/prepare.js";
import { groupBy } from "../../lists.js";
import { givenReads, type Program, type ProgramBlock } from "../../notebook/analyse/program.js";
import { libraryTypes } from "../../notebook/library/library-types.js";
import { readStudy } from "../../sensitivity/index.js";
import { blockModule } from "./block-module.js";
import { formatsTypes } from "./formats-types.js";
import type { ModuleText } from "./module-text.js";
import { blockFile, FORMATS, GIVEN, LIBRARY, proseFile, SWEEPS } from "./names.js";
import { proseModule } from "./prose-module.js";
import { sweepModule } from "./sweep-module.js";

/** A memo as read, before anything is run. */
export interface TypedMemo {
  chapters: readonly Chapter[];
  /** All blocks but sweeps, analysed. What its own diagnostics say is not said again. */
  program: Program;
  /** Absent when it could not be read: then nothing is known of `given`. */
  register: Register | undefined;
  /** From `prepareChapters`; without them only blocks and sweeps are checked. */
  templates?: readonly ChapterTemplates[];
}

/** The modules of the one program that a memo makes. */
export interface MemoModules {
  /** All of them, by file name. */
  texts: ReadonlyMap<string, string>;
  /** Those with something of the memo in them. */
  written: ReadonlyMap<string, { text: ModuleText; block?: ProgramBlock }>;
  /** Names that sweeps are quoted by. */
  sweeps: ReadonlySet<string>;
}

/** A memo as modules: one a block, one a chapter's prose, one of all sweeps, and what they find by name. */
export function modulesOf({ chapters, program, register, templates }: TypedMemo): MemoModules {
  const written = new Map<string, { text: ModuleText; block?: ProgramBlock }>();
  const outputs = groupBy(program.outputs, ({ blockId }) => blockId);
  for (const block of program.blocks) {
    const file = blockFile(block.block.id);
    if (!isUnread(block) && !written.has(file))
      written.set(file, { text: blockModule(block, program.names, outputs.get(block.block.id) ?? []), block });
  }
  // What is wrong with a study is reported where it is read to be run.
  const studies = chapters.flatMap(({ blocks }) => blocks.flatMap((block) => readStudy(block, () => {}) ?? []));
  const quoted = studies.filter(
    ({ name }, index) => !program.names.has(name) && studies.findIndex((one) => one.name === name) === index,
  );
  if (studies.length > 0) written.set(SWEEPS, { text: sweepModule(quoted, program, register?.scenarios) });
  const sweeps = new Set(quoted.map(({ name }) => name));
  const names = {
    isType: (name: string): boolean => program.names.get(name)?.kind === "type",
    fileOf: (name: string): string | undefined => {
      if (name === "given") return GIVEN;
      const owner = program.names.get(name)?.blockId;
      if (owner !== undefined) return blockFile(owner);
      return sweeps.has(name) ? SWEEPS : undefined;
    },
    outputs: new Map(program.outputs.map((output) => [output.name, output])),
  };
  for (const template of templates ?? [])
    written.set(proseFile(template.chapter.file), { text: proseModule(template, names) });

  const reads = [...givenReads(program), ...givenQuoted(templates ?? [])];
  const texts = new Map([
    [LIBRARY, libraryTypes],
    [FORMATS, formatsTypes],
    [GIVEN, register ? givenDeclaration(register, { comments: false, reads }) : "export declare const given: any;\n"],
    ...[...written].map(([file, { text }]) => [file, text.text] as const),
  ]);
  return { texts, written, sweeps };
}

/** A block that could not be parsed has no source. */
export const isUnread = ({ block, source }: ProgramBlock): boolean => source === "" && block.code.trim() !== "";
