import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "prose/footnote-place",
  severity: "error",
  summary: "a footnote stands where none can be printed",
  why: "An alternative text is read aloud as it stands, and a memo's title goes into other programs' lists: a mark there leads nowhere, and the note would be lost. Move it into the text or the caption.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        "@fig-trees has the trees.",
        fence(
          "ts {#fig-trees .chart}",
          '//| caption: Trees in the orchard.\n//| alt: One bar of 120 trees.^[Counted at dusk.]\nPlot.plot({ marks: [Plot.barY([{ y: trees }], { y: "y" })], y: { label: "Trees" } });',
        ),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        "@fig-trees has the trees.",
        fence(
          "ts {#fig-trees .chart}",
          '//| caption: Trees in the orchard.^[Counted at dusk.]\n//| alt: One bar of 120 trees.\nPlot.plot({ marks: [Plot.barY([{ y: trees }], { y: "y" })], y: { label: "Trees" } });',
        ),
      ),
    },
  },
};
