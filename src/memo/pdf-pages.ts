/**
 * The pages of a PDF on which something else stands than in another, by their numbers from 1: those whose objects differ. None where the two can't be
 * taken apart, or nothing of a page differs.
 */
export function differingPages(one: Buffer, other: Buffer): number[] {
  const [a, b] = [objectsOf(one), objectsOf(other)];
  const page = (objects: ReadonlyMap<string, string>, id: string): string => {
    const own = objects.get(id) ?? "";
    const contents = /\/Contents\s+(\d+) 0 R/.exec(own)?.[1];
    return contents === undefined ? own : (objects.get(contents) ?? "");
  };
  const [left, right] = [pagesOf(a), pagesOf(b)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i).flatMap((i) => {
    const [x, y] = [left[i], right[i]];
    return x !== undefined && y !== undefined && page(a, x) === page(b, y) ? [] : [i + 1];
  });
}

function objectsOf(bytes: Buffer): Map<string, string> {
  const text = bytes.toString("latin1");
  return new Map(
    [...text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([\s\S]*?)\bendobj\b/g)].map(([, id = "", body = ""]) => [id, body]),
  );
}

/** Pages in their order: the leaves of the tree that the catalogue leads to. */
function pagesOf(objects: ReadonlyMap<string, string>): string[] {
  const catalogue = [...objects.values()].find((body) => /\/Type\s*\/Catalog\b/.test(body));
  const seen = new Set<string>();
  const leaves = (id: string | undefined): string[] => {
    const body = id === undefined || seen.has(id) ? undefined : objects.get(id);
    if (id === undefined || body === undefined) return [];
    seen.add(id);
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1];
    if (kids === undefined) return [id];
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => leaves(kid));
  };
  return leaves(/\/Pages\s+(\d+) 0 R/.exec(catalogue ?? "")?.[1]);
}
