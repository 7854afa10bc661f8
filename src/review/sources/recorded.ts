import type { Snapshot, TextToken } from "../snapshot.js";

/**
 * Whether results that were recorded once are of the sources that others were computed from, as far as results show it: assumptions, the
 * digests of blocks, and what is written between values. What differs beyond that is the engine's doing.
 */
export function ofSameSources(recorded: Snapshot, now: Snapshot): boolean {
  // Older ones have a digest of all their sources instead.
  if (recorded.blocks === undefined) return recorded.inputs !== undefined && recorded.inputs === now.inputs;
  return writtenIn(recorded) === writtenIn(now);
}

function writtenIn({
  version,
  lineage,
  scenario,
  sets,
  staleAfter,
  assumptions,
  blocks,
  prose,
  ...more
}: Snapshot): string {
  const sections = prose.map(({ heading, passages }) =>
    [heading, ...passages.map(({ tokens }) => tokens)].map(letters),
  );
  const claims = [...more.claims].map(([id, { expression }]) => [id, expression]);
  const parts = [version, lineage, scenario, sets, staleAfter, [...assumptions], [...(blocks ?? [])], claims, sections];
  return JSON.stringify(parts, (key, value) => (PLACES.has(key) ? undefined : value));
}

const PLACES: ReadonlySet<string> = new Set(["place", "valuePlace", "stale"]);

/** How an engine sets words, with which marks and spaces between them, is its own affair. */
const letters = (tokens: readonly TextToken[]): string =>
  tokens
    .map((token) => {
      if (typeof token === "string") return token.replace(/[^\p{L}\p{N}]/gu, "");
      return "value" in token ? `{${token.expression}}` : `@${token.reference}`;
    })
    .join("");
