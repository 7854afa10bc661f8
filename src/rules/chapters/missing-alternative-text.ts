import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "chapters/missing-alternative-text",
  severity: "error",
  summary: "a chart has no alternative text",
  why: "Who can't see the picture gets nothing in its place, and the PDF can't be made to the standard for accessible documents. Say in a sentence what the chart shows.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
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
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })] })`,
        ),
        "See @fig-press.",
      ),
    },
  },
};
