import { didYouMean } from "../../diagnostic.js";
import { PARTED, partedName } from "../../text/initials.js";
import { describeNode, Fields } from "../../yaml/fields.js";
import type { Problems } from "../../yaml/problems.js";
import type { YamlNode } from "../../yaml/tree.js";
import type { Source } from "../register/types.js";
import { ADDRESS, keysOf, NAME, SOURCE_FIELDS, SOURCES_FIELDS } from "./field-table.js";

/** Reads sources.yaml: every source once, by key. */
export function readSources(node: YamlNode, problems: Problems): Map<string, Source> {
  const out = new Map<string, Source>();
  const expected = "a map with `sources`";
  if (node.kind !== "map") {
    problems.error("wrong-type", `the sources are ${describeNode(node)}`, node.place, { expected });
    return out;
  }
  const top = new Fields(node, "the sources file", problems);
  top.only(keysOf(SOURCES_FIELDS));
  if (!node.get("sources")) top.missing("sources", "a map of sources by key");
  for (const { key, keyPlace, value } of top.mapAt("sources", "a map of sources by key")?.entries ?? []) {
    const subject = `source \`${key}\``;
    if (!NAME.source.test(key)) {
      problems.error("name", `\`${key}\` can't be the key of a source`, keyPlace, {
        expected: "letters from a to z, digits, `_`, `-` and `:`, beginning with a letter",
      });
      continue;
    }
    if (value.kind !== "map") {
      problems.error("wrong-type", `${subject} is ${describeNode(value)}`, value.place, {
        expected: "a map with `title`, and `author`, `publisher`, `date`, `url`, `note` where known",
      });
      continue;
    }
    const fields = new Fields(value, subject, problems);
    fields.only(keysOf(SOURCE_FIELDS));
    const title = fields.text("title");
    if (!value.get("title")) {
      const near = value.entries.find((e) => didYouMean(e.key, ["title"]));
      if (!near) fields.missing("title", "a title", keyPlace);
    }
    const url = fields.text("url");
    if (url && !ADDRESS.test(url.text)) {
      problems.error("url", `\`url\` of ${subject} is \`${url.text}\``, url.place, {
        expected: "an address with http:// or https://",
      });
    }
    const names = fields.texts("author") ?? [];
    const parted = partedName(names);
    if (parted)
      problems.error("author", `an author of ${subject} is \`${parted.text}\``, parted.place, {
        expected: "a name",
        hint: PARTED,
      });
    const authors = names.map(({ text }) => text);
    const [short, publisher, date, note] = [
      fields.text("short"),
      fields.text("publisher"),
      fields.date("date"),
      fields.text("note"),
    ];
    out.set(key, {
      key,
      ...(authors.length > 0 ? { author: inWords(authors) } : {}),
      ...(authors.length > 1 ? { authors } : {}),
      short: short?.text,
      title: title?.text ?? key,
      publisher: publisher?.text,
      date: date?.text,
      url: url?.text,
      note: note?.text,
      place: keyPlace,
    });
  }
  return out;
}

/** "A and B", "A, B and C"; apart by semicolons where a name has a comma of its own. */
function inWords(names: readonly string[]): string {
  const comma = names.some((name) => name.includes(",")) ? ";" : ",";
  const [last = ""] = names.slice(-1);
  return names.length === 1 ? last : `${names.slice(0, -1).join(`${comma} `)} and ${last}`;
}
