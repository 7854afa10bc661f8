import { chapter, fence, newer } from "../base.js";
import type { Rule } from "../rule.js";

const WARMTH = newer(`orchard:
  day: {value: 18 degC, kind: assumed, note: A guess., reason: new}
  night: {value: 9 degC, kind: assumed, note: A guess., reason: new}`);

export const rule: Rule = {
  id: "dimensions/temperature",
  severity: "error",
  summary: "a block sums, multiplies or declares temperatures as only differences can be",
  why: "Degrees Celsius and Fahrenheit count from a zero of their own. 18 °C and 9 °C make no 27 °C, and twice 18 °C is 36 °C or 309 °C, depending on who reads it. Blocks have temperatures in kelvins; a difference of two is in kelvins too, and no temperature.",
  wrong: {
    files: {
      "assumptions/2026-06.yaml": WARMTH,
      "chapters/03-warmth.md": chapter(
        fence("ts {#warmth}", "const warmth = (given.orchard.day + given.orchard.night) / 2;"),
        'It is {{unit warmth to="degC"}}.',
      ),
    },
  },
  right: {
    files: {
      "assumptions/2026-06.yaml": WARMTH,
      "chapters/03-warmth.md": chapter(
        fence(
          "ts {#warmth}",
          "const warmth = d3.mean([given.orchard.day, given.orchard.night]) ?? 0;\nconst fall = given.orchard.day - given.orchard.night;",
        ),
        'It is {{unit warmth to="degC"}}; nights are {{unit fall to="K"}} colder.',
      ),
    },
  },
};
