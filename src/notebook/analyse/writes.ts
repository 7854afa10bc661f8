import type { Diagnostic } from "../../diagnostic.js";
import { at, type BlockText } from "./block-text.js";
import type { NameInfo } from "./program.js";
import { GIVEN } from "./reads.js";
import { originOf } from "./scope.js";
import type { Walked } from "./walk.js";

/** Assignments, updates and deletions of what is not the block's own: other blocks' names, `given`, the library. */
export function foreignWrites(
  walked: Walked,
  text: BlockText,
  names: ReadonlyMap<string, NameInfo>,
  library: ReadonlySet<string>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const reference of walked.references) {
    if (reference.use === "read") continue;
    const refuse = (rule: Diagnostic["rule"], message: string, hint?: string): void => {
      found.push({
        rule,
        severity: "error",
        message,
        place: text.place(reference.chain.start, reference.chain.end),
        hint,
      });
    };
    const own = reference.scope.find(reference.name);
    const verb = reference.use === "delete" ? "deleted" : "changed";
    if (own?.kind === "const" && reference.steps.length === 0) {
      const place = text.place(own.node.start, own.node.end);
      refuse(
        "notebook/write-to-constant",
        `\`${own.name}\` is a constant (${at(place)})`,
        "declare it with `let` to change it",
      );
      continue;
    }
    const origin = originOf(reference);
    if (!origin) continue;
    const other = names.get(origin.name);
    if (origin.name === GIVEN)
      refuse(
        "notebook/write-to-given",
        `\`given\` can't be ${verb}: assumptions are read-only`,
        "make a value of your own from it",
      );
    else if (library.has(origin.name))
      refuse(
        "notebook/write-to-library",
        `\`${origin.name}\` of the standard library can't be ${verb}`,
        `make a function or a value of your own from it, under another name`,
      );
    else if (other)
      refuse(
        "notebook/write-to-other-block",
        `\`${origin.name}\` belongs to block \`${other.blockId}\` (${at(other.place)}) and can't be ${verb} here`,
        `make a value of your own from it, under another name`,
      );
  }
  return found;
}
