/**
 * Failures of each block in a sweep that are told with message and place; the rest are counted. Of each, so that what is told of one block is the same
 * whichever others run beside it.
 */
export const MOST_FAILURES = 20;

/** The first failures of each block, as many as are told, in the order in which they are. */
export function firstOfEach<Failure extends { blockId: string }>(failures: readonly Failure[]): Failure[] {
  const told = new Map<string, number>();
  return failures.filter(({ blockId }) => {
    const count = (told.get(blockId) ?? 0) + 1;
    told.set(blockId, count);
    return count <= MOST_FAILURES;
  });
}
