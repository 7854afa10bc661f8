import { idOf, type LivingNames, type Redirect, resolveRedirects } from "../../document/addresses/redirects.js";
import { type MemoTree, visitBlocks, visitQuotes } from "../../document/tree.js";
import type { Job } from "./pass.js";
import type { Read } from "./read.js";

/** The redirects of the front matter, checked against what the memo is now; what is wrong with them is reported. */
export function redirectsOf(
  job: Job,
  { chapters, register }: Pick<Read, "chapters" | "register">,
  tree: MemoTree,
  { names, scenarios }: { names: Iterable<string>; scenarios: readonly string[] },
): Pick<MemoTree, "redirects"> {
  const written = chapters[0]?.front.memo?.redirects ?? [];
  if (written.length === 0) return {};
  const living = livingNames(tree, {
    value: new Set([...names, ...tree.outputs.map(({ declaration }) => declaration.name)]),
    assumption: new Set(register?.assumptions.keys()),
    scenario: new Set(scenarios),
  });
  const redirects = resolveRedirects(written, living, (problem) => job.report([problem]));
  return { redirects: [...redirects, ...inChapters(tree, redirects, living.place)] };
}

function livingNames(tree: MemoTree, given: Pick<LivingNames, "value" | "assumption" | "scenario">): LivingNames {
  const place = new Set<string>();
  const block = new Set<string>();
  for (const { id, heading, children } of tree.chapters) {
    place.add(id).add(heading.id);
    visitBlocks(children, (node) => {
      if (node.type === "heading" || node.type === "figure" || node.type === "formula") place.add(node.id);
      if (node.type === "code") block.add(node.blockId);
    });
  }
  const address = new Set(place);
  visitQuotes(tree, ({ id }) => address.add(id));
  for (const name of block) address.add(idOf("block", name));
  for (const { declaration } of tree.outputs) address.add(idOf("value", declaration.name));
  for (const { rows } of tree.appendix)
    for (const { assumption } of rows) address.add(idOf("assumption", assumption.id));
  return { ...given, place, block, address };
}

/** A chapter under another name: its sections whose ids are made of their words had that name before them. */
function inChapters(tree: MemoTree, redirects: readonly Redirect[], places: ReadonlySet<string>): Redirect[] {
  const told = new Set(redirects.map(({ from }) => from));
  return redirects.flatMap(({ kind, from, to }): Redirect[] => {
    const chapter = tree.chapters.find(({ heading }) => kind === "place" && heading.id === to);
    const [old, now] = [from, to].map((id) => /^sec-(.+)$/.exec(id)?.[1]);
    if (!chapter || old === undefined || now === undefined) return [];
    return chapter.children.flatMap((node): Redirect[] => {
      if (node.type !== "heading" || !node.id.startsWith(`${now}-`)) return [];
      const was = `${old}${node.id.slice(now.length)}`;
      return places.has(was) || told.has(was) ? [] : [{ kind: "place", from: was, to: node.id }];
    });
  });
}
