import type { WrittenRedirect } from "../../chapters/types.js";
import { type Diagnostic, didYouMean } from "../../diagnostic.js";

/** What an address can be of. `place`: a heading, figure, table or equation; `value`: an output or another name that prose quotes. */
export type AddressKind = "place" | "value" | "assumption" | "block" | "scenario" | "address";

/** An old name, or an old address, and the living one that it leads to. */
export interface Redirect {
  kind: AddressKind;
  /** Of `address` without its `#`. */
  from: string;
  to: string;
}

/** All that is there under each kind of name. An `address` is an id of the page. */
export type LivingNames = Readonly<Record<AddressKind, ReadonlySet<string>>>;

const NAMED: readonly AddressKind[] = ["place", "value", "assumption", "block", "scenario"];

const RULE = { rule: "chapters/redirect", severity: "error" } as const;

/**
 * What the front matter says of names that are gone. An entry stands for the kinds of thing that its new name is; one that leads to another
 * entry leads where that leads. Reported are those that lead nowhere, in a circle, or away from what is there.
 */
export function resolveRedirects(
  written: readonly WrittenRedirect[],
  living: LivingNames,
  report: (d: Diagnostic) => void,
): Redirect[] {
  const next = new Map(written.map(({ from, to }) => [from.text, to.text]));
  return written.flatMap(({ from, to }): Redirect[] => {
    const end = endOf(from.text, next);
    if (end === undefined) {
      report({
        ...RULE,
        message: `\`${from.text}\` leads back to itself${to.text === from.text ? "" : `, by way of \`${to.text}\``}`,
        expected: "a name or address that is there now",
        place: from.place,
      });
      return [];
    }
    const kinds = kindsOf(end, living);
    if (kinds.length === 0) {
      // Said once, where it is written.
      if (end !== to.text) return [];
      const hint = didYouMean(end, [...new Set(NAMED.flatMap((kind) => [...living[kind]]))]);
      report({
        ...RULE,
        message: `\`${from.text}\` leads to \`${end}\`, which is not there`,
        expected: end.startsWith("#")
          ? "an address that memo-index.json lists"
          : "the name of a heading, figure, table, equation, output, claim, block, assumption or scenario, or an address that begins with `#`",
        hint,
        place: to.place,
      });
      return [];
    }
    if (from.text.startsWith("#")) {
      const id = from.text.slice(1);
      const address = addressOf(end, kinds);
      if (id !== "" && address !== undefined && !living.address.has(id))
        return [{ kind: "address", from: id, to: address }];
      report(
        address === undefined
          ? {
              ...RULE,
              message: `\`${from.text}\` is an address on the page, and \`${end}\` has none there`,
              expected: "something on the page",
              place: to.place,
            }
          : alive(from),
      );
      return [];
    }
    const free = kinds.filter((kind) => kind !== "address" && !living[kind].has(from.text));
    if (free.length > 0 && free.length === kinds.length)
      return free.map((kind) => ({ kind, from: from.text, to: end }));
    report(
      kinds.includes("address")
        ? {
            ...RULE,
            message: `\`${from.text}\` is a name, and \`${end}\` is an address`,
            expected: `two names, or the address that \`${from.text}\` had, as in \`"#${from.text}": "${end}"\``,
            place: from.place,
          }
        : alive(from),
    );
    return [];
  });
}

function alive({ text, place }: WrittenRedirect["from"]): Diagnostic {
  return {
    ...RULE,
    message: `\`${text}\` is still there, and would lead elsewhere`,
    expected: "a name or address that is gone",
    place,
  };
}

/** Where an entry leads in the end; undefined for a circle. */
function endOf(from: string, next: ReadonlyMap<string, string>): string | undefined {
  const seen = new Set<string>();
  let at = from;
  for (let to = next.get(at); to !== undefined; to = next.get(at)) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    at = to;
  }
  return at;
}

function kindsOf(name: string, living: LivingNames): AddressKind[] {
  if (name.startsWith("#")) return living.address.has(name.slice(1)) ? ["address"] : [];
  return NAMED.filter((kind) => living[kind].has(name));
}

/** The id on the page of something that a name is of. */
function addressOf(name: string, kinds: readonly AddressKind[]): string | undefined {
  const [kind] = kinds;
  if (kind === "address") return name.slice(1);
  if (kind === undefined || kind === "scenario") return undefined;
  return idOf(kind, name);
}

const PREFIXES: Readonly<Partial<Record<AddressKind, string>>> = { value: "output", assumption: "a", block: "block" };

/** The id that a thing of a name has on the page. */
export function idOf(kind: AddressKind, name: string): string {
  const prefix = PREFIXES[kind];
  return prefix === undefined ? name : `${prefix}-${name.replace(/\s+/g, "-")}`;
}
