const MOST_NAMED = 6;

/** Sentences for the reviewer; those that say the same of several things are said once. */
export class Remarks {
  private readonly things = new Map<string, { text: string; reason: string; names: string[] }>();

  /** A sentence, once. */
  say(sentence: string): void {
    this.things.set(sentence, { text: sentence, reason: "", names: [] });
  }

  /** "`text` (reason): a, b and c." */
  about(text: string, reason: string, name: string): void {
    const key = JSON.stringify([text, reason]);
    const known = this.things.get(key) ?? { text, reason, names: [] };
    this.things.set(key, known);
    if (!known.names.includes(name)) known.names.push(name);
  }

  list(): string[] {
    return [...this.things.values()].map(({ text, reason, names }) => {
      const why = reason === "" ? "" : ` (${reason.replace(/\.$/, "")})`;
      return names.length === 0 ? text : `${text}${why}: ${listed(names)}.`;
    });
  }
}

function listed(names: readonly string[]): string {
  const shown = names.length > MOST_NAMED ? names.slice(0, MOST_NAMED - 1) : names;
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ").replace(/, ([^,]*)$/, " and $1");
}
