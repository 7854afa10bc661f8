import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostic.js";
import type { Project } from "../../src/memo/project.js";
import { readProject } from "../../src/memo/project.js";
import { ROOT } from "../memo/memo.js";
import { FAULTS, occurrences, withFault } from "./faults.js";
import { KINDS } from "./kinds.js";
import { freshOnes, layerOf, readOnly } from "./layers.js";

/** Kinds that are caught before anything is run, and by what. */
const READ = {
  "quoted-name": "prose",
  "block-name": "names",
  "assumption-name": "names",
  reference: "prose",
  citation: "prose",
  "duplicate-name": "names",
  "extra-digit": "reading",
  "no-source": "reading",
  mix: "reading",
  extends: "reading",
  "front-matter": "reading",
};

let project: Project;
let before: readonly Diagnostic[];
beforeAll(() => {
  project = readProject(ROOT);
  before = readOnly(project).diagnostics;
});

describe("faults on purpose", () => {
  test("fifty and more, of every kind, each where it can still be made", () => {
    expect(FAULTS.length).toBeGreaterThanOrEqual(50);
    expect(new Set(FAULTS.map(({ kind }) => kind))).toEqual(new Set(KINDS.map(({ id }) => id)));
    expect(FAULTS.filter((fault) => occurrences(project, fault) !== 1).map(({ id }) => id)).toEqual([]);
  });

  test("docs/mutants.md has each of them", () => {
    const page = readFileSync(new URL("../../docs/mutants.md", import.meta.url), "utf8");
    expect(FAULTS.filter(({ id }) => !page.includes(`\n| ${id} | `)).map(({ id }) => id)).toEqual([]);
  });

  test.each(Object.entries(READ))("%s is caught by %s, without a run", (kind, layer) => {
    const fault = FAULTS.find((one) => one.kind === kind);
    if (!fault) throw new Error(`no fault of the kind ${kind}`);
    const fresh = freshOnes(readOnly(withFault(project, fault).project).diagnostics, before);
    expect(fresh.map(({ rule }) => layerOf(rule))).toContain(layer);
  });
});
