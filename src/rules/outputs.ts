import { examples, fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

export const outputs = {
  "outputs/no-tolerance": {
    severity: "warning",
    summary: "an output doesn't say which change of it matters",
    why: "A review would call a change of a few percent material or not by a rule of thumb. Give the smallest change that would make you rewrite a sentence.",
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code), "The harvest gives {{juice}}."),
      `const juice = output(harvest * 0.6, { label: "Juice", unit: "kg", format: "unit 0 kg" });`,
      `const juice = output(harvest * 0.6, { label: "Juice", unit: "kg", format: "unit 0 kg", tolerance: "2%" });`,
    ),
  },
} satisfies Rules<"outputs">;
