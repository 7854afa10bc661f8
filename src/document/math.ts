/** Stretches of a text that look like TeX between dollars: `$x$`, `$$x$$`. Sums of money don't. */
export function mathIn(text: string): { index: number; length: number }[] {
  const found: { index: number; length: number }[] = [];
  let last = 0;
  for (const match of text.matchAll(/(?<![\w\\$])(\$\$?)(?!\$)((?:(?!\n[ \t>]*\n)[^$])+)\1(?![\w$])/g)) {
    const [whole, mark = "", inside = ""] = match;
    if (match.index < last || !(mark === "$$" ? isMath(inside.trim()) || /^\s*\n/.test(inside) : isMath(inside)))
      continue;
    last = match.index + whole.length;
    found.push({ index: match.index, length: whole.length });
  }
  return found;
}

/** A command, an index, an equation or a few symbols; not a number with words behind it, as prices are. */
function isMath(text: string): boolean {
  if (!/^[\p{L}\p{N}\\({|[+\u2212-]/u.test(text) || !/[\p{L}\p{N})}|\]!'*]$/u.test(text)) return false;
  if (/\\[A-Za-z]+|[\^_]\{?\w/.test(text)) return true;
  // One letter, a function of some, or letters and numbers with signs between them.
  if (/^\p{L}'?(?:\([\p{L}\d, ]{1,9}\))?$/u.test(text)) return true;
  return (
    /^[\p{L}\d.,()[\]|!' ]*[=<>≤≥+*/·×\u2212-][\p{L}\d.,()[\]|!' =<>≤≥+*/·×\u2212-]*$/u.test(text) &&
    /\p{L}/u.test(text) &&
    !/\p{L}{4,}|\p{L}+ \p{L}+/u.test(text)
  );
}
