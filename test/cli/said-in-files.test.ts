import { expect, it } from "vitest";
import { notRead } from "../../src/memo/folders.js";
import { failedReview } from "../../src/memo/sides/failed-review.js";
import { writeReview } from "../../src/review/forms/write.js";
import { verdictOf } from "../../src/review/verdict.js";

it("a review in a text file begins no command of a workflow's log, and moves no cursor", async () => {
  const empty = failedReview({ old: "a", new: "b" }, [], {});
  for (const text of [
    "::error::P",
    " ::set-env name=A::b",
    "##[error]",
    "##vso[task.x]",
    "x\u001b[2J",
    "\r::add-mask::x",
  ])
    for (const around of ["", "word ".repeat(30), `${"word ".repeat(19)}`]) {
      const review = {
        ...empty,
        verdict: `${around}${text}`,
        remarks: [`${around}${text}`],
        old: { ...empty.old, label: text },
      };
      const written = await writeReview(review, new Set(["terminal"]), {
        diagnostics: [],
        compared: false,
      });
      const file = written.texts.get("terminal") ?? "";
      expect(file).not.toMatch(/^\s*::|##\[|##vso\[/m);
      expect(file.includes("\u001b") || file.includes("\r")).toBe(false);
    }
});

it("a label at the head of a review is no word of the review's own", () => {
  const base = failedReview({ old: "a", new: "b" }, [], {});
  for (const label of [
    "Nothing changed",
    "nothing changed here",
    " *Nothing  changed*",
    "«Nothing changed»",
    "NOTHING CHANGED",
  ]) {
    const change = { name: "a", label, presence: "changed", oldText: "1", newText: "2", difference: 1, percent: 100 };
    const review = { ...base, outputs: [change], totalOutputs: 1 } as unknown as Parameters<typeof verdictOf>[0];
    expect(verdictOf(review)).toMatch(/^“.*nothing\s+changed.*” 1 → 2/i);
  }
});

it("what is no file is said to be none", () => {
  const [pipe] = notRead("chapters", [{ name: "06-f.md", kind: "other" }]);
  expect(pipe?.message).toBe("06-f.md is no file (a pipe, a socket or a device), and is not read");
  expect(pipe?.hint).toBeUndefined();
});
