import type { Studied } from "../document/resolve.js";
import type { Study } from "../sensitivity/index.js";

/**
 * What the studies of chapters say of the outputs they are about: of a tornado the assumptions that move one, furthest first; of Monte Carlo
 * between which values it lies in eight of ten draws. By the name of the output; the first study that says it counts.
 *
 * @param values what the studies came to, by the names they are quoted by
 */
export function studiedOutputs(studies: readonly Study[], values: ReadonlyMap<string, unknown>): Map<string, Studied> {
  const found = new Map<string, Studied>();
  const say = (name: string, said: Studied): void => {
    found.set(name, { ...said, ...found.get(name) });
  };
  for (const { name, request, block } of studies) {
    const value = values.get(name);
    if (typeof value !== "object" || value === null) continue;
    const kind = block.study?.kind;
    if (kind === "tornado" && "bars" in value && Array.isArray(value.bars)) {
      const ids = value.bars.flatMap((bar: { id?: unknown }) => (typeof bar.id === "string" ? [bar.id] : []));
      const [output] = request.outputs;
      if (output !== undefined && ids.length > 0) say(output, { movedBy: ids });
    }
    if (kind === "monte-carlo")
      for (const output of request.outputs) {
        const { p10, p90 } = ((value as Record<string, unknown>)[output.replace(/[^A-Za-z0-9]+/g, "_")] ?? {}) as {
          p10?: unknown;
          p90?: unknown;
        };
        if (typeof p10 === "number" && typeof p90 === "number") say(output, { band: [p10, p90] });
      }
  }
  return found;
}
