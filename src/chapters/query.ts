import type { Diagnostic } from "../diagnostic.js";
import { Problems } from "../yaml/problems.js";
import { parseYaml, type YamlMap } from "../yaml/tree.js";
import { ALLOWED } from "./options.js";
import type { Block, Located } from "./types.js";

const MARK = "--|";

/**
 * The head of an `sql` block: lines `--| key: value`, which are YAML with its places in the chapter, of which `columns` says what the result's columns
 * are. What is no line of YAML is reported.
 */
export function queryHead(
  block: Pick<Block, "file" | "code" | "line" | "indents" | "place">,
  report: (d: Diagnostic) => void,
): { options: Map<string, Located>; columns?: YamlMap } {
  const options = new Map<string, Located>();
  const lines = block.code.split("\n");
  const end = lines.findIndex((line) => line.trim() !== "" && !line.trimStart().startsWith(MARK));
  const head = lines.slice(0, end === -1 ? lines.length : end);
  const late = end === -1 ? -1 : lines.findIndex((line, at) => at > end && line.trimStart().startsWith(MARK));
  if (late !== -1) {
    const column = (block.indents[late] ?? 0) + (lines[late] ?? "").indexOf(MARK) + 1;
    const line = block.line + late;
    report({
      rule: "chapters/option",
      severity: "error",
      message: `this line of the head stands behind the query's line ${block.line + end}`,
      expected: `lines \`${MARK}\` before all else, comments too`,
      place: { file: block.file, start: { line, column }, end: { line, column: column + MARK.length } },
    });
  }
  if (!head.some((line) => line.includes(MARK))) return { options };
  const problems = new Problems("assumptions");
  // Blanks for the mark, and empty lines before, give the YAML the places that it has in the chapter.
  const yaml = head.map((line, at) => " ".repeat(block.indents[at] ?? 0) + line.replace(MARK, " ".repeat(MARK.length)));
  const read = parseYaml(block.file, "\n".repeat(block.line - 1) + yaml.join("\n"), problems);
  for (const d of problems.list()) report(d);
  if (problems.failed || !read) return { options };
  const wrong = (place: Located["place"], message: string, expected: string): void =>
    report({ rule: "chapters/option", severity: "error", message, expected, place });
  if (read.kind !== "map") {
    wrong(read.place, "the head of this query is no option", `\`${MARK} key: value\``);
    return { options };
  }
  let columns: YamlMap | undefined;
  for (const { key, keyPlace, value } of read.entries) {
    if (key === "columns" && value.kind === "map") columns = value;
    else if (key !== "columns" && value.kind === "scalar")
      options.set(key, { text: value.text, place: value.place, key: keyPlace });
    // What it is the nearest to is told with all unknown options.
    else if (!ALLOWED.sql.includes(key)) options.set(key, { text: "", place: keyPlace });
    else
      wrong(
        keyPlace,
        `option \`${key}\` is ${key === "columns" ? "no map of columns" : "no text"}`,
        key === "columns" ? "columns by name: `total: {unit: kWh}`" : `\`${MARK} ${key}: …\` on one line`,
      );
  }
  return { options, ...(columns ? { columns } : {}) };
}
