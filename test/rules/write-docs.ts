import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rulePages } from "../../src/rules/docs.js";
import { RULES } from "../../src/rules/index.js";
import { writtenChapters } from "../docs/chapters.js";

// `npm run docs`: the pages of all rules, with the messages that the tests hold them to, and the chapters of the guide that are made of tables.

const root = fileURLToPath(new URL("../../", import.meta.url));
const messages = new Map(
  RULES.flatMap(({ id }) => {
    const golden = join(root, "test/rules/golden", `${id}.txt`);
    return existsSync(golden) ? [[id, readFileSync(golden, "utf8")] as const] : [];
  }),
);
rmSync(join(root, "docs/rules"), { recursive: true, force: true });
for (const [path, text] of rulePages(RULES, messages)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
for (const [path, text] of writtenChapters()) writeFileSync(join(root, path), text);
