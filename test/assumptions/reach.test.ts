import { describe, expect, it } from "vitest";
import { Reach } from "../../src/assumptions/register/reach.js";

/** The same of one path and one id, said in words: where they first differ, or before, the path leaves it open. */
function mayLead(path: string, id: string): boolean {
  const [steps, parts] = [path.split("."), id.split(".")];
  const differ = parts.findIndex((part, at) => steps[at] !== undefined && steps[at] !== part);
  return differ < 0 || steps.slice(0, differ + 1).includes("*");
}

/** All names of one to three parts. */
const named = (parts: readonly string[], depth = 3): string[] =>
  depth === 0 ? [] : parts.flatMap((part) => [part, ...named(parts, depth - 1).map((rest) => `${part}.${rest}`)]);

describe("where read paths lead", () => {
  it("is the same as where each leads by itself", () => {
    const ids = named(["a", "b"]);
    const paths = named(["a", "b", "*"]);
    for (const [at, path] of paths.entries())
      for (const more of [[], [paths[(at * 7) % paths.length] ?? ""]]) {
        const reach = new Reach([path, ...more]);
        for (const id of ids)
          expect([path, ...more, id, reach.mayLead(id)]).toEqual([
            path,
            ...more,
            id,
            [path, ...more].some((one) => mayLead(one, id)),
          ]);
      }
  });

  it("is nowhere without paths", () => {
    expect(new Reach([]).mayLead("a")).toBe(false);
  });
});
