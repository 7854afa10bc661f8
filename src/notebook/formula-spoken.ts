import type { MathNode } from "./math.js";

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
  switch (math.type) {
    case "number":
      return math.text.replace("\u2212", "minus ");
    case "symbol":
      return math.sub === undefined ? math.base : `${math.base} sub ${math.sub}`;
    case "operator":
      return operators[math.text] ?? math.text;
    case "row":
      return math.children
        .map((child, i) => {
          const sign = child.type === "operator" && child.text === "-";
          const before = math.children[i - 1];
          return sign && (before === undefined || before.type === "operator") ? "negative" : spoken(child);
        })
        .join(" ");
    case "fraction":
      if (isSimple(math.over) && isSimple(math.under)) return `${spoken(math.over)} over ${spoken(math.under)}`;
      return `the fraction ${spoken(math.over)} over ${spoken(math.under)}, end of fraction`;
    case "power": {
      const base = spoken(math.base);
      if (math.exponent.type === "number" && math.exponent.text === "2") return `${base} squared`;
      if (math.exponent.type === "number" && math.exponent.text === "3") return `${base} cubed`;
      const exponent = spoken(math.exponent);
      return isSimple(math.exponent)
        ? `${base} to the power ${exponent}`
        : `${base} to the power ${exponent}, end of power`;
    }
    case "root":
      return isSimple(math.of)
        ? `the square root of ${spoken(math.of)}`
        : `the square root of ${spoken(math.of)}, end of root`;
    case "call":
      return math.arguments.length === 0 ? math.name : `${math.name} of ${math.arguments.map(spoken).join(" and ")}`;
    case "parentheses":
      return `open parenthesis ${spoken(math.of)} close parenthesis`;
  }
}

function isSimple(math: MathNode): boolean {
  return math.type === "number" || math.type === "symbol";
}
