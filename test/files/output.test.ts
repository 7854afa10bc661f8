import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { writeOutput } from "../../src/files/index.js";
import { BASE } from "../../src/rules/base.js";
import { cacheFolderOf } from "../../src/store/index.js";
import { filesUnder, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { bury, failAt, mend } from "./faults.js";
import { treeOf } from "./tree.js";

afterAll(removeFolders);

const memoIn = (): string => write(temporaryFolder(), BASE);

/** What became of writing a file: "written", or the rule that refused it. */
async function put(folder: string, given: string, text: string, force = false): Promise<string> {
  try {
    await writeOutput({ given, folder, cacheFolder: cacheFolderOf(folder), force }, text);
    return "written";
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.diagnostics[0]?.rule ?? "";
  }
}

/** What may stand where a file is to be written, what comes of it, and what of it with `--force`. */
const STATES: readonly {
  name: string;
  given?: string;
  make(path: string, folder: string): void | Promise<unknown>;
  plain: string;
  forced: string;
}[] = [
  { name: "nothing", make: () => {}, plain: "written", forced: "written" },
  { name: "no folder yet", given: "reports/new/review.md", make: () => {}, plain: "written", forced: "written" },
  { name: "an empty file", make: (path) => writeFileSync(path, ""), plain: "written", forced: "written" },
  { name: "somebody's file", make: (path) => writeFileSync(path, "mine"), plain: "files/foreign", forced: "written" },
  { name: "memo's own", make: (_, folder) => put(folder, "review.md", "before"), plain: "written", forced: "written" },
  {
    name: "memo's own with other line ends",
    make: async (path, folder) => {
      await put(folder, "review.md", "a\nb\n");
      writeFileSync(path, "a\r\nb\r\n");
    },
    plain: "written",
    forced: "written",
  },
  {
    name: "memo's own that was changed",
    make: async (path, folder) => {
      await put(folder, "review.md", "before");
      writeFileSync(path, "before, and a note");
    },
    plain: "files/foreign",
    forced: "written",
  },
  {
    name: "memo's own, under another name",
    make: async (path, folder) => {
      await put(folder, "other.md", "before");
      writeFileSync(path, "before");
    },
    plain: "files/foreign",
    forced: "written",
  },
  { name: "a folder", make: (path) => mkdirSync(path), plain: "project/no-file", forced: "project/no-file" },
  {
    name: "a link to somebody's file",
    make: (path, folder) => {
      write(folder, { "far/notes.md": "mine" });
      symlinkSync("far/notes.md", path);
    },
    plain: "files/foreign",
    forced: "written",
  },
  {
    name: "a link to nothing",
    make: (path) => symlinkSync("gone", path),
    plain: "project/no-file",
    forced: "project/no-file",
  },
  {
    name: "a circle",
    make: (path) => symlinkSync("review.md", path),
    plain: "project/no-file",
    forced: "project/no-file",
  },
  {
    name: "a link to a device",
    make: (path) => symlinkSync("/dev/null", path),
    plain: "project/no-file",
    forced: "project/no-file",
  },
  {
    name: "a pipe",
    make: (path) => execFileSync("mkfifo", [path]),
    plain: "project/no-file",
    forced: "project/no-file",
  },
  { name: "no name", given: "", make: () => {}, plain: "project/no-file", forced: "project/no-file" },
  { name: "a name of a folder", given: "review/", make: () => {}, plain: "project/no-file", forced: "project/no-file" },
  ...[
    "chapters/01-summary.md",
    "chapters/03-new.md",
    "assumptions/2026-03.yaml",
    ".git/config",
    ".memo-cache/x.md",
    "Chapters/03-new.md",
    ".out.memo/x.md",
    "part/.report.memo/new/x.md",
    ".memo-files.json",
    "out/.memo-files.json",
  ].map((given) => ({ name: given, given, make: () => {}, plain: "files/refused", forced: "files/refused" })),
  {
    name: "a link into chapters",
    given: "rooms/03-new.md",
    make: (_, folder) => symlinkSync("chapters", join(folder, "rooms")),
    plain: "files/refused",
    forced: "files/refused",
  },
];

describe.skipIf(process.platform === "win32")("a file that a command line names", () => {
  afterEach(mend);

  for (const { name, given = "review.md", make, plain, forced } of STATES)
    it(`where there is ${name}: ${plain}, and with --force ${forced}`, async () => {
      for (const [force, expected] of [
        [false, plain],
        [true, forced],
      ] as const) {
        const folder = memoIn();
        await make(join(folder, given), folder);
        const before = treeOf(folder);
        expect(await put(folder, given, "after", force)).toBe(expected);
        if (expected !== "written") expect(treeOf(folder)).toEqual(before);
        else expect(readFileSync(join(folder, given), "utf8")).toBe("after");
        expect(filesUnder(folder)).toMatchObject(BASE);
      }
    });

  it("is written again and again, keeps its permissions, and leaves nothing beside it", async () => {
    const folder = memoIn();
    for (const text of ["one", "two", "three"]) {
      expect(await put(folder, "review.md", text)).toBe("written");
      chmodSync(join(folder, "review.md"), 0o640);
    }
    expect(statSync(join(folder, "review.md")).mode & 0o777).toBe(0o640);
    expect(
      Object.keys(filesUnder(folder)).filter((path) => !(path in BASE) && !path.startsWith(".memo-cache/")),
    ).toEqual(["review.md"]);
    // Without the cache nothing is known of it any more.
    rmSync(join(folder, ".memo-cache"), { recursive: true });
    expect(await put(folder, "review.md", "four")).toBe("files/foreign");
  });

  it("is memo's own whenever what wrote it was ended, and nothing stays beside it", async () => {
    const counted = failAt(Number.POSITIVE_INFINITY);
    await put(memoIn(), "review.md", "one");
    mend();
    for (let nth = 1; nth <= counted.calls; nth++)
      for (const before of [undefined, "zero"]) {
        const folder = memoIn();
        if (before !== undefined) await put(folder, "review.md", before);
        failAt(nth, { dead: true, halfway: true });
        await put(folder, "review.md", "one").catch(() => {});
        mend();
        bury(folder, "review.md");
        const path = join(folder, "review.md");
        expect([before, "one"], `${nth}`).toContain(existsSync(path) ? readFileSync(path, "utf8") : undefined);
        // Another file there is written, and then the same one.
        for (const name of ["other.md", "review.md"]) expect(await put(folder, name, "two"), `${nth}`).toBe("written");
        const there = readdirSync(folder).sort();
        expect(there, `${nth}`).toEqual([".memo-cache", "assumptions", "chapters", "other.md", "review.md"]);
      }
  });

  it("is written through a link to it", async () => {
    const folder = memoIn();
    mkdirSync(join(folder, "far"));
    writeFileSync(join(folder, "far/review.md"), "");
    symlinkSync("far/review.md", join(folder, "review.md"));
    for (const text of ["one", "two"]) expect(await put(folder, "review.md", text)).toBe("written");
    expect(readlinkSync(join(folder, "review.md"))).toBe("far/review.md");
    expect(readFileSync(join(folder, "far/review.md"), "utf8")).toBe("two");
  });
});
