/** The parts of a name as people and JavaScript write it: `x.2029`, `x[2029]`, `x["H 100"].low`. */
export function partsOf(name: string): string[] {
  return name
    .replace(
      /\[\s*(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*\]/g,
      (_, double, single, bare) => `.${double ?? single ?? bare}`,
    )
    .split(".");
}

/** What stands in a value at some parts, the keys that there were where the way ends, and the parts up to there. A key may hold dots itself. */
export function valueAt(
  value: unknown,
  parts: readonly string[],
): { value: unknown; known: readonly string[]; taken: readonly string[] } {
  let at = value;
  const taken: string[] = [];
  for (let from = 0; from < parts.length; ) {
    const known = keysIn(at);
    let length = 1;
    while (from + length <= parts.length && !known.includes(parts.slice(from, from + length).join("."))) length++;
    if (from + length > parts.length) return { value: undefined, known, taken };
    const key = parts.slice(from, from + length).join(".");
    at = at instanceof Map ? (at.get(key) ?? at.get(Number(key))) : (at as Record<string, unknown>)[key];
    taken.push(key);
    from += length;
  }
  return { value: at, known: keysIn(at), taken };
}

const keysIn = (value: unknown): string[] =>
  value instanceof Map
    ? [...value.keys()].map(String)
    : typeof value === "object" && value !== null
      ? Object.keys(value)
      : [];
