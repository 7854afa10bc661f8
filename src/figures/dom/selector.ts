/** What can be searched for. */
interface Searched {
  readonly localName: string;
  readonly parentNode: unknown;
  getAttribute(name: string): string | null;
}

/** One compound: `g`, `*`, `[id]`, `text[fill="none"]`, `.class`, `#id`. */
const COMPOUND = /^(\*|[\w-]+)?((?:\[[\w:-]+(?:=(?:"[^"]*"|'[^']*'|[\w-]+))?\]|[.#][\w-]+)*)$/;
const PART = /\[([\w:-]+)(?:=(?:"([^"]*)"|'([^']*)'|([\w-]+)))?\]|([.#])([\w-]+)/g;

/**
 * Whether an element matches a selector: one compound, several with commas between, or one inside others with blanks between.
 *
 * @throws Error for what drawings have no use for.
 */
export function matcher(selector: string): (element: Searched) => boolean {
  const lists = split(selector, /,/y).map((one) => split(one, /\s+/y).map(compound));
  return (element) =>
    lists.some((steps) => {
      const own = steps.at(-1);
      if (!own?.(element)) return false;
      let at = element.parentNode as Searched | null;
      for (let left = steps.length - 2; left >= 0; left--) {
        while (at && !steps[left]?.(at)) at = at.parentNode as Searched | null;
        if (!at) return false;
        at = at.parentNode as Searched | null;
      }
      return true;
    });
}

function compound(text: string): (element: Searched) => boolean {
  const found = COMPOUND.exec(text);
  if (!found || text === "") throw new Error(`a drawing can't be searched for \`${text}\``);
  const [, name, rest = ""] = found;
  const tests = [...rest.matchAll(PART)].map(([, attribute, double, single, bare, sign, word = ""]) => {
    const value = double ?? single ?? bare;
    return (element: Searched): boolean => {
      if (sign === "#") return element.getAttribute("id") === word;
      if (sign === ".") return (element.getAttribute("class") ?? "").split(/\s+/).includes(word);
      const has = element.getAttribute(attribute ?? "");
      return value === undefined ? has !== null : has === value;
    };
  });
  return (element) =>
    (name === undefined || name === "*" || element.localName === name) && tests.every((test) => test(element));
}

/** Parts between separators that stand outside brackets. */
function split(text: string, separator: RegExp): string[] {
  const whole = text.trim();
  const parts: string[] = [];
  let [from, depth] = [0, 0];
  for (let at = 0; at < whole.length; at++) {
    if (whole[at] === "[") depth++;
    if (whole[at] === "]") depth--;
    separator.lastIndex = at;
    const found = depth === 0 && separator.exec(whole);
    if (!found) continue;
    parts.push(whole.slice(from, at));
    from = at + found[0].length;
    at = from - 1;
  }
  return [...parts, whole.slice(from)];
}
