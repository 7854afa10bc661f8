import { chapter, fence } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "notebook/key-order",
  severity: "error",
  summary: "the order of an object's keys is lost",
  why: "JavaScript lists the integers among an object's keys first, in rising order, and the names after them, whatever was written: a running sum, a table or a chart would follow that order in silence. Numbers, months, quarters and dates are put in their own order; where integers stand among names nothing can tell it. Make a series from pairs, and give a table's columns as an array.",
  fixed: true,
  wrong: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", 'const sold = cumulative({ fresh: 10, "12": 20, "6": 30 });'),
      ),
    },
  },
  right: {
    files: {
      "chapters/03-juice.md": chapter(
        fence("ts {#juice}", 'const sold = cumulative(series([["fresh", 10], ["12", 20], ["6", 30]]));'),
      ),
    },
  },
};
