import type { NameIn } from "../../rules/index.js";
import { grouped } from "../../text/counts.js";
import { Problems } from "../../yaml/problems.js";

/** What is wrong with data files. */
export class DataProblems extends Problems<"data"> {
  constructor() {
    super("data");
  }

  /** Says how many more there are of what was told one by one. */
  rest(file: string, rule: NameIn<"data">, count: number, what: string): void {
    this.error(rule, `${file} has ${grouped(count)} more ${what}`, {
      file,
      start: { line: 1, column: 1 },
    });
  }
}
