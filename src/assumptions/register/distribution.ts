import type { Place } from "../../diagnostic.js";
import type { Problems } from "../../yaml/problems.js";
import type { RawEntry } from "../files/entry.js";
import { hasZero } from "../units/block-units.js";
import { type Frame, leaves } from "./to-value.js";
import type { Distribution, Value } from "./types.js";

/** What the range of an entry means; what doesn't go with it is reported. */
export function distributionOf(
  entry: RawEntry,
  subject: string,
  range: { low: Value | undefined; high: Value | undefined },
  value: Value,
  frame: Frame,
  problems: Problems,
): Distribution {
  const ranged = entry.low !== undefined && entry.high !== undefined;
  const name = entry.distribution?.value;
  const place = entry.distribution?.place ?? entry.low?.place ?? entry.place;
  if (!name) {
    if (ranged && !entry.given.has("distribution")) {
      problems.error("missing-distribution", `${subject} has a range that no distribution gives a meaning`, place, {
        expected: "`distribution:` here or under `defaults:`; `point` for a range that is shown and not drawn from",
      });
    }
    if (entry.percentiles) {
      problems.error("percentiles", `${subject} has percentiles and no distribution`, entry.percentiles.place, {
        expected: "`normal` or `lognormal`",
      });
    }
    return { name: "point" };
  }
  if (name !== "point" && !entry.given.has("low") && !entry.given.has("high")) {
    problems.error("missing-range", `${subject} is \`${name}\` and has no range`, place, {
      expected: "`low` and `high`",
    });
  }
  const percentiles = entry.percentiles;
  if (name !== "normal" && name !== "lognormal") {
    if (percentiles) {
      problems.error("percentiles", `${subject} is \`${name}\` and has percentiles`, percentiles.place, {
        expected: "`normal` or `lognormal`; low and high of the others are their ends",
      });
    }
    return { name };
  }
  if (name === "lognormal" && !checkLognormal(entry, subject, { value, ...range }, frame, place, problems))
    return { name };
  return { name, percentiles: percentiles?.value ?? [5, 95] };
}

/** Reports ends that no lognormal distribution has; false where its unit rules one out. */
function checkLognormal(
  entry: RawEntry,
  subject: string,
  numbers: { value: Value; low: Value | undefined; high: Value | undefined },
  frame: Frame,
  place: Place,
  problems: Problems,
): boolean {
  const own = [frame.unit, ...Object.values(frame.columnUnits ?? {})].find(hasZero);
  if (own !== undefined) {
    const message = `${subject} is lognormal in \`${own}\`, a scale with a zero of its own`;
    problems.error("incompatible-unit", message, place, { expected: "`unit: K`, or another distribution" });
    return false;
  }
  for (const end of ["value", "low", "high"] as const) {
    const value = numbers[end];
    const bad = value === undefined ? undefined : leaves(value).find(([, n]) => n <= 0);
    if (!bad) continue;
    const message = `\`${end}\` of ${subject} is ${bad[1]}${bad[0] ? ` at ${bad[0]}` : ""}`;
    problems.error("not-positive", message, entry[end]?.place, {
      expected: "a number above 0, because it is lognormal",
    });
  }
  return true;
}
