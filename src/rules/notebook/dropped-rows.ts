import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/dropped-rows",
  severity: "warning",
  summary: "a mark of a chart leaves rows out",
  why: "A reader takes the picture for all there is. Leave the rows out before they are drawn where that is meant, or mend what keeps them from being drawn.",

  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg", domain: [0, 5000] },
  marks: [Plot.dot(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],
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
  y: { label: "Capacity, kg", domain: [0, 6000] },
  marks: [Plot.dot(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],
})`,
        ),
        "See @fig-press.",
      ),
    },
  },
};
