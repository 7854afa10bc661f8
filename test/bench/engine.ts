import { loaderOf } from "./compiled.js";

/** The parts of the compiled package that runs of a model are measured through; what an installed package runs. */
export async function compiledEngine(dist: string) {
  const load = loaderOf(dist);
  return {
    ...(await load<typeof import("../../src/assumptions/index.js")>("assumptions/index.js")),
    ...(await load<typeof import("../../src/chapters/index.js")>("chapters/index.js")),
    ...(await load<typeof import("../../src/sensitivity/index.js")>("sensitivity/index.js")),
    ...(await load<typeof import("../../src/notebook/analyse/analyse.js")>("notebook/analyse/analyse.js")),
    ...(await load<typeof import("../../src/notebook/run/compile.js")>("notebook/run/compile.js")),
    ...(await load<typeof import("../../src/notebook/evaluate/evaluator.js")>("notebook/evaluate/evaluator.js")),
    ...(await load<typeof import("../../src/notebook/realm/block-realm.js")>("notebook/realm/block-realm.js")),
    ...(await load<typeof import("../../src/notebook/realm/compiled.js")>("notebook/realm/compiled.js")),
    ...(await load<typeof import("../../src/notebook/process/messages.js")>("notebook/process/messages.js")),
    ...(await load<typeof import("../../src/notebook/evaluate/leaves.js")>("notebook/evaluate/leaves.js")),
    ...(await load<typeof import("../../src/notebook/library/library-names.js")>("notebook/library/library-names.js")),
    ...(await load<typeof import("../../src/memo/project.js")>("memo/project.js")),
    ...(await load<typeof import("../../src/diagnostic.js")>("diagnostic.js")),
  };
}

export type Engine = Awaited<ReturnType<typeof compiledEngine>>;
