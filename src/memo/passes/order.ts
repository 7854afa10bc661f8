import { dataTables, leafPaths, openPaths, readablePaths } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import { type Block, type Chapter, computes } from "../../chapters/index.js";
import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { refusedNames } from "../../document/broken.js";
import { append } from "../../lists.js";
import type { Program } from "../../notebook/analyse/program.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../notebook/library/library-names.js";
import type { Severities } from "../../rules/severities.js";
import { readStudy, type Study } from "../../sensitivity/index.js";
import { unknownIn } from "../sweeps/places.js";
import { Everything } from "./everything.js";
import { keptAnalysis } from "./kept-sources.js";
import type { Job } from "./pass.js";
import type { Read, Reading } from "./read.js";

/** Blocks and sweeps as they can be run, where nothing is wrong. */
export interface Ordered {
  program: Program;
  studies: readonly Study[];
  /** Every name that prose may quote, `given` apart. */
  names: readonly string[];
  /** Of rules that the memo wants told otherwise. */
  severities: Severities;
}

/** Puts the blocks in order and reads sweeps and settings. */
export async function order(job: Job, sources: Read): Promise<Ordered> {
  const { options, diagnostics } = job;
  const { chapters, blocks } = sources;
  const { incremental } = options;
  const program = orderBlocks(sources, options, diagnostics);
  let severities: Severities = new Map();
  const settings = chapters[0]?.front.memo?.rules ?? [];
  if (options.check && settings.length > 0) {
    const { readSettings } = await import("../../check/settings.js");
    const read = readSettings(settings);
    severities = read.severities;
    job.reportChecked(read.diagnostics);
  }
  const studies = blocks.flatMap(
    (block) => (incremental?.readStudy ?? readStudy)(block, (d) => diagnostics.push(d)) ?? [],
  );
  append(diagnostics, namesTaken(studies, program));
  tellOfSweeps(diagnostics, studies);
  // What could not be read may hold what a study asks for.
  if (program.blocks.every(({ source }) => source !== "") && refusedNames(chapters).size === 0)
    append(
      diagnostics,
      studies.flatMap((study) => unknownIn(study, program)),
    );
  return { program, studies, names: [...program.names.keys(), ...studies.map(({ name }) => name)], severities };
}

/** The program that the blocks of some sources make; what is wrong is added to `diagnostics`. */
export function orderBlocks(
  { chapters, blocks, register }: Read,
  { incremental, cacheFolder }: Reading,
  diagnostics: Diagnostic[],
): Program {
  const paths = register && (incremental ? incremental.again(pathsOf, register) : pathsOf(register));
  const program = (incremental?.analyse ?? keptAnalysis(register ? cacheFolder : undefined))(
    blocks.filter(({ kind }) => computes(kind)),
    {
      givenPaths: paths?.givenPaths ?? new Everything(),
      openPaths: paths?.openPaths ?? new Everything(),
      ...(register && blocks.some(({ kind }) => kind === "sql") ? { tables: dataTables(register) } : {}),
      library: LIBRARY_NAMES,
      globals: GLOBAL_NAMES,
    },
  );
  // Without a register no assumption is known, which says nothing about the blocks.
  const refused = refusedNames(chapters);
  const follows = ({ rule, about }: Diagnostic): boolean =>
    rule === "notebook/undefined-name" && about !== undefined && refused.has(about);
  diagnostics.push(
    ...program.diagnostics.filter((d) => (register || d.rule !== "notebook/unknown-assumption") && !follows(d)),
  );
  append(diagnostics, unknownHeadlines(chapters, program));
  if (register) append(diagnostics, unknownOffers(chapters, register));
  return program;
}

const pathsOf = (register: Register) => ({ givenPaths: readablePaths(register), openPaths: openPaths(register) });

/** What the front matter calls a headline and is no output. */
function unknownHeadlines(chapters: readonly Chapter[], { outputs }: Program): Diagnostic[] {
  const names = outputs.map(({ name }) => name);
  return (chapters[0]?.front.memo?.headlines ?? []).flatMap(({ text, place }): Diagnostic[] => {
    if (names.includes(text)) return [];
    const hint = didYouMean(text, names);
    return [
      {
        rule: "chapters/front-matter",
        severity: "error",
        message: `\`memo.headlines\` names \`${text}\`, which is no output`,
        expected: "names of outputs",
        hint,
        place,
      },
    ];
  });
}

/** What the front matter offers to a reader of the page, and no assumption is that can be changed there. */
function unknownOffers(chapters: readonly Chapter[], register: Register): Diagnostic[] {
  const live = chapters[0]?.front.memo?.live;
  if (typeof live !== "object") return [];
  const leaves = leafPaths(register);
  return live.flatMap(({ text, place }): Diagnostic[] => {
    const assumption = register.assumptions.get(text) ?? register.assumptions.get(leaves.get(text) ?? "");
    if (assumption && !assumption.data) return [];
    const hint = assumption ? undefined : didYouMean(text, [...register.assumptions.keys(), ...leaves.keys()]);
    return [
      {
        rule: "chapters/front-matter",
        severity: "error",
        message: assumption
          ? `\`memo.live\` names \`${text}\`, which is a data file`
          : `\`memo.live\` names \`${text}\`, which is no assumption`,
        expected: "assumptions of one value, or a value of one with keys: `sales.2027`",
        hint,
        place,
      },
    ];
  });
}

/** A sweep is quoted by a name of the memo's one namespace. */
function namesTaken(studies: readonly Study[], program: Program): Diagnostic[] {
  const first = new Map<string, Block>();
  return studies.flatMap(({ name, block }) => {
    const other = program.names.get(name)?.place ?? first.get(name)?.place;
    if (!first.has(name)) first.set(name, block);
    if (!other) return [];
    return [
      {
        rule: "sweep/name",
        severity: "error" as const,
        message: `the name \`${name}\` of sweep \`${block.id}\` is taken`,
        expected: "a line `name: …` with another one",
        related: [{ words: "it stands at", place: other }],
        place: block.place,
      },
    ];
  });
}

/** A block that reads a sweep is told why it can't: sweeps are run when all blocks are done. */
function tellOfSweeps(diagnostics: Diagnostic[], studies: readonly Study[]): void {
  for (const [at, diagnostic] of diagnostics.entries()) {
    if (diagnostic.rule !== "notebook/undefined-name") continue;
    const study = studies.find(({ name }) => name === diagnostic.about);
    if (!study) continue;
    diagnostics[at] = {
      ...diagnostic,
      message: `\`${study.name}\` is a sweep, which is run when all blocks are done`,
      expected: "names of blocks; a sweep can be quoted in prose only",
      related: [{ words: "it stands at", place: study.block.place }],
    };
  }
}
