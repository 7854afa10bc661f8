import { SIGNS } from "./currencies.js";

/** Things counted; each is a dimension of its own, so that tokens and queries can't be added. */
export const COUNTS: Readonly<Record<string, readonly string[]>> = {
  USD: [],
  token: ["tokens"],
  query: ["queries"],
  person: ["people", "persons"],
  GPU: ["GPUs"],
  chip: ["chips"],
  package: ["packages"],
  wafer: ["wafers"],
};

/** Thousand to trillion of anything counted: kUSD, MUSD, BUSD, TUSD, Mtoken. Money has no giga. */
export const MULTIPLES: readonly (readonly [string, string])[] = [
  ["k", "1e3"],
  ["M", "1e6"],
  ["B", "1e9"],
  ["T", "1e12"],
];

/** Offered when a name is unknown; the first of two equally near is taken, so the usual ones stand first. */
export const USUAL = (
  "W kW MW GW TW Wh kWh MWh GWh TWh B kB MB GB TB PB EB B/s GB/s TB/s PB/s FLOP GFLOP TFLOP PFLOP EFLOP " +
  "hour day week month year s min h kg g t m km Hz kHz MHz GHz J V A K"
).split(" ");

const MILLIONS = "e6: 1.5 million is `1.5e6`";
const BILLIONS = "e9: 1.5 billion is `1.5e9`";
const CENTS = "USD, EUR or another currency, of which a cent is `0.01`";
const MILLION_BTU = "e6: 5 million BTU are `5e6 BTU`";

/** Longer spellings of units. What stands here is the pattern's group and the sign behind it: "kwatts" is "kW", "tCO2e" is "t". */
export const SPELLED_OUT: readonly (readonly [RegExp, string])[] = [
  [/^([kMGTPE])watts?$/i, "W"],
  [/^([kMGTPE])watt-?hours?$/i, "Wh"],
  [/^([kMGTPE])bits?$/i, "b"],
  [/^([kMGTPE])bytes?$/i, "B"],
  [/^([kMG])joules?$/i, "J"],
  [/^(k?g|[MG]?t)CO2e?$/, ""],
];

/** What people write for units of other names. */
export const CONFUSED: Readonly<Record<string, string>> = {
  ...SIGNS,
  dollar: "USD",
  dollars: "USD",
  euro: "EUR",
  euros: "EUR",
  yen: "JPY",
  "\u2030": "permille",
  yr: "year",
  yrs: "year",
  y: "year",
  a: "year",
  d: "day",
  mo: "month",
  mth: "month",
  bbl: "oilbarrel, of 42 gallons, or beerbarrel, of 31",
  tok: "token",
  toks: "token",
  x: "1",
  "×": "1",
  ratio: "1",
  share: "1",
  fraction: "1",
  count: "1",
  percentage: "%",
  TFLOPS: "TFLOP/s",
  PFLOPS: "PFLOP/s",
  GFLOPS: "GFLOP/s",
  FLOPS: "FLOP/s",
  M: MILLIONS,
  mn: MILLIONS,
  mio: MILLIONS,
  Mio: MILLIONS,
  mln: MILLIONS,
  million: MILLIONS,
  millions: MILLIONS,
  k: "e3: 5 thousand is `5e3`",
  thousand: "e3: 5 thousand is `5e3`",
  bn: BILLIONS,
  mrd: BILLIONS,
  Mrd: BILLIONS,
  billion: BILLIONS,
  billions: BILLIONS,
  trillion: "e12: 5 trillion is `5e12`",
  per: "a stroke: `1/year`",
  st: "1",
  pcs: "1",
  piece: "1",
  pieces: "1",
  usd: "USD",
  eur: "EUR",
  bps: "bp",
  cent: CENTS,
  cents: CENTS,
  "\u00a2": CENTS,
  pct: "%",
  none: "1",
  index: "1",
  times: "1",
  units: "1",
  dimensionless: "1",
  unitless: "1",
  dB: "1: a level in decibels is a pure number",
  points: "pp, percentage points",
  FTE: "person",
  pax: "person",
  head: "person",
  heads: "person",
  employee: "person",
  employees: "person",
  ha: "hectare",
  sqm: "m^2",
  cbm: "m^3",
  mcg: "ug",
  kBTU: "e3: 5 kBTU are `5e3 BTU`",
  MMBTU: MILLION_BTU,
  MMBtu: MILLION_BTU,
  mmbtu: MILLION_BTU,
  therm: "BTU, of which a therm is `1e5`",
  therms: "BTU, of which a therm is `1e5`",
  GBps: "GB/s",
  TBps: "TB/s",
};
