import type { OutputNode } from "../../document/tree.js";
import { counted } from "../../text/counts.js";
import { make } from "./elements.js";
import type { Follower } from "./follow.js";

/** Key outputs, and claims, that are named before the rest is folded away; so are outputs of more letters. */
const MOST_TOLD = 5;
const LONGEST = 24;

/** Key outputs that are others, claims that fell or hold now, and blocks that came to nothing; said in one sentence too. */
export function tellChanges({ base, tree, world, isPublished }: Follower, into: HTMLElement): string {
  if (isPublished) {
    into.replaceChildren();
    return "The memo is shown as it was published.";
  }
  const opened = into.querySelector("details")?.open ?? false;
  const before = new Map(base.outputs.map((one) => [one.declaration.name, one.text]));
  const moved = tree.outputs.filter(({ declaration: { name, key }, text }) => key && before.get(name) !== text);
  const isLong = ({ text }: OutputNode): boolean => text.length > LONGEST;
  const outputs = [...moved.filter((one) => !isLong(one)), ...moved.filter(isLong)];
  const first = outputs.slice(0, MOST_TOLD).filter((one) => !isLong(one));
  const further = outputs.slice(first.length);
  const claims = new Map(base.claims.map(({ id, holds }) => [id, holds]));
  const flipped = tree.claims.filter(({ id, holds }) => claims.get(id) !== holds);
  const fell = flipped.filter(({ holds }) => !holds).map(({ id }) => id);
  const rose = flipped.filter(({ holds }) => holds).map(({ id }) => id);
  const more = [
    ...(further.length > 0 ? [outputTable(further, before, "Further key outputs")] : []),
    ...claimLines("No longer hold too", fell.slice(MOST_TOLD)),
    ...claimLines("Hold now", rose),
  ];
  const rest = further.length + Math.max(0, fell.length - MOST_TOLD) + rose.length;
  into.replaceChildren(
    outputs.length === 0
      ? make("p", {}, "No key output prints differently.")
      : first.length > 0
        ? outputTable(first, before, "Key outputs")
        : "",
    ...claimLines(fell.length === 1 ? "No longer holds" : "No longer hold", fell.slice(0, MOST_TOLD)),
    ...(more.length > 0 ? [make("details", { open: opened }, make("summary", {}, `${rest} more`), ...more)] : []),
    ...(world.failed.size > 0
      ? [
          make(
            "p",
            { class: "live-message failed" },
            `${counted(world.failed.size, "block")} can't be computed: ${[...world.failed]
              .slice(0, 3)
              .map(([id, why]) => `${id}: ${why}`)
              .join("; ")}`,
          ),
        ]
      : []),
    ...(world.stale.size > 0
      ? [
          make(
            "p",
            { class: "live-lead" },
            `${counted(world.stale.size, "chart or sweep", "charts and sweeps")} as published`,
          ),
        ]
      : []),
  );
  return `${counted(outputs.length, "key output")} changed, ${counted(fell.length, "claim")} no longer ${fell.length === 1 ? "holds" : "hold"}.`;
}

function outputTable(
  outputs: readonly OutputNode[],
  before: ReadonlyMap<string, string>,
  caption: string,
): HTMLElement {
  const head = make(
    "tr",
    {},
    make("td"),
    make("th", { scope: "col" }, "published"),
    make("th", { scope: "col" }, "now"),
  );
  const rows = outputs.map(({ declaration: { name, label }, text }) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, label),
      make("td", {}, before.get(name) ?? ""),
      make("td", { class: "now" }, text),
    ),
  );
  return make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...rows));
}

function claimLines(words: string, ids: readonly string[]): HTMLElement[] {
  if (ids.length === 0) return [];
  const named = ids.flatMap((id, at) => [at > 0 ? ", " : "", make("code", {}, id)]);
  return [make("p", { class: "live-claims" }, `${words}: `, ...named)];
}
