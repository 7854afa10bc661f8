import { assumptionOf } from "../../assumptions/register/given.js";
import type { Register } from "../../assumptions/register/types.js";
import type { Redirect } from "../../document/addresses/redirects.js";
import type { Asked } from "./world.js";

/** The longest address that is read; what anybody asks for by hand is far shorter. */
const LONGEST = 8000;

/**
 * What an address asks for: `#set=gw.add.2027:26;mef.base:1.4`, `#scenario=upside`, or both, with `&` between them. Undefined where it is none of
 * this page's, such as that of a section; a text where it can't be read.
 */
export function readAddress(hash: string): Asked | string | undefined {
  const text = hash.replace(/^#/, "");
  if (text === "") return { sets: [] };
  if (!/^(?:set|scenario)=/.test(text)) return undefined;
  if (text.length > LONGEST) return "the address is too long to be read";
  const asked: { scenario?: string; sets: { id: string; text: string }[] } = { sets: [] };
  for (const part of text.split("&")) {
    const [key = "", ...rest] = part.split("=");
    let value: string;
    try {
      value = decodeURIComponent(rest.join("="));
    } catch {
      return `\`${part}\` in the address can't be read`;
    }
    if (key === "scenario") asked.scenario = value;
    else if (key === "set")
      for (const one of value.split(";").filter((x) => x.trim() !== "")) {
        const colon = one.indexOf(":");
        if (colon < 1) return `\`${one}\` in the address names no value: expected \`name:value\``;
        asked.sets.push({ id: one.slice(0, colon).trim(), text: one.slice(colon + 1).trim() });
      }
    else return `the address holds \`${key}\`, which means nothing here; expected \`set\` or \`scenario\``;
  }
  return asked;
}

/** The address that asks for this, without the page's own; "" for the memo as it was published. */
export function writeAddress({ scenario, sets }: Asked): string {
  const escaped = (text: string): string => encodeURIComponent(text).replace(/%(?:2C|3A|2F)/gi, decodeURIComponent);
  const parts = [
    ...(scenario === undefined ? [] : [`scenario=${escaped(scenario)}`]),
    ...(sets.length === 0
      ? []
      : [
          `set=${sets.map(({ id, text }) => `${escaped(id)}:${escaped(text).replace(/%20/g, " ").trim().replace(/ /g, "%20")}`).join(";")}`,
        ]),
  ];
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

/**
 * The same with what has another name now under that, as the memo's redirects say, and a sentence on each. What the register knows is left alone. Of
 * two values for one name the later one counts, as on the command line.
 */
export function underNewNames(
  { scenario, sets }: Asked,
  {
    register,
    redirects = [],
  }: { register: Pick<Register, "assumptions" | "scenarios">; redirects?: readonly Redirect[] },
): { asked: Asked; words: string[] } {
  const words = new Set<string>();
  const now = (kind: "assumption" | "scenario", name: string): string => {
    if (kind === "scenario" ? register.scenarios.has(name) : assumptionOf(register, name)) return name;
    // The redirect of a single name before that of all names under its head.
    const [found] = redirects
      .filter(
        ({ kind: other, from }) =>
          other === kind && (name === from || (kind === "assumption" && name.startsWith(`${from}.`))),
      )
      .sort((a, b) => b.from.length - a.from.length);
    if (!found) return name;
    const renamed = found.to + name.slice(found.from.length);
    words.add(`\`${name}\` is called \`${renamed}\` now`);
    return renamed;
  };
  const last = new Map(sets.map(({ id, text }) => [now("assumption", id), text]));
  return {
    asked: {
      ...(scenario === undefined ? {} : { scenario: now("scenario", scenario) }),
      sets: [...last].map(([id, text]) => ({ id, text })),
    },
    words: [...words],
  };
}
