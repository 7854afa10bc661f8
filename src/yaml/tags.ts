import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";

const STANDARD = "tag:yaml.org,2002:";

/** What a value has to be for a tag that says nothing else of it. */
const HONOURED: Readonly<Record<string, (node: Node) => boolean>> = {
  map: isMap,
  seq: isSeq,
  str: isText,
  int: (node) => Number.isInteger(plainOf(node)),
  float: (node) => typeof plainOf(node) === "number",
  bool: (node) => typeof plainOf(node) === "boolean",
  null: (node) => isScalar(node) && node.value === null,
};

const plainOf = (node: Node): unknown => (isScalar(node) ? node.value : undefined);

/** Whether it is a text without its tag, too: where a number is asked for, what stands in quotation marks is read as one. */
function isText(node: Node): boolean {
  if (!isScalar(node) || typeof node.value !== "string") return false;
  return node.type !== "PLAIN" || typeof parseDocument(node.value).toJS() === "string";
}

/** The tag of a node as people write it, where it asks for something else than what stands there. */
export function refusedTag(node: Node): string | undefined {
  const { tag } = node;
  if (tag === undefined) return undefined;
  if (tag === "!") return isText(node) ? undefined : tag;
  const name = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : undefined;
  if (name === undefined) return tag;
  return Object.hasOwn(HONOURED, name) && HONOURED[name]?.(node) ? undefined : `!!${name}`;
}
