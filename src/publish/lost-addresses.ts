import { type Diagnostic, didYouMean } from "../diagnostic.js";
import { counted } from "../text/counts.js";
import type { AddressList } from "./memo-index.js";

/** Addresses that a page had and the next one lacks. */
export interface LostAddresses {
  /** "figure `fig-yield`", "heading `#supply-grid`": each with its address. */
  named: readonly { what: string; name: string; address: string }[];
  /** Of quoted values, of which a sentence that is written anew has others. */
  values: readonly string[];
}

const KINDS = {
  outputs: "output",
  claims: "claim",
  figures: "figure",
  tables: "table",
  equations: "equation",
  assumptions: "assumption",
} as const;

/** What of an index of addresses leads nowhere in the next one, redirects taken in. */
export function lostAddresses(before: AddressList, now: AddressList): LostAddresses {
  const there = new Set(addressesOf(now));
  for (const old of Object.keys(now.redirects ?? {})) there.add(old);
  const isLost = (address: string | null | undefined): address is string =>
    typeof address === "string" && !there.has(address);
  const named: LostAddresses["named"][number][] = [];
  for (const [list, what] of Object.entries(KINDS))
    for (const [name, { address }] of Object.entries(before[list as keyof typeof KINDS] ?? {}))
      if (isLost(address)) named.push({ what, name, address });
  for (const { address } of before.headings ?? []) {
    const name = address.slice(1);
    if (isLost(address)) named.push({ what: "heading", name, address });
  }
  // What led on to something that is there no more, and was not said to be elsewhere.
  for (const [old] of Object.entries(before.redirects ?? {}))
    if (old.startsWith("#") && !old.startsWith("#v-") && isLost(old))
      named.push({ what: "earlier address", name: old, address: old });
  const values = (before.values ?? []).map(({ address }) => address).filter(isLost);
  return { named, values };
}

/** The same as it is told, with the new name that is nearest to each old one. */
export function tellLost(before: AddressList, now: AddressList, version: string): Diagnostic[] {
  const { named, values } = lostAddresses(before, now);
  const names = namesIn(before);
  const fresh = [...namesIn(now)].filter((name) => !names.has(name));
  const problem = (message: string, hint?: string): Diagnostic => ({
    rule: "publish/lost-address",
    severity: "warning",
    message,
    expected: "what has its place now, in the first chapter's `memo: { redirects: { old: new } }`",
    hint,
  });
  const told = named.map(({ what, name, address }) => {
    const near = didYouMean(name, fresh) ?? (fresh.length === 1 ? `did it become \`${fresh[0]}\`?` : undefined);
    return problem(
      `${what} \`${name}\` of version ${version} has no address any more: \`${address}\` leads nowhere`,
      near,
    );
  });
  if (values.length === 0) return told;
  const some = values.slice(0, SOME).map((address) => `\`${address}\``);
  const more = values.length > SOME ? ` and ${values.length - SOME} more` : "";
  return [
    ...told,
    problem(
      `${counted(values.length, "quoted value")} of version ${version} ${values.length === 1 ? "has" : "have"} no address any more: ${some.join(", ")}${more}`,
      'a sentence that is written anew has values of its own; where one lives on, name both addresses: `"#v-old": "#v-new"`',
    ),
  ];
}

/** Addresses of values that are named; the others are counted. */
const SOME = 3;

function namesIn({ headings, ...lists }: AddressList): Set<string> {
  const named = Object.keys(KINDS).flatMap((list) => Object.keys(lists[list as keyof typeof KINDS] ?? {}));
  return new Set([...named, ...(headings ?? []).map(({ address }) => address.slice(1))]);
}

function addressesOf({ headings, values, ...lists }: AddressList): string[] {
  const named = Object.keys(KINDS).flatMap((list) => Object.values(lists[list as keyof typeof KINDS] ?? {}));
  return [...named, ...headings, ...values].flatMap(({ address }) => address ?? []);
}
