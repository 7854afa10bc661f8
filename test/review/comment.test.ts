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

/** Ways to call somebody, point at an issue or show what isn't text, and what each must not come to. */
const EFFECTS: readonly [write: string, effect: RegExp][] = [
  ...["@octo", "_@octo_", "*@octo*", "__@octo__", "~~@octo~~", "(@octo)", "[@octo]", "<b>@octo</b>", "@org/team"].map(
    (text): [string, RegExp] => [text, /@(?=[A-Za-z0-9])/],
  ),
  ...["\\@octo", "\u200b@octo", "\t@octo", "é@octo", "x_@octo", "`@octo", "@&#111;cto", "<!-- x -->@octo"].map(
    (text): [string, RegExp] => [text, /@(?=[A-Za-z0-9&])/],
  ),
  ...["&#64;octo", "&#x40;octo", "&#0064;octo", "&commat;octo", "&COMMAT;octo", "&#35;12", "&num;12"].map(
    (text): [string, RegExp] => [text, /&(?=#|commat|num)/i],
  ),
  ...["#12", "org/repo#12", "Fixes #12", "#&#49;2"].map((text): [string, RegExp] => [text, /#(?=[\d&])/]),
  ...["GH-12", "gh-12", "GH-&#49;"].map((text): [string, RegExp] => [text, /GH-(?=[\d&])/i]),
  ["https://github.com/o/r/issues/1", /issues\/(?=\d)/],
  ["https://github.com/o/r/pull/1", /pull\/(?=\d)/],
  // GitLab's merge requests, epics and orders; Bitbucket's people.
  ...["!12", "group/part!12", "!&#49;2"].map((text): [string, RegExp] => [text, /!(?=[\d&])/]),
  ["&12", /&(?=\d)/],
  ["@{123:abc}", /@(?=\{)/],
  ["@_bot", /@(?=_)/],
  ...["/merge", "/close", "  /Assign me", "\t/approve", "&sol;merge"].map((text): [string, RegExp] => [
    text,
    /^(?:\s*\/(?=[a-z])|&(?=sol))/im,
  ]),
  ["![x](http://127.0.0.1/x.png)", /!(?=\[)/],
  ["<img src='http://127.0.0.1/x.png'>", /<(?=img)/i],
  ["<IMG src=x>", /<(?=img)/i],
  ["</details attr>", /<(?=\/details )/],
  ["<!-- memo-review pull=12 -->", /<!--/],
];
/** Surroundings in which a sign might be taken for code, or for none. */
const AROUND: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `a ${text} b`,
  (text) => `unpaired \` ${text}`,
  (text) => `- a \`\n- b \` c \` ${text} \``,
  (text) => `x \`\`\n${text}`,
  (text) => `x\n    \`\`\`\n${text}`,
  (text) => `x\n\`\`\`a\`b\n${text}`,
  (text) => `- a\n\n  \`\`\`\n${text}`,
  (text) => `> \`\`\`\n\n${text}`,
  (text) => `\`\`\`\ncode\n\`\`\`\n${text}`,
  (text) => `~~~\n\`\`\`\n~~~\n${text}`,
  (text) => `| a |\n| --- |\n| ${text} |`,
];

test("wherever it stands, nothing in somebody else's text calls, links back, shows a picture or hides", () => {
  for (const [write, effect] of EFFECTS)
    for (const around of AROUND) {
      const body = commentBody(around(write), marker).split("\n").slice(1).join("\n");
      expect(body, around(write)).not.toMatch(effect);
    }
});

test("fenced code of a review is left as it is", () => {
  const code = "```diff\n- [@key] <b> #12 ![\n```";
  expect(commentBody(`Text.\n\n${code}\n`, marker)).toContain(code);
});

test("what is too long is cut between blocks, and the cut is said", () => {
  const table = `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(4000)}`;
  const body = commentBody(`# Review\n\nVerdict.\n\n${table}\n${table}`, marker);
  expect(body.length).toBeLessThanOrEqual(LONGEST_COMMENT);
  expect(body).toMatch(/\| 1 \| 2 \|\n\n\*The review is longer/);
  expect((body.match(/\|---\|---\|/g) ?? []).length).toBe(1);
});
