/** What stands between braces, as Pandoc has it: `#id`, `.class`, `key=value` and `key="some words"`. */
export interface Attributes {
  id?: string;
  classes: readonly string[];
  options: ReadonlyMap<string, string>;
}

const PART =
  /#([\w:-]+)|\.([\w:-]+)|([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"'}]+))|(?<![\w-])(-)(?![\w-])/g;

export function attributesOf(text: string): Attributes {
  let id: string | undefined;
  const classes: string[] = [];
  const options = new Map<string, string>();
  for (const [, name, kind, key, double, single, bare, dash] of text.matchAll(PART)) {
    if (name !== undefined) id ??= name;
    else if (kind !== undefined) classes.push(kind);
    else if (key !== undefined) options.set(key, double?.replace(/\\(.)/g, "$1") ?? single ?? bare ?? "");
    else if (dash !== undefined) classes.push("unnumbered");
  }
  return { id, classes, options };
}

/** What of attributes is none of these, as written shortly: `.lightbox`, `fig-align`; empty where nothing is. */
export const othersOf = ({ classes, options }: Attributes, known: readonly string[]): string =>
  [...classes.map((one) => `.${one}`), ...options.keys()].filter((one) => !known.includes(one)).join(", ");
