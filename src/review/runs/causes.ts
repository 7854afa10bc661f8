import type { AttributionSource } from "../attribution/source.js";
import { isCountedOtherwise } from "../pairing/other-units.js";
import type { Snapshot } from "../snapshot.js";
import type { SourceTexts } from "../sources/types.js";
import type { AssumptionChange, ClaimChange, OutputChange } from "../types.js";

/** What changed of all that a claim or an output rests on, on either side: ids of assumptions, then of blocks. */
export class Causes {
  private readonly changed: ReadonlySet<string>;

  constructor(
    private readonly old: Snapshot,
    private readonly now: Snapshot,
    assumptions: readonly AssumptionChange[],
    private readonly source: AttributionSource | undefined,
    private readonly sources: SourceTexts | undefined,
  ) {
    this.changed = new Set(
      assumptions.filter((one) => one.valueChanged || isCountedOtherwise(one)).map(({ id }) => id),
    );
  }

  /** A claim that flipped, with what it rests on that changed and the sentence that stands for it now. */
  ofClaim(change: ClaimChange): ClaimChange {
    const { id, new: state, presence } = change;
    if (presence !== "changed" || change.old?.holds === state?.holds) return change;
    const because = this.behind(id, this.old.claims.get(id)?.restsOn, this.now.claims.get(id)?.restsOn);
    const sentence = this.sentence(id, state?.holds === true);
    return { ...change, ...(because.length > 0 ? { because } : {}), ...(sentence ? { sentence } : {}) };
  }

  /** A text output that changed, with what it rests on that changed. */
  ofOutput(change: OutputChange): OutputChange {
    const { name, presence, difference } = change;
    if (presence !== "changed" || difference !== undefined || change.old === change.new) return change;
    const because = this.behind(name, this.old.outputs.get(name)?.restsOn, this.now.outputs.get(name)?.restsOn);
    return because.length > 0 ? { ...change, because } : change;
  }

  private behind(name: string, before: readonly string[] = [], after: readonly string[] = []): string[] {
    const ids = [...new Set([...after, ...before])].filter((id) => this.changed.has(id)).sort();
    const blocks = this.source?.blocks?.(name) ?? [];
    return [...ids, ...blocks.map((id) => `block ${id}`)];
  }

  /** What the prose says where a claim holds, or where it doesn't, as it is written: of its first section. */
  private sentence(id: string, holds: boolean): string | undefined {
    const named = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const section = new RegExp(`\\{\\{~?#claim\\s+["']${named}["']\\s*~?\\}\\}([\\s\\S]*?)\\{\\{~?/claim~?\\}\\}`);
    for (const text of this.sources?.chapters.values() ?? []) {
      const [, inside] = section.exec(text) ?? [];
      if (inside === undefined) continue;
      const [then = "", otherwise = ""] = inside.split(/\{\{~?else~?\}\}/);
      const words = (holds ? then : otherwise).replace(/\s+/g, " ").trim();
      return words === "" ? undefined : words;
    }
    return undefined;
  }
}
