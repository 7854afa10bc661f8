import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/chart-warning",
  severity: "warning",
  summary: "drawing a chart gave a warning",
  why: "The picture may leave out what it should show: what an axis counts and in which unit, values it can't place. Mend what the warning names.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],
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
