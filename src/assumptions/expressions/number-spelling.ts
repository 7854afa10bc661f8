/** What is wrong with how a number is spelled, and what to write. */
export interface SpellingProblem {
  message: string;
  expected: string;
  hint?: string;
}

const PLAIN = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const EXPECTED = "digits as people write them, with a point: `1800`, `0.5`, `1.8e3`";

/**
 * A number that YAML reads, and people may read as another: `010` is ten or eight, `0x10` sixteen, and digits beyond the sixteenth or an
 * exponent too small are lost. Undefined for a spelling that has one meaning.
 */
export function oddSpelling(text: string, value: number): SpellingProblem | undefined {
  const written = text.trim();
  const problem = (message: string, hint?: string): SpellingProblem => ({
    message: `\`${written}\` ${message}`,
    expected: EXPECTED,
    hint,
  });
  const based = /^[+-]?0([xob])([0-9a-f]+)$/i.exec(written);
  if (based) {
    const names: Readonly<Record<string, string>> = { x: "hexadecimal", o: "octal", b: "binary" };
    const meant = Number(written.replace(/^[+-]/, ""));
    return problem(
      `is a number in ${names[(based[1] ?? "").toLowerCase()]} digits`,
      Number.isFinite(meant) ? `write \`${written.startsWith("-") ? "-" : ""}${meant}\`` : undefined,
    );
  }
  if (/^[+-]?0\d/.test(written)) {
    const plain = written.replace(/^([+-]?)0+(?=\d)/, "$1");
    const octal = /^[+-]?0[0-7]+$/.test(written) ? Number.parseInt(plain, 8) : Number.NaN;
    return problem(
      "begins with a zero, which some readers take for octal digits",
      `write \`${plain}\`${Number.isNaN(octal) || octal === Number(plain) ? "" : `, or \`${octal}\` where octal digits are meant`}`,
    );
  }
  if (!Number.isFinite(value)) return undefined;
  if (value === 0 && /[1-9]/.test(written.replace(/e.*$/i, "")))
    return problem("is too small for a number and would be 0");
  const digits = written.replace(/e.*$/i, "").replace(/[+.-]/g, "").replace(/^0+/, "").replace(/0+$/, "");
  const isOther = /^[+-]?\d+$/.test(written) && BigInt(written.replace("+", "")) !== BigInt(value);
  if (digits.length > 17 || isOther) return problem("has more digits than a number keeps", `write \`${value}\``);
  return PLAIN.test(written) ? undefined : problem("is no plain number", `write \`${value}\``);
}

const SPACES = "\\s\\u00a0\\u2009\\u202f";
const GROUP = `[_,'\u2019\u00b7${SPACES}]`;
const POINTED = new RegExp(`^([+-]?)(\\d{1,3}(?:${GROUP}\\d{3})+)((?:\\.\\d+)?)(?!\\d|${GROUP}\\d)`);

/** Digits, signs and spaces of other scripts and of typesetting, as a keyboard has them. */
function keyboard(text: string): string {
  return text
    .replace(/[\u2212\u2013\ufe63\uff0d](?=[\d.\p{Nd}])/gu, "-")
    .replace(/\p{Nd}/gu, (digit) => (digit <= "9" ? digit : String(digitOf(digit))))
    .replace(/[\uff0e\u066b]/g, ".")
    .replace(/[\uff0c\u066c]/g, ",")
    .replace(/\uff05/g, "%");
}

/** Digits stand in runs of ten, from zero on. */
function digitOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (point - zero) % 10;
}

const FRACTIONS: Readonly<Record<string, number>> = {
  "\u00bd": 0.5,
  "\u00bc": 0.25,
  "\u00be": 0.75,
  "\u2153": 1 / 3,
  "\u2154": 2 / 3,
  "\u215b": 0.125,
};

/**
 * A text that people would take for a number, with or without a unit, and that is none here: groups of digits, a comma for the point,
 * digits of another script, a time, a range, a fraction. Undefined for what is a number, or nothing like one.
 */
export function notPlain(text: string): SpellingProblem | undefined {
  const written = text.trim();
  const say: Say = (message, hint, expected = EXPECTED) => ({ message: `\`${written}\` ${message}`, expected, hint });
  const typed = keyboard(written);
  if (typed !== written) {
    const inner = notPlain(typed)?.hint;
    if (/^[+-]?[\d.]/.test(typed))
      return say("has digits or signs that are no keyboard's", inner ?? `write \`${typed}\``);
  }
  return separated(written, say) ?? otherThanNumber(written, say) ?? spelledOtherwise(written, say);
}

type Say = (message: string, hint?: string, expected?: string) => SpellingProblem;

/** Groups of digits, and a comma for the point. */
function separated(written: string, say: Say): SpellingProblem | undefined {
  const marked = /^([+-]?)(\d+(?:_\d+)+(?:\.\d+)?)/.exec(written);
  const grouped = POINTED.exec(written);
  // 1.800,5 and 1.800.000, as much of the world writes them.
  const continental = /^([+-]?)(\d{1,3}(?:\.\d{3})+),(\d+)|^([+-]?)(\d{1,3}(?:\.\d{3}){2,})(?![\d.,])/.exec(written);
  if (continental) {
    const [all, sign = "", whole = "", part = "", other = "", only = ""] = continental;
    const plain = `${sign || other}${(whole || only).replaceAll(".", "")}${part === "" ? "" : `.${part}`}`;
    return say("has points between its digits", `write \`${plain}${written.slice(all.length)}\``);
  }
  if (marked || grouped) {
    const all = (marked ?? grouped)?.[0] ?? "";
    const plain = all.replace(new RegExp(GROUP, "g"), "");
    const rest = written.slice(all.length);
    const comma = /^([+-]?\d{1,3}),(\d{3})$/.exec(all);
    return say(
      "has marks between its digits and is not a number",
      `write \`${plain}${rest}\`${comma ? `, or \`${comma[1]}.${comma[2]}${rest}\` where the comma is a decimal point` : ""}`,
      "digits without separators",
    );
  }
  const comma = /^([+-]?\d+),(\d+)(?![\d,])/.exec(written);
  if (comma)
    return say(
      "has a comma for the decimal point",
      `write \`${comma[1]}.${comma[2]}${written.slice(comma[0].length)}\``,
    );
  return undefined;
}

/** A time, a date, a range, or a number of another base. */
function otherThanNumber(written: string, say: Say): SpellingProblem | undefined {
  const clock = /^([+-]?)(\d+):(\d{1,2})(?::(\d{1,2}))?$/.exec(written);
  if (clock) {
    const hours = Number(clock[2]) + Number(clock[3]) / 60 + Number(clock[4] ?? 0) / 3600;
    return say(
      "is a time of day or a ratio, not a number",
      `for a time write \`${clock[1]}${Number(hours.toPrecision(6))} h\``,
    );
  }
  if (/^[+-]?0(?:x[0-9a-f]+|o[0-7]+|b[01]+)(?=$|\s)/i.test(written) || /^[+-]?0\d/.test(written))
    return oddSpelling(/^\S+/.exec(written)?.[0] ?? written, Number.NaN);
  if (/^\d{4}-\d{2}(?:-\d{2})?$/.test(written)) return say("is a date");
  const range = /^([+-]?[\d.]+)\s*(?:-|\u2013|\u2014|\.\.+|to)\s*([\d.]+)\s*(.*)$/.exec(written);
  if (range && !Number.isNaN(Number(range[1])) && !Number.isNaN(Number(range[2])))
    return say(
      "is a range",
      `write one number, and the range as \`low: ${range[1]}\` and \`high: ${range[2]}\``,
      "one number",
    );
  return undefined;
}

/** A fraction, a power, or more or less a number. */
function spelledOtherwise(written: string, say: Say): SpellingProblem | undefined {
  const vulgar = /^([+-]?)(\d*)\s*([\u00bc-\u00be\u2150-\u215e])/.exec(written);
  if (vulgar) {
    const size = Number(vulgar[2] || 0) + (FRACTIONS[vulgar[3] ?? ""] ?? Number.NaN);
    return say(
      "has a fraction in one sign",
      Number.isNaN(size)
        ? undefined
        : `write \`${vulgar[1]}${Number(size.toPrecision(6))}${written.slice(vulgar[0].length)}\``,
    );
  }
  const rough =
    /^[~\u2248<>\u2264\u2265\u00b1]\s*([+-]?[\d.].*)$/.exec(written) ?? /^([+-]?[\d.]+)\s*[+\u00b1]/.exec(written);
  if (rough)
    return say(
      "is more or less a number",
      `write \`${rough[1]}\`, and what is not known of it as \`low\` and \`high\``,
    );
  const power = /^([+-]?[\d.]+)\s*(?:[x\u00d7*]\s*)?10\s*(?:\^|\*\*)\s*([+-]?\d+)/.exec(written);
  if (power) return say("is a power written out", `write \`${power[1]}e${power[2]}${written.slice(power[0].length)}\``);
  if (/^[+-]?\d*\.\d+\.\d/.test(written)) return say("has two points");
  return undefined;
}
