import {
  chmodSync,
  existsSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type Diagnostic, formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { fillFolder, LIST, replaceFolder, restoreFolder } from "../../src/files/index.js";
import type { Replacement } from "../../src/files/plan.js";
import { asWritten, filesUnder, removeFolders, type Sources, temporaryFolder, write } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { bury, failAt, mend } from "./faults.js";
import { treeOf } from "./tree.js";

const OLD: Sources = { "index.html": "old page", "charts/a.svg": "old a", "charts/b.svg": "old b" };
const NEW: Sources = { "index.html": "new page", "charts/a.svg": "new a", "tables/t.csv": "new t" };

const files = (sources: Sources): Map<string, string> => new Map(Object.entries(sources));
const listed = (sources: Sources): Sources => asWritten(sources);

/** Replaces `out` by the new files. */
const replace = (out: string, more: Partial<Replacement> = {}): Promise<Diagnostic[]> =>
  replaceFolder(out, { name: "out", files: files(NEW), ...more });

/** A folder with an `out` that memo has written, and what others put there, of every kind, if wanted. */
function withOut({ others = false, sources = listed(OLD) } = {}): { parent: string; out: string } {
  const parent = temporaryFolder();
  const out = write(join(parent, "out"), sources);
  if (others) addOthers(parent, out);
  return { parent, out };
}

const THEN = new Date("2021-03-04T05:06:07Z");

/** Files beside and between memo's, an executable, links, an empty folder, a tree, a hard link. */
function addOthers(parent: string, out: string): void {
  write(out, {
    CNAME: "report.example\n",
    "charts/notes.txt": "mine\n",
    "photos/2026/a.jpg": "jpeg",
    "run.sh": "exit\n",
  });
  chmodSync(join(out, "run.sh"), 0o751);
  mkdirSync(join(out, "empty"), { mode: 0o700 });
  symlinkSync("CNAME", join(out, "link"));
  symlinkSync("../gone", join(out, "charts/dangling"));
  symlinkSync("photos", join(out, "album"));
  write(parent, { "beside.txt": "twice" });
  linkSync(join(parent, "beside.txt"), join(out, "beside.txt"));
  for (const name of OTHERS)
    if (/link|dangling|album/.test(name)) lutimesSync(join(out, name), THEN, THEN);
    else utimesSync(join(out, name), THEN, THEN);
}

const OTHERS = [
  "CNAME",
  "charts/notes.txt",
  "photos/2026/a.jpg",
  "photos/2026",
  "photos",
  "run.sh",
  "empty",
  "link",
  "charts/dangling",
  "album",
  "beside.txt",
];

/** What is seen of others' entries in a tree. */
function othersIn(tree: Record<string, string>): Record<string, string | undefined> {
  return Object.fromEntries(OTHERS.map((name) => [name, tree[`./${name}`]]));
}

afterAll(removeFolders);

describe("replacing a folder", () => {
  it("puts the new files in place of memo's old ones, with a list of them, and leaves nothing beside it", async () => {
    const { parent, out } = withOut();
    expect(await replace(out)).toEqual([]);
    expect(filesUnder(out)).toEqual(listed(NEW));
    expect(readdirSync(parent)).toEqual(["out"]);
  });

  it("makes the folder, and those it is in", async () => {
    const out = join(temporaryFolder(), "reports", "march");
    await replace(out);
    expect(filesUnder(out)).toEqual(listed(NEW));
  });

  it("takes an empty one, and one in which systems left what they do", async () => {
    const out = write(join(temporaryFolder(), "out"), { ".DS_Store": "x" });
    await replace(out);
    expect(filesUnder(out)).toEqual({ ...listed(NEW), ".DS_Store": "x" });
  });

  it("writes bytes as they are, and keeps permissions", async () => {
    const { out } = withOut();
    chmodSync(join(out, "index.html"), 0o640);
    chmodSync(out, 0o750);
    await replace(out, {
      files: new Map<string, string | Uint8Array>([...files(NEW), ["a.pdf", new Uint8Array([0, 255, 10, 128])]]),
    });
    expect(readFileSync(join(out, "a.pdf"))).toEqual(Buffer.from([0, 255, 10, 128]));
    expect([statSync(out).mode & 0o777, statSync(join(out, "index.html")).mode & 0o777]).toEqual([0o750, 0o640]);
  });

  it("leaves a folder that is as it should be untouched", async () => {
    const { parent } = withOut({ others: true, sources: listed(NEW) });
    const before = treeOf(join(parent, "out"));
    await replace(join(parent, "out"));
    expect(treeOf(join(parent, "out"))).toEqual(before);
  });

  it.skipIf(process.platform === "win32").each([false, true])(
    "keeps what others put there, with names, bytes, permissions, times and targets (keeping memo's others: %s)",
    async (keepOthers) => {
      const { parent, out } = withOut({ others: true });
      const before = treeOf(out);
      const inode = statSync(join(out, "CNAME")).ino;
      await replace(out, { keepOthers });
      const after = treeOf(out);
      expect(othersIn(after)).toEqual(othersIn(before));
      expect(after["./charts/b.svg"]).toEqual(keepOthers ? before["./charts/b.svg"] : undefined);
      expect(statSync(join(out, "CNAME")).ino).toBe(inode);
      expect(readFileSync(join(out, "index.html"), "utf8")).toBe("new page");
      expect(readdirSync(parent).sort()).toEqual(["beside.txt", "out"]);
    },
  );

  it("listens to the process's end no longer than it takes", async () => {
    const listeners = process.listenerCount("exit");
    const { out } = withOut();
    for (let i = 0; i < 3; i++) await replace(out);
    expect(process.listenerCount("exit")).toBe(listeners);
  });

  it("lets one go after the other", async () => {
    const { parent, out } = withOut({ others: true });
    await Promise.all([replace(out), replace(out, { files: files(OLD) }), replace(out)]);
    expect([{ ...NEW }, { ...OLD }]).toContainEqual(
      Object.fromEntries(Object.entries(filesUnder(out)).filter(([path]) => path in NEW || path in OLD)),
    );
    expect(readdirSync(parent).sort()).toEqual(["beside.txt", "out"]);
  });
});

describe("what is in the way of a replacement", () => {
  /** Each stops it, with the names, and nothing is touched; `adopt` says whether `--adopt` goes on. */
  const CASES: readonly { name: string; sources: Sources; also?: (out: string) => void; adopt: boolean }[] = [
    { name: "no-list", sources: { "thesis.txt": "years", "data/x.csv": "1" }, adopt: true },
    { name: "no-list-same-names", sources: { ...OLD, "notes.txt": "mine" }, adopt: true },
    { name: "broken-list", sources: { ...OLD, [LIST]: '{"files": <<<<<<< ours' }, adopt: true },
    { name: "list-that-leads-out", sources: { ...OLD, [LIST]: '{"files": {"../../x": "text:1"}}' }, adopt: true },
    { name: "changed", sources: { ...listed(OLD), "index.html": "old page, by hand" }, adopt: true },
    { name: "foreign", sources: { ...listed(OLD), "tables/t.csv": "mine" }, adopt: true },
    {
      name: "links-and-folders",
      sources: { ...listed({ "charts/b.svg": "old b" }), "index.html/x": "a folder" },
      also: (out) => symlinkSync("charts", join(out, "tables")),
      adopt: false,
    },
  ];
  for (const { name, sources, also, adopt } of CASES)
    it(name, async () => {
      const { parent, out } = withOut({ sources });
      also?.(out);
      const before = treeOf(parent);
      const said = async (more: Partial<Replacement>): Promise<string> => {
        try {
          await replace(out, more);
          return "";
        } catch (error) {
          if (!(error instanceof MemoError)) throw error;
          return `${formatDiagnostics(error.diagnostics)}\n`;
        }
      };
      for (const keepOthers of [false, true]) {
        const text = await said({ keepOthers });
        matchGolden(join(import.meta.dirname, "golden", `${name}.txt`), text);
        expect(Object.entries(treeOf(parent)).filter(([path]) => path !== ".")).toEqual(
          Object.entries(before).filter(([path]) => path !== "."),
        );
      }
      expect((await said({ adopt: true })) === "").toBe(adopt);
      if (!adopt) return;
      const mine = Object.entries(sources).filter(([path]) => !(path in NEW) && !(path in OLD) && path !== LIST);
      expect(filesUnder(out)).toMatchObject({ ...NEW, ...Object.fromEntries(mine) });
    });

  it("is not what memo would write anyway, nor other line ends of a text", async () => {
    const { out } = withOut({ sources: { ...NEW, "notes.txt": "mine" } });
    await replace(out);
    expect(filesUnder(out)).toEqual({ ...listed(NEW), "notes.txt": "mine" });
    const lines = { "index.html": "a\nb\n", "t.csv": "a\r\nb\r\n" };
    const windows = withOut({ sources: { ...listed(lines), "index.html": "a\r\nb\r\n", "t.csv": "a\nb\n" } });
    await replace(windows.out);
    expect(filesUnder(windows.out)).toEqual(listed(NEW));
  });

  it("is not what it no longer writes: that stays where it was changed, with a warning", async () => {
    const { out } = withOut({ sources: { ...listed(OLD), "charts/b.svg": "by hand" } });
    const told = await replace(out);
    expect(told).toMatchObject([{ rule: "files/stays", severity: "warning" }]);
    expect(told[0]?.message).toContain("charts/b.svg");
    expect(filesUnder(out)).toEqual({ ...listed(NEW), "charts/b.svg": "by hand" });
  });
});

/** Others' entries wherever they are: in the folder, or in the one that was exchanged for it. */
function othersAnywhere(parent: string): Record<string, string | undefined> {
  const at = (folder: string): Record<string, string> => (existsSync(folder) ? treeOf(folder) : {});
  const [here, old] = [at(join(parent, "out")), at(join(parent, ".out.memo/old"))];
  return Object.fromEntries(OTHERS.map((name) => [name, here[`./${name}`] ?? old[`./${name}`]]));
}

const own = (sources: Sources): Sources =>
  Object.fromEntries(Object.entries(sources).filter(([path]) => path in OLD || path in NEW || path === LIST));

describe.skipIf(process.platform === "win32")("a replacement that is ended at any call of the file system", () => {
  afterEach(mend);

  // Step 1 tries every call, which takes its time.
  const WAYS = [
    { how: "killed", dead: true, halfway: true, keepOthers: false, step: 1 },
    { how: "killed, keeping others", dead: true, keepOthers: true, step: 9 },
    { how: "failing", dead: false, keepOthers: false, step: 7 },
    { how: "failing, keeping others", dead: false, keepOthers: true, step: 11 },
  ];
  for (const { how, dead, halfway, keepOthers, step } of WAYS) {
    const done = listed(keepOthers ? { ...OLD, ...NEW } : NEW);
    it(`leaves memo's files whole and loses nothing: ${how}`, async () => {
      const counted = failAt(Number.POSITIVE_INFINITY);
      await replace(withOut({ others: true }).out, { keepOthers });
      mend();
      expect(counted.calls).toBeGreaterThan(60);
      const seen = { old: 0, new: 0, absent: 0 };
      for (let nth = 1; nth <= counted.calls; nth += step) {
        const { parent, out } = withOut({ others: true });
        const before = othersIn(treeOf(out));
        failAt(nth, { dead, halfway });
        const failed = await replace(out, { keepOthers }).then(
          () => false,
          (error: unknown) => error instanceof MemoError || error,
        );
        mend();
        expect(failed, `${nth}`).toBeTypeOf("boolean");
        if (dead) bury(parent, "out");
        const there = existsSync(out) ? own(filesUnder(out)) : undefined;
        if (there === undefined) {
          seen.absent++;
          expect(dead, `${nth}`).toBe(true);
        } else {
          expect([listed(OLD), done], `${nth}`).toContainEqual(there);
          seen[there["index.html"] === "old page" ? "old" : "new"]++;
        }
        expect(othersAnywhere(parent), `${nth}`).toEqual(before);
        if (!dead) bury(parent, "out");
        // Even a command that goes no further puts the folder in order.
        await restoreFolder(out, "out");
        expect([listed(OLD), done], `${nth}`).toContainEqual(own(filesUnder(out)));
        expect(othersIn(treeOf(out)), `${nth}`).toEqual(before);
        await replace(out, { keepOthers });
        expect(own(filesUnder(out)), `${nth}`).toEqual(done);
        expect(othersIn(treeOf(out)), `${nth}`).toEqual(before);
        expect(readdirSync(parent).sort(), `${nth}`).toEqual(["beside.txt", "out"]);
      }
      expect(seen.old).toBeGreaterThan(dead ? 25 / step : 0);
      expect(seen.new).toBeGreaterThan(dead ? 5 / step : 0);
      expect(seen.absent).toBeLessThanOrEqual(dead ? 1 : 0);
    });
  }

  it("says why in words, and leaves no folder that it made", async () => {
    for (const [code, words] of Object.entries({
      ENOSPC: "the disk is full",
      EROFS: "the file system is read-only",
      EACCES: "permission denied",
    })) {
      const parent = temporaryFolder();
      const { calls } = failAt(Number.POSITIVE_INFINITY);
      mend();
      failAt(8 + calls, { code });
      await expect(replace(join(parent, "reports/march"))).rejects.toMatchObject({
        diagnostics: [{ rule: "project/not-written", message: `out can't be written: ${words}` }],
      });
      mend();
      expect(readdirSync(parent)).toEqual([]);
    }
  });
});

describe.skipIf(process.platform === "win32")("filling a folder", () => {
  afterEach(mend);

  it("leaves one that is there the one it is, and puts all into it or nothing, whatever ends it", async () => {
    const empty = (): { parent: string; out: string } => {
      const parent = temporaryFolder();
      mkdirSync(join(parent, "out"));
      return { parent, out: join(parent, "out") };
    };
    const fill = (out: string): Promise<void> => fillFolder(out, "out", files(NEW));
    const counted = failAt(Number.POSITIVE_INFINITY);
    await fill(empty().out);
    mend();
    const { calls } = counted;
    const seen = new Set<string>();
    for (const dead of [true, false])
      for (let nth = 1; nth <= calls; nth++) {
        const { parent, out } = empty();
        const inode = statSync(out).ino;
        failAt(nth, { dead, halfway: dead });
        await fill(out).catch(() => {});
        mend();
        bury(parent, "out");
        await restoreFolder(out, "out");
        seen.add(JSON.stringify(filesUnder(out)));
        expect(statSync(out).ino, `${nth}`).toBe(inode);
        expect(readdirSync(parent), `${nth}`).toEqual(["out"]);
      }
    expect(seen).toEqual(new Set(["{}", JSON.stringify(Object.fromEntries(Object.entries(NEW).sort()))]));
  });
});

describe("what lies beside a folder from a process that is gone", () => {
  const owner = JSON.stringify({
    memo: "memo is replacing what this folder is named after",
    pid: 99999999,
    start: 1,
    host: hostname(),
  });

  it("is put back by any command where it was ended between the two renames, also by several at once", async () => {
    const parent = temporaryFolder();
    const out = join(parent, "out");
    write(join(parent, ".out.memo"), { "owner.json": owner, "new/index.html": "new page" });
    write(join(parent, ".out.memo/old"), { ...listed(OLD), "notes.txt": "mine" });
    await Promise.all([restoreFolder(out, "out"), restoreFolder(out, "out"), replace(out, { files: files(OLD) })]);
    expect(filesUnder(parent)).toEqual(
      Object.fromEntries(
        Object.entries({ ...listed(OLD), "notes.txt": "mine" }).map(([path, text]) => [`out/${path}`, text]),
      ),
    );
    expect(readdirSync(parent)).toEqual(["out"]);
  });

  it("is left alone where memo did not make it", async () => {
    const cases: readonly Sources[] = [
      { ".out.memo/old/a.txt": "mine" },
      { ".out.memo": "a file" },
      { ".out.memo/owner.json": "{}" },
    ];
    await Promise.all(
      cases.map(async (mine) => {
        const { parent, out } = withOut();
        write(parent, mine);
        const before = treeOf(parent);
        await expect(replace(out)).rejects.toMatchObject({ diagnostics: [{ rule: "files/in-the-way" }] });
        expect(treeOf(parent)).toEqual(before);
      }),
    );
  });

  it("is left alone where the folder was made anew meanwhile", async () => {
    const { parent, out } = withOut({ sources: { "mine.txt": "made since" } });
    const owner = {
      memo: "memo is replacing what this folder is named after",
      pid: 99999999,
      start: 1,
      host: "elsewhere",
    };
    write(join(parent, ".out.memo"), {
      "owner.json": JSON.stringify(owner),
      "old/thesis.txt": "years",
      "new/index.html": "new page",
    });
    const long = new Date("2020-01-01");
    utimesSync(join(parent, ".out.memo"), long, long);
    await expect(replace(out)).rejects.toMatchObject({ diagnostics: [{ rule: "files/unfinished" }] });
    expect(filesUnder(parent)).toMatchObject({ "out/mine.txt": "made since", ".out.memo/old/thesis.txt": "years" });
  });
});
