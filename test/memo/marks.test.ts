import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { printedQuotes } from "../../src/check/printed/quotes.js";
import { type QuoteNode, visitQuotes } from "../../src/document/tree.js";
import { type Memo, theMemo } from "./memo.js";

const ROOT = join(import.meta.dirname, "../..");
const FENCES = /^```.*?^```[ ]*$/gms;
const QUOTES = /\{\{(?:number|times|percent|dollars|range|unit) ([^}]*)\}\}(.?)/g;

/** What the original's figures were met with: marked † wherever prose quotes them. */
const CALIBRATED =
  /^(bandwidth_20\d\d|compute_2029|constrained_\d+|tightness(_deployable|_upside)?_20\d\d|break_even_(mef|growth|gw|build)\w*)$/;

const register = parse(readFileSync(join(ROOT, "assumptions/2026-03.yaml"), "utf8")).assumptions;

/** The kind of the assumption that a path leads to or into. */
function kindOf(path: string): string | undefined {
  let node = register;
  for (const key of path.split(".")) {
    if (typeof node?.kind === "string") return node.kind;
    node = node?.[key];
  }
  return typeof node?.kind === "string" ? node.kind : undefined;
}

interface Quote {
  at: string;
  expression: string;
  after: string;
}

const quotes: Quote[] = readdirSync(join(ROOT, "chapters"))
  .filter((file) => file.endsWith(".md"))
  .flatMap((file) => {
    const prose = readFileSync(join(ROOT, "chapters", file), "utf8").replaceAll(FENCES, "");
    return [...prose.matchAll(QUOTES)].map(([, expression = "", after = ""]) => ({
      at: `${file} ${expression}`,
      expression,
      after,
    }));
  });

describe("numbers in prose are marked", () => {
  it("as reconstructed, where this project chose them", () => {
    const reconstructed = quotes.filter(({ expression }) => {
      const path = /given\.([\w.]+)/.exec(expression)?.[1];
      return path !== undefined && kindOf(path) === "reconstructed";
    });
    expect(reconstructed.length).toBeGreaterThan(20);
    expect(reconstructed.filter(({ after }) => after !== "‡").map(({ at }) => at)).toEqual([]);
  });

  it("as calibrated, where supply was set to meet the original or a result rests on it", () => {
    const calibrated = quotes.filter(({ expression }) => CALIBRATED.test(expression.split(" ")[0] ?? ""));
    expect(calibrated.length).toBeGreaterThan(30);
    expect(calibrated.filter(({ after }) => after !== "†").map(({ at }) => at)).toEqual([]);
  });
});

/** What rests on reconstructed inputs and is none: counts, shares of draws and weightings, what a scenario supposes, and what a text prints. */
const NONE =
  /^\w+ (chances|even|structural|weights_\w+|drawn\.(n|drawn)\b|\w+\.length\b|belowBreakEven|bindingPlace|worthCount|worstError|evidenceWorst|above(Base|Upside)|altTight\.short|effects|verdicts|risk\.\w+\.levers_|threeKept|firstKept|softwareStep|follows\.validation|taskRows\.0\.value|demandFirstYear|proxySpan|worth\.perfect)/;

describe("numbers that rest on a reconstructed input", () => {
  let memo: Memo;
  beforeAll(async () => {
    memo = await theMemo();
  });

  it("have a mark in captions, prose and lists", () => {
    let marked = 0;
    const unmarked: string[] = [];
    const inLines = new Set<QuoteNode>();
    visitQuotes(memo.tree, (quote) => inLines.add(quote));
    for (const { quote, behind } of printedQuotes(memo.tree)) {
      const { expression, value, restsOn, place } = quote;
      const isOurs = restsOn.some((id) => memo.register.assumptions.get(id)?.kind === "reconstructed");
      if (!inLines.has(quote) || typeof value !== "number" || !isOurs || NONE.test(expression)) continue;
      if (/^[†‡]/.test(behind)) marked++;
      else unmarked.push(`${place.file}:${place.start.line} ${expression}`);
    }
    expect(unmarked).toEqual([]);
    expect(marked).toBeGreaterThan(300);
  });
});
