import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/chart",
  severity: "error",
  summary: "a chart block doesn't end with a chart",
  why: "The figure would be missing from the report. End the block with `Plot.plot({ … })`.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
rows({ kg: given.press.capacity })`,
        ),
        "See @fig-press.",
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],
})`,
        ),
        "See @fig-press.",
      ),
    },
  },
};
