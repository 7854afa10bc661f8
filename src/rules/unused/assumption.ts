import { chapter, newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "unused/assumption",
  severity: "warning",
  summary: "nothing uses an assumption",
  why: "The register prints it, and a reader takes it for something that the report rests on. Use it, or take it out.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, reason: new}`),
      "chapters/03-juice.md": chapter("A pear tree carries {{number given.orchard.pears digits=0}} kg."),
    },
  },
};
