import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { assumptionSchema } from "../../src/assumptions/files/schema.js";
import { SCHEMA_FILES, schemaSettings } from "../../src/assumptions/files/schema-files.js";
import { schema } from "../../src/cli/schema.js";
import { filesUnder, Recorder, ROOT, removeFolders, temporaryFolder } from "./memo.js";

describe("memo schema", () => {
  afterAll(removeFolders);

  it("prints the schema that is asked for", async () => {
    const terminal = new Recorder();
    expect(await schema("scenarios", { folder: "nowhere", write: false }, terminal)).toBe(0);
    expect(JSON.parse(terminal.stdout)).toEqual(assumptionSchema("scenarios"));
  });

  it("writes all of them, says how an editor finds them, and leaves alone what is as it should be", async () => {
    const folder = temporaryFolder();
    const said = async (): Promise<string> => {
      const terminal = new Recorder();
      expect(await schema("assumptions", { folder, write: true }, terminal)).toBe(0);
      return terminal.stdout;
    };
    expect(await said()).toContain(`3 schemas, 3 written\n\nfor .vscode/settings.json:\n${schemaSettings()}`);
    expect(Object.keys(filesUnder(folder))).toEqual(
      ["assumptions", "scenarios", "sources"].map((name) => `schema/${name}.schema.json`),
    );
    expect(await said()).toMatch(/3 schemas, all as they were\n$/);
  });

  it("maps this memo's files to them", () => {
    const settings = JSON.parse(readFileSync(join(ROOT, ".vscode/settings.json"), "utf8")) as Record<string, object>;
    expect(settings["yaml.schemas"]).toEqual(
      Object.fromEntries(Object.entries(SCHEMA_FILES).map(([name, files]) => [`schema/${name}.schema.json`, files])),
    );
  });
});
