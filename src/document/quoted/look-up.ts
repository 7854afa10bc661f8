import { type Diagnostic, didYouMean, oneOf } from "../../diagnostic.js";
import type { ProseScope } from "../prose-scope.js";
import type { TemplatePath } from "../template.js";

/** Stands for a value that could not be had; what was wrong has been reported. */
export const FAILED = Symbol("failed");

/** What is wrong with a quoted value, and told at its place. */
export type Problem = Pick<Diagnostic, "rule" | "message" | "expected" | "hint" | "related">;

/** What a path of a template leads to, from the row it stands in or from the memo's names; `FAILED` where it leads nowhere. */
export function lookUp(
  path: TemplatePath,
  context: unknown,
  { scope, report }: { scope: ProseScope; report(d: Diagnostic): void },
): unknown {
  const fail = (problem: Problem): typeof FAILED => {
    report({ severity: "error", place: path.place, ...problem });
    return FAILED;
  };
  const [head, ...rest] = path.parts;
  if (head === undefined) return context;
  const inRow = path.nested && isRecord(context) && Object.hasOwn(context, head);
  let value: unknown;
  if (inRow) value = context[head];
  else if (head === "given") {
    const file = scope.register.assumptions.get(scope.assumptionOf(rest.join(".")) ?? "")?.data;
    if (file)
      return fail({
        rule: "prose/no-value",
        message: `\`${path.original}\` is of ${file.file}, and no single value`,
        expected: "a value that a block computes from its rows",
      });
    value = scope.given;
  } else if (scope.values.has(head)) value = scope.values.get(head);
  else {
    const block = scope.blockOf(head);
    if (block !== undefined)
      return scope.failed.has(block)
        ? FAILED
        : fail({
            rule: "prose/no-value",
            message: `\`${head}\` is a function, a class or a type`,
            expected: "a value to quote",
          });
    // Outside a row, a name known nowhere was reported when the template was read. Where a section's own value
    // could not be had, its names are not known.
    if (!path.nested || context === FAILED) return FAILED;
    const rowKeys = isRecord(context) ? Object.keys(context) : [];
    return fail({
      rule: "prose/unknown-value",
      message: `unknown value \`${path.original}\``,
      hint: didYouMean(head, [...rowKeys, ...scope.names]),
    });
  }
  let known = head;
  for (const part of rest) {
    const next = member(value, part);
    if (next === undefined) {
      const keys = value instanceof Map ? [...value.keys()].map(String) : isRecord(value) ? Object.keys(value) : [];
      return fail({
        rule: "prose/unknown-value",
        message: `\`${known}\` has no \`${part}\``,
        expected: keys.length > 0 ? oneOf(keys) : `a path that exists; \`${known}\` is ${describe(value)}`,
        hint: didYouMean(part, keys),
      });
    }
    value = next.value;
    known += `.${part}`;
  }
  return value;
}

function member(value: unknown, key: string): { value: unknown } | undefined {
  if (value instanceof Map) {
    if (value.has(key)) return { value: value.get(key) };
    return value.has(Number(key)) ? { value: value.get(Number(key)) } : undefined;
  }
  if (Array.isArray(value) && key === "length") return { value: value.length };
  return isRecord(value) && Object.hasOwn(value, key) ? { value: value[key] } : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !(value instanceof Map);

/** What kind of thing a value is, in words. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Map) return "a map";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}
