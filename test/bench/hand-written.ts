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

/**
 * Effective bandwidth and compute as multiples of the end of 2025: the memo's chapters on supply as one plain function, written as
 * somebody would who needs nothing else of them. Each cohort's contribution is computed once.
 *
 * @param into gets the outputs from `at` on, in the order of `HAND_WRITTEN_OUTPUTS`.
 */
export function supplyByHand(given: SupplyGiven, into: Float64Array, at: number): void {
  const { gw, share, chip, mix, custom, retire, mef } = given;
  const bandwidth: number[] = [];
  const compute: number[] = [];
  for (const cohort of COHORTS) {
    const mixed = mix[cohort] as Row;
    let weights = 0;
    let bytes = 0;
    let operations = 0;
    for (const name in mixed) {
      const watts = (chip.it_w[name] as number) * (chip.pue[name] as number);
      const weight = (mixed[name] as number) * watts ** mix.basis;
      weights += weight;
      bytes += weight * ((1e6 * (chip.bw[name] as number)) / watts);
      operations += (weight * (chip.use_fp4[name] ? chip.fp4 : chip.fp8)[name as never]) / watts;
    }
    const boost = cohort > 2025 ? 1 + (custom.share[cohort] as number) * (custom.rel_bw - 1) : 1;
    const added = cohort === 2023 ? gw.stock2024 - (gw.add[2024] as number) : (gw.add[cohort] as number);
    const served = (added * (share.inf[cohort] as number)) / 1000;
    bandwidth.push((served * bytes * boost) / weights);
    compute.push((served * operations) / weights);
  }
  const stack = (contributions: readonly number[], year: number): number => {
    let sum = 0;
    for (const [i, cohort] of COHORTS.entries())
      if (cohort <= year && year - (cohort === 2023 ? 2022 : cohort) < retire.life) sum += contributions[i] as number;
    return sum;
  };
  const factor = (year: number, target: number): number =>
    mef.geometric ? target ** ((year - 2025) / 4) : 1 + ((target - 1) * (year - 2025)) / 4;
  const bandwidth2025 = stack(bandwidth, 2025);
  for (const [i, year] of OUTLOOK.entries()) {
    const multiple = stack(bandwidth, year) / bandwidth2025;
    into[at + i] = multiple * factor(year, mef.base);
    into[at + 4 + i] = multiple * factor(year, mef.upside);
  }
  const compute2029 = stack(compute, 2029) / stack(compute, 2025);
  into[at + 8] = compute2029 * factor(2029, mef.base);
  into[at + 9] = compute2029 * factor(2029, mef.upside);
}

/**
 * The same in the chapters' own steps, block after block, with the functions they define and as often as they call them, but without
 * the engine and its library. What the engine costs is measured against this; what the chapters' way of writing costs, by this against
 * `supplyByHand`.
 */
export function supplyInSteps(given: SupplyGiven, into: Float64Array, at: number): void {
  interface Fleet {
    additions: Row;
    share: Row;
    perWatt: Row;
    byChips: number;
    life: number;
    boost: (cohort: number) => number;
  }
  const series = (keys: readonly (string | number)[], f: (key: never) => number): Row => {
    const result: Row = {};
    for (const key of keys) result[key] = f(key as never);
    return result;
  };
  function sum<T>(values: readonly T[], f: (value: T) => number): number {
    let total = 0;
    for (const value of values) total += f(value);
    return total;
  }
  const cohorts = [2023, 2024, 2025, 2026, 2027, 2028, 2029];
  const outlook = [2026, 2027, 2028, 2029];
  const additions: Row = { ...given.gw.add, 2023: given.gw.stock2024 - (given.gw.add[2024] as number) };
  const chips = Object.keys(given.chip.bw);
  const watts = series(chips, (chip) => given.chip.it_w[chip] * given.chip.pue[chip]);
  const bandwidthPerWatt = series(chips, (chip) => (10 ** 6 * given.chip.bw[chip]) / (watts[chip] as number));
  const tflops = series(chips, (chip) => (given.chip.use_fp4[chip] ? given.chip.fp4[chip] : given.chip.fp8[chip]));
  const computePerWatt = series(chips, (chip) => (tflops[chip] as number) / (watts[chip] as number));
  function blend(year: number, perWatt: Row, byChips: number): number {
    const mix = given.mix[year] as Row;
    const weight = (chip: string): number => (mix[chip] as number) * (watts[chip] as number) ** byChips;
    const inMix = Object.keys(mix);
    return sum(inMix, (chip) => weight(chip) * (perWatt[chip] as number)) / sum(inMix, weight);
  }
  const common = { additions, share: given.share.inf, byChips: given.mix.basis, life: given.retire.life };
  const customBoost = (cohort: number): number =>
    cohort > 2025 ? 1 + (given.custom.share[cohort] as number) * (given.custom.rel_bw - 1) : 1;
  const bandwidthFleet: Fleet = { ...common, perWatt: bandwidthPerWatt, boost: customBoost };
  const computeFleet: Fleet = { ...common, perWatt: computePerWatt, boost: () => 1 };
  function contribution(fleet: Fleet, cohort: number): number {
    const rate = blend(cohort, fleet.perWatt, fleet.byChips) * fleet.boost(cohort);
    return ((fleet.additions[cohort] as number) * (fleet.share[cohort] as number) * rate) / 1000;
  }
  function aliveIn(fleet: Pick<Fleet, "life">, year: number): number[] {
    const age = (cohort: number): number => year - (cohort === 2023 ? 2022 : cohort);
    return cohorts.filter((cohort) => cohort <= year && age(cohort) < fleet.life);
  }
  const stackAt = (fleet: Fleet, year: number): number =>
    sum(aliveIn(fleet, year), (cohort) => contribution(fleet, cohort));
  function mefIn(year: number, target: number): number {
    const progress = Math.min(1, Math.max(0, (year - 2025) / 4));
    return given.mef.geometric ? target ** progress : 1 + (target - 1) * progress;
  }
  const effective = (fleet: Fleet, target: number): Row =>
    series([2025, ...outlook], (year) => (mefIn(year, target) * stackAt(fleet, year)) / stackAt(fleet, 2025));
  const bandwidthBase = effective(bandwidthFleet, given.mef.base);
  const bandwidthUpside = effective(bandwidthFleet, given.mef.upside);
  const computeBase = effective(computeFleet, given.mef.base);
  const computeUpside = effective(computeFleet, given.mef.upside);
  for (const [i, year] of outlook.entries()) {
    into[at + i] = bandwidthBase[year] as number;
    into[at + 4 + i] = bandwidthUpside[year] as number;
  }
  into[at + 8] = computeBase[2029] as number;
  into[at + 9] = computeUpside[2029] as number;
}
