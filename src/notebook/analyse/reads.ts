import type { Diagnostic } from "../../diagnostic.js";
import type { BlockText } from "./block-text.js";
import { type AssumptionTree, unitePaths } from "./paths.js";
import { type Binding, originOf, type Reference, type Step } from "./scope.js";
import type { Walked } from "./walk.js";

/** The one name through which assumptions are reached. */
export const GIVEN = "given";

/**
 * The static read paths of a block: every path under `given` its code could read, whatever branch it takes. Constants that stand for
 * a part of `given` are followed within the block; one that other blocks can see counts as read whole, and so does
 * whatever is handed to a function, spread or looped over.
 */
export function readPaths(
  walked: Walked,
  text: BlockText,
  tree: AssumptionTree,
): { paths: string[]; diagnostics: Diagnostic[] } {
  const paths = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const reported = new Set<number>();

  const touch = (reference: Reference, more: readonly Step[], mayMiss: boolean, goesOn: boolean): void => {
    const origin = originOf(reference, more);
    if (origin?.name !== GIVEN) return;
    const { path, atLeaf, missing } = tree.read(origin.steps.map((step) => step.key));
    if (missing) {
      const node = origin.steps[missing.step]?.node;
      if (!mayMiss && node && !reported.has(node.start)) {
        reported.add(node.start);
        const { step: _, ...words } = missing;
        diagnostics.push({
          rule: "notebook/unknown-assumption",
          severity: "error",
          ...words,
          place: text.place(node.start, node.end),
        });
      }
      paths.add(path);
    } else if (atLeaf || !goesOn) paths.add(path);
  };

  // What reads a constant is counted where it is read, unless that can be another block or a sentence of the memo.
  const follows = ({ scope, name }: Binding): boolean => scope !== walked.top || name.startsWith("_");
  for (const reference of walked.references)
    for (const { steps, mayMiss, goesOn } of readsOf(reference, follows)) touch(reference, steps, mayMiss, goesOn);
  return { paths: unitePaths(paths), diagnostics };
}

/**
 * What one use of a name reads of it: the steps below it that are taken by a declaration, each once. `goesOn` where a constant stands for it
 * whose own uses are followed.
 */
export function readsOf(
  reference: Reference,
  follows: (binding: Binding) => boolean,
): { steps: readonly Step[]; mayMiss: boolean; goesOn: boolean }[] {
  const { parts, mayMiss } = reference;
  if (!parts || parts.length === 0) return [{ steps: [], mayMiss, goesOn: false }];
  return parts.map((part) => ({
    steps: part.steps,
    mayMiss: part.mayMiss || mayMiss,
    goesOn: part.binding !== undefined && follows(part.binding),
  }));
}
