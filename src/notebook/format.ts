/** How a value is printed. One shape for prose helpers, table columns and outputs. */
export interface FormatSpec {
  style: "number" | "percent" | "times" | "range" | "dollars" | "unit" | "date" | "text";
  /** Decimals after the point. */
  digits?: number;
  /** Significant figures instead of decimals. */
  significant?: number;
  /** Unit to convert to (mathjs), and the unit the value is in when no declaration says. */
  to?: string;
  from?: string;
  /** Print a plus sign on positive numbers. */
  sign?: boolean;
  /** Scale of dollars: k, M, B, T, or auto. */
  scale?: "k" | "M" | "B" | "T" | "auto";
}
