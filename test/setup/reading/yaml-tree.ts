import { Problems } from "../../../src/yaml/problems.js";
import * as source from "../../../src/yaml/tree.js";
import { frozen, KeptTexts } from "./kept.js";

export * from "../../../src/yaml/tree.js";

const kept = new KeptTexts<source.YamlNode | undefined>();

/** A file without a fault is the same tree each time; what is wrong with others is told again. */
export const parseYaml: typeof source.parseYaml = (file, text, problems) => {
  const key = `${file}\0${text}`;
  const known = kept.get(key);
  if (known) return known;
  const own = new Problems("assumptions");
  const node = source.parseYaml(file, text, own);
  if (own.list().length > 0) return source.parseYaml(file, text, problems);
  kept.set(key, frozen(node));
  return node;
};
