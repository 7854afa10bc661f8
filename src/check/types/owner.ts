import type { Node } from "oxc-parser";
import type { Place } from "../../diagnostic.js";
import { addTo, append } from "../../lists.js";
import { at, type BlockText } from "../../notebook/analyse/block-text.js";
import { parseBlock } from "../../notebook/analyse/parse.js";
import { childrenOf } from "../../notebook/analyse/walk-types.js";

const LONGEST = 60;

/** A property that is asked for in a block: where it stands, and what it is looked for on, as written. */
export interface Asked {
  place: Place;
  owner: string | undefined;
}

/**
 * Tells of a block the property at a place, or the one that what stands there, such as `given["gw"]`, ends with. The block is read once, however
 * much is found in it.
 */
export function propertiesOf(text: BlockText): (place: Place) => Asked | undefined {
  const parsed = parseBlock(text);
  if ("errors" in parsed) return () => undefined;
  const members: { key: Place; whole: Place; owner: Node }[] = [];
  const byKey = new Map<string, number>();
  const byStart = new Map<string, number[]>();
  const pending: Node[] = [parsed.program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === "MemberExpression") {
      const whole = text.place(node.start, node.end);
      const key = text.place(node.property.start, node.property.end);
      const index = members.push({ key, whole, owner: node.object }) - 1;
      if (!byKey.has(at(key))) byKey.set(at(key), index);
      addTo(byStart, at(whole), index);
    }
    append(pending, childrenOf(node));
  }
  return (place) => {
    const whole = (byStart.get(at(place)) ?? []).find((index) => endsAlike(members[index]?.whole, place));
    const key = byKey.get(at(place));
    const member = members[Math.min(whole ?? Number.POSITIVE_INFINITY, key ?? Number.POSITIVE_INFINITY)];
    if (!member) return undefined;
    const written = text.code.slice(member.owner.start, member.owner.end).replace(/\s+/g, " ");
    return { place: member.key, owner: written.length > LONGEST ? undefined : written };
  };
}

const endsAlike = (a: Place | undefined, b: Place): boolean =>
  a?.end?.line === b.end?.line && a?.end?.column === b.end?.column;
