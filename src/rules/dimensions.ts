import { chapter, examples, fence, newer } from "./base.js";
import type { Rules } from "./rule.js";

/** Assumptions of a time and of a mass. */
const MORE = newer(`orchard:
  hours: {value: 9 h, reason: new}
  crate: {value: 400 g, reason: new}`);

const WARMTH = newer(`orchard:
  day: {value: 18 degC, kind: assumed, note: A guess., reason: new}
  night: {value: 9 degC, kind: assumed, note: A guess., reason: new}`);

export const dimensions = {
  "dimensions/annotation": {
    severity: "error",
    summary: "a comment gives a value a unit that it can't have",
    why: "What is counted would be told wrongly from there on. Write the unit that the value has, directly behind it, in a spelling that the register knows.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{number load digits=0}} kg."),
        },
      }),
      "const load = given.orchard.apples /* h */ * 2;",
      "const load = given.orchard.apples /* kg */ * 2;",
    ),
  },
  "dimensions/exponent": {
    severity: "error",
    summary: "a value is raised to a power that has a unit",
    why: "Two to the power of nine hours is no number. Divide by what it is counted in.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{number grown digits=1}}."),
        },
      }),
      "const grown = 1.1 ** given.orchard.hours;",
      "const grown = 1.1 ** (given.orchard.hours / (1 /* h */));",
    ),
  },
  "dimensions/format": {
    severity: "error",
    summary: "a value is printed in a unit that it doesn't have, or beside words that say one",
    why: "The reader would take hours for kilograms, and kilograms before “tonnes” for tonnes. Use the unit it has, or say from which to convert.",
    ...examples(
      (text) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", "const load = given.orchard.apples * 2;"), text),
        },
      }),
      `It is {{unit load to="h" digits=0}}.`,
      `It is {{unit load to="kg" digits=0}}.`,
    ),
  },
  "dimensions/function": {
    severity: "error",
    summary: "a function of pure numbers is given a value with a unit",
    why: "The logarithm of kilograms depends on whether they are grams. Give it a ratio.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{number grown digits=1}}."),
        },
      }),
      "const grown = Math.log(given.orchard.apples);",
      "const grown = Math.log(given.orchard.apples / given.orchard.apples);",
    ),
  },
  "dimensions/option": {
    severity: "error",
    summary: "an option about dimensions can't be read",
    why: "The block would be checked in another way than meant. Write `dimensions: off: why`, `step: year` or `units: 12 month`.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{number load digits=0}} kg."),
        },
      }),
      `//| dimensions: none
const load = given.orchard.apples * 2;`,
      `//| dimensions: off: a rule of thumb
const load = given.orchard.apples * 2;`,
    ),
  },
  "dimensions/output": {
    severity: "error",
    summary: "an output is declared in another unit than it has",
    why: "A table, a tornado and a review would print the number with the wrong unit. Declare the unit it has.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{load}}."),
        },
      }),
      `const load = output(given.orchard.apples * 2, { label: "Load", unit: "h", format: "unit 0 h", tolerance: "1%" });`,
      `const load = output(given.orchard.apples * 2, { label: "Load", unit: "kg", format: "unit 0 kg", tolerance: "1%" });`,
    ),
  },
  "dimensions/run": {
    severity: "warning",
    summary: "the run that follows the units did not end",
    why: "Dimensions were not checked. The same blocks ran as plain numbers, so look for code that tests what kind of value it has.",
    example: "none",
    because: "it takes a process that dies or runs out of time",
  },
  "dimensions/scale": {
    severity: "error",
    summary: "a block adds or compares values of one kind in different units",
    why: "Grams added to kilograms are off by a factor of a thousand. Convert one of them.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{number load digits=0}}."),
        },
      }),
      "const load = given.orchard.apples + given.orchard.crate;",
      "const load = given.orchard.apples + given.orchard.crate / 1000;",
    ),
  },
  "dimensions/temperature": {
    severity: "error",
    summary: "a block sums, multiplies or declares temperatures as only differences can be",
    why: "Degrees Celsius and Fahrenheit count from a zero of their own. 18 °C and 9 °C make no 27 °C, and twice 18 °C is 36 °C or 309 °C, depending on who reads it. Blocks have temperatures in kelvins; a difference of two is in kelvins too, and no temperature.",
    ...examples(
      (text) => ({
        files: { "assumptions/2026-06.yaml": WARMTH, "chapters/03-warmth.md": text },
      }),
      chapter(
        fence("ts {#warmth}", "const warmth = (given.orchard.day + given.orchard.night) / 2;"),
        'It is {{unit warmth to="degC"}}.',
      ),
      chapter(
        fence(
          "ts {#warmth}",
          "const warmth = d3.mean([given.orchard.day, given.orchard.night]) ?? 0;\nconst fall = given.orchard.day - given.orchard.night;",
        ),
        'It is {{unit warmth to="degC"}}; nights are {{unit fall to="K"}} colder.',
      ),
    ),
  },
  "dimensions/unlike": {
    severity: "error",
    summary: "a block adds or compares values of different kinds",
    why: "Kilograms added to hours come to a number that means nothing, however well it is printed. Mend the formula.",
    ...examples(
      (code) => ({
        files: {
          "assumptions/2026-06.yaml": MORE,
          "chapters/03-juice.md": chapter(fence("ts {#juice}", code), "It is {{number load digits=0}}."),
        },
      }),
      "const load = given.orchard.apples + given.orchard.hours;",
      "const load = given.orchard.apples / given.orchard.hours;",
    ),
  },
} satisfies Rules<"dimensions">;
