import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "figures/alt-repeats-caption",
  severity: "warning",
  summary: "an alternative text says what the caption says",
  why: "Who can't see the picture hears the caption twice and the picture never. Say what it shows: which lines, how they run, what stands out.",
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes each year.
//| alt: What the press takes each year.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
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
          `//| caption: What the press takes each year.
//| alt: A line that rises in one step.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
        ),
        "See @fig-press.",
      ),
    },
  },
};
