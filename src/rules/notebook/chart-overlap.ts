import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/chart-overlap",
  severity: "warning",
  summary: "texts of a chart lie over each other",
  why: "Neither can be read. Names along the bottom are set in lines, turned and thinned where that helps, and charts grow with their rows; what is left is for the author to move, shorten or leave out.",

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
  marks: [
    Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" }),
    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "one more press", dx: -40 }),
    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "bought in 2027" }),
  ],
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
  marks: [
    Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" }),
    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "one more press", dx: -60, dy: -20 }),
    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "bought in 2027" }),
  ],
})`,
        ),
        "See @fig-press.",
      ),
    },
  },
};
