import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIST, listOf, listText, readList, replaceFolder } from "../../src/files/index.js";
import { computeMemo } from "../../src/memo/compute.js";
import { keptInGit } from "../../src/memo/repository/clone.js";
import { inFolder, UNCOMMITTED, writeOutputs } from "../../src/memo/write.js";
import { random, shuffled } from "../../src/sensitivity/numerics/random.js";
import { edited, projectOf, removeFolders, type Sources, temporaryFolder, write } from "../cli/memo.js";
import { TestRepository } from "../cli/repository.js";
import { FERRY } from "../review/ferry.js";

const V1 = "assumptions/2026-01.yaml";
const V2 = "assumptions/2026-02.yaml";
const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-model.md";

/** What a build of some sources writes and git keeps. */
async function committed(files: Sources): Promise<Map<string, string>> {
  const { tree } = await computeMemo(projectOf(files), {});
  const outputs = [...(await writeOutputs(tree, new Set(["md", "data"])))].map(
    ([path, text]) => [path, String(text)] as const,
  );
  const all = new Map(outputs);
  return all.set(LIST, listText(listOf(all)));
}

/** Places where a line more says nothing: between entries of YAML, between paragraphs, in code. */
function silent(count: number): Sources[] {
  const places = Object.entries(FERRY).flatMap(([path, text]): (readonly [string, number, string])[] =>
    path.endsWith(".yaml")
      ? [...text.matchAll(/\n(?= *[\w.-]+: *\n)/g)].map(({ index }) => [path, index, "\n# a remark\n"] as const)
      : [
          ...[...text.matchAll(/\n\n(?=[A-Z`#])/g)].map(
            ({ index }) => [path, index, "\n\n<!-- a remark -->\n\n"] as const,
          ),
          ...[...text.matchAll(/\n(?=const )/g)].map(({ index }) => [path, index, "\n\n  // a remark\n"] as const),
        ],
  );
  return [...shuffled(places.length, random("silent", "places"))].slice(0, count).flatMap((at) => {
    const [path, index, more] = places[at] ?? ["", 0, ""];
    const text = FERRY[path] ?? "";
    return [{ ...FERRY, [path]: text.slice(0, index) + more + text.slice(index) }];
  });
}

/** Edits of things that have nothing to do with each other, as two branches make them. */
const APART: readonly (readonly [name: string, edit: (files: Sources) => Sources])[] = [
  ["a label", (files) => edited(files, V1, "Days of service", "Days on which it sails")],
  ["a source's note", (files) => edited(files, V1, "Counted at the quay", "Counted on board")],
  ["a word", (files) => edited(files, MODEL, "by the ferryman", "by the skipper")],
  ["a caption", (files) => edited(files, MODEL, "Passengers by year.", "Passengers, by year.")],
  ["a cost", (files) => edited(files, V2, "95 USD/trip", "96 USD/trip")],
  [
    "a tolerance",
    (files) =>
      edited(
        files,
        MODEL,
        '"Takings in 2026", unit: "USD", format: "dollars 0", tolerance: "1%"',
        '"Takings in 2026", unit: "USD", format: "dollars 0", tolerance: "2%"',
      ),
  ],
  [
    "a quoted value",
    (files) => edited(files, SUMMARY, "number given.boat.power digits=1", "number given.boat.power digits=2"),
  ],
];

afterAll(removeFolders);

describe("what is committed of a memo's outputs", () => {
  let base: Map<string, string>;
  beforeAll(async () => {
    base = await committed(FERRY);
  });

  it("is the same, byte for byte, whatever comments and lines come into the sources", async () => {
    for (const files of silent(Number(process.env.SILENT ?? 4))) expect(await committed(files)).toEqual(base);
  });

  it("merges where two branches change different things, into what the merged sources give", async () => {
    const folder = temporaryFolder();
    const pairs = APART.flatMap((a, i) => APART.slice(i + 1).map((b) => [a, b] as const));
    const some = [...shuffled(pairs.length, random("pairs"))].slice(0, Number(process.env.PAIRS ?? 3));
    for (const at of some) {
      const pair = pairs[at];
      if (!pair) continue;
      const [[one, first], [other, second]] = pair;
      const [ours, theirs, both] = await Promise.all(
        [first(FERRY), second(FERRY), second(first(FERRY))].map(committed),
      );
      for (const [path, expected] of both ?? []) {
        if (path === LIST) continue;
        const texts = [ours, base, theirs].map((side) => side?.get(path) ?? "");
        texts.forEach((text, n) => {
          writeFileSync(join(folder, `${n}`), text);
        });
        const { status, stdout } = spawnSync("git", ["merge-file", "-p", "0", "1", "2"], {
          cwd: folder,
          encoding: "utf8",
        });
        expect([status, stdout], `${one} and ${other}: ${path}`).toEqual([0, expected]);
      }
    }
  });
});

describe("a folder after a clone and a merge", () => {
  const outputs = (text: string): Map<string, string> =>
    new Map([
      ["index.html", `page ${text}`],
      ["memo.md", text],
      ["charts/fig-a.svg", "<svg/>"],
    ]);
  const put = async (folder: string, files: ReadonlyMap<string, string>): Promise<unknown> =>
    replaceFolder(folder, {
      name: "out",
      files: inFolder(files, folder),
      uncommitted: { paths: UNCOMMITTED, inputs: "sha256:1" },
      isKept: (paths) => keptInGit(folder, paths),
    });
  const refused = (made: Promise<unknown>): Promise<unknown> =>
    expect(made).rejects.toThrow(/in the place of what memo writes/);

  it("is replaced where git has what it holds, and left where it hasn't", async () => {
    const { folder, git } = withGit();
    const out = join(folder, "out");
    await put(out, outputs("one"));
    git("add", "-A");
    git("commit", "-qm", "one");
    expect(git("ls-files", "out").split("\n").filter(Boolean).sort()).toEqual(
      [".gitignore", LIST, "charts/fig-a.svg", "memo.md"].map((name) => `out/${name}`),
    );
    const clone = join(temporaryFolder(), "clone");
    git("clone", "-q", folder, clone);
    const there = join(clone, "out");
    await put(there, outputs("two"));
    // Merged by git, so that no digest fits; git has it.
    writeFileSync(join(there, "memo.md"), "one and two");
    new TestRepository(clone).git("add", "-A");
    await put(there, outputs("three"));
    // Altered by hand.
    appendFileSync(join(there, "memo.md"), " by hand");
    await refused(put(there, outputs("four")));
    expect(readFileSync(join(there, "memo.md"), "utf8")).toBe("three by hand");
    // No list and no git: nobody knows whose it is.
    rmSync(join(clone, ".git"), { recursive: true });
    rmSync(join(there, ".memo-built.json"));
    await refused(put(there, outputs("four")));
  });

  it("keeps a .gitignore of one's own, and a page that is committed all the same", async () => {
    const { folder, git } = withGit();
    write(folder, { "out/.gitignore": "# all of it\n" });
    const out = join(folder, "out");
    await expect(put(out, outputs("one"))).rejects.toThrow(/no list of what memo wrote/);
    rmSync(join(out, ".gitignore"));
    await put(out, outputs("one"));
    writeFileSync(join(out, ".gitignore"), "# all of it\n.memo-built.json\n");
    git("add", "-A");
    git("commit", "-qm", "one");
    const clone = join(temporaryFolder(), "clone");
    git("clone", "-q", folder, clone);
    await put(join(clone, "out"), outputs("two"));
    expect(readFileSync(join(clone, "out/index.html"), "utf8")).toBe("page two");
    expect(readFileSync(join(clone, "out/.gitignore"), "utf8")).toBe("# all of it\n.memo-built.json\n");
  });

  it("has a list that a merge of both sides' lines leaves readable", () => {
    const folder = temporaryFolder();
    const text = listText(listOf(outputs("one")));
    const [head, last = ""] = [text.slice(0, text.indexOf('    "memo.md"')), /.*"memo\.md".*/.exec(text)?.[0]];
    writeFileSync(join(folder, LIST), `${head}${last}\n${last.replace(/text:./, "text:0")}\n  }\n}\n`);
    expect([...(readList(folder)?.keys() ?? [])]).toEqual(["charts/fig-a.svg", "index.html", "memo.md"]);
  });
});

function withGit(): { folder: string; git: (...args: string[]) => string } {
  const at = new TestRepository(temporaryFolder());
  at.git("init", "-q", "-b", "main");
  return { folder: at.folder, git: (...args) => at.git(...args) };
}
