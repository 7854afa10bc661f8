import { leafPaths } from "../../assumptions/register/given.js";
import { LineMap, type Place } from "../../diagnostic.js";
import { visitQuotes } from "../../document/tree.js";
import { numberOf } from "../../sensitivity/index.js";
import type { CheckInput } from "../input.js";
import { type NumberLiteral, nounAfter, printedNumber } from "./literals.js";
import { topicWords } from "./words.js";

/** A value that prose could quote. */
export interface Backing {
  /** As it is quoted somewhere, without braces; absent for a value that is quoted nowhere yet. */
  expression?: string;
  /** "given.gw.add.2026", "multiples.2029"; absent where `expression` says it all. */
  path?: string;
  /** What is printed there now. */
  printed?: NumberLiteral & { text: string };
  /** The number itself, in `unit`. */
  value?: number;
  unit?: string;
  /** Chapter that quotes it. */
  file?: string;
  /** What it is about, for comparison with a sentence. */
  words: ReadonlySet<string>;
}

type ValuesInput = Pick<CheckInput, "register" | "tree" | "scope" | "program" | "sources" | "studies">;

/** All values of a memo that a number could stand for: quoted ones, outputs, what is computed, and the register's. */
export function backings({ register, tree, scope, program, sources, studies }: ValuesInput): Backing[] {
  const found: Backing[] = [];
  const labels = new Map(program.outputs.map(({ name, label }) => [name, label]));
  const about = (path: string): Set<string> => {
    const [head = ""] = path.split(".");
    const id = head === "given" ? scope.assumptionOf(path.slice("given.".length)) : undefined;
    const label = id === undefined ? labels.get(head) : register.assumptions.get(id)?.label;
    return topicWords(`${path.replace(/^given\./, "")} ${label ?? ""}`);
  };
  const behind = wordsBehind(sources);
  const seen = new Set<string>();
  visitQuotes(tree, ({ text, expression, place }) => {
    const printed = printedNumber(text);
    const path = pathIn(expression);
    const [head = ""] = path?.split(".") ?? [];
    const key = `${place.file} ${expression}`;
    if (!printed || path === undefined || !(head === "given" || scope.blockOf(head)) || seen.has(key)) return;
    seen.add(key);
    const noun = printed.noun ?? nounAfter(behind(place));
    found.push({
      expression,
      printed: { ...printed, text, ...(noun === undefined ? {} : { noun }) },
      file: place.file,
      words: about(path),
    });
  });
  for (const { declaration, text, value } of tree.outputs) {
    const printed = printedNumber(text);
    if (printed && typeof value === "number")
      found.push({
        expression: declaration.name,
        printed: { ...printed, text },
        value,
        unit: declaration.unit,
        words: about(declaration.name),
      });
  }
  for (const [name, value] of scope.values) {
    if (labels.has(name)) continue;
    const study = studies.find((one) => one.name === name);
    for (const [path, number] of numbersUnder(name, value)) {
      const unit = study && unitInStudy(study, path, { register, program });
      found.push({ path, value: number, ...(unit === undefined ? {} : { unit }), words: about(path) });
    }
  }
  for (const [path, id] of leafPaths(register)) {
    const assumption = register.assumptions.get(id);
    const value = valueAt(scope.given, path);
    if (!assumption || value === undefined) continue;
    const unit = assumption.columnUnits?.[path.split(".").at(-1) ?? ""] ?? assumption.unit;
    found.push({ path: `given.${path}`, value, unit, words: about(`given.${path}`) });
  }
  return found;
}

/** The unit of the output or assumption that a number in a study's result is of; undefined for counts, and for shares, which prose may print in percent. */
function unitInStudy(
  { request }: CheckInput["studies"][number],
  path: string,
  { register, program }: Pick<CheckInput, "register" | "program">,
): string | undefined {
  const [, ...keys] = path.split(".");
  const of = numberOf(request, keys);
  if (!of) return undefined;
  const unit =
    "result" in of
      ? program.outputs.find(({ name }) => name === of.result)?.unit
      : register.assumptions.get(of.assumption)?.unit;
  return unit === "1" || unit === "%" ? undefined : unit;
}

/** The one path an expression quotes: "times multiples.2029 digits=1" is of `multiples.2029`. */
function pathIn(expression: string): string | undefined {
  const words = expression.replace(/[\w-]+=(?:"[^"]*"|\S+)/g, "").match(/[A-Za-z_$][\w$]*(?:\.[\w$]+)*/g) ?? [];
  return words.length === 1 ? words[0] : words.length === 2 ? words[1] : undefined;
}

/** Gives the text right behind a place. */
function wordsBehind(sources: ReadonlyMap<string, string>): (place: Place) => string {
  const maps = new Map<string, LineMap>();
  return ({ file, end }) => {
    const text = sources
      .get(file)
      ?.replace(/^\uFEFF/, "")
      .replace(/\r\n?/g, "\n");
    if (text === undefined || !end) return "";
    const map = maps.get(file) ?? new LineMap(text);
    maps.set(file, map);
    const offset = map.offset(end);
    return text.slice(offset, offset + 40);
  };
}

/** Levels of objects that are looked into, and numbers taken from one name: of larger ones nobody types an element. */
const DEPTH = 3;
const MOST = 400;

function numbersUnder(name: string, value: unknown): [string, number][] {
  const found: [string, number][] = [];
  const visit = (path: string, at: unknown, depth: number): void => {
    if (typeof at === "number") {
      if (Number.isFinite(at)) found.push([path, at]);
    } else if (depth < DEPTH && typeof at === "object" && at !== null && !Array.isArray(at))
      for (const [key, inner] of at instanceof Map ? at : Object.entries(at))
        if (/^[\w$]+$/.test(String(key))) visit(`${path}.${key}`, inner, depth + 1);
  };
  visit(name, value, 0);
  return found.length > MOST ? [] : found;
}

function valueAt(given: Readonly<Record<string, unknown>>, path: string): number | undefined {
  let at: unknown = given;
  for (const part of path.split("."))
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  return typeof at === "number" ? at : undefined;
}
