import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ShowOptions, show } from "../../src/cli/show/run.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import { edited, Recorder, removeFolders, sourcesIn, temporaryFolder, write } from "./memo.js";

const FILES = sourcesIn("test/cli/fixtures/changes");
const OPTIONS = { set: [], cache: true, json: false, limits: { seconds: 60, megabytes: 1024 } };

describe("memo show", () => {
  let folder: string;
  beforeAll(() => {
    runBlocksHere();
    folder = write(temporaryFolder(), FILES);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  async function ask(name: string, more: Partial<ShowOptions> = {}): Promise<{ code: number; said: string }> {
    const terminal = new Recorder();
    const code = await show(name, { ...OPTIONS, folder, ...more }, terminal);
    return { code, said: terminal.stdout + terminal.stderr };
  }

  it("prints values, assumptions, figures, claims and sources", async () => {
    const names = [
      ...["total", "stock", "stock.2027", "swept", "speed", "start"],
      ...["grows", "fig-speed"],
      ...["gw.add", "given.gw.add.2026", "chip.bw", "derived.per_watt", "switch.above"],
      ...["survey", "@paper"],
    ];
    const said: string[] = [];
    for (const name of names) {
      const answer = await ask(name);
      expect(answer.code, answer.said).toBe(0);
      said.push(`$ memo show ${name}\n${answer.said}`);
    }
    matchGolden(join(import.meta.dirname, "golden", "show.txt"), said.join("\n"));
  });

  it("prints scenarios and sections, which are names of the document too", async () => {
    const said: string[] = [];
    for (const name of ["faster", "sec-stock", "@sec-pictures"])
      said.push(`$ memo show ${name}\n${(await ask(name)).said}`);
    matchGolden(join(import.meta.dirname, "golden", "show-document.txt"), said.join("\n"));
    expect((await ask("sec-nowhere")).code).toBe(2);
  });

  it("keeps to 80 columns", async () => {
    for (const name of ["total", "swept", "fig-speed", "gw.add", "survey"])
      for (const line of (await ask(name)).said.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  it("names the nearest thing where nothing is called that", async () => {
    const said: string[] = [];
    for (const name of ["totl", "stock.2028", "fig-sped", "gw.ad", "surveys", "eq-share", "speeds2", "sweep"]) {
      const answer = await ask(name);
      expect(answer.code, name).toBe(2);
      said.push(`$ memo show ${name}\n${answer.said}`);
    }
    matchGolden(join(import.meta.dirname, "golden", "show-unknown.txt"), said.join("\n"));
  });

  it("shows what a scenario or an override makes of it", async () => {
    const set = [{ id: "gw.stock", text: "9 GW" }];
    expect((await ask("total", { set })).said).toContain("61 GW");
    expect((await ask("gw.stock", { set })).said).toContain("9 GW");
    expect((await ask("chip.bw", { scenario: "faster" })).said).toMatch(/^new +30$/m);
  });

  it("with --json gives the same as data", async () => {
    expect(JSON.parse((await ask("stock", { json: true })).said)).toMatchObject({
      kind: "value",
      value: { 2025: 17, 2026: 35, 2027: 59 },
      restsOn: ["gw.add", "gw.stock"],
      usedBy: expect.arrayContaining(["grows"]),
    });
    expect(JSON.parse((await ask("grows", { json: true })).said)).toMatchObject({
      kind: "claim",
      holds: true,
      margin: 42,
    });
    expect(JSON.parse((await ask("survey", { json: true })).said)).toMatchObject({
      kind: "source",
      citedAt: expect.anything(),
    });
    expect(JSON.parse((await ask("totl", { json: true })).said)).toMatchObject({
      ok: false,
      diagnostics: [{ rule: "show/unknown" }],
    });
  });

  it("reports a memo that doesn't compute as a build does", async () => {
    const broken = write(temporaryFolder(), edited(FILES, "chapters/02-model.md", "stock[2025], {", "stck[2025], {"));
    const { code, said } = await ask("total", { folder: broken });
    expect([code, said.split("\n")[0]]).toEqual([1, expect.stringContaining("error[notebook/undefined-name]")]);
  });
});
