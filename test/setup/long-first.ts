import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { LONG } from "./long.js";

/**
 * Long files first, so that no worker is left with one when the other is done. Vitest goes by how long each took the last time, or where it knows
 * nothing of that, as in a fresh clone, by the sizes of files.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONG.includes(relative(this.ctx.config.root, moduleId).replaceAll("\\", "/"));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
