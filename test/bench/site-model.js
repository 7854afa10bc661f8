// The model of the generated memo as a module: what its blocks compute, from the same register.
import { parse } from "yaml";

const CHAIN = 12;

/** One object a site of the memo, by the text of its register. */
export function sitesOf(register) {
  const { assumptions } = parse(register);
  const sites = [];
  for (const [index, { base, growth, mix, cost }] of Object.values(assumptions).entries()) {
    const given = {
      base: Number.parseFloat(base.value),
      growth: growth.value,
      mix: mix.value,
      cost: Number.parseFloat(cost.value),
    };
    const years = Object.keys(given.growth);
    const before = index % CHAIN === 0 ? undefined : sites[index - 1];
    const share = 8 + ((index - (index % 4)) % 5);
    const level = {};
    let own = given.base;
    for (const year of years) {
      own *= 1 + given.growth[year];
      level[year] = before ? own + before.level[year] / share : own;
    }
    const rows = years.flatMap((year) =>
      Object.entries(given.mix).map(([part, weight]) => ({ year: Number(year), part, amount: level[year] * weight })),
    );
    const total = level[2030];
    sites.push({
      given: { ...given, spend: given.base * given.cost },
      years,
      level,
      rows,
      total,
      spend: total * given.cost,
      multiple: level[2030] / level[2025],
    });
  }
  return sites;
}

/** A table's rows: the parts of each year, or their change on the year before. */
export function parts({ years, level, given }, change) {
  return years.map((year, at) => {
    const value = change ? level[year] - (level[years[at - 1]] ?? 0) : level[year];
    return [year, ...Object.values(given.mix).map((weight) => (value * weight).toFixed(change ? 2 : 1))];
  });
}
