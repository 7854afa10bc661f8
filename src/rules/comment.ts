import { command, examples, typed } from "./base.js";
import type { Rules } from "./rule.js";

export const comment = {
  "comment/api": {
    severity: "error",
    summary: "GitHub, GitLab or Bitbucket refused what was asked, or could not be reached",
    why: "The pull request has no review, or an old one. The message is the server's own; a job that may not write needs the permission it names.",
    fixed: true,
    ...examples(
      (line) => ({
        files: {
          "review.md": `## Nothing changed
`,
        },
        command: typed(line),
      }),
      "comment review.md --repository neighbour/orchard --head 1111111111111111111111111111111111111111 --run 7 --pull 12",
      "comment review.md --repository grower/orchard --head 1111111111111111111111111111111111111111 --run 7 --pull 12",
    ),
  },
  "comment/file": {
    severity: "error",
    summary: "the review to post can't be read",
    why: "An empty comment would replace the review that is there. Write it first: `memo diff --format markdown -o review.md`.",
    fixed: true,
    wrong: command(
      "comment review.md --repository grower/orchard --head 1111111111111111111111111111111111111111 --run 7 --pull 12",
    ),
    right: {
      files: {
        "review.md": `## Nothing changed
`,
      },
      command: typed(
        "comment review.md --repository grower/orchard --head 1111111111111111111111111111111111111111 --run 7 --pull 12",
      ),
    },
  },
  "comment/token": {
    severity: "error",
    summary: "there is no token to ask a forge with",
    why: "Nothing is posted without one. In a workflow the step names it in its `env`; a token is never an argument, which others on the machine could read.",
    fixed: true,
    example: "none",
    because: "it hangs on the environment of the process",
  },
} satisfies Rules<"comment">;
