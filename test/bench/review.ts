import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, devNull, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Run, runNode } from "./measure.js";
import { reportTable, type Section } from "./report.js";
import { Workspace } from "./workspace.js";

/** The memo on a branch in a repository of its own, with one assumption changed since. */
class Branch {
  private readonly file: string;
  private readonly text: string;

  constructor(readonly workspace: Workspace) {
    const { folder } = workspace;
    for (const args of [
      ["init", "-q", "-b", "main"],
      ["add", "-A"],
      ["commit", "-q", "-m", "memo"],
      ["checkout", "-q", "-b", "work"],
    ])
      execFileSync("git", args, { cwd: folder, env: { ...process.env, ...IDENTITY } });
    const versions = readdirSync(join(folder, "assumptions")).filter((name) => /^\d.*\.yaml$/.test(name));
    this.file = join(folder, "assumptions", versions.sort().at(-1) ?? "");
    this.text = readFileSync(this.file, "utf8");
    this.change(0);
  }

  /** Changes the first number of the latest version, another way for each `n`. */
  change(n: number): void {
    const edited = this.text.replace(
      /^(\s+value: )(\d+)/m,
      (_, key: string, number: string) => `${key}${Number(number) + n + 1}`,
    );
    if (edited === this.text) throw new Error(`${this.file} has no value to change`);
    writeFileSync(this.file, edited);
  }
}

const IDENTITY = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_AUTHOR_NAME: "Bench",
  GIT_AUTHOR_EMAIL: "bench@example.org",
  GIT_COMMITTER_NAME: "Bench",
  GIT_COMMITTER_EMAIL: "bench@example.org",
};

/**
 * Times `memo diff` of a branch with one assumption changed, beside a cold build of the same memo. `main` is the compiled command.
 */
export async function reviewSection(root: string, main: string, rounds: number): Promise<Section> {
  const scratch = mkdtempSync(join(tmpdir(), "memo-bench-"));
  try {
    const branch = new Branch(Workspace.copyOf(root, join(scratch, "memo")));
    const empty = join(scratch, "empty.mjs");
    writeFileSync(empty, "");
    const { workspace } = branch;
    const diff = (...more: string[]): string[] => [main, "diff", "-C", workspace.folder, ...more];
    const fresh = (): void => workspace.dropCache();
    // What was written before is not known as memo's without the cache.
    const page = ["-o", "../review.html", "--force"];
    const cases = [
      { name: "node, nothing else", args: [empty] },
      { name: "cold build", args: [main, "build", "-C", workspace.folder, "-o", "../out"], before: fresh },
      { name: "review with its page, nothing kept (at most 1.50×)", args: diff(...page), before: fresh },
      { name: "review with its page, both sides kept", args: diff(...page) },
      { name: "review, both sides kept (at most 0.30 s over node)", args: diff() },
      { name: "review, one assumption changed since", args: diff(), before: (n: number) => branch.change(n + 1) },
    ];
    const best = new Map<string, Run>();
    for (let n = 0; n <= rounds; n++)
      for (const { name, args, before } of cases) {
        before?.(n);
        // The last round is for the memory, whose reading takes time.
        const memory = n === rounds;
        const run = await runNode(args, { cwd: root, memory });
        const known = best.get(name);
        best.set(name, {
          seconds: memory && known ? known.seconds : Math.min(known?.seconds ?? Number.POSITIVE_INFINITY, run.seconds),
          megabytes: run.megabytes,
        });
      }
    const cold = best.get("cold build")?.seconds ?? Number.NaN;
    const rows = [...best].map(([name, run]) => ({ name, ...run, ratio: run.seconds / cold }));
    return { title: "This memo, reviewed", against: "cold build", rows };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const main = resolve(process.argv[2] ?? join(root, "dist/cli/main.js"));
  const rounds = Number(process.argv[3] ?? 3);
  const sections = [await reviewSection(root, main, rounds)];
  process.stdout.write(reportTable({ node: process.versions.node, cores: availableParallelism(), rounds, sections }));
}
