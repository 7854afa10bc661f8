import { chmodSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { MemoError } from "../../src/diagnostic.js";
import { checkOutput, folderToWrite } from "../../src/files/index.js";
import { BASE } from "../../src/rules/base.js";
import { Recorder, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { treeOf } from "./tree.js";

// The folders here are stand-ins in one that was just made: a home, a project around a memo, and links to all of them.

const LONG_AGO = new Date("2020-02-02");

let all: string;
let home: string;
let memo: string;

beforeAll(() => {
  all = realpathSync(temporaryFolder());
  home = join(all, "home/anna");
  memo = join(home, "work/report");
  write(memo, { ...BASE, ".git/HEAD": "ref: refs/heads/main\n", ".memo-cache/last": "{}", ".memo/memo.d.ts": "" });
  write(join(home, "work"), { "package.json": "{}", "thesis.txt": "Years of work.\n", "scripts/run.sh": "exit\n" });
  write(join(all, "home/anna"), { "letters/one.txt": "Dear\n" });
  write(join(all, "other"), { "chapters/01-a.md": "", "assumptions/2026.yaml": "" });
  write(join(all, "repository"), { ".git/HEAD": "", "notes.txt": "mine" });
  write(join(all, "package"), { "package.json": "{}" });
  write(join(all, "plain"), { "file.txt": "a file" });
  mkdirSync(join(all, "disk"));
  mkdirSync(join(all, "links"));
  chmodSync(join(home, "work/scripts/run.sh"), 0o751);
  symlinkSync(join(memo, "chapters"), join(all, "links/chapters"));
  symlinkSync("chapters", join(all, "links/twice"));
  symlinkSync(home, join(all, "links/home"));
  symlinkSync(memo, join(all, "links/memo"));
  symlinkSync("/", join(all, "links/root"));
  symlinkSync("../gone", join(all, "links/nothing"));
  symlinkSync("circle", join(all, "links/circle"));
  utimesSync(join(memo, "chapters/01-summary.md"), LONG_AGO, LONG_AGO);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(removeFolders);

/** Folders that no build may take, each with a word of why. */
const REFUSED = (): Record<string, [target: string, why: RegExp]> => ({
  "the memo": [memo, /is the memo's own folder/],
  "its parent": [join(home, "work"), /holds the memo/],
  "a folder further up": [join(all, "home"), /holds the memo/],
  home: [home, /holds the memo|is the home folder/],
  chapters: [join(memo, "chapters"), /is the memo's chapters/],
  assumptions: [join(memo, "assumptions"), /is the memo's assumptions/],
  "a new folder in chapters": [join(memo, "chapters/new/out"), /lies in the memo's chapters/],
  "its repository": [join(memo, ".git"), /is the memo's \.git/],
  "in its repository": [join(memo, ".git/out"), /lies in the memo's \.git/],
  "its cache": [join(memo, ".memo-cache"), /is the memo's \.memo-cache/],
  "its declarations": [join(memo, ".memo"), /is the memo's \.memo/],
  "another memo": [join(all, "other"), /holds (chapters|assumptions)/],
  "another repository": [join(all, "repository"), /holds \.git/],
  "another repository's folder": [join(all, "repository/.git/objects"), /lies in a \.git folder/],
  "another project": [join(all, "package"), /holds package\.json/],
  "a file": [join(all, "plain/file.txt"), /is no folder/],
  "below a file": [join(all, "plain/file.txt/out"), /lies below a file/],
  "the root": ["/", /is the root/],
  "a link to chapters": [join(all, "links/chapters"), /is the memo's chapters/],
  "a link to a link": [join(all, "links/twice"), /is the memo's chapters/],
  "below a link to chapters": [join(all, "links/chapters/out"), /lies in the memo's chapters/],
  "a link to home": [join(all, "links/home"), /holds the memo|is the home folder/],
  "a link to the memo": [join(all, "links/memo"), /is the memo's own folder/],
  "by way of a link to the memo": [join(all, "links/memo/assumptions"), /is the memo's assumptions/],
  "a link to the root": [join(all, "links/root"), /is the root/],
  "a link to nothing": [join(all, "links/nothing"), /over a link to nothing/],
  "below a link to nothing": [join(all, "links/nothing/out"), /over a link to nothing/],
  "links in a circle": [join(all, "links/circle"), /links in a circle/],
});

/** Ways to write the same path. */
const SPELLINGS: Record<string, (path: string) => string> = {
  "as it is": (path) => path,
  "with a slash behind it": (path) => `${path}/`,
  "with a dot behind it": (path) => `${path}/.`,
  "there and back": (path) => `${path}/x/..`,
  "from the memo": (path) => relative(memo, path) || ".",
};

const FLAGS = [{}, { adopt: true }, { only: ["md" as const], adopt: true }];

describe.skipIf(process.platform === "win32")("folders that are never replaced", () => {
  it("are refused however they are written, with any flag, and nothing of them is touched", async () => {
    vi.stubEnv("HOME", home);
    const before = treeOf(all);
    let tried = 0;
    for (const [name, [target, why]] of Object.entries(REFUSED()))
      for (const [how, spelled] of Object.entries(SPELLINGS)) {
        for (const flags of how === "as it is" ? FLAGS : FLAGS.slice(-1)) {
          const terminal = new Recorder();
          const options = {
            folder: memo,
            set: [],
            cache: false,
            json: false,
            limits: { seconds: 60, megabytes: 1024 },
          };
          const code = await build({ ...options, out: spelled(target), ...flags }, terminal);
          const what = `${name}, ${how}: ${spelled(target)}`;
          expect([code, terminal.stdout], what).toEqual([2, ""]);
          expect(terminal.stderr, what).toMatch(/^error\[files\/refused\]\n/);
          expect(terminal.stderr, what).toMatch(why);
          tried++;
        }
      }
    expect(tried).toBeGreaterThan(180);
    expect(treeOf(all)).toEqual(before);
  });

  const refusal = (given: string, more: { homes?: string[]; mounts?: string[] } = {}): string => {
    try {
      return `written: ${folderToWrite(given, { memo, homes: [home], mounts: [], ...more })}`;
    } catch (error) {
      if (!(error instanceof MemoError)) throw error;
      expect([error.exitCode, error.diagnostics[0]?.rule]).toEqual([2, "files/refused"]);
      return error.message;
    }
  };

  it("are nameless ones, and names that only some systems tell apart", () => {
    for (const given of ["", " ", "\t", "a\0b"]) expect(refusal(given)).toContain("names no folder");
    for (const given of [".", "./", "out/.."]) expect(refusal(given)).toContain("is the memo's own folder");
    expect(refusal("..")).toContain("holds the memo");
    for (const given of ["Chapters", "CHAPTERS", "chapterS/out", ".GIT"])
      expect(refusal(given)).toMatch(/memo's (chapters|\.git)/);
    expect(refusal(join(all, "x/.Git/y"))).toContain("lies in a .git folder");
  });

  it("are home folders wherever they are, and what they are in", () => {
    const far = join(all, "far/away/bo");
    mkdirSync(far, { recursive: true });
    const homes = [home, far];
    expect(refusal(far, { homes })).toContain("is the home folder");
    expect(refusal(join(all, "far"), { homes })).toContain("holds the home folder");
    expect(refusal(join(far, "reports"), { homes })).toBe(`written: ${join(far, "reports")}`);
  });

  it("are mounts", () => {
    const mounts = [join(all, "disk")];
    expect(refusal(join(all, "disk"), { mounts })).toContain("where a file system is mounted");
    expect(refusal(join(all, "disk/out"), { mounts })).toBe(`written: ${join(all, "disk/out")}`);
    if (readdirSync("/").includes("proc")) expect(refusal("/proc")).toContain("where a file system is mounted");
  });

  it("let others be, and links to those", () => {
    mkdirSync(join(all, "built"));
    symlinkSync("../built", join(all, "links/built"));
    expect(refusal("out")).toBe(`written: ${join(memo, "out")}`);
    expect(refusal("../reports/march")).toBe(`written: ${join(home, "work/reports/march")}`);
    expect(refusal(join(all, "links/built"))).toBe(`written: ${join(all, "built")}`);
    expect(refusal(join(all, "links/built/deeper"))).toBe(`written: ${join(all, "built/deeper")}`);
  });
});

describe("a place named in a memo from which a link of the memo's leads away", () => {
  // Where the memo is in a repository all of that is its own, else its folder alone; a link stands at the place itself or above it.
  const PLACES = ["out", "review/review.md", "a/b/c", "schema", "../site"];
  const WAYS: Readonly<Record<string, (link: string, target: string) => void>> = {
    "a whole path": (link, target) => symlinkSync(target, link),
    "a path from it": (link, target) => symlinkSync(relative(dirname(link), target), link),
    "a link to a link": (link, target) => {
      symlinkSync(target, join(target, "../twice"));
      symlinkSync(join(target, "../twice"), link);
    },
  };
  const trials = ["in a repository", "by itself"].flatMap((where) =>
    PLACES.filter((place) => where === "in a repository" || !place.startsWith("..")).flatMap((place) =>
      Object.entries(WAYS).map(([way, lay]) => ({ where, place, way, lay })),
    ),
  );
  it.each(trials)("$where, $place, over $way: neither folder nor file is written", ({ where, place, lay }) => {
    const around = realpathSync(temporaryFolder());
    const repository = join(around, "work");
    const own = write(join(repository, "report"), BASE);
    write(where === "in a repository" ? repository : around, { ".git/HEAD": "" });
    if (where === "by itself") rmSync(join(around, ".git"), { recursive: true });
    const far = join(around, "elsewhere/empty");
    mkdirSync(far, { recursive: true });
    const link = resolve(own, place.replace(/(?<=\w)\/.*/, ""));
    lay(link, far);
    const before = treeOf(around);
    const asked = (ask: () => string): string => {
      try {
        return ask();
      } catch (error) {
        return error instanceof MemoError ? error.message : String(error);
      }
    };
    const surroundings = { memo: own, homes: [], mounts: [] };
    const file = `${place}/review.md`;
    for (const given of [place, join(own, place)])
      expect(asked(() => folderToWrite(given, surroundings))).toContain("leads over a link out of the memo's folder");
    for (const given of [file, join(own, file)])
      expect(asked(() => checkOutput({ given, folder: own, force: true }))).toContain("leads over a link out of");
    expect(treeOf(around)).toEqual(before);
    // Under its own name that place is the user's choice, and so is one beside it that no link leads to.
    expect(folderToWrite(far, surroundings)).toBe(far);
    expect(checkOutput({ given: join(far, "a.md"), folder: own })).toBe(join(far, "a.md"));
    expect(folderToWrite("plain/out", surroundings)).toBe(join(own, "plain/out"));
  });
});
