import { type Diagnostic, MemoError, type Place } from "../../diagnostic.js";
import type { Program } from "../../notebook/analyse/program.js";
import { resultNames, type Study } from "../../sensitivity/index.js";
import type { YamlNode } from "../../yaml/tree.js";
import { unknownOutputs } from "./model.js";

/** What is told of a study that asks for what there is not, where its fence names that. */
export const unknownIn = (study: Study, program: Program): Diagnostic[] =>
  unknownOutputs(study.request, program).map(({ name, problem }) => ({ ...problem, place: placeOfName(name, study) }));

/** Problems of a study, each where the fence writes what it is about. */
export function placed(error: unknown, study: Study): Diagnostic[] {
  if (!(error instanceof MemoError)) throw error;
  return error.diagnostics.map((d) => ({
    ...movedTo(placeOfName(d.about, study), study, d),
    message: `sweep \`${study.block.id}\`: ${d.message}`,
  }));
}

/** A value that can't be followed over many runs is reported where it is asked for; what a block does wrong, in the block. */
export function asked(d: Diagnostic, studies: readonly Study[]): Diagnostic {
  const [first] = studies;
  if (d.rule !== "notebook/not-an-output") return { ...d, place: d.place ?? first?.block.place };
  for (const study of studies) {
    const name = resultNames(study.request).find((one) => one.split(".")[0] === d.about);
    if (name !== undefined) return movedTo(placeOfName(name, study), study, d);
  }
  return d;
}

/** With the place in the fence instead of that of what is named there, which is noted. */
function movedTo(place: Place, { block }: Study, d: Diagnostic): Diagnostic {
  if (!d.place || place === block.place) return { ...d, place: d.place ?? place };
  return { ...d, place, related: [...(d.related ?? []), { words: "it stands at", place: d.place }] };
}

/** Where the fence of a study writes a name, or else its head. */
function placeOfName(name: string | undefined, { block }: Study): Place {
  const find = (node: YamlNode): Place | undefined => {
    if (node.kind === "scalar") return node.text.trim() === name ? node.place : undefined;
    const inner = node.kind === "list" ? node.items : node.entries.map(({ value }) => value);
    for (const one of inner) {
      const found = find(one);
      if (found) return found;
    }
    return undefined;
  };
  return (block.study && find(block.study.settings)) ?? block.place;
}
