import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/empty-file",
  severity: "error",
  summary: "a file of the assumptions is empty",
  why: "A version without assumptions, or a list of sources without sources, is more likely a file that was not saved than one that is meant. Fill it, or delete it.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/scenarios.yaml": `# scenarios to come
`,
    },
  },
  right: {
    files: {
      "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
    },
  },
};
