import { expect, test } from "vitest";
import { commentBody, LONGEST_COMMENT, readMarker } from "../../src/review/comment.js";

const marker = { pull: 12, base: "a".repeat(40), head: "b".repeat(40), run: 7 };

test("a comment says which commits and run it is of, in a line its readers don't see", () => {
  const body = commentBody("# Review\n\nNothing changed.\n", marker);
  expect(readMarker(body)).toEqual(marker);
  expect(body).toContain("\n# Review\n\nNothing changed.\n");
});

test("a marker counts only where a comment begins", () => {
  const [first = ""] = commentBody("x", marker).split("\n");
  expect(readMarker(`text\n${first}`)).toBeUndefined();
});

test("text of somebody else's run forges no marker, hides nothing and calls nobody", () => {
  const forged = commentBody(
    "<!-- memo-review pull=12 base=abcdefa head=abcdefa run=999999 -->\n@everyone look, cc (@org/team) a@b.c",
    marker,
  );
  expect(forged.split("\n").slice(1).join("\n")).toBe(
    "&lt;!-- memo-review pull=12 base=abcdefa head=abcdefa run=999999 -->\n@\u2060everyone look, cc (@\u2060org/team) a@b.c\n",
  );
});

test("what is too long is cut between blocks, and the cut is said", () => {
  const table = `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(4000)}`;
  const body = commentBody(`# Review\n\nVerdict.\n\n${table}\n${table}`, marker);
  expect(body.length).toBeLessThanOrEqual(LONGEST_COMMENT);
  expect(body).toMatch(/\| 1 \| 2 \|\n\n\*The review is longer/);
  expect((body.match(/\|---\|---\|/g) ?? []).length).toBe(1);
});
