import { describeMeaning, describeRange, describeUnitOf, describeValue } from "../../assumptions/register/describe.js";
import { type Assumption, groupOf, type Register } from "../../assumptions/register/types.js";
import type { RegisterGroup } from "../tree.js";

/** The assumptions that the memo uses, in groups; what names their sources is known once all are cited. */
export function appendixOf(register: Register, used: ReadonlySet<string>): RegisterGroup[] {
  const groups = new Map<string, RegisterGroup["rows"][number][]>();
  for (const assumption of register.assumptions.values()) {
    if (!used.has(assumption.id)) continue;
    const group = groupOf(assumption.id);
    const rows = groups.get(group) ?? [];
    groups.set(group, rows);
    rows.push({
      assumption,
      value: describeValue(assumption),
      range: describeRange(assumption),
      meaning: meaningOf(assumption),
      unit: describeUnitOf(assumption),
      sources: "",
    });
  }
  return [...groups].map(([id, rows]) => ({ id, title: register.groups?.[id] ?? id, rows }));
}

/** What a range means; nothing where there is none. A range that draws don't use is said to be one. */
function meaningOf(assumption: Assumption): string {
  const meaning = describeMeaning(assumption);
  if (meaning !== "point") return meaning;
  return describeRange(assumption) === "" ? "" : "not sampled";
}
