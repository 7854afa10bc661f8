import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, it } from "vitest";
import { rulePages } from "../../src/rules/docs.js";
import { RULES } from "../../src/rules/index.js";
import { ROOT } from "../cli/memo.js";

it("docs/rules.md and docs/rules/ are what `npm run docs` writes", () => {
  const messages = new Map(
    RULES.flatMap(({ id }) => {
      const golden = join(import.meta.dirname, "golden", `${id}.txt`);
      return existsSync(golden) ? [[id, readFileSync(golden, "utf8")] as const] : [];
    }),
  );
  const pages = rulePages(RULES, messages);
  const written = readdirSync(join(ROOT, "docs/rules"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/rules/${name.split(sep).join("/")}`);
  expect(["docs/rules.md", ...written].sort()).toEqual([...pages.keys()].sort());
  const stale = [...pages].filter(([path, text]) => readFileSync(join(ROOT, path), "utf8") !== text);
  expect(
    stale.map(([path]) => path),
    "`npm run docs` writes them anew",
  ).toEqual([]);
});

it("every message of a wrong example is on its rule's page, and no golden is left of a rule that is gone", () => {
  const golden = join(import.meta.dirname, "golden");
  const ids = readdirSync(golden, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt") && !name.endsWith("-changed.txt"))
    .map((name) => name.split(sep).join("/").slice(0, -4));
  const shown = RULES.filter((rule) => !("example" in rule)).map(({ id }) => id);
  expect(ids.filter((id) => id.includes("/")).sort()).toEqual([...shown].sort());
});
