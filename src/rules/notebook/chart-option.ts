import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/chart-option",
  severity: "error",
  summary: "a chart has an option that does nothing",
  why: "The chart library passes over options that it does not know, so that a slip of the pen leaves the picture as if nothing had been said. Options written in the call itself are checked as types too.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
const look = { x: "year", y: "kg", strok: "orange" };
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), look)],
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
const look = { x: "year", y: "kg", stroke: "orange" };
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), look)],
})`,
        ),
        "See @fig-press.",
      ),
    },
  },
};
