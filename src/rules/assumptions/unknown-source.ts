import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/unknown-source",
  severity: "error",
  summary: "an assumption cites a source that isn't listed",
  why: "A reader who looks the reference up would find none. Add it to assumptions/sources.yaml, or mend its key.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, source: cuont, reason: new}`),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": newer(`orchard:
  pears: {value: 20 kg, source: count, reason: new}`),
    },
  },
};
