/** Words that sentences are filled with; common enough to hyphenate and break as a report's do. */
const SUBJECTS = [
  "The order book",
  "Demand from the older sites",
  "Most of the new capacity",
  "What the suppliers announced",
  "The second half of the period",
  "A longer queue at the connection",
  "The share of the largest buyers",
  "Every revision since the spring",
];
const VERBS = [
  "follows",
  "changes little in",
  "takes a growing part of",
  "runs ahead of",
  "is counted before",
  "rests on",
  "trails",
  "sets the pace for",
];
const OBJECTS = [
  "the plans that were published a year ago",
  "what the grid can carry at the end of the decade",
  "the price that buyers are ready to pay",
  "deliveries that slipped from one quarter into the next",
  "the capacity that older equipment leaves behind",
  "an estimate made with fewer numbers and more conviction",
  "the contracts signed before the rules were known",
  "a baseline that assumes no change of method",
];
const TAILS = [
  "although the two are seldom reported together",
  "which is why the range is wide",
  "and nothing in the register says otherwise",
  "once maintenance and losses are taken off",
  "as long as the first assumption holds",
  "whatever the mix turns out to be",
  "so the result should be read as an order of magnitude",
  "even where the published figures agree",
];

/** A stream of numbers from 0 to 1 that is the same for the same seed: Lehmer's generator, modulus 2^31 - 1. */
export function numbers(seed: number): () => number {
  let state = ((seed + 1) * 48_271) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A sentence of some 20 words. */
export function sentence(next: () => number): string {
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? "";
  return `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)}, ${pick(TAILS)}.`;
}

/** Breaks a text into lines of at most 120 characters, as an author's editor does. */
export function wrap(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > 120) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
