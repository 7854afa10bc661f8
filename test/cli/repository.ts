import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, join } from "node:path";
import { type Sources, temporaryFolder, write } from "./memo.js";

/** What git wrote for like files before: starting it from a large process takes a tenth of a second a time. */
const MADE = new Map<string, ReadonlyMap<string, Buffer>>();

function contentOf(root: string, folder: string): Map<string, Buffer> {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const paths = names.map((name) => join(folder, name));
  const found = new Map<string, Buffer>();
  for (const path of paths) if (statSync(join(root, path)).isFile()) found.set(path, readFileSync(join(root, path)));
  // Git takes a folder without these for none.
  for (const path of [".git/refs/tags/.keep", ".git/objects/pack/.keep"]) found.set(path, Buffer.alloc(0));
  return found;
}

/** A git repository in a temporary folder; its ids depend on nothing but its contents. */
export class TestRepository {
  private seconds = 1_700_000_000;

  constructor(
    readonly root = temporaryFolder(),
    /** The memo's folder in it. */
    readonly folder = root,
  ) {}

  /** A repository with one commit of some files on the branch main. */
  static with(files: Sources, under = ""): TestRepository {
    const root = temporaryFolder();
    const repository = new TestRepository(root, join(root, under));
    const key = JSON.stringify([files, under]);
    const made = MADE.get(key);
    if (made) {
      write(repository.folder, files);
      for (const [path, content] of made) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      repository.seconds += 60;
      return repository;
    }
    repository.git("init", "-q", "-b", "main", "--template=");
    repository.commit("first", files);
    MADE.set(key, contentOf(root, ".git"));
    return repository;
  }

  /** Runs git with a fixed identity and clock, and no configuration but the repository's. */
  git(...args: readonly string[]): string {
    return this.gitWith("", ...args);
  }

  gitWith(input: string, ...args: readonly string[]): string {
    return this.run("git", args, input);
  }

  private run(program: string, args: readonly string[], input = ""): string {
    const date = `${this.seconds} +0000`;
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: this.root,
      input,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_GLOBAL: devNull,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "Author",
        GIT_AUTHOR_EMAIL: "author@example.org",
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: "Author",
        GIT_COMMITTER_EMAIL: "author@example.org",
        GIT_COMMITTER_DATE: date,
      },
    });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  /** Writes files into the memo's folder and commits everything; the commit's id. */
  commit(message: string, files: Sources = {}): string {
    write(this.folder, files);
    this.seconds += 60;
    // One process to start from a large one, not three.
    const commands = 'git add -A && git commit -q --allow-empty -m "$1" && git rev-parse HEAD';
    return this.run("/bin/sh", ["-c", commands, "sh", message]);
  }
}
