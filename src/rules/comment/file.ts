import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "comment/file",
  severity: "error",
  summary: "the review to post can't be read",
  why: "An empty comment would replace the review that is there. Write it first: `memo diff --format markdown -o review.md`.",
  fixed: true,
  wrong: {
    files: {},
    command: [
      "comment",
      "review.md",
      "--repository",
      "grower/orchard",
      "--head",
      "1111111111111111111111111111111111111111",
      "--run",
      "7",
      "--pull",
      "12",
    ],
  },
  right: {
    files: {
      "review.md": `## Nothing changed
`,
    },
    command: [
      "comment",
      "review.md",
      "--repository",
      "grower/orchard",
      "--head",
      "1111111111111111111111111111111111111111",
      "--run",
      "7",
      "--pull",
      "12",
    ],
  },
};
