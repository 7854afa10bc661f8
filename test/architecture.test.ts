import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { components } from "../src/lists.js";
import { ROOT } from "./cli/memo.js";
import { LONG } from "./setup/long.js";

/** Rooms and single files of `src/`, lowest first: each may import from those before it. */
const ORDER = [
  ["asset", "characters", "fonts", "late-compilation", "lists", "once", "packages"],
  ["text"],
  ["store", "expressions"],
  ["rules"],
  ["diagnostic"],
  ["keys", "files", "yaml", "mathematics", "packing"],
  ["assumptions"],
  ["chapters"],
  ["notebook"],
  ["sensitivity"],
  ["figures", "pictures"],
  ["diagrams"],
  ["document"],
  ["render", "graph"],
  ["check"],
  ["realm"],
  ["live"],
  ["review"],
  ["forge"],
  ["publish"],
  ["memo"],
  ["api"],
  ["dev"],
  ["cli"],
];

/** Files side by side in one folder. */
const MOST_FILES = 25;
/** What is a file a room, listed in one index. */
const OF_DATA = /^rules$/;

const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .sort();

/** The files of `src/` that each file imports, for their types too. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(ROOT, "src", file), "utf8");
    const found = text.matchAll(/(?:^(?:import|export|\})[^\n]*? from |^import |\bimport\()"(\.{1,2}\/[^"]+)\.js"/gm);
    return [file, [...found].map(([, path = ""]) => `${join(dirname(file), path).split(sep).join("/")}.ts`)];
  }),
);

const roomOf = (file: string): string => (file.split("/")[0] ?? "").replace(/\.ts$/, "");
const heightOf = (file: string): number => ORDER.findIndex((rooms) => rooms.includes(roomOf(file)));

describe("the sources", () => {
  it("stand in rooms that have their place in the order", () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(ORDER.flat().sort());
  });

  it("stand in that order in the README too", () => {
    const listed = readFileSync(join(ROOT, "README.md"), "utf8").split("    src/ ")[1]?.split("\n    test/")[0] ?? "";
    const height = (room: string): number => ORDER.findIndex((rooms) => rooms.includes(room));
    const rooms = [...listed.matchAll(/^ {6}(\w+)/gm)].map(([, room = ""]) => room);
    expect(rooms.length).toBe(ORDER.flat().length - (ORDER[0]?.length ?? 0));
    expect(rooms).toEqual([...rooms].sort((a, b) => height(a) - height(b)));
  });

  it("import one way, from cli/ down", () => {
    const against = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((other) => roomOf(other) !== roomOf(file) && heightOf(other) >= heightOf(file))
        .map((other) => `${file} imports ${other}`),
    );
    expect(against).toEqual([]);
  });

  it("print through one door alone, which lets nothing of a stranger's do anything", () => {
    // The terminal itself, the watcher's last words, what talks to who started it, and programs that are run while the package is compiled.
    const doors =
      /^(?:cli\/terminal\/terminal|cli\/limits\/watcher|notebook\/process\/child|notebook\/walls\/trying|(?:live|realm)\/build)\.ts$/;
    const printing = files.filter((file) => {
      const code = readFileSync(join(ROOT, "src", file), "utf8").replace(
        /\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`|"[^"\n]*"/g,
        "",
      );
      return /\bprocess\s*\.\s*(?:stdout|stderr)\b|\{[^{}]*\b(?:stdout|stderr)\b[^{}]*\} = process\b|\bconsole\s*\.\s*(?:log|error|info|debug|table|trace|dir)\b|\bwriteSync\b/.test(
        code,
      );
    });
    expect(printing).toContain("cli/terminal/terminal.ts");
    expect(printing.filter((file) => !doors.test(file))).toEqual([]);
  });

  it("import in no circle", () => {
    expect(circles()).toEqual([]);
  });

  it("find what they import", () => {
    const all = [...imports.values()].flat();
    expect(all.length).toBeGreaterThan(1000);
    expect(all.filter((file) => !imports.has(file))).toEqual([]);
  });

  it("hand no list over as arguments, which overflows the stack on a long one", () => {
    const spread = /\.(?:push|unshift)\((?:[^(){}]*, )?\.\.\.|\bMath\.(?:max|min)\((?:[^()]*, )?\.\.\./;
    expect(files.filter((file) => spread.test(readFileSync(join(ROOT, "src", file), "utf8")))).toEqual([]);
  });

  it("parse code by the one door that knows what the parser would crash on", () => {
    const parsing = files.filter((file) => readFileSync(join(ROOT, "src", file), "utf8").includes("parseSync("));
    // Those that rewrite read what went through the door and lost its types, the last the project's own library when it is packed.
    expect(parsing).toEqual([
      "check/dimensions/rewrite.ts",
      "notebook/analyse/parse.ts",
      "notebook/evaluate/tape/rewrite.ts",
      "realm/named.ts",
    ]);
  });

  it(`stand at most ${MOST_FILES} side by side`, () => {
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([folder, count]) => count > MOST_FILES && !OF_DATA.test(folder))).toEqual([]);
  });
});

it("the commands read words and print, and are short", () => {
  const lines = files
    .filter((file) => file.startsWith("cli/"))
    .reduce((sum, file) => sum + readFileSync(join(ROOT, "src", file), "utf8").split("\n").length - 1, 0);
  expect(lines).toBeLessThan(3500);
});

describe("the tests", () => {
  it("that a quick run leaves out are there", () => {
    expect(LONG.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  // A worker keeps the modules of the tests it ran before: one that was imported on loading is not replaced any more.
  it("replace no module but those that are imported at the moment they are needed", () => {
    const late = new Set(
      files.flatMap((file) =>
        [...readFileSync(join(ROOT, "src", file), "utf8").matchAll(/\bimport\("(\.[^"]+)\.js"\)/g)].map(
          ([, path = ""]) => join("src", dirname(file), path),
        ),
      ),
    );
    const replaced = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .flatMap((file) =>
        [...readFileSync(join(ROOT, "test", file), "utf8").matchAll(/\bvi\.mock\(\s*"(\.[^"]+)\.js"/g)].map(
          ([, path = ""]) => ({ file, module: join("test", dirname(file), path) }),
        ),
      );
    expect(replaced.length).toBeGreaterThan(0);
    expect(replaced.filter(({ module }) => !late.has(module))).toEqual([]);
  });
});

/** Files that can be reached from themselves, in one list for each circle. */
const circles = (): string[][] =>
  components(files, (file) => imports.get(file) ?? [])
    .filter((circle) => circle.length > 1)
    .map((circle) => circle.sort());
