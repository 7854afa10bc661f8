import type { Block } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import { BlockText, FormulaText } from "../analyse/block-text.js";
import type { FormulaInfo } from "../analyse/program.js";
import { formulaMath } from "./equation.js";
import { formulaCode } from "./javascript.js";
import { spoken } from "./spoken.js";
import { FormulaError, readFormula } from "./tree.js";

/** A formula block as code that the analysis of blocks goes on with, and as a printed equation. */
export interface CompiledFormula {
  text: BlockText;
  info: FormulaInfo;
}

/**
 * Compiles a formula block to the source of a constant or function, whose places lead back into the formula as written, and
 * typesets it. Never throws.
 */
export function compileFormula(
  block: Block,
  givenPaths: ReadonlySet<string>,
): { formula: CompiledFormula } | { error: Diagnostic } {
  const written = new BlockText(block);
  try {
    const formula = readFormula(block.code);
    const lines = "\n".repeat(block.code.slice(0, formula.start).split("\n").length - 1);
    const { code, origins } = formulaCode(formula, lines.length);
    const math = formulaMath(formula, (path) => givenPaths.has(path));
    const whole = { start: formula.start, end: formula.end };
    return {
      formula: {
        text: new FormulaText(block, lines + code, origins, whole, written),
        info: { math, spoken: spoken(math), expression: formula.text },
      },
    };
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const { message, start, end, expected, hint } = error;
    const place = written.place(start, end);
    const words = { expected, hint };
    return { error: { rule: "notebook/formula", severity: "error", message, place, ...words } };
  }
}
