/** The last version of Node that was seen to know the flag below: one that didn't wouldn't start. */
const LAST_KNOWN = 26;

/**
 * The flags of V8 by which it compiles functions to fast code later than usual. A build is over in seconds: what making code fast takes, a third of all work,
 * it hardly pays back by then. What runs long, such as thousands of draws, is still made fast, a moment later. Versions say it in two ways.
 *
 * @param node its version
 */
export function lateCompilation(node = process.versions.node): string[] {
  const major = Number.parseInt(node, 10);
  if (major <= 20) return ["--interrupt-budget=1000000"];
  return major <= LAST_KNOWN ? ["--invocation-count-for-turbofan=30000"] : [];
}
