import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/empty-mark",
  severity: "error",
  summary: "a mark of a chart draws nothing",
  why: "The picture would show axes and say nothing: a field that no row has, values that are no numbers, bars on an axis without a zero, no rows at all. The message counts the rows and names what keeps them from being drawn.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kgs" })],
})`,
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
