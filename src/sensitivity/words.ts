import type { OutputDeclaration } from "../notebook/types.js";

/** How results are called. */
export interface ResultNames {
  outputs: ReadonlyMap<string, Pick<OutputDeclaration, "label">>;
  /** What a study calls some of its results, instead of their labels. */
  labels?: ReadonlyMap<string, string>;
}

/** `bandwidth-below-baseline`, `unservedDemand` as words. */
export function humanised(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replace(/[-_.]+/g, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a result is called: by the study, by its declaration, or by its own name, a claim's as words. */
export const resultLabel = (name: string, { outputs, labels }: ResultNames): string =>
  labels?.get(name) ?? outputs.get(name)?.label ?? (name.includes("-") ? humanised(name) : name);

/** A label within a sentence: "Price at the door" begins small there, "VAT", "McKay" and "A4 paper" stay. */
export const inSentence = (label: string): string =>
  label.replace(/^\p{Lu}(?=\p{Ll}*(?:[^\p{L}\p{N}]|$))/u, (letter) => letter.toLowerCase());
