/** What prose can't work out, and blocks can. */
const COMPUTED = "a block computes what prose prints: `const twice = 2 * once;`";
const COMPARED =
  'a comparison is a claim, `{{#claim "id"}}`, or what a block names: `const isLarge = size > 3;`, `{{#if isLarge}}`';

/**
 * How what stands in braces is written in a memo, where it is written as in other template languages.
 *
 * @param written with its braces
 */
export function writtenElsewhere(written: string): string | undefined {
  const [, piped, filter] = /^\{\{~?\s*([\w.]+)\s*\|\s*(\w+)/.exec(written) ?? [];
  if (piped !== undefined) return `a format stands before its value: \`{{${filter} ${piped}}}\``;
  const [, called, argument] = /^\{\{~?\s*([a-z]+)\(\s*([\w.]+)\s*\)\s*~?\}\}$/.exec(written) ?? [];
  if (called !== undefined) return `a format stands before its value, without brackets: \`{{${called} ${argument}}}\``;
  if (/^\{\{~?#\s*(?:if|unless)\b.*[<>=!&|]/.test(written)) return COMPARED;
  const commas = written.replace(/\s*,\s*/g, " ");
  if (commas !== written && /^\{\{~?\w+ /.test(written)) return `blanks part what stands in braces: \`${commas}\``;
  return /[*+/<>=?^%-]|\.\w+\(/.test(written.slice(2)) ? COMPUTED : undefined;
}

const SECTIONS = new Set(["if", "unless", "each", "with", "claim"]);
const LOOPS = new Set(["for", "foreach", "forEach", "loop", "repeat"]);
const ENDS = new Set(["end", "endif", "endfor", "endeach", "fi", "done"]);
const ROUNDING = new Set(["round", "fixed", "toFixed", "format_number", "fmt", "decimal", "float", "int"]);

const CONDITIONS = new Set("gt lt gte lte ge le eq ne neq and or not is isnt in".split(" "));

/** The same of a helper by which other templates compare and join values. */
export function conditionElsewhere(helper: string): string | undefined {
  if (!CONDITIONS.has(helper)) return undefined;
  return "what a section asks for is computed in a block, as a name of its own or a field of each row: `const wins = saving > 0`, then `{{#if wins}}`";
}

/** The same of the first word in braces, which is none that a memo knows. */
export function wordElsewhere(word: string): string | undefined {
  if (SECTIONS.has(word)) return `a section begins with \`#\` and ends: \`{{#${word} …}}…{{/${word}}}\``;
  if (LOOPS.has(word)) return "a list is gone through by `{{#each list}}…{{/each}}`";
  if (ENDS.has(word)) return "a section ends with its own name: `{{/if}}`";
  if (ROUNDING.has(word)) return "`number` rounds: `{{number value digits=2}}`";
  return undefined;
}
