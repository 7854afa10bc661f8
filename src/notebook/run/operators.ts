/** Operators of arithmetic and comparison, with the name of the operation that a rewritten block calls for each. */
export const OPERATIONS_OF: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "remainder",
  "**": "power",
  "<": "less",
  "<=": "atMost",
  ">": "more",
  ">=": "atLeast",
  "==": "equal",
  "!=": "unequal",
  "===": "same",
  "!==": "different",
};

export const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!=", "===", "!=="]);
