import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "pdf/unknown-font",
  severity: "error",
  summary: "a chart sets text in a font that the PDF doesn't have",
  why: "The text would be set in whatever font a machine has, and run over its place. Leave the font out.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.text(rows({ kg: given.press.capacity }), { x: "year", y: "kg", text: "year", dx: 30, fontFamily: "Comic Sans MS" })] })`,
        ),
        "See @fig-press.",
      ),
    },
    command: ["build", "--only", "pdf"],
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence(
          "ts {#fig-press .chart}",
          `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({ x: { label: "Year" }, y: { label: "Capacity, kg" }, marks: [Plot.text(rows({ kg: given.press.capacity }), { x: "year", y: "kg", text: "year", dx: 30 })] })`,
        ),
        "See @fig-press.",
      ),
    },
    command: ["build", "--only", "pdf"],
  },
};
