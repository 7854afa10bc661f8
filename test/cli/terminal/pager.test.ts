import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { pageThrough } from "../../../src/cli/terminal/pager.js";
import { guarded, outPaged } from "../../../src/cli/terminal/terminal.js";
import { removeFolders, temporaryFolder } from "../memo.js";

afterAll(removeFolders);

const LONG = "a line\n".repeat(50);

describe("a pager", () => {
  it("gets what is longer than the terminal, and what less is told where nobody says otherwise", () => {
    const file = join(temporaryFolder(), "shown");
    let opened = 0;
    const env = { PATH: process.env.PATH, PAGER: `sh -c 'echo "$LESS" > ${file}; cat >> ${file}'` };
    expect(pageThrough(LONG, 24, env, () => opened++)).toBe(true);
    expect([readFileSync(file, "utf8"), opened]).toEqual([`FRX\n${LONG}`, 1]);
  });

  it.each([
    ["a text that fits", "a\nb\n", 24, "cat > /dev/null"],
    ["no terminal", LONG, undefined, "cat > /dev/null"],
    ["none wanted", LONG, 24, ""],
    ["cat", LONG, 24, "cat"],
    ["none there", LONG, 24, "no-such-pager-here 2> /dev/null"],
  ])("is not what shows it: %s", (_, text, rows, pager) => {
    expect(pageThrough(text, rows, { PATH: process.env.PATH, PAGER: pager })).toBe(false);
  });

  it("that is closed before the end has shown it", () => {
    const text = "a line\n".repeat(100_000);
    expect(pageThrough(text, 24, { PATH: process.env.PATH, PAGER: "head -n 1 > /dev/null" })).toBe(true);
  });

  it("gets nothing that a terminal would act on", () => {
    const shown: string[] = [];
    const terminal = { out: () => {}, err: () => {}, page: (text: string) => shown.push(text), live: false };
    outPaged(guarded({ ...terminal, color: false, width: 80 }), "a\u001b[2Jb\n");
    expect(shown.join("")).not.toContain("\u001b");
  });
});
