import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { BASE } from "../../src/rules/base.js";
import { Entries } from "../../src/store/entries.js";
import { cacheFolderOf, openShelf } from "../../src/store/index.js";
import { filesUnder, ROOT, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { TestRepository } from "../cli/repository.js";
import { treeOf } from "../files/tree.js";

afterAll(removeFolders);

const MUCH = 1024 * 1024;
const nameOf = (key: string): string => createHash("sha256").update(key).digest("hex");
const bytes = (length: number): Buffer => Buffer.alloc(length, 7);
const memoIn = (): string => write(temporaryFolder(), BASE);

it("what can't be cloned is not kept, and stops nothing", () => {
  const shelf = openShelf<unknown>(temporaryFolder(), "kind");
  shelf.put("a", () => 1);
  shelf.put("b", [1]);
  expect([shelf.get("a"), shelf.get("b")]).toEqual([undefined, [1]]);
});

describe("an entry", () => {
  const contents: Readonly<Record<string, Buffer>> = {
    nothing: Buffer.alloc(0),
    "a text": Buffer.from('["key",[]]\n'),
    bytes: Buffer.from(Uint8Array.from({ length: 40 }, (_, n) => n * 7)),
  };
  it.each(Object.entries(contents))(
    "that is %s comes back as it was, and harmed in any way not at all",
    (_, content) => {
      const folder = temporaryFolder();
      const entries = new Entries(folder, MUCH);
      const path = join(folder, nameOf("a"));
      entries.put(nameOf("a"), content);
      expect(entries.read(nameOf("a"))).toEqual(content);
      const whole = readFileSync(path);
      const harmed: Buffer[] = [Buffer.concat([whole, Buffer.from("x")]), Buffer.concat([whole, whole])];
      for (let at = 0; at < whole.length; at++) {
        harmed.push(whole.subarray(0, at));
        if (at > 0) harmed.push(whole.subarray(at));
        for (let bit = 0; bit < 8; bit++) {
          const flipped = Buffer.from(whole);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          harmed.push(flipped);
        }
      }
      const believed = harmed.filter((harm) => {
        writeFileSync(path, harm);
        return entries.read(nameOf("a")) !== undefined;
      });
      expect(believed).toEqual([]);
      entries.put(nameOf("a"), content);
      expect(entries.read(nameOf("a"))).toEqual(content);
      expect(readdirSync(folder)).toEqual([nameOf("a")]);
    },
  );

  it("is no other's, whole as it may be", () => {
    const folder = temporaryFolder();
    const entries = new Entries(folder, MUCH);
    entries.put(nameOf("a"), Buffer.from("a"));
    entries.put(nameOf("b"), Buffer.from("b"));
    renameSync(join(folder, nameOf("b")), join(folder, nameOf("a")));
    expect([entries.read(nameOf("a")), entries.read(nameOf("b"))]).toEqual([undefined, undefined]);
  });

  // What somebody hands over with a memo: the very bytes that memo wrote on their machine, under the right names.
  it.each<[string, (from: string, to: string) => void]>([
    ["copied", (from, to) => copyFileSync(from, to)],
    ["copied with its times", (from, to) => cpSync(from, to, { preserveTimestamps: true })],
    ["written anew", (from, to) => writeFileSync(to, readFileSync(from))],
    ["a link to it", (from, to) => symlinkSync(from, to)],
    ["a link to what has no end", (_, to) => symlinkSync("/dev/zero", to)],
    ["a pipe", (_, to) => void execFileSync("mkfifo", [to])],
    ["a folder", (_, to) => void mkdirSync(to)],
  ])("is believed in the file alone that memo made of it, and nobody waits: not %s", (what, handOver) => {
    const [own, other] = [temporaryFolder(), temporaryFolder()];
    const names = Array.from({ length: 12 }, (_, n) => nameOf(`${n}`));
    for (const name of names) {
      new Entries(own, MUCH).put(name, Buffer.from(`what ${name} is`));
      handOver(join(own, name), join(other, name));
    }
    const read = (folder: string): string[] =>
      names.flatMap((name) => new Entries(folder, MUCH).read(name)?.toString() ?? []);
    expect(read(other)).toEqual([]);
    expect(read(own)).toEqual(names.map((name) => `what ${name} is`));
    // What is made anew takes its place, but not that of a folder, which holds what may be somebody's.
    for (const name of names) new Entries(other, MUCH).put(name, Buffer.from("made here"));
    expect(read(other)).toEqual(what === "a folder" ? [] : names.map(() => "made here"));
  });

  it("is nothing where nothing was put, or it can't be read or written", () => {
    const folder = temporaryFolder();
    expect(new Entries(folder, MUCH).read(nameOf("a"))).toBeUndefined();
    expect(new Entries(join(folder, "none"), MUCH).read(nameOf("a"))).toBeUndefined();
    expect(existsSync(join(folder, "none"))).toBe(false);
    write(folder, { file: "" });
    const below = new Entries(join(folder, "file/cache"), MUCH);
    below.put(nameOf("a"), bytes(1));
    expect(below.read(nameOf("a"))).toBeUndefined();
    const taken = new Entries(folder, MUCH);
    write(folder, { [`${nameOf("b")}/x`]: "a folder of that name" });
    taken.put(nameOf("b"), bytes(1));
    expect(taken.read(nameOf("b"))).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual([nameOf("b"), "file"].sort());
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "is read in a folder that can't be written",
    () => {
      const folder = temporaryFolder();
      new Entries(folder, MUCH).put(nameOf("a"), bytes(1));
      chmodSync(folder, 0o555);
      try {
        const entries = new Entries(folder, MUCH);
        entries.put(nameOf("b"), bytes(1));
        expect([entries.read(nameOf("a")), entries.read(nameOf("b"))]).toEqual([bytes(1), undefined]);
      } finally {
        chmodSync(folder, 0o755);
      }
    },
  );
});

describe("a budget", () => {
  /** Entries of 64 kB each, put one after the other with times a second apart. */
  function filled(count: number, budget: number): { folder: string; entries: Entries; put(key: string): void } {
    const folder = temporaryFolder();
    const entries = new Entries(folder, budget);
    let second = 1000;
    const put = (key: string): void => {
      entries.put(nameOf(key), bytes(65_000));
      second++;
      if (existsSync(join(folder, nameOf(key)))) utimesSync(join(folder, nameOf(key)), second, second);
    };
    for (let n = 0; n < count; n++) put(`${n}`);
    return { folder, entries, put };
  }
  const there = ({ folder }: { folder: string }, keys: readonly string[]): string[] =>
    keys.filter((key) => existsSync(join(folder, nameOf(key))));
  const size = (folder: string): number =>
    readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

  it("is kept, and what was longest unused goes first, whenever it was put", () => {
    const store = filled(16, MUCH);
    // The first is the oldest, and used last.
    store.entries.read(nameOf("0"));
    store.put("16");
    const keys = Array.from({ length: 17 }, (_, n) => `${n}`);
    const left = there(store, keys);
    expect(left).toContain("0");
    expect(left).toEqual(["0", ...keys.slice(17 - (left.length - 1))]);
    expect(size(store.folder)).toBeLessThanOrEqual(MUCH);
    expect(left.length).toBeGreaterThan(10);
  });

  it("holds for small entries as for what they take on a disk", () => {
    const folder = temporaryFolder();
    const entries = new Entries(folder, 40 * 4096);
    for (let n = 0; n < 200; n++) entries.put(nameOf(`${n}`), bytes(10));
    expect(readdirSync(folder).length).toBeLessThanOrEqual(40);
  });

  it("is what all who put into a folder share, each looking for itself", () => {
    const store = filled(8, MUCH);
    const other = new Entries(store.folder, MUCH);
    for (let n = 0; n < 16; n++) other.put(nameOf(`other ${n}`), bytes(65_000));
    expect(size(store.folder)).toBeLessThanOrEqual(MUCH);
  });

  it("leaves out what alone is too much for it", () => {
    const store = filled(4, MUCH);
    store.entries.put(nameOf("large"), bytes(MUCH));
    expect(there(store, ["0", "1", "2", "3", "large"])).toEqual(["0", "1", "2", "3"]);
  });
});

describe("two who put and read at once", () => {
  it("see whole entries or none, and leave no draft", async () => {
    const folder = temporaryFolder();
    // Each puts values of its own under shared names: a mixture of two would be one that nobody put.
    const program = `
      const [, module, folder, names, who] = process.argv;
      const { Entries } = await import(module);
      const entries = new Entries(folder, 1 << 20);
      let wrong = 0;
      for (let n = 0; n < 150; n++) {
        const name = names.split(",")[n % 3];
        entries.put(name, Buffer.alloc(20000 + Number(who), Number(who)));
        const found = entries.read(name);
        if (found && (new Set(found).size !== 1 || found.length !== 20000 + found[0])) wrong++;
      }
      console.log(wrong);`;
    const module = new URL("../../src/store/entries.ts", import.meta.url).href;
    const names = ["a", "b", "c"].map(nameOf);
    const run = promisify(execFile);
    const counts = await Promise.all(
      ["1", "2"].map(async (who) => {
        const flags = ["--import", "tsx", "--input-type=module", "--eval", program];
        const { stdout } = await run(process.execPath, [...flags, module, folder, names.join(), who], { cwd: ROOT });
        return Number(stdout);
      }),
    );
    expect(counts).toEqual([0, 0]);
    expect(readdirSync(folder).sort()).toEqual([...names].sort());
  });
});

describe.skipIf(process.platform === "win32")("the cleaning of a store", () => {
  const KEYS = Array.from({ length: 6 }, (_, n) => n.toString(16).padStart(64, "0"));
  const draft = (pid: number): string => `${KEYS[0]}.${pid}.0123abcd.draft`;

  it("deletes entries and drafts of processes that are gone, and nothing else", () => {
    const memo = memoIn();
    const folder = join(memo, ".memo-cache");
    const mine = {
      "notes.txt": "mine",
      [`${KEYS[0]}.txt`]: "mine",
      "x.99999999.draft": "mine",
      [`${draft(99_999_999)}.txt`]: "mine",
      "sides/a.txt": "mine",
      [`inner/${KEYS[0]}`]: "mine",
      last: "{}",
    };
    write(folder, { ...mine, [draft(99_999_999)]: "half", [draft(process.pid)]: "half" });
    symlinkSync("../chapters", join(folder, "f".repeat(64)));
    const entries = new Entries(folder, 16 * 4096);
    for (let n = 0; n < 3; n++) for (const key of KEYS) entries.put(key, bytes(10_000));
    const kept = Object.keys(filesUnder(folder));
    expect(kept).toEqual(expect.arrayContaining([...Object.keys(mine), draft(process.pid)]));
    expect(kept.filter((name) => KEYS.includes(name)).length).toBeLessThanOrEqual(4);
    expect(kept).not.toContain(draft(99_999_999));
    expect(lstatSync(join(folder, "f".repeat(64))).isSymbolicLink()).toBe(true);
    expect(filesUnder(memo)).toMatchObject(BASE);
  });

  it("leaves what keeps a folder that it made from version control, and writes none into one that was there", () => {
    const memo = memoIn();
    const repository = new TestRepository(memo);
    repository.git("init", "-q");
    const folder = join(memo, ".memo-cache");
    const entries = new Entries(folder, 4096 * 8);
    for (let n = 0; n < 3; n++) for (const key of KEYS) entries.put(key, bytes(10_000));
    expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*\n");
    expect(readdirSync(folder).length).toBeGreaterThan(1);
    repository.git("add", "-A");
    const added = repository.git("ls-files");
    expect(
      added
        .split("\n")
        .filter((path) => path !== "")
        .sort(),
    ).toEqual(Object.keys(BASE).sort());
    const own = write(temporaryFolder(), { ".memo-cache/notes.txt": "mine" });
    new Entries(join(own, ".memo-cache"), MUCH).put(KEYS[0] as string, bytes(1));
    expect(readdirSync(join(own, ".memo-cache")).sort()).toEqual([KEYS[0], "notes.txt"]);
  });

  it("touches nothing behind a link, nor where a file has the folder's name", () => {
    const memo = memoIn();
    const far = write(temporaryFolder(), Object.fromEntries(KEYS.map((key) => [key, "a blob of somebody's"])));
    symlinkSync(far, join(memo, ".memo-cache"));
    const before = treeOf(far);
    expect(cacheFolderOf(memo)).toBeUndefined();
    new Entries(join(memo, ".memo-cache"), 4096).put(KEYS[0] as string, bytes(1));
    new Entries(join(memo, ".memo-cache"), MUCH).put("a".repeat(64), bytes(1));
    expect(treeOf(far)).toEqual(before);
    expect(lstatSync(join(memo, ".memo-cache")).isSymbolicLink()).toBe(true);
    const file = write(memoIn(), { ".memo-cache": "a file" });
    expect(cacheFolderOf(file)).toBeUndefined();
  });
});

describe("a shelf", () => {
  it("has values by key, apart from those of other kinds and of other code", () => {
    const folder = join(temporaryFolder(), "new");
    const here = openShelf<unknown>(folder, "numbers");
    const value = { not: Number.NaN, map: new Map([["a", [1, -0]]]) };
    expect(here.get("a")).toBeUndefined();
    here.put("a", value);
    expect(openShelf(folder, "numbers").get("a")).toEqual(value);
    expect(here.get("b")).toBeUndefined();
    expect(openShelf(folder, "others").get("a")).toBeUndefined();
    const module = (name: string): string => new URL(`../../src/${name}.ts`, import.meta.url).href;
    expect(openShelf(folder, "numbers", module("lists")).get("a")).toBeUndefined();
    openShelf(folder, "numbers", module("lists")).put("a", 1);
    expect(openShelf(folder, "numbers", module("lists")).get("a")).toBe(1);
    expect(openShelf(folder, "numbers", module("characters")).get("a")).toBeUndefined();
  });

  it("takes what is whole and can't be understood for nothing", () => {
    const folder = temporaryFolder();
    const shelf = openShelf<number>(folder, "numbers");
    shelf.put("a", 1);
    const [name = ""] = readdirSync(folder);
    new Entries(folder, MUCH).put(name, Buffer.from("of another version of Node"));
    expect(shelf.get("a")).toBeUndefined();
  });

  it("keeps nothing without a folder", () => {
    const shelf = openShelf<number>(undefined, "numbers");
    shelf.put("a", 1);
    expect(shelf.get("a")).toBeUndefined();
  });
});
