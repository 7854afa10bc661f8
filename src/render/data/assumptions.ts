import type { DataSummary } from "../../assumptions/data/types.js";
import { isStale } from "../../assumptions/index.js";
import type { Assumption, Register } from "../../assumptions/register/types.js";
import type { Json, Placing } from "./json.js";

/** Every assumption of a register by id, read by a block or not: values as the register gives them, unrounded. */
export function assumptionEntries(register: Register, at: Placing): Json {
  return Object.fromEntries(
    [...register.assumptions.values()].map((assumption) => [assumption.id, entry(assumption, register, at)]),
  );
}

function entry(assumption: Assumption, register: Register, at: Placing): Json {
  const {
    label,
    shape,
    keys,
    columns,
    value,
    low,
    high,
    unit,
    columnUnits,
    shown,
    columnShown,
    converted,
    distribution,
    ends,
    mix,
  } = assumption;
  const { said, data } = assumption;
  const { kind, sources, asOf, note, reason, expression, restsOn, setBy, place, valuePlace } = assumption;
  const { name, percentiles } = distribution;
  return {
    label,
    shape,
    keys: keys.length === 0 ? undefined : keys,
    columns,
    value: said || data ? undefined : value,
    said: said && { ...said, choices: said.choices && [...said.choices] },
    data: data && dataEntry(data),
    low,
    high,
    unit,
    columnUnits: columnUnits && { ...columnUnits },
    shown,
    columnShown: columnShown && { ...columnShown },
    converted: converted && [...converted],
    distribution: percentiles ? { name, percentiles } : { name },
    ends,
    mix: mix ? true : undefined,
    kind,
    sources,
    asOf,
    staleAfter: assumption.staleAfter?.text,
    stale: isStale(assumption, register) ? true : undefined,
    note,
    reason,
    expression,
    restsOn,
    setBy,
    position: at(valuePlace),
    entry: at(place),
  };
}

/** A data file without its rows. */
const dataEntry = ({ key, columns, ...about }: DataSummary): Json => ({
  ...about,
  key: key && [...key],
  columns: columns.map(({ choices, ...column }) => ({ ...column, choices: choices && [...choices] })),
});
