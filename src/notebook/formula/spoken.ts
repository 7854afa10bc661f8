import type { MathNode } from "./math-node.js";

const operators: Readonly<Record<string, string>> = {
  "=": "equals",
  "+": "plus",
  "-": "minus",
  "·": "times",
  "<": "is less than",
  ">": "is greater than",
  "≤": "is at most",
  "≥": "is at least",
  ",": ",",
};

/** A typeset formula read aloud, for alternative text: "memory equals the fraction bandwidth times 2 over pue". */
export function spoken(math: MathNode): string {
  return speak(math, false);
}

/** @param tight whether what stands around would be heard as a part of a fraction that has no spoken end. */
function speak(math: MathNode, tight: boolean): string {
  switch (math.type) {
    case "number":
      return math.text.replace("\u2212", "minus ");
    case "symbol":
      return math.sub === undefined ? math.base : `${math.base} sub ${math.sub}`;
    case "operator":
      return operators[math.text] ?? math.text;
    case "row": {
      const inProduct = tight || math.children.some((child) => child.type === "operator" && child.text === "·");
      return math.children
        .map((child, i) => {
          const sign = child.type === "operator" && child.text === "-";
          const before = math.children[i - 1];
          return sign && (before === undefined || before.type === "operator") ? "negative" : speak(child, inProduct);
        })
        .join(" ");
    }
    case "fraction": {
      const [over, under] = [speak(math.over, true), speak(math.under, true)];
      if (!tight && isSimple(math.over) && isSimple(math.under)) return `${over} over ${under}`;
      return `the fraction ${over} over ${under}, end of fraction`;
    }
    case "power": {
      const base = speak(math.base, true);
      if (math.exponent.type === "number" && math.exponent.text === "2") return `${base} squared`;
      if (math.exponent.type === "number" && math.exponent.text === "3") return `${base} cubed`;
      const exponent = speak(math.exponent, false);
      return isSimple(math.exponent)
        ? `${base} to the power ${exponent}`
        : `${base} to the power ${exponent}, end of power`;
    }
    case "root": {
      const of = speak(math.of, false);
      return isSimple(math.of) ? `the square root of ${of}` : `the square root of ${of}, end of root`;
    }
    case "call":
      if (math.arguments.length === 0) return math.name;
      return `${math.name} of ${math.arguments.map((argument) => speak(argument, true)).join(" and ")}`;
    case "parentheses":
      return `open parenthesis ${speak(math.of, false)} close parenthesis`;
  }
}

function isSimple(math: MathNode): boolean {
  return math.type === "number" || math.type === "symbol";
}
