import { type SaidOfOutput, type Study, studyType } from "../sensitivity/index.js";

/**
 * What the studies of chapters say of the outputs they are about: what moves one, and between which values it lies in eight of ten draws. By
 * the name of the output; the first study that says a thing counts.
 *
 * @param values what the studies came to, by the names they are quoted by
 */
export function studiedOutputs(
  studies: readonly Study[],
  values: ReadonlyMap<string, unknown>,
): Map<string, SaidOfOutput> {
  const found = new Map<string, SaidOfOutput>();
  for (const { name, request } of studies) {
    const value = values.get(name);
    if (typeof value !== "object" || value === null) continue;
    for (const [output, said] of studyType(request.kind).says?.({ ...value }, request) ?? [])
      found.set(output, { ...said, ...found.get(output) });
  }
  return found;
}
