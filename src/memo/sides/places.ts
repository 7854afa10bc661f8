import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { versionNames } from "../../assumptions/files/version-names.js";
import { MemoError } from "../../diagnostic.js";
import { LARGEST_FILE, type Project, readProject } from "../project.js";
import { Repository, type Revision } from "../repository/repository.js";
import { type Committed, readCommitted } from "./committed.js";
import type { ComputedSide } from "./compute.js";

/** Where sides are read from: a memo's folder and the repository around it, each read once and only when asked for. */
export class Places {
  readonly root: string;
  private repository: Repository | undefined;
  private project: Project | undefined;
  private readonly computing = new Map<string, Promise<ComputedSide>>();
  private readonly commits = new Map<string, Committed>();

  constructor(folder: string) {
    this.root = resolve(folder);
  }

  /** @throws MemoError when the memo's folder is in no repository. */
  git(): Repository {
    this.repository ??= Repository.open(this.root);
    return this.repository;
  }

  /** The repository; undefined where there is none or git can't be used. */
  maybeGit(): Repository | undefined {
    return orNone(() => this.git());
  }

  /** @throws MemoError when the folder holds no memo. */
  worktree(): Project {
    this.project ??= readProject(this.root);
    return this.project;
  }

  maybeWorktree(): Project | undefined {
    return orNone(() => this.worktree());
  }

  /** The last build's results in the working tree. */
  worktreeResults(): string | undefined {
    return textOf(join(this.root, "out", "results.json"));
  }

  /** Computes what two sides share once. */
  once(key: string, compute: () => Promise<ComputedSide>): Promise<ComputedSide> {
    const begun = this.computing.get(key) ?? compute();
    this.computing.set(key, begun);
    return begun;
  }

  /** @throws MemoError when the commit holds no memo that can be read. */
  committed(revision: Revision): Committed {
    const found = this.commits.get(revision.commit) ?? readCommitted(this.git(), revision, this.root);
    this.commits.set(revision.commit, found);
    return found;
  }
}

function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MemoError) return undefined;
    throw error;
  }
}

/** A text file; undefined when it isn't there or too large to be one. */
export function textOf(path: string): string | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= LARGEST_FILE ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** Names of the versions of a memo. */
export const versionsOf = ({ assumptions }: Project): string[] => versionNames(assumptions);
