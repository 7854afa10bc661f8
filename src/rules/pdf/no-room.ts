import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

const table = (from: number, to: number): string =>
  chapter(
    fence(
      "ts {#tbl-years .table}",
      `//| caption: What the press takes, in kilogrammes.
[Object.fromEntries(years(${from}, ${to}).map((year) => [\`y\${year}\`, 12_345_678 + year]))]`,
    ),
    "See @tbl-years.",
  );

export const rule: Rule = {
  id: "pdf/no-room",
  severity: "error",
  summary: "a table, chart or equation would run off its page in the PDF",
  why: "What runs off the page is lost to whoever reads the PDF. A table is set smaller, wrapped and turned before that, an equation broken.",
  fixed: true,
  wrong: {
    files: { "chapters/03-juice.md": table(2020, 2050) },
    command: ["build", "--only", "pdf"],
  },
  right: {
    files: { "chapters/03-juice.md": table(2020, 2028) },
    command: ["build", "--only", "pdf"],
  },
};
