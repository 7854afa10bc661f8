import { type Diagnostic, didYouMean, oneOf, type Place } from "../../diagnostic.js";
import { markOptions, plotOptions, scaleOptions } from "../../figures/checks/option-names.js";
import type { About } from "./module-text.js";
import { isSeries, keysOf, typeWords } from "./type-words.js";
import type { Finding } from "./typescript-process.js";

/** What is known of a finding besides what TypeScript says. */
export interface Circumstances {
  place: Place;
  about: About | undefined;
  /** What a property is looked for on, as written. */
  owner: string | undefined;
}

type Words = Pick<Diagnostic, "rule" | "message"> & Partial<Pick<Diagnostic, "expected" | "hint">>;

/** A finding in plain words, what TypeScript said in a note. */
export function explain(finding: Finding, { place, about, owner }: Circumstances): Diagnostic {
  const said = finding.texts.find((text) => decisive.some(({ pattern }) => pattern.test(text)));
  const [first = ""] = finding.texts;
  const words = (said === undefined ? undefined : wordsFor(said, about, owner)) ?? {
    rule: ruleOf(finding.code),
    message: plain(first),
  };
  return { ...words, severity: "error", place, notes: [`TypeScript: ${short(said ?? first)} (TS${finding.code})`] };
}

const LONGEST = 160;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** TypeScript's sentence with the quotation marks of this tool, to stand after a place. */
function plain(text: string): string {
  const quoted = text.replace(/(?<![\w'])'((?:[^']|'(?=\w))+)'(?!\w)/g, "`$1`").replace(/\.$/, "");
  return /^[A-Z][a-z]/.test(quoted) ? quoted.charAt(0).toLowerCase() + quoted.slice(1) : quoted;
}

function ruleOf(code: number): Diagnostic["rule"] {
  if (UNKNOWN_NAME.has(code)) return "types/unknown-name";
  if (UNKNOWN_PROPERTY.has(code)) return "types/unknown-property";
  if (WRONG_TYPE.has(code)) return "types/wrong-type";
  return "types/other";
}

/** TypeScript's numbers for a name, or a type's name, that nothing has. */
export const UNKNOWN_NAME: ReadonlySet<number> = new Set([
  2304, 2305, 2307, 2318, 2503, 2552, 2580, 2583, 2584, 2614, 2662, 2663, 2693, 2694, 2724, 2749, 18004,
]);
const UNKNOWN_PROPERTY: ReadonlySet<number> = new Set([2339, 2353, 2550, 2551, 2561, 2568, 7052, 7053]);
const WRONG_TYPE: ReadonlySet<number> = new Set([
  2322, 2326, 2344, 2345, 2349, 2351, 2352, 2355, 2356, 2359, 2360, 2361, 2362, 2363, 2365, 2366, 2367, 2416, 2447,
  2448, 2454, 2461, 2464, 2488, 2489, 2495, 2531, 2532, 2533, 2538, 2548, 2549, 2559, 2560, 2571, 2698, 2721, 2722,
  2723, 2736, 2739, 2740, 2741, 2769, 2774, 2801, 2820, 2872, 2873, 4104, 18046, 18047, 18048, 18049, 18050,
]);

/** What a type of the chart library's options takes; none for other types. */
function chartOptions(type: string): ReadonlySet<string> {
  if (type === "PlotOptions") return plotOptions;
  if (type === "ScaleOptions") return scaleOptions;
  return /^\w+Options$/.test(type) ? markOptions : new Set();
}

interface Sentence {
  pattern: RegExp;
  words(found: readonly string[], about: About | undefined, owner: string | undefined): Words;
}

/** Sentences of TypeScript that say what is wrong, and what they come to. The first that fits is taken. */
const decisive: readonly Sentence[] = [
  {
    pattern: /^Property '(.+?)' does not exist on type '(.*?)'\.(?: Did you mean '(.+)'\?)?/s,
    words: ([name = "", type = "", near], _about, owner) => {
      const keys = keysOf(type);
      const hint = near === undefined ? didYouMean(name, keys) : `did you mean \`${near}\`?`;
      const listed = keys.length > 0 && !type.includes("...");
      return {
        rule: "types/unknown-property",
        message: owner ? `\`${owner}\` has no \`${name}\`` : `${typeWords(type)} has no \`${name}\``,
        ...(listed
          ? { expected: oneOf(keys) }
          : owner && !keys.length && !/^(typeof )?[A-Z]\w*$/.test(type)
            ? { expected: `a property that exists; \`${owner}\` is ${typeWords(type)}` }
            : {}),
        hint,
      };
    },
  },
  {
    pattern:
      /^Object literal may only specify known properties, (?:and|but) '(.+?)' does not exist in type '(.*?)'\.(?: Did you mean to write '(.+)'\?)?/s,
    words: ([name = "", type = "", near]) => {
      const written = name.replace(/^["']|["']$/g, "");
      // TypeScript suggests less often than authors slip: two letters changed places are too far for it.
      const hint = near === undefined ? didYouMean(written, chartOptions(type)) : `did you mean \`${near}\`?`;
      return {
        rule: "types/unknown-property",
        message: `\`${written}\` is nothing that is taken here`,
        expected: `a property of ${typeWords(type).replace(/^an? /, "")}`,
        hint,
      };
    },
  },
  {
    pattern: /^(?:Argument of type|Type) '(.*?)' is not assignable to (?:parameter of )?type '(.*?)'\./s,
    words: ([from = "", to = ""], about) => mismatch(from, to, about),
  },
  {
    pattern: /^Type '(.*?)' is missing the following properties from type '(.*?)': /s,
    words: ([from = "", to = ""], about) => mismatch(from, to, about),
  },
  {
    pattern: /^Operator '(.+?)' cannot be applied to types '(.*?)' and '(.*?)'\./s,
    words: ([operator, left = "", right = ""]) => ({
      rule: "types/wrong-type",
      message: `\`${operator}\` between ${typeWords(left)} and ${typeWords(right)}`,
      expected: "a number on both sides",
    }),
  },
  {
    pattern: /^The (left|right)-hand side of an arithmetic operation must be of type/,
    words: ([side]) => ({
      rule: "types/wrong-type",
      message: `the ${side} side of this operation is no number`,
      expected: "a number on both sides",
    }),
  },
  {
    pattern: /^This comparison appears to be unintentional because the types '(.*?)' and '(.*?)' have no overlap\./s,
    words: ([left = "", right = ""]) => ({
      rule: "types/wrong-type",
      message: `${typeWords(left)} is compared with ${typeWords(right)}; they are never equal`,
    }),
  },
  {
    pattern: /^(?:'(.+)'|Object) is possibly '(undefined|null|null' or 'undefined)'\./s,
    words: ([what]) => ({
      rule: "types/wrong-type",
      message: `${what === undefined ? "this" : `\`${what}\``} may be undefined`,
      expected: "a value that is always there, or a test that it is",
    }),
  },
  {
    pattern: /^Cannot find (?:name|namespace) '(.+?)'\.(?: Did you mean '(.+)'\?)?/s,
    words: ([name, near]) => ({
      rule: "types/unknown-name",
      message: `\`${name}\` is not defined`,
      ...(near === undefined ? {} : { hint: `did you mean \`${near}\`?` }),
    }),
  },
  {
    pattern: /^Expected (.+?) arguments?, but got (\d+)\./s,
    words: ([wanted = "", got]) => ({
      rule: "types/other",
      message: `the function is called with ${got} argument${got === "1" ? "" : "s"}`,
      expected: wanted.replace("-", " to "),
    }),
  },
];

function wordsFor(text: string, about: About | undefined, owner: string | undefined): Words | undefined {
  for (const { pattern, words } of decisive) {
    const match = pattern.exec(text);
    if (match) return words(match.slice(1), about, owner);
  }
  return undefined;
}

/** A value of one type where another is wanted. */
function mismatch(from: string, to: string, about: About | undefined): Words {
  const rule = "types/wrong-type";
  const is = typeWords(from);
  const wanted = typeWords(to);
  const [key] = keysOf(from);
  const path = about && "expression" in about ? about.expression : undefined;
  const series =
    path === undefined || !(isSeries(from) || key !== undefined)
      ? {}
      : { hint: `name one of its values: \`${path}.${is === "a list" ? "0." : ""}${key ?? "key"}\`` };
  switch (about?.kind) {
    case "format": {
      const { format, expression, output } = about;
      const prints = format === "text" ? "a text or a number" : format === "date" ? "a date" : "a number";
      if (/ or nothing$/.test(is) || is === "nothing")
        return {
          rule,
          message: `\`${expression}\` may be empty`,
          expected: output ? "a value" : 'a value, or the text to print instead: empty="none"',
        };
      return {
        rule,
        message: output
          ? `the output \`${expression}\` is ${is}, and its format \`${format}\` prints ${prints}`
          : `\`${expression}\` is ${is}, and \`${format}\` prints ${prints}`,
        expected: prints,
        ...series,
      };
    }
    case "bare":
      return {
        rule,
        message: `\`${about.expression}\` is ${is} without a format`,
        expected: is.includes("number")
          ? `a format such as {{number ${about.expression} digits=1}}`
          : "a number or a text",
        ...series,
      };
    case "option":
      return { rule, message: `\`${about.option}\` of \`${about.format}\` is ${is}`, expected: wanted };
    case "claim":
      return { rule, message: `the claim comes to ${is}`, expected: "a comparison, which is true or false" };
    case "each":
      return { rule, message: `\`${about.expression}\` is ${is}`, expected: "a list or a series to go through" };
    default:
      return {
        rule,
        message:
          is === wanted ? `\`${short(from)}\` where \`${short(to)}\` is expected` : `${is} where ${wanted} is expected`,
        ...(is === "a series" && /^a list\b/.test(wanted)
          ? { hint: "`rows({ name: series })` makes a list of rows of it, each with a key and a value" }
          : {}),
      };
  }
}
