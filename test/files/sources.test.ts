import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../cli/memo.js";

const CHANGES =
  "rm|rmdir|unlink|rename|writeFile|appendFile|mkdir|mkdtemp|copyFile|cp|link|symlink|truncate|ftruncate|chmod|chown|lchown|utimes|lutimes|open|write|writev|createWriteStream";
/** What changes files, imported from the system by name. */
const IMPORTED = new RegExp(`^(?:${CHANGES})(?:Sync)?$`);
/** The same, called on what was imported as a whole. */
const CALLED = new RegExp(`\\b(?:fs|fsPromises|promises)\\.(?:${CHANGES})(?:Sync)?\\b`);

/** Modules that may, and why. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // Answers go to a pipe of the process that asked.
  "notebook/process/child.ts": ["writeSync"],
  // A thread that ends a process which can't be interrupted says why first, to the terminal.
  "cli/limits/watcher.ts": ["fs"],
  // Opens a review to read it, through no link.
  "forge/review-file.ts": ["openSync"],
  // Opens the device that holds nothing, to hand on in place of what is not to be handed on.
  "notebook/walls/descriptors.ts": ["openSync"],
  // Tries whether it can write, where it must not; what it could write it takes away.
  "notebook/walls/trying.ts": ["openSync", "rmSync", "writeFileSync", "writeSync"],
  // Run when the package is compiled, into its own dist/, and from source into a cache below node_modules: no memo's folder is near.
  "notebook/realm/compiled.ts": ["mkdirSync", "rmSync"],
  "realm/build.ts": ["mkdirSync", "renameSync", "writeFileSync"],
  // The same for the script of live pages.
  "live/compiled.ts": ["mkdirSync", "rmSync"],
  "live/build.ts": ["mkdirSync", "renameSync", "writeFileSync"],
};

/** A message that is looked into: by a pattern, or for a text within. */
const MESSAGE_READ =
  /\b(?:exec|test|match|matchAll)\([^()]*\bmessage\b(?! *\()|\bmessage\??\.(?:match|matchAll|replace|replaceAll|includes|startsWith|endsWith|split|indexOf|search)\(/;
/** Modules that look into one, and why: what a library or the language says has no other form; of our own a part is left away where it would be said twice. */
const READS_MESSAGES: ReadonlySet<string> = new Set([
  // Of what Handlebars, the YAML reader, JSON, the font and chart libraries, SQLite, oxc, V8, commander, Graphviz, TypeScript and Typst say.
  "document/syntax.ts",
  "yaml/syntax-errors.ts",
  "chapters/front-matter/reader.ts",
  "review/json.ts",
  "publish/card.ts",
  "figures/checks/domains.ts",
  "assumptions/data/columnar/columns.ts",
  "notebook/sql/run.ts",
  "notebook/analyse/parse.ts",
  "notebook/run/stack.ts",
  "cli/forge/options.ts",
  "diagrams/told.ts",
  "check/types/report.ts",
  "render/pdf/typesetting/typeset.ts",
  // Warnings that differ in names and numbers alone are folded into one.
  "diagnostic.ts",
  // A head that says what is said anyway is left away.
  "assumptions/data/read.ts",
  "assumptions/data/cell.ts",
  "live/page/panel.ts",
  "live/page/world.ts",
  "sensitivity/model.ts",
  "sensitivity/studies/parts/gap-words.ts",
  "sensitivity/studies/parts/troubles.ts",
]);

describe("the sources", () => {
  it("change files in src/files/ and src/store/ alone, where what guards them is", () => {
    const root = join(ROOT, "src");
    const names = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => name.split(sep).join("/"));
    const found: string[] = [];
    let inside = 0;
    for (const name of names.filter((one) => one.endsWith(".ts"))) {
      const text = readFileSync(join(root, name), "utf8");
      for (const [statement, what = ""] of text.matchAll(/^import (.+?) from "(?:node:)?fs(?:\/promises)?";$/gms)) {
        const words = what.replace(/[{}]|\btype /g, "").split(/[\s,]+/);
        if (/\*|^\w+,?/.test(what.trim()) && !what.trim().startsWith("{") && !what.startsWith("type "))
          found.push(`${name}: ${statement}`);
        for (const word of words)
          if (IMPORTED.test(word) && !ALLOWED[name]?.includes(word))
            if (/^(?:files|store)\//.test(name)) inside++;
            else found.push(`${name}: ${word}`);
      }
      if ((CALLED.test(text) || /require\("(?:node:)?fs/.test(text)) && !ALLOWED[name]?.includes("fs"))
        found.push(`${name}: fs`);
    }
    expect(found).toEqual([]);
    expect(inside).toBeGreaterThan(20);
  });

  it("read no message to learn what it is about, which diagnostics say in `about`", () => {
    const root = join(ROOT, "src");
    const readers = readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => name.split(sep).join("/"))
      .filter((name) => name.endsWith(".ts") && MESSAGE_READ.test(readFileSync(join(root, name), "utf8")));
    expect(readers.sort()).toEqual([...READS_MESSAGES].sort());
  });

  it("read and write what is kept on the shelves of src/store/, which knows harm, and by nothing else", () => {
    const root = join(ROOT, "src");
    const texts = readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => name.split(sep).join("/"))
      .filter((name) => name.endsWith(".ts") && !/^(?:store|rules)\//.test(name))
      .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
    const keepers = texts.filter(({ text }) => text.includes("openShelf"));
    expect(keepers.length).toBeGreaterThan(6);
    // To read a file of one's own that nothing watches takes its name, or a way to make a value of its bytes.
    const others = texts.filter(({ text }) =>
      /cacheFolder[^;\n]*(?:join|readFile)|join\([^)]*(?:cacheFolder|memo-cache)/.test(text),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
    for (const { name, text } of keepers) expect([name, /readFile|deserialize/.test(text)]).toEqual([name, false]);
  });
});
