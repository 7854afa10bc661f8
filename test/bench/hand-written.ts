import type { GivenTree } from "../../src/assumptions/index.js";

/** What both functions come to, in this order, as the memo names it. */
export const HAND_WRITTEN_OUTPUTS = [
  "bandwidth_2026",
  "bandwidth_2027",
  "bandwidth_2028",
  "bandwidth_2029",
  "bandwidth_upside_2026",
  "bandwidth_upside_2027",
  "bandwidth_upside_2028",
  "bandwidth_upside_2029",
  "compute_2029",
  "compute_upside_2029",
] as const;

type Row = Record<string, number>;

/** The part of the memo's assumptions that its supply model reads. */
export interface SupplyGiven {
  gw: { stock2024: number; add: Row };
  share: { inf: Row };
  chip: { bw: Row; it_w: Row; pue: Row; fp8: Row; fp4: Row; use_fp4: Row };
  mix: { basis: number } & Record<string, Row | number>;
  custom: { share: Row; rel_bw: number };
  retire: { life: number };
  mef: { base: number; upside: number; geometric: number };
}

export const asSupply = (given: GivenTree): SupplyGiven => given as unknown as SupplyGiven;

const COHORTS = [2023, 2024, 2025, 2026, 2027, 2028, 2029];
const OUTLOOK = [2026, 2027, 2028, 2029];

/** A model of the supply: writes its outputs from `at` on, in the order of `HAND_WRITTEN_OUTPUTS`. */
export type SupplyModel = (given: SupplyGiven, into: Float64Array, at: number) => void;

/** The number under a key that is there. */
const of = (row: Row, key: string | number): number => row[key] as number;

/**
 * Effective bandwidth and compute as multiples of the end of 2025: the memo's chapters on supply as one plain function, as one would
 * write it who needs nothing else of them. Series are objects by year and by chip, as they are in `given`; nothing is computed twice.
 */
export const supplyByHand: SupplyModel = ({ gw, share, chip, mix, custom, retire, mef }, into, at) => {
  const additions: Row = { ...gw.add, 2023: gw.stock2024 - of(gw.add, 2024) };
  const watts: Row = {};
  const bandwidthPerWatt: Row = {};
  const computePerWatt: Row = {};
  for (const name of Object.keys(chip.bw)) {
    const drawn = of(chip.it_w, name) * of(chip.pue, name);
    watts[name] = drawn;
    bandwidthPerWatt[name] = (1e6 * of(chip.bw, name)) / drawn;
    computePerWatt[name] = (of(chip.use_fp4, name) ? of(chip.fp4, name) : of(chip.fp8, name)) / drawn;
  }
  const bandwidth: Row = {};
  const compute: Row = {};
  for (const cohort of COHORTS) {
    const mixed = mix[cohort] as Row;
    let weights = 0;
    let bytes = 0;
    let operations = 0;
    for (const name of Object.keys(mixed)) {
      const weight = of(mixed, name) * of(watts, name) ** mix.basis;
      weights += weight;
      bytes += weight * of(bandwidthPerWatt, name);
      operations += weight * of(computePerWatt, name);
    }
    const boost = cohort > 2025 ? 1 + of(custom.share, cohort) * (custom.rel_bw - 1) : 1;
    const served = (of(additions, cohort) * of(share.inf, cohort)) / 1000;
    bandwidth[cohort] = (served * boost * bytes) / weights;
    compute[cohort] = (served * operations) / weights;
  }
  const inService = (cohort: number, year: number): boolean =>
    cohort <= year && year - (cohort === 2023 ? 2022 : cohort) < retire.life;
  const stack = (contributions: Row, year: number): number => {
    let sum = 0;
    for (const cohort of COHORTS) if (inService(cohort, year)) sum += of(contributions, cohort);
    return sum;
  };
  const factor = (year: number, target: number): number =>
    mef.geometric ? target ** ((year - 2025) / 4) : 1 + ((target - 1) * (year - 2025)) / 4;
  const base: Row = {};
  const upside: Row = {};
  const bandwidth2025 = stack(bandwidth, 2025);
  for (const year of OUTLOOK) {
    const multiple = stack(bandwidth, year) / bandwidth2025;
    base[year] = multiple * factor(year, mef.base);
    upside[year] = multiple * factor(year, mef.upside);
  }
  const compute2029 = stack(compute, 2029) / stack(compute, 2025);
  for (const [i, year] of OUTLOOK.entries()) {
    into[at + i] = of(base, year);
    into[at + 4 + i] = of(upside, year);
  }
  into[at + 8] = compute2029 * factor(2029, mef.base);
  into[at + 9] = compute2029 * factor(2029, mef.upside);
};

/** The same once more with arrays in the place of series: about as fast as JavaScript can be made to do it. */
export const supplyOverArrays: SupplyModel = ({ gw, share, chip, mix, custom, retire, mef }, into, at) => {
  const bandwidth: number[] = [];
  const compute: number[] = [];
  for (const cohort of COHORTS) {
    const mixed = mix[cohort] as Row;
    let weights = 0;
    let bytes = 0;
    let operations = 0;
    for (const name in mixed) {
      const watts = of(chip.it_w, name) * of(chip.pue, name);
      const weight = of(mixed, name) * (mix.basis === 0 ? 1 : watts ** mix.basis);
      weights += weight;
      bytes += (weight * 1e6 * of(chip.bw, name)) / watts;
      operations += (weight * (of(chip.use_fp4, name) ? of(chip.fp4, name) : of(chip.fp8, name))) / watts;
    }
    const boost = cohort > 2025 ? 1 + of(custom.share, cohort) * (custom.rel_bw - 1) : 1;
    const added = cohort === 2023 ? gw.stock2024 - of(gw.add, 2024) : of(gw.add, cohort);
    const served = (added * of(share.inf, cohort)) / 1000;
    bandwidth.push((served * bytes * boost) / weights);
    compute.push((served * operations) / weights);
  }
  const stack = (contributions: readonly number[], year: number): number => {
    let sum = 0;
    for (let i = 0; i <= year - 2023; i++)
      if (year - (i === 0 ? 2022 : 2023 + i) < retire.life) sum += contributions[i] as number;
    return sum;
  };
  const factor = (year: number, target: number): number =>
    mef.geometric ? target ** ((year - 2025) / 4) : 1 + ((target - 1) * (year - 2025)) / 4;
  const bandwidth2025 = stack(bandwidth, 2025);
  for (let i = 0; i < 4; i++) {
    const multiple = stack(bandwidth, 2026 + i) / bandwidth2025;
    into[at + i] = multiple * factor(2026 + i, mef.base);
    into[at + 4 + i] = multiple * factor(2026 + i, mef.upside);
  }
  const compute2029 = stack(compute, 2029) / stack(compute, 2025);
  into[at + 8] = compute2029 * factor(2029, mef.base);
  into[at + 9] = compute2029 * factor(2029, mef.upside);
};
