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
  return chapters
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ id, kind, place }): Diagnostic[] => {
      const shown =
        kind === "sweep"
          ? figureKindOf(id)
          : kind === "chart" || kind === "table"
            ? kind
            : kind === "graph" || kind === "picture"
              ? "chart"
              : undefined;
      if (!shown || referred.has(id)) return [];
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
