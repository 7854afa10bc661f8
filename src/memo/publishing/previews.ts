import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { readList, reviseFolder } from "../../files/index.js";
import { forgeOf } from "../../forge/forges.js";
import type { Where } from "../../forge/types.js";
import { preview, previewPath } from "../../publish/index.js";
import { takenFrom } from "./taken.js";

export interface PreviewsOptions extends Where {
  /** What the site is called in messages. */
  to: string;
  /** A preview that another run built, and which pull request it is of. */
  take?: { from: string; head: string; branch: string };
}

/** What became of a site's previews. */
export interface Previews {
  /** Of the preview that was taken, from the site's root; absent where there was none to take. */
  path?: string;
  said: readonly string[];
  diagnostics: readonly Diagnostic[];
}

/**
 * Keeps the previews of a site in step with its repository's pull requests: takes in one that another run built, and takes away those of pull requests
 * that are closed. Which pull request a preview is of is asked for, and never believed of who built it.
 * @throws MemoError with the site as it was, or with some previews taken away
 */
export async function keepPreviews(folder: string, { to, take, ...where }: PreviewsOptions): Promise<Previews> {
  const forge = forgeOf(where);
  const said: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const put = async (pull: number, files: ReadonlyMap<string, Buffer>): Promise<void> => {
    const left = await reviseFolder(folder, to, () => preview(folder, pull, files, { name: to }));
    for (const one of left) diagnostics.push(one);
  };
  let taken: number | undefined;
  if (take) {
    const files = takenFrom(take.from);
    taken = await forge.find(take.branch, take.head);
    if (taken === undefined)
      said.push(`no open pull request has ${take.branch} at ${take.head.slice(0, 7)}: no preview of it`);
    else {
      await put(taken, files);
      said.push(`${previewPath(taken)} is what ${take.head.slice(0, 7)} makes`);
    }
  }
  for (const pull of previewsIn(folder)) {
    if (pull === taken) continue;
    try {
      if ((await forge.commits(pull)).isOpen) continue;
      await put(pull, new Map());
      said.push(`${previewPath(pull)} is taken away: the pull request is closed`);
    } catch (error) {
      // One that can't be asked for keeps no other from its end.
      if (!(error instanceof MemoError)) throw error;
      said.push(`${previewPath(pull)} stays: ${error.diagnostics.map(({ message }) => message).join("; ")}`);
    }
  }
  return { ...(taken === undefined ? {} : { path: previewPath(taken) }), said, diagnostics };
}

/** Numbers of the pull requests that a site has previews of. */
function previewsIn(folder: string): number[] {
  const paths = [...(readList(folder)?.keys() ?? [])];
  const found = paths.flatMap((path) => /^pr\/([1-9]\d*)\//.exec(path)?.[1] ?? []);
  return [...new Set(found.map(Number))].sort((a, b) => a - b);
}
