import type { TextAt } from "../../yaml/fields.js";
import type { Problems } from "../../yaml/problems.js";

/** A sign of the International System that people write for something else. */
interface Confusable {
  /** The name of what it stands for, which can be written too. */
  is: string;
  /** Words of a name or label that speak of what else it would be, which unit that has, and words that speak of what it is. */
  meant: readonly (readonly [words: RegExp, unit: string])[];
  unless: RegExp;
}

const TEMPERATURE = /temperature|\u00b0|\u00ba|celsius|fahrenheit/i;
const MASS = /\b(?:tonn?es?|tons?|mass|weight|freight|cargo|emissions?|co2e?)\b/i;
const PLANT = /\b(?:power )?(?:plants?|stations?|grid|reactors?|turbines?|farms?)\b|data.?cent(?:re|er)s?|mega/i;
const SMALL_POWER = /milli|signal|laser|antenna|sensor|chip/i;
const FIELD = /tesla|magnet|flux|\bfield\b/i;

/** By sign, as it stands alone in a unit. Upper and lower case are two signs. */
export const CONFUSABLE: Readonly<Record<string, Confusable>> = {
  C: { is: "coulomb", meant: [[TEMPERATURE, "degC"]], unless: /coulomb|charge|electric/i },
  F: { is: "farad", meant: [[TEMPERATURE, "degF"]], unless: /farad|capacit/i },
  K: { is: "kelvin", meant: [[/\bthousands?\b/i, "e3"]], unless: /kelvin|temperature|degree/i },
  m: {
    is: "meter",
    meant: [
      [/\bmin(?:ute)?s?\b/i, "min"],
      [/\bmillions?\b/i, "e6"],
    ],
    unless: /met(?:re|er)s?\b|length|distance|height|width|depth|speed/i,
  },
  mm: { is: "millimeter", meant: [[/\bmillions?\b/i, "e6"]], unless: /milli|length|distance|height|width|depth|rain/i },
  S: { is: "siemens", meant: [[/\b(?:seconds?|secs?)\b/i, "s"]], unless: /siemens|conduct/i },
  H: { is: "henry", meant: [[/\b(?:hours?|hrs?)\b/i, "h"]], unless: /henr(?:y|ies)|induct/i },
  B: {
    is: "byte",
    meant: [[/\b(?:billions?|bn)\b/i, "e9"]],
    unless: /byte|memory|storage|\bband|\bdata\b|model|param/i,
  },
  b: {
    is: "bit",
    meant: [
      [/\b(?:billions?|bn)\b/i, "e9"],
      [/\bbarrels?\b/i, "oilbarrel"],
    ],
    unless: /\bbits?\b|\bband|\bdata\b/i,
  },
  ct: {
    is: "centitonne",
    meant: [
      [
        /\bcents?\b|price|costs?\b|tariff?|\bfees?\b|charges?\b|preis|kosten|geb\u00fchr/i,
        "USD, EUR or another currency, of which a cent is `0.01`",
      ],
    ],
    unless: /\bmass\b|weight|tonne/i,
  },
  mt: { is: "millitonne", meant: [[MASS, "t"]], unless: /milli/i },
  mT: { is: "millitesla", meant: [[MASS, "t"]], unless: FIELD },
  mW: { is: "milliwatt", meant: [[PLANT, "MW"]], unless: SMALL_POWER },
  mWh: { is: "milliwatt*h", meant: [[PLANT, "MWh"]], unless: SMALL_POWER },
  pH: { is: "picohenry", meant: [[/\bph\b|acid|alkalin/i, "1"]], unless: /henr(?:y|ies)|induct/i },
  T: {
    is: "tesla",
    meant: [
      [MASS, "t"],
      [/\btrillions?\b/i, "e12"],
    ],
    unless: FIELD,
  },
  kT: { is: "kilotesla", meant: [[MASS, "kt"]], unless: FIELD },
  MT: { is: "megatesla", meant: [[MASS, "Mt"]], unless: FIELD },
  GT: { is: "gigatesla", meant: [[MASS, "Gt"]], unless: FIELD },
};

/**
 * Warns of a sign in a unit that stands for something else than its name, label or note speaks of: `C`, a coulomb, of a temperature. A note may
 * speak of much, and is looked through for temperatures alone.
 */
export function checkMeantUnit(
  unit: TextAt,
  of: { names: readonly (string | undefined)[]; note?: string },
  problems: Problems,
): void {
  const said = of.names.join(" ").replace(/(?<=\p{Ll})(?=\p{Lu})|[._]/gu, " ");
  for (const { 0: sign, index } of unit.text.matchAll(/[A-Za-z]+/g)) {
    const known = Object.hasOwn(CONFUSABLE, sign) ? CONFUSABLE[sign] : undefined;
    if (!known || known.unless.test(said)) continue;
    const { note = "" } = of;
    const isTold = (words: RegExp): boolean =>
      words.test(said) || (words === TEMPERATURE && words.test(note) && !known.unless.test(note));
    const meant = known.meant.find(([words]) => isTold(words))?.[1];
    if (meant === undefined) continue;
    problems.warn(
      "meant-unit",
      `\`${sign}\` stands for ${known.is}, and what is said of \`${of.names[0]}\` speaks of another unit`,
      unit.within(index, sign.length),
      {
        expected: /^e\d/.test(meant) ? `a number with \`${meant}\`` : meant.includes(" ") ? meant : `\`${meant}\``,
        hint: `where it is meant, write its name: \`${unit.text.replace(sign, known.is)}\``,
      },
    );
    return;
  }
}
