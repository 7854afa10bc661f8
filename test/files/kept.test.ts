import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keep, readKept } from "../../src/files/index.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "memo-kept-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what is kept", () => {
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    "an empty text": "",
    "a text": '["key",[]]\n',
    bytes: Uint8Array.from({ length: 40 }, (_, n) => n * 7),
  };
  it.each(Object.entries(contents))("%s comes back as it was, and harmed in any way not at all", (_, content) => {
    keep(folder, "types", content);
    const path = join(folder, "types");
    expect(readKept(folder, "types")).toEqual(Buffer.from(content as string));
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
    const believed = harmed.filter((bytes) => {
      writeFileSync(path, bytes);
      return readKept(folder, "types") !== undefined;
    });
    expect(believed).toEqual([]);
    keep(folder, "types", content);
    expect(readKept(folder, "types")).toBeDefined();
    expect(readdirSync(folder)).toEqual(["types"]);
  });

  it("is nothing where nothing was kept, or it can't be read", () => {
    expect(readKept(folder, "absent")).toBeUndefined();
    expect(readKept(join(folder, "no folder"), "absent")).toBeUndefined();
    expect(readKept(join(folder, ".."), folder.split("/").at(-1) ?? "")).toBeUndefined();
    expect(existsSync(join(folder, "no folder"))).toBe(false);
  });
});
