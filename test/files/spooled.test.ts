import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Spooled, together } from "../../src/files/index.js";

const own = mkdtempSync(join(tmpdir(), "spooled-"));
beforeAll(() => vi.stubEnv("TMPDIR", own));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(own, { recursive: true });
});

it("keeps files out of memory until they are asked for, texts as texts and bytes as bytes, and leaves nothing behind", () => {
  const files = new Spooled();
  expect([files.size, [...files.keys()]]).toEqual([0, []]);
  files.put("a/page.html", "<p>é</p>\r\n");
  files.put("a/memo.pdf", Uint8Array.of(0, 255, 13, 10));
  files.put("a/page.html", "<p>ü</p>");
  expect(readdirSync(own)).toHaveLength(1);
  expect([...files]).toEqual([
    ["a/page.html", "<p>ü</p>"],
    ["a/memo.pdf", Buffer.from([0, 255, 13, 10])],
  ]);
  expect([files.has("b"), files.get("b"), files.get("a/page.html")]).toEqual([false, undefined, "<p>ü</p>"]);
  files.drop();
  expect(readdirSync(own)).toEqual([]);
  expect([files.size, files.get("a/memo.pdf")]).toEqual([0, undefined]);
});

it("puts files together without copying them; the later count", () => {
  const lists = new Map([["list", "1"]]);
  const all = together(
    new Map([
      ["page", "a"],
      ["list", "0"],
    ]),
    lists,
  );
  lists.set("list", "2");
  expect([...all]).toEqual([
    ["page", "a"],
    ["list", "2"],
  ]);
  expect([all.size, [...all.values()]]).toEqual([2, ["a", "2"]]);
});
