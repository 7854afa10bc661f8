import type { Node } from "oxc-parser";
import type { Place } from "../../diagnostic.js";
import { append } from "../../lists.js";
import type { BlockText } from "../../notebook/analyse/block-text.js";
import { parseBlock } from "../../notebook/analyse/parse.js";
import { childrenOf } from "../../notebook/analyse/walk-types.js";

const LONGEST = 60;

/** A property that is asked for in a block: where it stands, and what it is looked for on, as written. */
export interface Asked {
  place: Place;
  owner: string | undefined;
}

/** The property at `place`, or the one that what stands there, such as `given["gw"]`, ends with. */
export function askedIn(text: BlockText, place: Place): Asked | undefined {
  const parsed = parseBlock(text);
  if ("errors" in parsed) return undefined;
  const pending: Node[] = [parsed.program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === "MemberExpression") {
      const whole = text.place(node.start, node.end);
      const key = text.place(node.property.start, node.property.end);
      if (same(key, place, false) || same(whole, place, true)) {
        const written = text.code.slice(node.object.start, node.object.end).replace(/\s+/g, " ");
        return { place: key, owner: written.length > LONGEST ? undefined : written };
      }
    }
    append(pending, childrenOf(node));
  }
  return undefined;
}

function same(a: Place, b: Place, ends: boolean): boolean {
  const alike = a.start.line === b.start.line && a.start.column === b.start.column;
  return alike && (!ends || (a.end?.line === b.end?.line && a.end?.column === b.end?.column));
}
