import type { Register } from "../../assumptions/register/types.js";
import type { Program } from "../../notebook/analyse/program.js";
import { keyOf, type Study, type StudyRequest } from "../../sensitivity/index.js";
import type { YamlNode, YamlScalar } from "../../yaml/tree.js";
import { ModuleText } from "./module-text.js";
import { blockFile, imports, isIdentifier, keyText } from "./names.js";

/**
 * What sweeps are quoted as, each under its name, and the results they read: `levers.factor` must be there. What `present` of
 * sensitivity/ gives to prose, as types; parts of it that hang on what the run finds are left open.
 */
export function sweepModule(
  studies: readonly Study[],
  { names, blocks }: Program,
  scenarios: Register["scenarios"] | undefined,
): ModuleText {
  const module = new ModuleText();
  const claims = new Set(blocks.flatMap(({ block }) => (block.kind === "claim" ? [block.id] : [])));
  const asked = studies.flatMap(({ block }) => (block.study ? resultsNamed(block.study.settings) : []));
  const known = asked.filter(({ text }) => names.has(head(text)));
  const heads = new Set(known.map(({ text }) => head(text)));
  module.raw(
    `${imports([...heads].map((name) => ({ name, file: blockFile(names.get(name)?.blockId ?? "") })))}\n${COMMON}`,
  );
  for (const scalar of known) {
    const [first = "", ...keys] = scalar.text.trim().split(".");
    let offset = first.length;
    module.at(scalar.within(0, first.length), first);
    let owner = first;
    for (const key of keys) {
      const place = scalar.within(offset + 1, key.length);
      if (isIdentifier(key)) module.raw(".").at(place, key, owner);
      else module.raw("[").at(place, keyText(key), owner).raw("]");
      owner += `.${key}`;
      offset += key.length + 1;
    }
    module.raw(";\n");
  }
  const typeOf = (name: string): string => {
    const [first = "", ...keys] = name.split(".");
    if (!names.has(first)) return claims.has(name) ? "boolean" : "any";
    return `__Cell<typeof ${first}${keys.map((key) => `[${isIdentifier(key) ? JSON.stringify(key) : keyText(key)}]`).join("")}>`;
  };
  for (const { name, request } of studies)
    module.raw(`export declare const ${name}: ${valueType(request, typeOf, scenarios && [...scenarios.keys()])};\n`);
  return module;
}

const COMMON = `type __Cell<T> = T extends string ? string : T extends boolean ? boolean : T extends number ? number : any;
type __By<T> = Readonly<Record<string, T>>;
interface __End { readonly value: number; readonly output: number; readonly [more: string]: any }
interface __Reached { readonly position: number; readonly value: number; readonly output: number }
interface __Moved { readonly id: string; readonly label: string; readonly [more: string]: any }
`;

/** The type of what a study gives to prose; `present` in sensitivity/ makes it. */
function valueType(
  request: StudyRequest,
  typeOf: (name: string) => string,
  scenarios: readonly string[] | undefined,
): string {
  const object = (entries: readonly (readonly [key: string, type: string])[]): string =>
    `{ ${entries.map(([key, type]) => `readonly ${JSON.stringify(key)}: ${type}`).join("; ")} }`;
  const list = (name: string, item: string): [string, string][] => [
    ["first", item],
    [name, `readonly ${item}[]`],
    ["by", `__By<${item}>`],
  ];
  switch (request.kind) {
    case "tornado":
      return object([
        ["base", "number"],
        ...list(
          "bars",
          "(__Moved & { readonly low: __End; readonly high: __End; readonly swing: number; readonly reach: number; readonly least: __Reached; readonly most: __Reached; readonly monotone: boolean })",
        ),
        ["count", "number"],
        ["unmoved", "readonly any[]"],
        ["left", "readonly any[]"],
      ]);
    case "elasticity":
      return object([["base", "number"], ...list("inputs", "__Moved"), ["left", "readonly any[]"]]);
    case "spider":
      return object([
        ["base", "number"],
        ["lines", "readonly __Moved[]"],
        ["by", "__By<__Moved>"],
        ["left", "readonly any[]"],
      ]);
    case "two-way":
      return object([
        ["base", "number"],
        ["rows", "readonly number[]"],
        ["columns", "readonly number[]"],
        ["cells", "readonly (readonly any[])[]"],
        ["holds", "any"],
        ["flips", "any"],
      ]);
    case "break-even":
      return object([
        ["at", "number"],
        ["roots", "readonly number[]"],
        ["reached", "boolean"],
        ["kinds", "readonly string[]"],
        ["passed", "readonly number[]"],
        ["more", "boolean"],
        ["words", "string"],
        ["base", "number"],
        ["binds", "string"],
        ["gaps", "any"],
      ]);
    case "scenarios": {
      const cells = request.outputs.map((name) => [keyOf(name), typeOf(name)] as const);
      const row = object([
        ...cells,
        ["title", "string"],
        ["broken", "any"],
        ["mended", "any"],
        ["change", object(cells.filter(([, type]) => type === "number"))],
      ]);
      const wanted = request.scenarios ?? scenarios;
      if (!wanted) return "any";
      const named = [...new Set(["base", ...wanted].map(keyOf))];
      return object([
        ...named.map((name) => [name, row] as const),
        ["rows", `readonly ${object([["name", "string"], ["title", "string"], ...cells])}[]`],
        ["count", "number"],
      ]);
    }
    case "importance":
      return object([["mean", "number"], ...list("inputs", "__Moved")]);
    case "sobol":
      return object([
        ...["mean", "variance", "n", "runs"].map((key) => [key, "number"] as const),
        ...list("inputs", "__Moved"),
        ["pairs", "__By<number>"],
      ]);
    case "monte-carlo":
    case "information":
      return "any";
  }
}

const head = (path: string): string => path.trim().split(".")[0] ?? "";

/** The results that a study's settings name, where each stands. */
function resultsNamed(node: YamlNode, wanted = false): YamlScalar[] {
  if (node.kind === "scalar") return wanted ? [node] : [];
  if (node.kind === "list") return node.items.flatMap((item) => resultsNamed(item, wanted));
  return node.entries.flatMap(({ key, value }) => resultsNamed(value, ["output", "outputs", "text"].includes(key)));
}
