/**
 * A type as TypeScript prints it, in the words of who writes a memo: `string` is a text, `Record<number, number>` a series. A type
 * without such words is named as it is printed.
 */
export function typeWords(type: string): string {
  const all = members(type);
  const literals = all.filter((member) => LITERAL.test(member));
  const others = all.filter((member) => literals.length < 2 || !LITERAL.test(member)).map(wordsOfOne);
  const parts = [...new Set(literals.length < 2 ? others : [`one of ${listed(literals)}`, ...others])];
  // That nothing may be there is said last.
  const said = [...parts.filter((words) => words !== NOTHING), ...parts.filter((words) => words === NOTHING)];
  const last = said.pop() ?? NOTHING;
  return said.length === 0 ? last : `${said.join(", ")} or ${last}`;
}

const NOTHING = "nothing";
const LITERAL = /^("[^"]*"|-?[\d.]+(e[+-]?\d+)?)$/;
const LONGEST = 60;
const MOST = 12;

const listed = (names: readonly string[]): string =>
  `${names.slice(0, MOST).join(", ")}${names.length > MOST ? ", …" : ""}`;

function wordsOfOne(type: string): string {
  const bare = type.replace(/^readonly /, "");
  if (bare === "undefined" || bare === "null" || bare === "void") return NOTHING;
  if (bare === "string") return "a text";
  if (bare === '""') return "an empty text";
  if (bare === "number" || bare === "bigint") return "a number";
  if (bare === "boolean" || bare === "true" || bare === "false") return "true or false";
  if (bare === "Date") return "a date";
  if (bare === "Data") return "a list of rows";
  if (bare === "__Printed") return "a value that is already printed";
  if (/^-?[\d.]+(e[+-]?\d+)?n?$/.test(bare)) return `the number ${bare}`;
  if (/^"[^"]*"$/.test(bare)) return `the text ${bare}`;
  if (/\[\]$/.test(bare) || /^(Readonly)?Array<|^Iterable<|^\[/.test(bare)) return "a list";
  if (/^(Readonly)?Map</.test(bare)) return "a map";
  if (/^(Readonly)?Set</.test(bare)) return "a set";
  if (/^(<[^>]*>)?\(.*\) => /s.test(bare)) return "a function";
  if (isSeries(bare)) return "a series";
  if (bare.startsWith("{")) return "an object";
  return bare.length > LONGEST ? `a \`${bare.slice(0, LONGEST)}…\`` : `a \`${bare}\``;
}

/** Values by key: an index signature, or years for keys. */
export function isSeries(type: string): boolean {
  const bare = type.replace(/^Readonly<(.*)>$/s, "$1");
  return (
    /^(Record<(string|number|Key|string \| number), |By<|Series\b|GivenSeries\b|GivenTable\b|ByYear\b)/.test(bare) ||
    /^\{ (readonly )?\[\w+: (string|number)\]: /.test(bare) ||
    /^\{ (readonly )?"?\d{4}"?\??: /.test(bare)
  );
}

/**
 * The keys of an object type that is printed out: `{ readonly a: number; b?: string; }`, `Record<"a" | "b", number>`. Those TypeScript
 * leaves out are missing.
 */
export function keysOf(type: string): string[] {
  const named = /^(?:Readonly<)?(?:Record|By)<([^,<>{}]+), /.exec(type)?.[1];
  if (named !== undefined)
    return members(named).flatMap((key) => (LITERAL.test(key) ? [key.replace(/^"|"$/g, "")] : []));
  if (!type.startsWith("{")) return [];
  const body = type.replace(/^\{\s*/, "").replace(/\s*\}$/, "");
  return split(body, ";").flatMap((entry) => {
    const key = /^\s*(?:readonly )?(?:"([^"]+)"|([\w$]+))\??:/.exec(entry);
    return key ? [key[1] ?? key[2] ?? ""] : [];
  });
}

/** The members of a union, or the one type it is. */
function members(type: string): string[] {
  return split(type, "|").map((member) => member.trim());
}

/** Splits at a character that stands in no brackets and no quotation marks. */
function split(text: string, at: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    if (quoted) continue;
    if (c === "{" || c === "(" || c === "[" || c === "<") depth++;
    // The `>` of an arrow closes nothing.
    else if (c === "}" || c === ")" || c === "]" || (c === ">" && text[i - 1] !== "=")) depth--;
    else if (c === at && depth === 0) {
      found.push(text.slice(from, i));
      from = i + 1;
    } else if (c === "=" && text[i + 1] === ">" && depth === 0 && at === "|") break;
  }
  found.push(text.slice(from));
  return found;
}
