import { describe, expect, it } from "vitest";
import { parseUnit } from "../../src/assumptions/units/units.js";

/** What is offered for a unit that is none. */
const offered = (text: string): string | undefined => {
  const result = parseUnit(text);
  if (result.ok) throw new Error(`${text} is a unit`);
  return result.problem.hint;
};

describe("money as people write it in a unit", () => {
  it.each([
    ["$B", "BUSD"],
    ["$M/year", "MUSD/year"],
    ["M$", "MUSD"],
    ["k$", "kUSD"],
    ["$/MWh", "USD/MWh"],
    ["US$/MWh", "USD/MWh"],
    ["A$", "AUD"],
    ["$bn", "BUSD"],
    ["$ billion", "BUSD"],
    ["\u20acm", "MEUR"],
    ["\u20ac/m^2", "EUR/m^2"],
    ["USDm", "MUSD"],
    ["mUSD", "MUSD"],
    ["USD bn", "BUSD"],
    ["CHF m", "MCHF"],
    ["Mio. EUR", "MEUR"],
    ["MM USD", "MUSD"],
    ["usd", "USD"],
  ])("%s: `%s`", (text, unit) => {
    expect(offered(text)).toBe(`did you mean \`${unit}\`?`);
    expect(parseUnit(unit).ok).toBe(true);
  });

  it("is offered only where all of the unit is right then", () => {
    expect(offered("$M/foo")).toBe("did you mean `USD`?");
    expect(offered("kUSDM")).not.toContain("kkUSD");
    // Words of three letters are no currencies.
    for (const word of ["all", "top", "try"]) expect(offered(word) ?? "").not.toContain(word.toUpperCase());
  });
});

it.each([
  ["% p.a.", "did you mean `%/year`?"],
  ["/year", "did you mean `1/year`?"],
  ["pct", "did you mean `%`?"],
  ["MMBtu", "use e6: 5 million BTU are `5e6 BTU`"],
  ["cents", "use USD, EUR or another currency, of which a cent is `0.01`"],
  ["tCO2e", "did you mean `t`?"],
  ["FTE", "did you mean `person`?"],
  ["ha", "did you mean `hectare`?"],
])("what people write for other units is offered as these: %s", (text, hint) => {
  expect(offered(text)).toBe(hint);
});
