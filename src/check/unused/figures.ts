import { figureKindOf } from "../../chapters/sweep.js";
import type { Diagnostic } from "../../diagnostic.js";
import { templatesOf } from "../../document/prepare.js";
import type { CheckInput } from "../input.js";

/** Warnings `unused/figure`: a chart or table that no text refers to, as `@fig-…` or by a link. */
export function unusedFigures({ chapters, templates }: Pick<CheckInput, "chapters" | "templates">): Diagnostic[] {
  const referred = new Set(
    templates
      .flatMap(templatesOf)
      .flatMap(({ references, source }) => [
        ...references.map(({ target }) => target),
        ...[...source.matchAll(/\]\(#([^)\s]+)/g)].map(([, id = ""]) => id),
      ]),
  );
  const all = chapters.flatMap(({ blocks }) => blocks);
  const wholes = new Set(all.flatMap(({ id, partOf }) => (partOf !== undefined && referred.has(id) ? [partOf] : [])));
  return all.flatMap(({ id, kind, place, partOf }): Diagnostic[] => {
    const shown =
      kind === "sweep" || kind === "layout"
        ? figureKindOf(id)
        : kind === "chart" || kind === "table"
          ? kind
          : kind === "graph" || kind === "diagram" || kind === "picture"
            ? "chart"
            : undefined;
    if (!shown || referred.has(id) || wholes.has(id) || (partOf !== undefined && referred.has(partOf))) return [];
    return [
      {
        rule: "unused/figure",
        severity: "warning",
        message: `no text refers to ${shown === "chart" ? "figure" : "table"} \`${id}\``,
        expected: `\`@${id}\` where the text speaks of it`,
        place,
      },
    ];
  });
}
