import { join } from "node:path";
import { DATA_FOLDER } from "../assumptions/data/file.js";
import { type Diagnostic, sortDiagnostics } from "../diagnostic.js";
import type { MemoTree } from "../document/tree.js";
import {
  type Files,
  folderToWrite,
  isAsLeft,
  type Left,
  replaceFolder,
  restoreFolder,
  tidyRooms,
  whatIsLeft,
} from "../files/index.js";
import type { FoundPicture } from "../pictures/types.js";
import type { BegunPdf, TypesettingThread } from "../render/pdf/index.js";
import { cacheFolderOf, keyOf, openShelf } from "../store/index.js";
import type { CommandOptions, Computed } from "./compute.js";
import { namedData } from "./data-folder.js";
import { ROOMS } from "./folders.js";
import { pictureDigest } from "./pictures.js";
import type { Project } from "./project.js";
import { keptInGit } from "./repository/clone.js";
import { inFolder, OUTPUT_KINDS, type OutputKind, UNCOMMITTED, writeOutputs } from "./write.js";

export interface BuildRequest extends Omit<CommandOptions, "folder"> {
  out: string;
  /** The kinds of files to write; others stay as they are. All, and nothing else, unless told. */
  only?: readonly OutputKind[];
  /** Overwrite files of the names that memo writes, whoever wrote them. */
  adopt?: boolean;
  /** False for a page that stays as it is. */
  live?: boolean;
  /** Texts of the memo by path, to say where something stands that can't be written. */
  sources?: ReadonlyMap<string, string>;
  /** Told of each step. */
  step?: (text: string) => void;
}

/** What a build says besides the files that it writes. */
export interface Built {
  /** Paths in the folder, in rising order. */
  files: readonly string[];
  diagnostics: Diagnostic[];
  /** What blocks printed. */
  printed: readonly { blockId: string; text: string }[];
  chapters: number;
  version: string;
  scenario?: string;
  blocks: { ran: number; all: number };
}

/** With what it left in the folder. */
interface KeptBuild {
  built: Built;
  left: Left;
}

/**
 * Computes a memo and replaces the output folder when everything succeeded. Where neither the sources, the engine nor a file of the folder
 * changed since it was last built in this way, digests say so and nothing is computed.
 *
 * @throws MemoError with everything that is wrong; the folder is as it was
 */
export async function buildMemo(project: Project, request: BuildRequest): Promise<Built> {
  const place = { memo: project.root };
  const { out: name, only, adopt } = request;
  // Said before the work; looked at again when it is done.
  const before = folderToWrite(name, place);
  await restoreFolder(before, name);
  for (const room of [...ROOMS, DATA_FOLDER]) tidyRooms(join(project.root, room));
  const builds = keptBuilds(project, request, before);
  const known = builds.get();
  if (known && isAsLeft(before, known.left)) return known.built;

  // Loaded only where something is computed: to say that nothing changed takes less time than that.
  const { computeMemo, computeOptions } = await import("./compute.js");
  const { step, sources } = request;
  const kinds = new Set<OutputKind>(only ?? OUTPUT_KINDS);
  const cacheFolder = request.cache ? cacheFolderOf(project.root) : undefined;
  let typesetter: Promise<TypesettingThread> | undefined;
  const prepare = (): void => {
    typesetter = import("../render/pdf/index.js").then((pdf) => new pdf.TypesettingThread());
    typesetter.catch(() => {});
  };
  let begun: BegunPdf | undefined;
  const begin = async (tree: MemoTree): Promise<void> => {
    const { beginPdf, keptFloats } = await import("../render/pdf/index.js");
    begun = await beginPdf(tree, sources, keptFloats(cacheFolder), await typesetter);
  };
  let computed: Computed;
  let files: Files;
  try {
    computed = await computeMemo(project, {
      ...computeOptions(project, { ...request, folder: project.root }),
      check: true,
      live: request.live !== false,
      step,
      // It takes longest, and nothing that is still to be done changes it; while the document is resolved there is a core to get ready on.
      ...(kinds.has("pdf") ? { ran: prepare, resolved: begin } : {}),
    });
    step?.("writing page, PDF, Markdown and data");
    files = await writeOutputs(computed.tree, kinds, { sources, cacheFolder, set: begun?.pdf });
  } finally {
    begun?.stop();
    // Where it could not be loaded, that was told.
    (await typesetter?.catch(() => undefined))?.stop();
  }
  const { tree, run, diagnostics } = computed;
  const folder = folderToWrite(name, place);
  const outputs = inFolder(files, folder);
  const left = await replaceFolder(folder, {
    name,
    files: outputs,
    keepOthers: only !== undefined,
    adopt,
    // Of data that an earlier build left, the sources aren't known here.
    uncommitted: { paths: UNCOMMITTED, inputs: kinds.has("data") ? tree.origin?.inputs : undefined },
    isKept: (paths) => keptInGit(folder, paths),
  });
  const built: Built = {
    files: [...files.keys()].sort(),
    diagnostics: sortDiagnostics([...diagnostics, ...left]),
    printed: run.printed,
    chapters: tree.chapters.filter(({ listing }) => !listing).length,
    version: tree.register.version,
    scenario: tree.register.scenario?.name,
    blocks: { ran: run.status.filter(({ state }) => state === "ran").length, all: run.status.length },
  };
  // What was left lying is told until it is gone.
  if (left.length === 0)
    builds.put({
      built: { ...built, blocks: { ran: 0, all: built.blocks.all } },
      left: whatIsLeft(folder, [...outputs.keys()]),
    });
  return built;
}

/** Where the build of these sources in this way is kept: under every byte that it can depend on, as it also says where something stands. */
function keptBuilds(
  project: Project,
  request: BuildRequest,
  into: string,
): { get(): KeptBuild | undefined; put(kept: KeptBuild): void } {
  const { chapters, assumptions, data, pictures = new Map<string, FoundPicture>(), readings, found } = project;
  const { assumptions: version, scenario, set, only, live } = request;
  const key = keyOf(
    JSON.stringify([version, scenario, set, only, live, into]),
    JSON.stringify([[...chapters], [...assumptions], readings, found]),
    JSON.stringify([namedData(project).map(({ path, digest }) => [path, digest]), [...(data?.keys() ?? [])]]),
    JSON.stringify([...pictures].map(([path, picture]) => [path, pictureDigest(picture)])),
  );
  const folder = request.cache ? cacheFolderOf(project.root) : undefined;
  const shelf = openShelf<KeptBuild>(folder, "builds", import.meta.url);
  return { get: () => shelf.get(key), put: (kept) => shelf.put(key, kept) };
}
