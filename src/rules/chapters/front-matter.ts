import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/front-matter",
  severity: "error",
  summary: "a chapter's front matter can't be read, or says something unknown",
  why: "A misspelt key would be forgotten without a word: a version of the assumptions, a notice, a title that a reader should have seen. Mend the key or its value.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": `---
title: Juice
numbred: false
---

Juice is pressed in autumn.
`,
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": `---
title: Juice
numbered: false
---

Juice is pressed in autumn.
`,
    },
  },
};
