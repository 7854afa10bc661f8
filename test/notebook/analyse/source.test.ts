import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { columnInCode } from "../../../src/notebook/analyse/analyse.js";
import { Edits } from "../../../src/notebook/analyse/edits.js";
import { analyseText, checkFixtures } from "./fixtures.js";

describe("source of blocks", () => {
  checkFixtures("test/notebook/analyse/fixtures/source.txt", (text) => {
    const { blocks, diagnostics } = analyseText(text);
    expect(diagnostics).toEqual([]);
    return blocks
      .map(({ block, source }) => {
        expect(source.split("\n")).toHaveLength(block.code.split("\n").length);
        expect(() => new Script(`(async function () { "use strict";\n${source}\n})`)).not.toThrow();
        return source.replace(/ +$/gm, (blanks) => "~".repeat(blanks.length));
      })
      .join("\n");
  });

  it("columns lead back to what the author wrote", () => {
    for (const claim of ["1 < foo && !bar || baz >= 3", "  (qux) === foo", "!foo"]) {
      const text = `\`\`\`ts {#x}\nconst foo = 1, bar = 1, baz = 1, qux = 1;\n\`\`\`\n\`\`\`ts {#c .claim}\n${claim}\n\`\`\``;
      const analysed = analyseText(text).blocks.find(({ block }) => block.id === "c");
      for (const word of ["foo", "bar", "baz", "qux"]) {
        const column = (analysed?.source.indexOf(word) ?? -1) + 1;
        if (column > 0) expect(columnInCode(analysed?.shifts, 1, column)).toBe(claim.indexOf(word) + 1);
      }
    }
  });

  it("edits on several lines shift each its own", () => {
    const code = "ab\ncdef\ngh";
    const edits = new Edits();
    edits.insert(1, "XX");
    edits.insert(3, "YYY");
    edits.replace(5, 7, "");
    const { text, shifts } = edits.apply(code);
    expect(text).toBe("aXXb\nYYYcd\ngh");
    expect(columnInCode(shifts, 1, 4)).toBe(2);
    expect(columnInCode(shifts, 1, 2)).toBe(2);
    expect(columnInCode(shifts, 2, 4)).toBe(1);
    expect(columnInCode(shifts, 2, 5)).toBe(2);
    expect(columnInCode(shifts, 3, 2)).toBe(2);
  });
});
