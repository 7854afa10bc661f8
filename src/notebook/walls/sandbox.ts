import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { type Ladder, theLadder } from "./ladder.js";
import { type Probed, probe } from "./probe.js";
import { REACH_WORDS } from "./wall.js";

export type Raised = Probed & { raised: true };

/** The best wall that can be raised here, tried, and those above it that can't. */
export interface Sandbox {
  stands?: Raised;
  refused: readonly (Probed & { raised: false })[];
}

export async function trySandbox(ladder: Ladder = theLadder()): Promise<Sandbox> {
  const refused: (Probed & { raised: false })[] = [];
  for (const wall of ladder.walls) {
    const probed = await probe(wall);
    if (probed.raised) return { stands: probed, refused };
    refused.push(probed);
  }
  return { refused };
}

/** What helps where something is open. */
export function howToClose(): string {
  if (process.platform === "linux")
    return "install bubblewrap, and let users make namespaces (on Ubuntu: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0); `memo doctor` tells what was tried";
  return "build on Linux, or in a container of it; `memo doctor` tells what was tried";
}

/**
 * Tries the best wall that can be raised, and lets blocks run behind it alone from now on.
 *
 * @throws MemoError where it leaves anything open.
 */
export async function requireSandbox(ladder: Ladder = theLadder()): Promise<void> {
  const { stands } = await trySandbox(ladder);
  if (stands && stands.open.length === 0) {
    ladder.keepTo(stands.wall);
    return;
  }
  const open = (stands?.open ?? []).map((reach) => REACH_WORDS[reach]);
  const diagnostic: Diagnostic = {
    rule: "sandbox/open",
    severity: "error",
    message: stands
      ? `code that left the blocks' realm could reach ${open.join(", ")}: ${stands.wall.name} is the best wall that can be raised here`
      : "no process for blocks can be started here",
    expected: `nothing to be reached of ${Object.values(REACH_WORDS).join(", ")}`,
    hint: howToClose(),
  };
  throw new MemoError([diagnostic]);
}
