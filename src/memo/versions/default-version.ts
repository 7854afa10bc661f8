import { YamlText } from "../../assumptions/edit/index.js";
import { MemoError } from "../../diagnostic.js";

/** Where a memo's first chapter names its version, or could. */
export interface NamedVersion {
  /** The chapter with the version named. */
  text: string;
  /** Line of `assumptions:`. */
  line: number;
}

const HEAD = /^\uFEFF?---[ \t]*\r?\n/;

/**
 * The first chapter with `memo.assumptions` in its front matter set, everything else kept.
 * @throws MemoError when the chapter has no front matter.
 */
export function nameVersion(file: string, text: string, version: string): NamedVersion {
  const from = HEAD.exec(text)?.[0].length;
  const length = from === undefined ? -1 : text.slice(from).search(/^---[ \t]*\r?$/m);
  if (from === undefined || length <= 0)
    throw MemoError.of({
      rule: "new-version/front-matter",
      message: `${file} has no front matter that could name a version`,
      expected: "`---`, `title: …`, `---` at its head",
      place: { file, start: { line: 1, column: 1 } },
    });
  const yaml = new YamlText(file, text.slice(from, from + length));
  const name = { kind: "name", text: version } as const;
  const memo = yaml.at(["memo"]);
  const node = yaml.at(["memo", "assumptions"]);
  const last = { before: () => true, otherwise: "last" } as const;
  const edited = node
    ? yaml.withValue(node, name, memo !== undefined && yaml.isFlow(memo))
    : memo?.kind === "map"
      ? yaml.withEntry(["memo"], "assumptions", name, last)
      : yaml.withEntry([], "memo", { kind: "map", flow: false, entries: new Map([["assumptions", name]]) }, last);
  return {
    text: text.slice(0, from) + edited.text + text.slice(from + length),
    line: (edited.at(["memo", "assumptions"])?.place.start.line ?? 0) + 1,
  };
}
