import type { Register } from "../../assumptions/register/types.js";
import type { Program } from "../../notebook/analyse/program.js";
import { type Study, studyType, VALUE_TYPES } from "../../sensitivity/index.js";
import type { YamlNode, YamlScalar } from "../../yaml/tree.js";
import { ModuleText } from "./module-text.js";
import { blockFile, imports, isIdentifier, keyText } from "./names.js";

/**
 * What sweeps are quoted as, each under its name, and the results they read: `levers.factor` must be there. Each kind of
 * study says what its value is as a type.
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
    `${imports([...heads].map((name) => ({ name, file: blockFile(names.get(name)?.blockId ?? "") })))}\n${VALUE_TYPES}`,
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
  const typed = { typeOf, scenarios: scenarios && [...scenarios.keys()] };
  for (const { name, request } of studies)
    module.raw(`export declare const ${name}: ${studyType(request.kind).valueType(request, typed)};\n`);
  return module;
}

const head = (path: string): string => path.trim().split(".")[0] ?? "";

/** The results that a study's settings name, where each stands. */
function resultsNamed(node: YamlNode, wanted = false): YamlScalar[] {
  if (node.kind === "scalar") return wanted ? [node] : [];
  if (node.kind === "list") return node.items.flatMap((item) => resultsNamed(item, wanted));
  return node.entries.flatMap(({ key, value }) => resultsNamed(value, ["output", "outputs", "text"].includes(key)));
}
