import type { MemoFacts } from "../chapters/types.js";
import type { Snapshot } from "./snapshot.js";

/** Names that are told; the others are counted. */
const MOST = 12;

/**
 * What the newer side of a memo that is published lacks of the names that addresses on its page are made of, and doesn't say what has their
 * place: in a sentence. Quoted values are told when it is published.
 */
export function lostNames(old: Snapshot, now: Snapshot, facts: MemoFacts | undefined): string[] {
  if (facts === undefined || (facts.url === undefined && facts.redirects.length === 0)) return [];
  const told = new Set(facts.redirects.map(({ from }) => from.text.replace(/^#(?:output-|a-|block-)?/, "")));
  // A chapter under another name: sections whose ids are made of their words have it before them.
  const chapters = [...told].flatMap((name) => (name.startsWith("sec-") ? [`${name.slice("sec-".length)}-`] : []));
  const there = namesOf(now);
  const lost = namesOf(old).flatMap((names, kind) =>
    [...names].filter(
      (name) => !there[kind]?.has(name) && !told.has(name) && !chapters.some((one) => name.startsWith(one)),
    ),
  );
  const unique = [...new Set(lost)];
  if (unique.length === 0) return [];
  const named = unique.slice(0, MOST).map((name) => `\`${name}\``);
  const more = unique.length > MOST ? ` and ${unique.length - MOST} more` : "";
  return [
    `Published addresses that lead nowhere now: ${named.join(", ")}${more}. What has their place is said in \`memo: { redirects: { old: new } }\` of the first chapter.`,
  ];
}

function namesOf({ outputs, claims, figures, assumptions, prose }: Snapshot): ReadonlySet<string>[] {
  const lists = [outputs, claims, figures, assumptions].map((map) => new Set(map.keys()));
  return [...lists, new Set(prose.map(({ id }) => id))];
}
