import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { roomOf } from "../../src/rules/describe.js";
import { RULES } from "../../src/rules/index.js";
import type { Example } from "../../src/rules/rule.js";
import { removeFolders } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { type Check, DIAGNOSTIC, examine, fakeGitHub, runHere } from "./examine.js";

/** What only the process that blocks run in can tell. */
const IN_A_PROCESS = ["notebook/memory-limit", "notebook/never-settles", "notebook/unhandled-rejection"];

/** Rooms of what is checked in a memo that computes. */
const CHECKED = ["check", "figures", "outputs", "printed", "read", "stale", "types", "unused"];

/** What right examples come to: several rules may have the same one, which is examined once. */
const examined = new Map<string, Promise<string>>();

function messageOf(example: Example, check: Check): Promise<string> {
  const key = JSON.stringify([example, check]);
  const message = examined.get(key) ?? examine(example, check).then((one) => one.message);
  examined.set(key, message);
  return message;
}

describe("each rule", () => {
  beforeEach(() => {
    vi.stubGlobal("fetch", fakeGitHub);
    vi.stubEnv("GIT_CEILING_DIRECTORIES", tmpdir());
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  });
  afterAll(removeFolders);
  for (const rule of RULES) {
    if ("example" in rule) continue;
    it(`${rule.id} is broken by its wrong example, and kept by its right one`, async () => {
      if (!IN_A_PROCESS.includes(rule.id)) runHere();
      const room = roomOf(rule.id);
      const check = room === "dimensions" ? room : CHECKED.includes(room) ? "all" : "none";
      const { message, found } = await examine(rule.wrong, check);
      expect([...new Set(found.map((d) => d.rule))], message).toEqual([rule.id]);
      expect(found[0]?.severity).toBe(rule.severity);
      matchGolden(join(import.meta.dirname, "golden", `${rule.id}.txt`), `${message}\n`);
      runHere();
      expect(await messageOf(rule.right, check)).not.toMatch(DIAGNOSTIC);
    });
  }
});
