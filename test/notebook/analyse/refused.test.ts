import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import { matchGolden } from "../../golden.js";
import { analyseText } from "./fixtures.js";

const folder = "test/notebook/analyse";

/** Every message an author can get for blocks, as printed on a terminal. */
describe("what is refused, and how", () => {
  for (const file of readdirSync(`${folder}/fixtures/refused`))
    it(file, () => {
      const text = readFileSync(`${folder}/fixtures/refused/${file}`, "utf8");
      const { diagnostics } = analyseText(text);
      const sources = new Map([["chapters/01-test.md", text]]);
      matchGolden(
        `${folder}/golden/${file.replace(".md", ".txt")}`,
        `${formatDiagnostics(diagnostics, { sources })}\n`,
      );
    });
});
