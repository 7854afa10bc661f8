import { counted } from "../../text/counts.js";
import { make } from "./elements.js";
import type { Follower } from "./follow.js";

/** Key outputs that the strip names. */
const MOST_TOLD = 8;

/** Key outputs that are others, claims that fell or hold now, and blocks that came to nothing; said in one sentence too. */
export function tellChanges({ base, tree, world, isPublished }: Follower, into: HTMLElement): string {
  if (isPublished) {
    into.replaceChildren();
    return "The memo is shown as it was published.";
  }
  const before = new Map(base.outputs.map((one) => [one.declaration.name, one]));
  const outputs = tree.outputs.filter(({ declaration: { name, key }, text }) => key && before.get(name)?.text !== text);
  const claims = new Map(base.claims.map(({ id, holds }) => [id, holds]));
  const flipped = tree.claims.filter(({ id, holds }) => claims.get(id) !== holds);
  const fell = flipped.filter(({ holds }) => !holds);
  const rows = outputs
    .slice(0, MOST_TOLD)
    .map(({ declaration: { name, label }, text }) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, label),
        make("td", {}, before.get(name)?.text ?? ""),
        make("td", {}, text),
      ),
    );
  const claimLine = (id: string, holds: boolean): HTMLElement =>
    make("li", {}, holds ? "holds now: " : "no longer holds: ", make("code", {}, id));
  into.replaceChildren(
    ...(rows.length === 0
      ? [make("p", {}, "No key output prints differently.")]
      : [
          make(
            "table",
            {},
            make("caption", {}, "Key outputs"),
            make(
              "thead",
              {},
              make(
                "tr",
                {},
                make("td"),
                make("th", { scope: "col" }, "published"),
                make("th", { scope: "col" }, "now"),
              ),
            ),
            make("tbody", {}, ...rows),
          ),
        ]),
    ...(outputs.length > MOST_TOLD ? [make("p", {}, `and ${outputs.length - MOST_TOLD} more`)] : []),
    ...(flipped.length > 0 ? [make("ul", {}, ...flipped.map(({ id, holds }) => claimLine(id, holds)))] : []),
    ...(world.failed.size > 0
      ? [
          make(
            "p",
            { class: "live-message refused" },
            `${counted(world.failed.size, "block")} can't be computed: ${[...world.failed]
              .slice(0, 3)
              .map(([id, why]) => `${id}: ${why}`)
              .join("; ")}`,
          ),
        ]
      : []),
    ...(world.stale.size > 0
      ? [make("p", {}, `${counted(world.stale.size, "chart or sweep", "charts and sweeps")} as published`)]
      : []),
  );
  return `${counted(outputs.length, "key output")} changed, ${counted(fell.length, "claim")} no longer ${fell.length === 1 ? "holds" : "hold"}.`;
}
