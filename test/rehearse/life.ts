import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readMarker } from "../../src/review/comment.js";
import { Forge, git, type Run } from "./forge.js";
import { BOT, type Pull } from "./server.js";

const OWN = "owner/memo";
const ENGINE = "owner/engine@v1";
const FORK = "stranger/memo";

export interface LifeOptions {
  /** The engine's folder: its sources, workflows and action. */
  root: string;
  /** Its compiled command. */
  main: string;
  /** An empty folder. */
  scratch: string;
  /** Told of each thing that happens. */
  say(text: string): void;
}

/** What npm does in a workflow: there is no network, so what is installed here already stands for what it would install. */
const npm = (root: string, main: string): string => `#!/bin/sh
if [ "$1" = ci ]; then
  prefix=.
  if [ "$2" = --prefix ]; then prefix=$3; fi
  if [ ! -e "$prefix/node_modules" ]; then ln -s "${root}/node_modules" "$prefix/node_modules"; fi
  exit 0
fi
while [ "$1" != -- ]; do shift; done
shift
exec "${process.execPath}" "${main}" "$@"
`;

/** A repository's whole life on a forge, from \`memo init --ci\` on; what isn't as it should be is told at the end. */
export class Life {
  readonly forge: Forge;
  readonly broken: string[] = [];
  tried = 0;
  private readonly work: string;
  private site = new Map<string, string>();
  /** What each pull request's comment has to say, when it was looked at last. */
  private readonly expected = new Map<number, { head: string; base: string; says: RegExp; page: boolean }>();
  private readonly published = new Map<string, string>();
  private numbers = 0;

  constructor(private readonly options: LifeOptions) {
    const { root, main, scratch } = options;
    this.work = join(scratch, "work");
    this.forge = new Forge({
      repository: OWN,
      engine: ENGINE,
      engineFolder: root,
      scratch,
      programs: { npm: npm(root, main), sudo: "#!/bin/sh\n" },
    });
  }

  async run(): Promise<void> {
    await this.forge.server.start();
    try {
      await this.begin();
      await this.aWord();
      await this.aNewVersion();
      await this.aFallenClaim();
      await this.aRename();
      await this.aBrokenChapter();
      await this.aForeignBlock();
      await this.twoThatConflict();
      await this.aCancelledRun();
      await this.anotherBase();
      await this.news();
      this.atTheEnd();
    } finally {
      await this.forge.server.stop();
    }
  }

  private expect(holds: boolean, what: string): void {
    this.tried++;
    if (holds) return;
    this.broken.push(what);
    this.options.say(`  NOT SO: ${what}`);
  }

  private memo(...words: string[]): string {
    const { main } = this.options;
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
      cwd: this.work,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`memo ${words.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  private async begin(): Promise<void> {
    this.options.say("memo init --ci, and the first version is published");
    const { main, scratch } = this.options;
    execFileSync(process.execPath, [main, "init", this.work, "--ci", "github", "--engine", ENGINE], { cwd: scratch });
    git(this.work, "init", "-q", "-b", "main");
    git(this.work, "remote", "add", "origin", this.forge.bare);
    this.memo("build");
    this.commit("A memo");
    git(this.work, "push", "-q", "origin", "main");
    await this.pushed("2026-01");
  }

  /** Commits everything there is; the commit's id. */
  private commit(message: string): string {
    git(this.work, "add", "-A");
    git(this.work, "commit", "-q", "-m", message);
    return git(this.work, "rev-parse", "HEAD");
  }

  private edit(path: string, from: string, to: string): void {
    const text = readFileSync(join(this.work, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(
      join(this.work, path),
      text.replace(from, () => to),
    );
  }

  private main(): string {
    return git(this.forge.bare, "rev-parse", "main");
  }

  /** Opens a pull request of what \`change\` does on a branch of its own, and lets its workflows run. */
  private async open(
    title: string,
    change: () => void,
    more: { from?: string; baseBranch?: string; cancelDuring?: string; locked?: boolean } = {},
  ): Promise<{ pull: Pull; runs: Run[] }> {
    const number = ++this.numbers;
    const { from = OWN, baseBranch = "main", cancelDuring, locked = false } = more;
    this.options.say(`pull request ${number}: ${title}`);
    const branch = `topic-${number}`;
    git(this.work, "checkout", "-q", "-B", branch, `origin/${baseBranch}`);
    change();
    const head = this.commit(title);
    const pull: Pull = { number, state: "open", locked, from, branch, head, base: "", baseBranch };
    this.forge.server.pulls.set(number, pull);
    this.send(pull);
    return {
      pull,
      runs: await this.forge.pullRequest(pull, "opened", cancelDuring === undefined ? {} : { cancelDuring }),
    };
  }

  /** Brings a pull request's commits to the forge. */
  private send(pull: Pull): void {
    pull.head = git(this.work, "rev-parse", "HEAD");
    pull.base = git(this.forge.bare, "rev-parse", pull.baseBranch);
    const refs = [`HEAD:refs/pull/${pull.number}/head`];
    // A fork's branch is none of the repository's.
    if (pull.from === OWN) refs.push(`HEAD:refs/heads/${pull.branch}`);
    git(this.work, "push", "-q", "--force", "origin", ...refs);
  }

  private async update(pull: Pull, title: string, change: () => void): Promise<Run[]> {
    this.options.say(`  another commit: ${title}`);
    change();
    this.commit(title);
    this.send(pull);
    return this.forge.pullRequest(pull, "synchronize");
  }

  private async close(pull: Pull): Promise<void> {
    pull.state = "closed";
    await this.forge.pullRequest(pull, "closed");
    this.expect(!this.hasPreview(pull.number), `the preview of ${pull.number} is gone when it is closed`);
  }

  private async merge(pull: Pull, version: string): Promise<void> {
    this.options.say(`  ${pull.number} is merged`);
    git(this.work, "fetch", "-q", "origin");
    git(this.work, "checkout", "-q", "-B", "main", "origin/main");
    git(this.work, "merge", "-q", "--no-ff", "-m", `Merge ${pull.number}`, pull.head);
    git(this.work, "push", "-q", "origin", "main");
    await this.close(pull);
    await this.pushed(version);
  }

  /** The main branch's workflows, and what they make of the site. */
  private async pushed(version: string): Promise<void> {
    git(this.work, "fetch", "-q", "origin");
    const attested = this.forge.attested.length;
    const runs = await this.forge.push();
    this.succeeded(runs, ["check", "publish"]);
    this.expect(this.forge.attested.length === attested + 2, "page and PDF are attested");
    const before = this.site;
    this.site = this.forge.siteFiles();
    this.nothingIsLost(before);
    const record = JSON.parse(git(this.forge.bare, "show", "site:versions.json")) as { latest: string };
    this.expect(record.latest === version, `${version} is at the root, where ${record.latest} is`);
    this.published.set(version, this.main());
    this.samePages();
  }

  private succeeded(runs: readonly Run[], names: readonly string[]): void {
    const found = runs.map(({ workflow, conclusion }) => `${workflow}: ${conclusion}`).sort();
    const wanted = names.map((name) => (name.includes(":") ? name : `${name}: success`)).sort();
    this.expect(
      found.join(", ") === wanted.join(", "),
      `runs ended as ${wanted.join(", ")}, and not ${found.join(", ")}`,
    );
    if (found.join() !== wanted.join())
      for (const run of runs.filter(({ conclusion }) => conclusion === "failure"))
        this.options.say(run.output.slice(-2000));
  }

  /** Every byte that was published is somewhere still, and at its address unless it was the latest version. */
  private nothingIsLost(before: ReadonlyMap<string, string>): void {
    const blobs = new Set(this.site.values());
    const lasting = [...before].filter(([path]) => /^[vr]\//.test(path));
    this.expect(
      lasting.every(([, blob]) => blobs.has(blob)),
      "all that was published is on the site",
    );
    const moved = lasting.filter(([path, blob]) => this.site.get(path) !== blob).map(([path]) => path.split("/")[1]);
    this.expect(new Set(moved).size <= 1, `one version is revised at most, and not ${[...new Set(moved)].join(", ")}`);
  }

  /** What was deployed is what the branch holds. */
  private samePages(): void {
    const there = filesIn(this.forge.pages);
    const paths = [...this.forge.siteFiles().keys()].sort();
    this.expect(there.join() === paths.join(), "the pages are what the branch holds");
  }

  private hasPreview = (pull: number): boolean => existsSync(join(this.forge.pages, `pr/${pull}/index.html`));

  private commentsUnder = (pull: number) =>
    this.forge.server.comments.filter(({ under, user }) => under === pull && user === BOT);

  /** A pull request's comment now, and what it has to be at the end as well. */
  private told(pull: Pull, says: RegExp, { page = true } = {}): void {
    this.expected.set(pull.number, { head: pull.head, base: pull.base, says, page });
    this.look(pull.number);
  }

  private look(number: number): void {
    const { head, base, says, page } = this.expected.get(number) ?? { head: "", base: "", says: /^$/, page: false };
    const found = this.commentsUnder(number);
    this.expect(found.length === 1, `pull request ${number} has one comment, and not ${found.length}`);
    const { body = "" } = found[0] ?? {};
    const marker = readMarker(body);
    this.expect(marker?.head === head && marker.pull === number, `it is of ${head.slice(0, 7)}`);
    this.expect(marker?.base === base, `it compares with ${base.slice(0, 7)} (${number})`);
    const [, , verdict = ""] = body.split("\n").filter((line) => line !== "");
    this.expect(
      says.test(body),
      `it says ${says}: ${body.split("\n").slice(1, 6).join(" | ").slice(0, 300)}${verdict && ""}`,
    );
    const last = body.trim().split("\n").at(-1) ?? "";
    this.expect(
      last.startsWith(`Reviewed: commit ${head.slice(0, 7)}, [run ${marker?.run}](http`),
      `its last line says commit and run: ${last}`,
    );
    const address = `${this.forge.pagesAddress}pr/${number}/`;
    this.expect(
      last.includes(`[the page](${address})`) === page,
      `it ${page ? "leads" : "doesn't lead"} to the page: ${last}`,
    );
  }

  private async aWord(): Promise<void> {
    const { pull, runs } = await this.open("a word", () => {
      this.edit("chapters/01-summary.md", "nothing here is typed by hand", "no number here is typed by hand");
      this.memo("build");
    });
    this.succeeded(runs, ["check", "review", "comment"]);
    this.told(pull, /No value changed|Nothing changed|wording|reads? differently/i);
    this.expect(this.hasPreview(pull.number), "it has a preview");
    await this.merge(pull, "2026-01");
  }

  private async aNewVersion(): Promise<void> {
    const { server } = this.forge;
    // Others have talked: the comment is beyond the first pages of the list.
    for (let n = 0; n < 5; n++) server.comments.push({ id: 10 + n, under: 2, body: "Hm.", user: "ann" });
    server.troubles.push({
      method: "POST",
      path: /comments$/,
      done: true,
      status: 502,
      text: "<html>Bad gateway</html>",
    });
    const { pull, runs } = await this.open("an assumption is revised in a new version", () => {
      this.memo("new-version", "2026-03", "--as-of", "2026-03-15");
      this.memo("set", "energy.diesel", "1.70", "--because", "Diesel is dearer.", "--as-of", "2026-03");
      this.memo("build");
    });
    this.succeeded(runs, ["check", "review", "comment"]);
    this.told(pull, /energy\.diesel/);
    await this.merge(pull, "2026-03");
  }

  private async aFallenClaim(): Promise<void> {
    const { server } = this.forge;
    server.troubles.push({
      method: "POST",
      path: /comments$/,
      status: 403,
      text: JSON.stringify({
        message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      }),
    });
    this.options.say("  (a limit that says no time is waited for a minute)");
    const { pull, runs } = await this.open("a claim falls", () => {
      this.edit("assumptions/2026-01.yaml", "value: 0.21 USD/kWh", "value: 0.34 USD/kWh");
      this.edit("assumptions/2026-01.yaml", "value: 0.24 kWh/km", "value: 0.31 kWh/km");
      this.memo("build");
    });
    this.succeeded(runs, ["check", "review", "comment"]);
    this.told(pull, /electric-is-cheaper/);
    this.expect(this.hasPreview(pull.number), "it has a preview");
    await this.close(pull);
  }

  private async aRename(): Promise<void> {
    // A fork's page is no page of the site until the repository says so.
    const { pull, runs } = await this.open(
      "an assumption is renamed, from a fork",
      () => {
        this.edit("assumptions/2026-01.yaml", "    upkeep:\n", "    service:\n");
        for (const from of [
          "van.upkeep.electric + ",
          "van.upkeep.electric, ",
          "van.upkeep.diesel, ",
          "van.upkeep.electric * ",
          "van.upkeep.diesel * ",
        ]) {
          const text = readFileSync(join(this.work, "chapters/02-cost.md"), "utf8");
          if (text.includes(from))
            writeFileSync(
              join(this.work, "chapters/02-cost.md"),
              text.replaceAll(from, from.replace("upkeep", "service")),
            );
        }
        this.memo("build");
      },
      { from: FORK },
    );
    this.succeeded(runs, ["check", "review", "comment"]);
    this.expect(!this.hasPreview(pull.number), "a fork's page is not put on the site");
    this.told(pull, /van\.service/, { page: false });
    this.forge.variables = { MEMO_PREVIEW_FORKS: "true" };
    const again = await this.update(pull, "a word", () => {
      this.edit("chapters/01-summary.md", "no number here is typed by hand", "no number in it is typed by hand");
      this.memo("build");
    });
    this.succeeded(again, ["check", "review", "comment"]);
    this.forge.variables = {};
    this.told(pull, /van\.service/);
    this.expect(this.hasPreview(pull.number), "a fork's page is put on the site where the repository says so");
    await this.merge(pull, "2026-03");
  }

  private async aBrokenChapter(): Promise<void> {
    const { pull, runs } = await this.open("a chapter doesn't build", () =>
      this.edit("chapters/01-summary.md", "{{dollars cost_diesel digits=0}}", "{{dollars cost_disel digits=0}}"),
    );
    this.succeeded(runs, ["check: failure", "review: failure", "comment"]);
    this.told(pull, /does not build/i, { page: false });
    const again = await this.update(pull, "mended", () => {
      this.edit("chapters/01-summary.md", "cost_disel", "cost_diesel");
      this.edit("chapters/01-summary.md", "These values", "All values");
      this.memo("build");
    });
    this.succeeded(again, ["check", "review", "comment"]);
    this.told(pull, /No value changed|Nothing changed|wording|reads? differently/i);
    await this.close(pull);
  }

  private async aForeignBlock(): Promise<void> {
    const { pull, runs } = await this.open(
      "a stranger's block, from a fork",
      () => {
        const block = [
          'const leak = (Function as any)("return process")();',
          "const token = output(String(JSON.stringify(leak.env)).length, { label: 'Leak', unit: '1', format: 'number 0' });",
        ];
        const path = join(this.work, "chapters/02-cost.md");
        writeFileSync(path, `${readFileSync(path, "utf8")}\n\`\`\`ts {#leak}\n${block.join("\n")}\n\`\`\`\n`);
      },
      { from: FORK },
    );
    this.succeeded(runs, ["check: failure", "review: failure", "comment"]);
    this.told(pull, /does not build/i, { page: false });
    await this.close(pull);
  }

  private async twoThatConflict(): Promise<void> {
    const { server } = this.forge;
    server.troubles.push({
      method: "GET",
      path: /comments$/,
      status: 200,
      text: "<html><title>Sign in</title></html>",
    });
    const { pull: one, runs } = await this.open("one of two that change the same results", () => {
      this.edit(
        "assumptions/2026-01.yaml",
        "value: {electric: 620, diesel: 1150}",
        "value: {electric: 640, diesel: 1150}",
      );
      this.memo("build");
    });
    this.succeeded(runs, ["check", "review", "comment: failure"]);
    this.expect(runs.at(-1)?.output.includes("is no JSON") === true, "an answer that is none is told in words");
    this.expect(this.commentsUnder(one.number).length === 0, "and no comment was made");
    const other = await this.open("the other one", () => {
      this.edit("assumptions/2026-01.yaml", "value: 0.085 liter/km", "value: 0.087 liter/km");
      this.memo("build");
    });
    this.succeeded(other.runs, ["check", "review", "comment"]);
    git(this.work, "checkout", "-q", "-B", one.branch, one.head);
    const again = await this.update(one, "once more", () =>
      this.edit("chapters/02-cost.md", "when it is sold", "when it is sold again"),
    );
    this.succeeded(again, ["check: failure", "review", "comment"]);
    this.succeeded(await this.update(one, "built", () => void this.memo("build")), ["check", "review", "comment"]);
    this.told(one, /van\.service/);
    await this.merge(one, "2026-03");
    const { pull } = other;
    git(this.work, "checkout", "-q", "-B", pull.branch, pull.head);
    const plain = spawnSync(
      "git",
      ["-C", this.work, "merge-tree", "--write-tree", "--name-only", "origin/main", "HEAD"],
      { encoding: "utf8" },
    );
    this.expect(/out\/(?:results\.json|memo\.md)/.test(plain.stdout), "without memo's driver what was built conflicts");
    const merged = await this.update(pull, "the main branch is merged by memo's driver", () => {
      this.memo("git", "setup");
      git(this.work, "add", "-A");
      git(this.work, "commit", "-q", "-m", "What git has to know of what is built");
      git(this.work, "merge", "-q", "-m", "Merge main", "origin/main");
      this.memo("build");
    });
    this.succeeded(merged, ["check", "review", "comment"]);
    this.told(pull, /van\.consumption_diesel/);
    await this.merge(pull, "2026-03");
  }

  private async aCancelledRun(): Promise<void> {
    const { pull, runs } = await this.open(
      "its first run is cancelled",
      () => {
        this.edit("assumptions/2026-03.yaml", "Diesel is dearer.", "Diesel has become dearer.");
        this.memo("build");
      },
      { cancelDuring: "Review" },
    );
    this.succeeded(runs, ["check", "review: cancelled", "comment: skipped"]);
    this.expect(this.commentsUnder(pull.number).length === 0, "a cancelled run posts nothing");
    pull.locked = true;
    const locked = await this.update(pull, "the conversation is locked", () => {
      this.edit(
        "assumptions/2026-01.yaml",
        "note: the length of the lease",
        "note: the length of the lease that was signed",
      );
      this.memo("build");
    });
    this.succeeded(locked, ["check", "review", "comment: failure"]);
    this.expect(
      locked.at(-1)?.output.includes("the conversation is locked") === true,
      "a locked conversation is told in words",
    );
    pull.locked = false;
    const last = await this.update(pull, "it is unlocked", () => {
      this.edit("assumptions/2026-01.yaml", "note: service, tyres and tax", "note: service and tyres and tax");
      this.memo("build");
    });
    this.succeeded(last, ["check", "review", "comment"]);
    this.told(pull, /No output moved; 3 assumptions documented otherwise/);
    await this.close(pull);
  }

  private async anotherBase(): Promise<void> {
    git(this.work, "push", "-q", "origin", "origin/main:refs/heads/next");
    git(this.work, "fetch", "-q", "origin");
    git(this.work, "checkout", "-q", "-B", "next", "origin/next");
    this.edit("assumptions/2026-03.yaml", "1.7", "1.8");
    this.memo("build");
    this.commit("Dearer still");
    git(this.work, "push", "-q", "origin", "next");
    git(this.work, "fetch", "-q", "origin");
    const { pull, runs } = await this.open(
      "a third version, against another branch first",
      () => {
        this.memo("new-version", "2026-06", "--as-of", "2026-06-15");
        this.memo("set", "use.distance", "24000", "--because", "A longer round.", "--as-of", "2026-06");
        const path = join(this.work, "assumptions/2026-06.yaml");
        writeFileSync(path, readFileSync(path, "utf8").replace(/^(version: .*\n)/m, "$1stale_after: 3 months\n"));
        this.memo("build");
      },
      { baseBranch: "next" },
    );
    this.succeeded(runs, ["check", "review", "comment"]);
    this.told(pull, /use\.distance/);
    const [before] = this.commentsUnder(pull.number);
    const titled = await this.forge.pullRequest(pull, "edited", { changes: { title: { from: "x" } } });
    this.succeeded(titled, ["review: skipped", "comment"]);
    this.expect(
      this.commentsUnder(pull.number)[0]?.body === before?.body && this.hasPreview(pull.number),
      "another title changes nothing",
    );
    this.options.say("  it is to be merged into main instead");
    pull.baseBranch = "main";
    pull.base = this.main();
    const moved = await this.forge.pullRequest(pull, "edited", { changes: { base: { ref: { from: "next" } } } });
    this.succeeded(moved, ["review", "comment"]);
    this.told(pull, /energy\.diesel/);
    this.options.say("  the merge queue tries it");
    const asked = this.forge.server.asked.filter((line) => !line.startsWith("GET")).length;
    this.succeeded(await this.forge.mergeGroup(pull.head, pull.base), ["check", "review", "comment: skipped"]);
    this.expect(
      this.forge.server.asked.filter((line) => !line.startsWith("GET")).length === asked,
      "a merge queue's run posts nothing",
    );
    await this.merge(pull, "2026-06");
  }

  private async news(): Promise<void> {
    this.options.say("twice a week has gone by");
    for (const run of [await this.forge.weekly(), await this.forge.weekly()]) this.succeeded(run, ["weekly"]);
    const { issues } = this.forge.server;
    this.expect(
      issues.length === 1 && /stale/.test(issues[0]?.title ?? ""),
      `one issue tells what is stale, and not ${issues.length}`,
    );
  }

  private atTheEnd(): void {
    this.options.say("at the end");
    for (const number of this.expected.keys()) this.look(number);
    this.expect(this.expected.size === 10, `ten pull requests have a comment, and not ${this.expected.size}`);
    this.expect(this.forge.server.troubles.length === 0, "every trouble was met");
    const previews = [...this.forge.siteFiles().keys()].filter((path) => path.startsWith("pr/"));
    this.expect(previews.length === 0, `no preview is left: ${previews.join(", ")}`);
    git(this.work, "checkout", "-q", "-B", "main", "origin/main");
    for (const [version, commit] of this.published)
      for (const file of ["results.json", "memo.md", "memo.pdf"]) {
        const path = join(this.forge.pages, "v", version, file);
        const said = spawnSync(process.execPath, [this.options.main, "verify", path, "--at", commit, "-a", version], {
          cwd: this.work,
          encoding: "utf8",
        });
        this.expect(
          said.status === 0,
          `v/${version}/${file} is what ${commit.slice(0, 7)} makes: ${said.stdout}${said.stderr}`,
        );
      }
    this.noToken();
  }

  /** No token, as it is or as a login holds it, in anything that was printed, published, posted or handed over. */
  private noToken(): void {
    const tokens = this.forge.server.allTokens.flatMap((token) => [
      token,
      Buffer.from(`x-access-token:${token}`).toString("base64"),
    ]);
    const texts = [
      ...this.forge.runs.map(({ output }) => output),
      ...this.forge.server.comments.map(({ body }) => body),
      ...this.forge.server.issues.map(({ body, title }) => body + title),
      ...[...this.forge.artifactFiles(), ...filesIn(this.forge.pages).map((path) => join(this.forge.pages, path))]
        .filter((path) => statSync(path).isFile())
        .map((path) => readFileSync(path, "latin1")),
    ];
    const all = texts.join("\n");
    this.expect(
      tokens.length > 20 && !all.includes("planted") && tokens.every((token) => !all.includes(token)),
      "no token is in any output",
    );
  }
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

export function freshFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
