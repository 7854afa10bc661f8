import { checkDimensions, DimensionProcess } from "../../../src/check/dimensions/index.js";
import type { DimensionJob, DimensionRun } from "../../../src/check/dimensions/run.js";
import type { Diagnostic } from "../../../src/diagnostic.js";
import { prepareChapters } from "../../../src/document/prepare.js";
import { readMemo } from "../../../src/memo/compute.js";
import { readStudy } from "../../../src/sensitivity/index.js";
import { projectOf, type Sources } from "../../cli/memo.js";
import { dimensionsInRealm } from "../../setup/in-realm.js";

/** Runs jobs in this process, with copies of what would cross to another; remembers what came of the last. */
export class Here extends DimensionProcess {
  runs = 0;
  last: DimensionRun | undefined;

  constructor() {
    super({ seconds: 10, megabytes: 100 });
  }
  override start(): void {}
  override async perform(job: DimensionJob): Promise<{ type: "done"; run: DimensionRun }> {
    this.runs++;
    const run: DimensionRun = await dimensionsInRealm(job);
    this.last = run;
    return { type: "done", run };
  }
}

type Options = Parameters<typeof checkDimensions>[1];

/** Reads a memo and checks its dimensions, in this process unless told; what reading it reports is in front. */
export async function checked(
  files: Sources,
  options: Options = {},
): Promise<{
  diagnostics: Diagnostic[];
  coverage: Awaited<ReturnType<typeof checkDimensions>>["coverage"];
  run?: DimensionRun;
}> {
  const before: Diagnostic[] = [];
  const { chapters, register, program } = readMemo(projectOf(files), {}, before);
  if (!register) throw new Error("the register can't be read");
  const studies = chapters.flatMap(({ blocks }) => blocks.flatMap((block) => readStudy(block, () => {}) ?? []));
  const names = new Set([...program.names.keys(), ...studies.map(({ name }) => name), "given"]);
  const { templates, diagnostics: inProse } = prepareChapters(chapters, {
    names,
    sources: new Set(register.sources.keys()),
  });
  const here = new Here();
  const result = await checkDimensions({ program, register, templates, studies }, { process: here, ...options });
  return {
    ...result,
    diagnostics: [...before, ...inProse, ...result.diagnostics],
    ...(here.last ? { run: here.last } : {}),
  };
}

const ASSUMPTIONS = `version: 2026-03
as_of: 2026-03-15
defaults: { kind: cited, source: count, as_of: 2026-03 }
units: { site: new }
assumptions:
  gw:
    stock: { unit: GW, value: 20 }
    add: { unit: GW/year, value: { 2025: 10, 2026: 15, 2027: 20 } }
    idle: { unit: MW, value: 500 }
  cost:
    capex: { unit: BUSD, value: 300 }
    rent: { unit: BUSD/GW/year, value: 12 }
    wage: { unit: USD/year, value: 60000 }
  life: { unit: year, value: 5 }
  span: { unit: month, value: 18 }
  staff: { unit: people, value: 4e6 }
  share: { unit: "1", value: 0.4 }
  reach: { unit: m, value: 1200 }
  loss: { unit: "%", value: 5 }
  none: { unit: "%", value: 0 }
  warmth:
    air: { unit: degC, value: 25 }
    water: { unit: degF, value: 50 }
    rise: { unit: K, value: 12 }
    boiler: { unit: K, value: 900 }
    resistance: { unit: K/W, value: 2 }
  hours: { unit: h/year, value: 1800 }
`;

/** A memo of one chapter: its prose and its blocks. */
export function memoOf(chapter: string, front = ""): Sources {
  return {
    "assumptions/2026-03.yaml": ASSUMPTIONS,
    "assumptions/sources.yaml": "sources:\n  count: { title: A count, publisher: A counter, date: 2026-03 }\n",
    "chapters/01-model.md": `---\ntitle: The model\n${front}---\n\n${chapter}\n`,
  };
}

/** A fence of that kind. */
export const block = (head: string, code: string, language = "ts"): string =>
  `\`\`\`${language} {#${head}}\n${code}\n\`\`\``;
