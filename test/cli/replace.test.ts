import fs, { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { replaceFolder, restore } from "../../src/cli/replace.js";
import { filesUnder, removeFolders, type Sources, temporaryFolder, write } from "./memo.js";

const OLD: Sources = { "index.html": "old page", "charts/a.svg": "old a", "charts/b.svg": "old b" };
const NEW: Sources = { "index.html": "new page", "charts/a.svg": "new a", "tables/t.csv": "new t" };
const KEPT: Sources = { ...OLD, ...NEW };

const files = (sources: Sources): Map<string, string> => new Map(Object.entries(sources));

/** A folder with an `out` in it. */
const withOut = (sources: Sources): { parent: string; out: string } => {
  const parent = temporaryFolder();
  write(join(parent, "out"), sources);
  return { parent, out: join(parent, "out") };
};

const STEPS = ["mkdirSync", "writeFileSync", "renameSync", "rmSync", "readFileSync"] as const;
type Step = (typeof STEPS)[number];
const original = Object.fromEntries(STEPS.map((step) => [step, fs[step]])) as Pick<typeof fs, Step>;

/** Makes the nth call of a function of the file system fail; says how often it was called in all. */
function failAt(step: Step | undefined, nth: number): { calls: number } {
  const counted = { calls: 0 };
  const set = fs as unknown as Record<Step, (...values: unknown[]) => unknown>;
  for (const name of STEPS)
    set[name] = (...values: unknown[]): unknown => {
      if (name === step && ++counted.calls === nth) throw new Error(`${name} fails here`);
      return (original[name] as (...values: unknown[]) => unknown)(...values);
    };
  syncBuiltinESMExports();
  return counted;
}

function mend(): void {
  Object.assign(fs, original);
  syncBuiltinESMExports();
}

afterEach(mend);
afterAll(removeFolders);

describe("replacing a folder", () => {
  it("puts the new files in place of all the old ones, and nothing beside it", () => {
    const { parent, out } = withOut(OLD);
    replaceFolder(out, files(NEW));
    expect(filesUnder(out)).toEqual(NEW);
    expect(readdirSync(parent)).toEqual(["out"]);
  });

  it("makes the folder, and those it is in", () => {
    const out = join(temporaryFolder(), "reports", "march");
    replaceFolder(out, files(NEW));
    expect(filesUnder(out)).toEqual(NEW);
  });

  it("writes bytes as they are", () => {
    const out = join(temporaryFolder(), "out");
    replaceFolder(out, new Map([["a.pdf", new Uint8Array([0, 255, 10, 128])]]));
    expect(filesUnder(out)).toEqual({ "a.pdf": "\u0000\u00ff\n\u0080" });
  });

  it("keeps the other files where it is told to", () => {
    const { parent, out } = withOut(OLD);
    replaceFolder(out, files(NEW), true);
    expect(filesUnder(out)).toEqual(KEPT);
    expect(readdirSync(parent)).toEqual(["out"]);
  });

  it("listens to the process's end no longer than it takes", () => {
    const listeners = process.listenerCount("exit");
    const { out } = withOut(OLD);
    for (let i = 0; i < 3; i++) replaceFolder(out, files(NEW));
    expect(process.listenerCount("exit")).toBe(listeners);
  });
});

describe("a replacement that fails at any step", () => {
  for (const keep of [false, true])
    for (const step of STEPS)
      it(`leaves the old folder or the new one, whole: ${step}${keep ? ", keeping others" : ""}`, () => {
        const counted = failAt(step, Number.POSITIVE_INFINITY);
        replaceFolder(withOut(OLD).out, files(NEW), keep);
        mend();
        for (let nth = 1; nth <= counted.calls; nth++) {
          const { parent, out } = withOut(OLD);
          failAt(step, nth);
          let failed = false;
          try {
            replaceFolder(out, files(NEW), keep);
          } catch (error) {
            failed = true;
            expect((error as Error).message).toBe(`${step} fails here`);
          }
          mend();
          const found = filesUnder(out);
          // What is done can fail to be tidied up; what isn't must leave the old one.
          expect([OLD, keep ? KEPT : NEW], `${step} ${nth}`).toContainEqual(found);
          if (!failed) expect(found).toEqual(keep ? KEPT : NEW);
          replaceFolder(out, files(NEW), keep);
          expect(filesUnder(out)).toEqual(keep ? KEPT : NEW);
          expect(readdirSync(parent), `${step} ${nth}`).toEqual(["out"]);
        }
      });
});

describe("a replacement that was ended between its two renames", () => {
  const ended = (): { parent: string; out: string } => {
    const { parent, out } = withOut(OLD);
    renameSync(out, join(parent, ".out.old"));
    return { parent, out };
  };

  it("is taken back", () => {
    const { parent, out } = ended();
    restore(out);
    expect(filesUnder(out)).toEqual(OLD);
    expect(readdirSync(parent)).toEqual(["out"]);
    restore(out);
    expect(filesUnder(out)).toEqual(OLD);
  });

  it("loses nothing that the next one keeps", () => {
    const { parent, out } = ended();
    replaceFolder(out, files(NEW), true);
    expect(filesUnder(out)).toEqual(KEPT);
    expect(readdirSync(parent)).toEqual(["out"]);
  });

  it("or after them leaves the new folder", () => {
    const { parent, out } = withOut(NEW);
    mkdirSync(join(parent, ".out.old"));
    write(join(parent, ".out.old"), OLD);
    restore(out);
    expect(filesUnder(out)).toEqual(NEW);
    expect(existsSync(join(parent, ".out.old"))).toBe(false);
  });

  it("or before them by another process leaves nothing that stays", () => {
    const { parent, out } = withOut(OLD);
    write(join(parent, ".out-99999999.new"), NEW);
    replaceFolder(out, files(NEW));
    expect(readdirSync(parent)).toEqual(["out"]);
  });
});
