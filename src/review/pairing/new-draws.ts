import type { Rename, Side } from "../types.js";

/** A fence of a study that draws: what each assumption is drawn as goes by its name. */
const DRAWING = /^[ >]*(?:`{3,}|~{3,}) *sweep\b[^\n]*\.(?:monte-carlo|importance|information|sobol)\b/m;

/** Said where only a name changed and results of studies move nevertheless: the draws of an assumption with another name are other ones. */
export function newDraws(renames: readonly Rename[], { snapshot, sources }: Side): string[] {
  if (![...(sources?.chapters.values() ?? [])].some((text) => DRAWING.test(text))) return [];
  const drawn = renames.filter(({ kind, to }) => {
    const assumption = kind === "assumption" ? snapshot.assumptions.get(to) : undefined;
    return assumption?.low !== undefined && assumption.distribution.name !== "point";
  });
  if (drawn.length === 0) return [];
  const names = drawn.map(({ from, to }) => `\`${to}\` (was \`${from}\`)`).join(", ");
  return [
    `Draws go by names: those of ${names} are new ones, and what studies find of them moves within the error of their draws.`,
  ];
}
