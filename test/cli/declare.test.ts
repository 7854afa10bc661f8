import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declare } from "../../src/cli/declare.js";
import { matchGolden } from "../golden.js";
import { type LanguageServer, openLanguageServer } from "./language-server.js";
import { edited, filesUnder, Recorder, removeFolders, sourcesIn, temporaryFolder, write } from "./memo.js";

const FILES = sourcesIn("test/cli/fixtures/changes");

async function declared(folder: string, more: { write?: boolean } = {}): Promise<string> {
  const terminal = new Recorder();
  const code = await declare({ folder, write: true, ...more }, terminal);
  expect(code, terminal.stderr).toBe(0);
  return terminal.stdout;
}

describe("memo declare", () => {
  let folder: string;
  let server: LanguageServer | undefined;
  beforeAll(async () => {
    folder = write(temporaryFolder(), FILES);
    await declared(folder);
  });
  afterAll(() => {
    server?.close();
    removeFolders();
  });

  it("prints every name of the memo with the type that its block gives it", async () => {
    matchGolden(join(import.meta.dirname, "golden", "declare.d.ts"), await declared(folder, { write: false }));
  });

  it("writes what changed, and takes away the modules of blocks that are gone", async () => {
    expect(await declared(folder)).toMatch(/: \d+ blocks, all as they were\n$/);
    expect(filesUnder(join(folder, ".memo"))[".gitignore"]).toBe("*\n");
    const gone = write(temporaryFolder(), FILES);
    await declared(gone);
    write(gone, edited(FILES, "chapters/02-model.md", "```ts {#aside}", "```ts"));
    expect(await declared(gone)).toMatch(/ written\n$/);
    expect(Object.keys(filesUnder(join(gone, ".memo/blocks")))).not.toContain("block-aside.ts");
  });

  it("lets an editor complete assumptions, the library and other blocks, in a block and in a new file", async () => {
    server = await openLanguageServer(folder);
    const block = join(folder, ".memo/blocks/block-aside.ts");
    expect(await server.problems(block)).toEqual([]);
    expect(await server.complete(block, "given.")).toEqual(expect.arrayContaining(["chip", "gw", "switch"]));
    expect(await server.complete(block, "given.gw.")).toEqual(expect.arrayContaining(["add", "stock"]));
    const fresh = join(folder, ".memo/fresh.ts");
    writeFileSync(fresh, "export {};\n");
    expect(await server.complete(fresh, "given.chip.bw.")).toEqual(expect.arrayContaining(["new", "old"]));
    expect(await server.complete(fresh, "Plot.barY")).toContain("barY");
    expect(await server.complete(fresh, "start.get")).toContain("getUTCFullYear");
    expect(await server.complete(fresh, "to")).toContain("total");
  });
});
