import { isStale } from "../../assumptions/index.js";
import type { Assumption, Register } from "../../assumptions/register/types.js";
import { placeText } from "../text.js";
import type { Json } from "./json.js";

/** Every assumption of a register by id, read by a block or not: values as the register gives them, unrounded. */
export function assumptionEntries(register: Register): Json {
  return Object.fromEntries(
    [...register.assumptions.values()].map((assumption) => [assumption.id, entry(assumption, register)]),
  );
}

function entry(assumption: Assumption, register: Register): Json {
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
    distribution,
    ends,
    mix,
  } = assumption;
  const { kind, sources, asOf, note, reason, expression, restsOn, setBy, place, valuePlace } = assumption;
  const { name, percentiles } = distribution;
  return {
    label,
    shape,
    keys: keys.length === 0 ? undefined : keys,
    columns,
    value,
    low,
    high,
    unit,
    columnUnits: columnUnits && { ...columnUnits },
    shown,
    columnShown: columnShown && { ...columnShown },
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
    position: placeText(valuePlace),
    entry: placeText(place),
  };
}
