import { defaultVersion, loadRegister, type Register } from "../../assumptions/index.js";
import { readChapters } from "../../chapters/index.js";
import { MemoError } from "../../diagnostic.js";
import type { Project } from "../project.js";

/** The version a memo is built with: the one that the first chapter's front matter names, or else the latest. */
export interface OwnVersion {
  version: string | undefined;
  /** The first chapter; absent when there is none. */
  chapter?: string;
  /** Whether that chapter names it. */
  named: boolean;
}

/** @throws MemoError when the first chapter's front matter, which may name a version, has an error. */
export function ownVersion(project: Project): OwnVersion {
  const { chapters, diagnostics } = readChapters(project.chapters);
  const [first] = chapters;
  const wrong = diagnostics.filter((d) => d.rule === "chapters/front-matter" && d.place?.file === first?.file);
  if (wrong.length > 0) throw new MemoError(wrong);
  const named = first?.front.memo?.assumptions;
  return {
    version: named ?? defaultVersion(project.assumptions),
    chapter: first?.file,
    named: named !== undefined,
  };
}

/**
 * The register of a version.
 * @throws MemoError when any assumption file has an error.
 */
export function registerOf(
  { assumptions, data }: Pick<Project, "assumptions" | "data">,
  version: string | undefined,
): Register {
  const { register, diagnostics } = loadRegister(assumptions, { version, data });
  if (!register) throw new MemoError(diagnostics);
  return register;
}
