import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Wall } from "../../src/notebook/walls/wall.js";
import type { Engine } from "../attack/realm.js";
import { program } from "../notebook/run/blocks.js";
import { compiledPackage } from "../setup/compile.js";
import type { Measured, Section } from "./report.js";

const CHARTS = 20;

const chart = (n: number): Parameters<typeof program>[0][string] => [
  `const behind${n} = years(2000, 2039).map((x) => ({ x, y: (x * ${n + 3}) % 17, z: x % 2 ? "odd" : "even" }));
const __result = (Plot.plot({ x: { label: "x" }, y: { label: "y" }, color: { legend: true }, marks: [Plot.lineY(behind${n}, { x: "x", y: "y" }), Plot.dot(behind${n}, { x: "x", y: "y", fill: "z" })] }));`,
  { kind: "chart", library: ["years", "Plot"], options: { alt: "A", data: `behind${n}` } },
];

/**
 * What the walls around blocks cost: from nothing to the result of one block, behind each wall that this machine can raise and without one, and how
 * long a chart takes to draw in the realm. A process that has been at work before is not used again.
 */
export async function blocksSections(root: string, rounds: number): Promise<Section[]> {
  const load = async <T>(path: string): Promise<T> =>
    (await import(pathToFileURL(join(compiledPackage(root), "dist", path)).href)) as T;
  const { run } = await load<Engine>("notebook/run/runner.js");
  const { BlockProcess } = await load<Engine>("notebook/process/block-process.js");
  const { Ladder, wallsHere } =
    await load<typeof import("../../src/notebook/walls/ladder.js")>("notebook/walls/ladder.js");
  const limits = { seconds: 60, megabytes: 1024 };
  const seconds = async (walls: readonly Wall[], blocks: Parameters<typeof program>[0]): Promise<number> => {
    const runner = new BlockProcess(limits.megabytes, new Ladder([...walls]));
    const began = performance.now();
    const job = { given: {}, want: [], draws: true, versions: "1", limits, runner };
    const { diagnostics, figures } = await run(program(blocks), job);
    if (diagnostics.length > 0) throw new Error(diagnostics[0]?.message);
    const charts = Object.keys(blocks).filter((id) => id.startsWith("fig-")).length;
    if (figures.size !== charts) throw new Error(`${figures.size} of ${charts} charts were drawn`);
    return (performance.now() - began) / 1000;
  };
  const best = async (work: () => Promise<number>): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let n = 0; n <= rounds; n++) least = Math.min(least, await work());
    return least;
  };
  const one = { a: "const a = 1;" };
  const charts = Object.fromEntries(Array.from({ length: CHARTS + 1 }, (_, n) => [`fig-${n}`, chart(n)]));
  const walls: readonly Wall[] = wallsHere();
  const started: Measured[] = [];
  for (const wall of walls) started.push({ name: wall.name, seconds: await best(() => seconds([wall], one)) });
  const least = Math.min(...started.map((row) => row.seconds));
  const wall = walls.slice(0, 1);
  const first = await best(() => seconds(wall, { "fig-0": charts["fig-0"] ?? "" }));
  const all = await best(() => seconds(wall, charts));
  return [
    {
      title: "Blocks, until the first has run",
      against: "the quickest",
      rows: started.map((row) => ({ ...row, ratio: row.seconds / least })),
    },
    {
      title: "Charts, behind the best wall",
      rows: [
        { name: "the first, with the start", seconds: first },
        { name: "each further one", seconds: (all - first) / CHARTS },
      ],
    },
  ];
}
