import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { show } from "../../src/cli/show/run.js";
import { why } from "../../src/cli/why.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import { Recorder, removeFolders, temporaryFolder, write } from "./memo.js";

const FILES = {
  "assumptions/2026-01.yaml": `version: 2026-01
as_of: 2026-01-15
title: A reservoir
defaults: { kind: assumed, as_of: 2026-01 }
assumptions:
  gauge: { label: Gauge, data: gauge.csv, columns: { month: { type: month }, inflow: { unit: m^3 }, full: { unit: "%" } }, key: month, note: as told }
  rain: { label: Rain, data: rain.csv, columns: { month: { type: month }, depth: { unit: mm, missing: allowed } }, key: month, note: as told }
  towns: { label: Towns, data: towns.csv, columns: { town: { type: text }, drawn: { unit: m^3 } }, key: town, note: as told }
`,
  "data/gauge.csv": "month,inflow,full\n2025-01,1200,40\n2025-02,3400,75\n2025-03,800,60\n",
  "data/rain.csv": "month,depth\n2025-01,30\n2025-02,\n2025-03,12\n",
  "data/towns.csv": "town,drawn\nUpper,500\nLower,700\n",
  "chapters/01-water.md": `---
title: Water
---

\`\`\`sql {#wet}
SELECT month, depth FROM rain WHERE depth > 10
\`\`\`

\`\`\`sql {#monthly}
--| columns:
--|   drawn: { unit: m^3 }
SELECT month, inflow, "full", wet.depth AS depth, (SELECT sum(drawn) FROM towns) AS drawn
FROM gauge LEFT JOIN wet USING (month)
ORDER BY inflow DESC
\`\`\`

\`\`\`ts {#peaks}
const peak = monthly.rows[0];
const towns_count = given.towns.rows.length;
\`\`\`

The peak is {{unit peak.inflow to="m^3" digits=0}} in {{number towns_count digits=0}} towns.
`,
};
const OPTIONS = { set: [], cache: true, json: false, limits: { seconds: 60, megabytes: 1024 } };

let folder: string;
beforeAll(() => {
  runBlocksHere();
  folder = write(temporaryFolder(), FILES);
});
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

const asked = async (command: typeof show | typeof why, name: string, json = false): Promise<string> => {
  const terminal = new Recorder();
  const code = await command(name, { ...OPTIONS, folder, json }, terminal);
  expect(code, terminal.stdout + terminal.stderr).toBe(0);
  return terminal.stdout;
};

it("memo show prints a query as a table in the units of its columns, on 80 columns", async () => {
  const said = (
    await Promise.all(["monthly", "monthly.columns", "monthly.rows", "wet"].map((name) => asked(show, name)))
  ).join("\n");
  for (const line of said.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  matchGolden(`${import.meta.dirname}/golden/show-query.txt`, said);
  const { value, columns } = JSON.parse(await asked(show, "monthly", true));
  expect(value.rows[0]).toEqual({ month: "2025-02", inflow: 3400, full: 0.75, depth: null, drawn: 1200 });
  expect(columns[3]).toMatchObject({ name: "depth", unit: expect.any(String), missing: 1 });
});

it("memo why of a column of a query names what that column rests on, and what chooses its rows", async () => {
  const behind = async (name: string): Promise<{ blocks: string[]; assumptions: string[] }> => {
    const { blocks, assumptions } = JSON.parse(await asked(why, name, true));
    const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);
    return { blocks: ids(blocks), assumptions: ids(assumptions) };
  };
  expect(await behind("monthly.columns.inflow")).toEqual({
    blocks: ["monthly", "wet"],
    assumptions: ["gauge", "rain"],
  });
  expect(await behind("monthly.rows.0.drawn")).toEqual({
    blocks: ["monthly", "wet"],
    assumptions: ["gauge", "rain", "towns"],
  });
  expect(await behind("peak.inflow")).toEqual({ blocks: ["peaks", "monthly", "wet"], assumptions: ["gauge", "rain"] });
  expect(await behind("peak")).toMatchObject({ assumptions: ["gauge", "rain", "towns"] });
  expect(await behind("towns_count")).toEqual({ blocks: ["peaks"], assumptions: ["towns"] });
});
