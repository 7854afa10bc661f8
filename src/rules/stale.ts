import { chapter, examples, fence, newer, withChapter, withNewer } from "./base.js";
import type { Rules } from "./rule.js";

/** The lock of a file that was fetched on a day. */
const locked = (day: string): string => `files:
  trees.csv:
    address: "https://example.org/trees.csv"
    fetched: ${day}
    sha256: "e6325d6a96c8e24d87e3f6b31df593f82fe51a85e273699785b319c979defad4"
    bytes: 10
`;

export const stale = {
  "stale/assumption": {
    severity: "warning",
    summary: "an assumption is older than it may be",
    why: "The report would rest on a number that its own register calls out of date. Look at the source again: a new value, or the old one with a new date.",
    wrong: withNewer(`orchard:
  trees: {value: 125, as_of: 2024-01, stale_after: 1 year, reason: counted again}`),
    right: withNewer(`orchard:
  trees: {value: 125, as_of: 2026-06, stale_after: 1 year, reason: counted again}`),
  },
  "stale/comparative": {
    severity: "hint",
    summary: "a sentence compares a quoted value, and no claim says that it holds",
    why: "When the values move, the number in the sentence moves with them and the word beside it doesn't. Put the sentence into a claim.",
    wrong: withChapter("At {{harvest}} the apples are fewer than the press takes."),
    right: withChapter(
      `{{#claim "fits"}}At {{harvest}} the apples are fewer than the press takes.{{else}}The apples are too many.{{/claim}}`,
    ),
  },
  "stale/data-file": {
    severity: "warning",
    summary: "a fetched file is older than it may be",
    why: "The report would rest on a file that its own register calls out of date. Look whether its address gives a newer one, and fetch it.",
    ...examples(
      (text) => ({
        files: {
          "assumptions/2026-06.yaml": newer(`orchard:
  trees: {data: trees.csv, columns: {trees: {unit: "1"}}, stale_after: 1 year, reason: counted}`).replace(
            "orchard:",
            "grove:",
          ),
          "chapters/03-grove.md": chapter(
            fence("ts {#grove}", "const counted = d3.sum(given.grove.trees.columns.trees);"),
            "In the grove stand {{number counted digits=0}} trees.",
          ),
          "data/trees.csv": "trees\n125\n",
          "data/lock.yaml": locked(text),
        },
      }),
      "2024-01-10",
      "2026-05-10",
    ),
  },
  "stale/number": {
    severity: "warning",
    fixable: true,
    summary: "a number that a value backs is written by hand",
    why: "It was right when it was written. The next change of an assumption leaves it standing beside numbers that moved. Quote the value.",
    wrong: withChapter("The orchard carries 4,800 kg of apples."),
    right: withChapter("The orchard carries {{harvest}} of apples."),
  },
  "stale/unbacked": {
    severity: "hint",
    summary: "a number is written by hand, and no value backs it",
    why: "Nobody can see where it comes from, and nothing changes it. Put it into the assumptions with its source, or say it without a number.",
    wrong: withChapter("The press was bought for 9,350 dollars."),
    right: withChapter("The press was bought from a neighbour."),
  },
} satisfies Rules<"stale">;
