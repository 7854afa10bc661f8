import { examples, fence, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

export const types = {
  "types/compiler": {
    severity: "error",
    summary: "TypeScript's compiler can't be used",
    why: "Types are not checked. The message says what is missing or has changed.",
    fixed: true,
    example: "none",
    because: "it takes another version of the compiler",
  },
  "types/endless": {
    severity: "error",
    summary: "TypeScript comes to no end with the types of a block",
    why: "When all blocks together take it more than ten seconds, and twenty thousandths for each, every block is checked alone; one that takes more than five is named, and what others use of it is not checked. Write plainer types: `string` in place of a union of thousands of texts.",
    example: "none",
    because: "it takes more than ten seconds to find",
  },
  "types/other": {
    severity: "error",
    summary: "TypeScript finds something wrong with a block",
    why: "It may run all the same and come to something else than is meant. The message is TypeScript's own.",
    ...examples(
      (line) =>
        withChapter(
          fence(
            "ts {#juice}",
            `${line}
function pressed(apples: number): number {
  return apples * 0.6;
}`,
          ),
          "It gives {{number juice digits=0}} litres.",
        ),
      "const juice = pressed(harvest, 2);",
      "const juice = pressed(harvest);",
    ),
  },
  "types/unknown-name": {
    severity: "error",
    summary: "a block uses a type that isn't there",
    why: "Nothing that is said with it is checked. Declare the type, or mend its name.",
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code), "It gives {{number batch.litres digits=0}} litres."),
      `interface Batch { litres: number }
const batch: Btach = { litres: harvest * 0.6 };`,
      `interface Batch { litres: number }
const batch: Batch = { litres: harvest * 0.6 };`,
    ),
  },
  "types/unknown-property": {
    severity: "error",
    summary: "a value has no such part",
    why: "The block would compute with undefined, or the sentence print nothing. Write the name as it is declared.",
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code), "It fills {{number bottles digits=0}} bottles."),
      `const batch = { litres: harvest * 0.6 };
const bottles = Math.floor(batch.litre / 0.7);`,
      `const batch = { litres: harvest * 0.6 };
const bottles = Math.floor(batch.litres / 0.7);`,
    ),
  },
  "types/wrong-type": {
    severity: "error",
    summary: "a value is of another type than it has to be",
    why: "A text as a percentage, a series as a number, a value that may not be there: what comes out is not what is meant. Use the part that is, or convert it.",
    wrong: withChapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{percent sort}}."),
    right: withChapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{text sort}}."),
  },
} satisfies Rules<"types">;
