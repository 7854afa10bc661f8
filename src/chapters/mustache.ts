const PIECE = /"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|\}\}/g;

/**
 * Where the `{{…}}` ends that begins at `at`, one past its last brace; undefined where it never does. Braces in its quotation marks
 * don't end it, and those of `{{{x}}}` belong to it.
 */
export function mustacheEnd(text: string, at: number): number | undefined {
  if (at > lastClose(text)) return undefined;
  const comment = /^\{\{~?!(--)?/.exec(text.slice(at, at + 6));
  if (comment) {
    const close = comment[1] ? /--~?\}\}/g : /\}\}/g;
    close.lastIndex = at + comment[0].length;
    const found = close.exec(text);
    return found ? found.index + found[0].length : undefined;
  }
  const braces = text.startsWith("{{{{", at) ? 4 : /^\{\{~?\{/.test(text.slice(at, at + 4)) ? 3 : 2;
  PIECE.lastIndex = at + 2;
  for (let match = PIECE.exec(text); match; match = PIECE.exec(text)) {
    if (match[0] !== "}}") continue;
    let end = match.index + 2;
    for (let n = 2; n < braces && text[end] === "}"; n++) end++;
    // `{{{~x~}}}` and the like are Handlebars' to refuse.
    return end;
  }
  return undefined;
}

let known = { text: "", last: -1 };

/** Where the last `}}` of a text begins. The same text is asked about many times: without it, each `{{` would be sought to the end. */
function lastClose(text: string): number {
  if (known.text !== text) known = { text, last: text.lastIndexOf("}}") };
  return known.last;
}
