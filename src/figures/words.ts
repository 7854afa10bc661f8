const MOST = 3;

/** Some things as text: all of a few, the first of many with a count of the others. */
export function fewOf(said: readonly string[]): string {
  const shown = said.length > MOST + 1 ? said.slice(0, MOST) : said.slice(0, -1);
  const last = said.length > MOST + 1 ? `${said.length - MOST} more` : (said.at(-1) ?? "");
  return shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}
