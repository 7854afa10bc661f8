import type { EditResult, FieldChange, NumberChange } from "../../assumptions/edit/index.js";
import { describeNumber, describeUnit } from "../../assumptions/register/describe.js";
import type { Place } from "../../diagnostic.js";
import { onOneLine } from "../../text/shown.js";
import { wrap } from "../../text/table.js";

/** What changed, a line each, and where it stands. */
export function editText({ numbers, fields }: Pick<EditResult, "numbers" | "fields">, width: number): string {
  const lines = [
    ...numbers.map((change) => [numberText(change), change.place] as const),
    ...fields.map((change) => [fieldText(change), change.place] as const),
  ];
  return lines
    .map(([text, place]) => {
      const line = `${text}  (${at(place)})`;
      const [first = "", ...rest] = line.length <= width ? [line] : [...wrap(text, width), `(${at(place)})`];
      return [first, ...rest.map((more) => `  ${more}`)].map((part) => `${part}\n`).join("");
    })
    .join("");
}

function numberText({ id, keys, end, before, after, unit }: NumberChange): string {
  const name = [id, ...keys].join(".") + (end === "value" ? "" : ` ${end}`);
  const old = before === undefined ? "none" : describeNumber(before);
  return `${name}: ${old} → ${describeNumber(after)} ${describeUnit(unit)}`.trimEnd();
}

function fieldText({ id, field, before, after }: FieldChange): string {
  const name = `${id} ${field.replace("_", "-")}`;
  const [old, now] = [before, after].map((text) => onOneLine(text.trim().replace(/\s+/g, " "))) as [string, string];
  if (field === "reason") return `${name}: ${now}`;
  // An entry may state what it inherited.
  if (old === now) return `${name}: ${now}, as before`;
  return `${name}: ${old === "" ? "none" : old} → ${now}`;
}

const at = ({ file, start }: Place): string => `${file}:${start.line}`;
