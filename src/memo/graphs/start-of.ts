import { didYouMean, MemoError } from "../../diagnostic.js";
import type { GraphSources, MemoGraph } from "../../graph/model.js";
import { type Named, type Start, startsAt } from "../../graph/part.js";

/**
 * Where a name leads, and the other things that it could mean. A block beside a value that it gives is none.
 * @throws MemoError with the nearest name when nothing is called that
 */
export function startOf(
  name: string,
  whole: MemoGraph,
  { program, studies }: GraphSources,
  of: Named | undefined,
): { start: Start; kind: Named; others: Named[] } {
  const blockOf = (one: string): string | undefined =>
    program.names.get(one)?.blockId ?? studies.find((study) => study.name === one)?.block.id;
  const found = startsAt(name, whole, blockOf);
  // An output or a value is meant rather than the block of the same name, which gives it.
  const [first] = [...found].filter(([kind]) => of === undefined || kind === of);
  if (first) {
    const [kind, start] = first;
    const others = of === undefined ? [...found.keys()].slice(1).filter((other) => other !== "block") : [];
    return { start, kind, others };
  }
  const candidates = [
    ...program.names.keys(),
    ...studies.map((study) => study.name),
    ...whole.parts.map((part) => part.name),
  ];
  throw MemoError.of(
    {
      rule: "graph/unknown",
      message: of === undefined ? `nothing in this memo is called \`${name}\`` : `no ${of} is called \`${name}\``,
      expected: of === undefined ? "a value, a block, an assumption or a chapter" : `the name of one`,
      hint: didYouMean(name, candidates),
    },
    2,
  );
}
