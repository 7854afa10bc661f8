import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, MemoError, sortDiagnostics } from "../../diagnostic.js";
import {
  type Content,
  type Files,
  folderToWrite,
  notWritten,
  type Replacement,
  readList,
  restoreFolder,
  reviseFolder,
  Spooled,
  together,
} from "../../files/index.js";
import { isError } from "../../rules/rule.js";
import { cacheFolderOf } from "../../store/index.js";
import type { Shard } from "../../text/shard.js";
import type { BuildRequest } from "../build.js";
import { computeMemo, computeOptions } from "../compute.js";
import { inputsDigest } from "../default-version.js";
import { openIncremental } from "../incremental.js";
import { ENGINE } from "../inputs.js";
import type { Project } from "../project.js";
import { OUTPUT_KINDS, type OutputKind, writeOutputs } from "../write.js";
import { EVERY } from "./asked.js";
import { type Combination, combinationsOf, foundIn, inShard, nameOf } from "./combinations.js";
import { matrixPage } from "./page.js";
import {
  entryOf,
  failedEntry,
  headOf,
  MATRIX,
  type Matrix,
  type MatrixEntry,
  matrixOf,
  matrixText,
  parseMatrix,
} from "./record.js";

export interface MatrixRequest extends BuildRequest {
  /** The part to build of what is asked for; all unless given. */
  shard?: Shard;
  /** Called before each combination. */
  starts?: () => void;
  /** Told of each combination when it is done. */
  built?: (outcome: MatrixOutcome) => void;
}

/** What one combination came to. */
export interface MatrixOutcome {
  name: string;
  entry: MatrixEntry;
  /** Files in its folder. */
  files: number;
  diagnostics: readonly Diagnostic[];
}

const PAGE = "index.html";
/** What the list leads to, of what a combination's folder holds. */
const LEADS_TO = [PAGE, "memo.md", "memo.pdf", "results.json"];

/**
 * Builds every combination of versions and scenarios that is asked for, each into a folder of its own, with a list of them all. One after the
 * other in one process, so that each takes the time of what is different in it; what is written waits on disk. The folder is replaced at the end as a whole: what combinations that
 * don't build had there stays, and so do those of other parts; where none builds, all of it stays as it was.
 *
 * @throws MemoError where nothing can be written, and for a folder that holds something else
 */
export async function buildMatrix(
  project: Project,
  request: MatrixRequest,
): Promise<{ outcomes: MatrixOutcome[]; left: Diagnostic[] }> {
  const { out: name, only, adopt, shard, limits, cache, step = () => {} } = request;
  const place = { memo: project.root };
  const there = folderToWrite(name, place);
  await restoreFolder(there, name);
  // Said before the work; looked at again when it is done.
  listIn(there, name);
  const asked = combinationsOf(project, request);
  const kinds = new Set<OutputKind>(only ?? OUTPUT_KINDS);
  const cacheFolder = cache ? cacheFolderOf(project.root) : undefined;
  const incremental = openIncremental({ cacheFolder, limits });
  const files = new Spooled();
  const outcomes: MatrixOutcome[] = [];
  let of: ReturnType<typeof headOf> | undefined;
  try {
    for (const combination of shard ? inShard(asked, shard) : asked) {
      request.starts?.();
      const { version, scenario } = combination;
      const at = nameOf(combination);
      try {
        const { tree, diagnostics } = await computeMemo(project, {
          ...computeOptions(project, { ...request, folder: project.root, assumptions: version, scenario }),
          check: true,
          live: request.live !== false,
          incremental,
          onlyLooking: true,
          step: (text) => step(`${at}: ${text}`),
        });
        step(`${at}: writing`);
        const written = await writeOutputs(tree, kinds, { sources: request.sources, cacheFolder });
        for (const [path, content] of written) files.put(`${at}/${path}`, content);
        of ??= headOf(tree);
        const found = foundIn(combination, diagnostics);
        outcomes.push({ name: at, entry: entryOf(combination, tree), files: written.size, diagnostics: found });
      } catch (error) {
        if (!(error instanceof MemoError)) throw error;
        const diagnostics = foundIn(combination, error.diagnostics);
        const reason = diagnostics.find(isError)?.message ?? "no reason is known";
        outcomes.push({ name: at, entry: failedEntry(combination, reason), files: 0, diagnostics });
      }
      const last = outcomes.at(-1);
      if (last) request.built?.(last);
    }
    // Where none is built, as with a broken register, nothing is known of what there should be.
    if (of === undefined) return { outcomes, left: [] };
    const folder = folderToWrite(name, place);
    const all = combinationsOf(project, { assumptions: EVERY, scenario: EVERY });
    const isCurrent = ({ version, scenario, engine, inputs }: MatrixEntry): boolean =>
      engine === ENGINE &&
      inputs === inputsDigest(project, { version, scenario: scenario ?? undefined, sets: request.set });
    const made = { name, adopt, files, outcomes, of, all, only, isCurrent };
    const left = await reviseFolder(folder, name, () => replacement(folder, made));
    return { outcomes, left: sortDiagnostics(left) };
  } catch (error) {
    throw notWritten(name, error, 1);
  } finally {
    incremental.close();
    files.drop();
  }
}

interface Made {
  name: string;
  adopt?: boolean;
  files: Files;
  outcomes: readonly MatrixOutcome[];
  /** The memo itself. */
  of: ReturnType<typeof headOf>;
  all: readonly Combination[];
  only?: readonly OutputKind[];
  isCurrent: (entry: MatrixEntry) => boolean;
}

/** What the folder becomes, by what it holds now: another part may have been written meanwhile. */
function replacement(folder: string, { name, adopt, files, outcomes, of, all, only, isCurrent }: Made): Replacement {
  const before = listIn(folder, name);
  const entries = outcomes.map(({ entry }) => entry);
  const lists = new Map<string, Content>();
  const matrix = matrixOf(of, entries, before, all, isCurrent);
  const written = new Set(entries.filter(({ failure }) => failure === undefined).map(({ path }) => path));
  const kept = new Set(matrix.combinations.map(({ path }) => path));
  const leads = ({ path }: MatrixEntry): string | undefined =>
    LEADS_TO.find((file) => files.has(path + file) || existsSync(join(folder, path, file)));
  lists.set(MATRIX, matrixText(matrix));
  lists.set(PAGE, matrixPage(matrix, leads));
  return {
    name,
    files: together(files, lists),
    adopt,
    // Of a combination that is written anew nothing stays, unless only some kinds are; of one that the memo no longer has, nothing at all.
    keepOthers: (path) => {
      const at = `${path.split("/")[0]}/`;
      return kept.has(at) && (!written.has(at) || only !== undefined);
    },
  };
}

/**
 * The list of what the folder holds; undefined for a folder in which memo wrote nothing yet.
 * @throws MemoError for a list that can't be read, or is gone: what it named would be lost, or taken for something else
 */
function listIn(folder: string, name: string): Matrix | undefined {
  const refuse = (message: string, expected: string, hint: string): MemoError =>
    MemoError.of({ rule: "project/matrix", message, expected, hint });
  const path = join(folder, MATRIX);
  if (!existsSync(path)) {
    if ((readList(folder)?.size ?? 0) === 0) return undefined;
    throw refuse(
      `${name} holds what memo wrote, and no list of combinations`,
      "a folder of their own for many combinations",
      `name another; where ${MATRIX} is gone, bring it back`,
    );
  }
  const matrix = parseMatrix(readFileSync(path, "utf8"));
  if (matrix) return matrix;
  throw refuse(
    `${name}/${MATRIX} is no list of combinations`,
    "the file as memo wrote it",
    "bring it back, or build into a new folder",
  );
}
