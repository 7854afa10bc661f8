import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { show } from "../../src/cli/show/run.js";
import { type WhyOptions, why } from "../../src/cli/why.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import { edited, filesUnder, Recorder, removeFolders, SIDE, sourcesIn, temporaryFolder, write } from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `why-${name}.txt`);
const FILES = sourcesIn("test/cli/fixtures/changes");

const OPTIONS = { set: [], cache: true, json: false, limits: { seconds: 60, megabytes: 1024 } };

const built = (folder: string): Promise<number> =>
  build({ ...OPTIONS, folder, out: "out", only: ["data"] }, new Recorder());

async function ask(
  name: string,
  folder: string,
  more: Partial<WhyOptions> = {},
): Promise<{ code: number; said: string; stdout: string }> {
  const terminal = new Recorder();
  const code = await why(name, { ...OPTIONS, folder, ...more }, terminal);
  return { code, said: terminal.stdout + terminal.stderr, stdout: terminal.stdout };
}

describe("memo why", () => {
  let folder: string;
  beforeAll(async () => {
    runBlocksHere();
    folder = write(temporaryFolder(), FILES);
    await built(folder);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  it.each([
    ["value", "stock"],
    ["member", "stock.2027"],
    ["output", "total"],
    ["function", "speed"],
    ["formula", "share_of"],
    ["expensive", "swept"],
    ["claim", "grows"],
    ["figure", "fig-speed"],
    ["nothing", "fig-still"],
    ["assumption", "gw.add"],
    ["assumption-member", "given.gw.add.2026"],
    ["derived", "derived.per_watt"],
    ["unread", "switch.upside"],
  ])("explains a %s", async (name, asked) => {
    const { code, said } = await ask(asked, folder);
    expect(code).toBe(0);
    matchGolden(golden(name), `$ memo why ${asked}\n${said}`);
  });

  it("prints a unit however long it is", async () => {
    const own = write(temporaryFolder(), {
      "chapters/01-case.md":
        "---\ntitle: Case\n---\n\n{{number x}}\n\n```ts {#x}\nconst x = given.home.use.flat + given.home.use.house;\n```\n",
      "assumptions/2026-01.yaml": `version: 2026-01
as_of: 2026-01-15
defaults: { kind: assumed, as_of: 2026-01 }
units: {household: new}
assumptions:
  home:
    use: { label: Use, unit: MWh/household/year, value: {flat: 9.2, terrace: 14.6, house: 21.8}, note: n }
`,
    });
    expect((await ask("x", own)).said).toContain("flat 9.2, terrac… MWh/household/year");
  });

  it("explains figures side by side by all their parts", async () => {
    const side = write(temporaryFolder(), { ...FILES, "chapters/04-side.md": SIDE });
    const { code, said } = await ask("fig-side", side);
    expect(code, said).toBe(0);
    expect(said).toContain("fig-side  (figure, chapters/04-side.md:5:");
    expect(said).toContain("Both of them.");
    for (const id of ["fig-left", "fig-right", "stock", "aside"]) expect(said).toMatch(new RegExp(`^  ${id} `, "m"));
    expect(said).not.toContain("fig-apart");
    expect(said).toContain("chip.watts");
    expect(said).toContain("gw.add");
  });

  it("tells the names of one block apart, and a name from the assumption that it hides", async () => {
    const chapter = `---
title: Case
---

{{number r digits=2}}

\`\`\`ts {#cost}
const { price } = given;
const fleet = given.fleet * 2;
const q = price.gas * fleet;
\`\`\`

\`\`\`ts {#run}
const r = price.gas * 2;
const risk = { weak: { x: fleet, y: r } };
\`\`\`
`;
    const assumptions = `version: 2026-01
as_of: 2026-01-15
defaults: { kind: assumed, as_of: 2026-01 }
assumptions:
  price:
    gas: { label: Gas, value: 3, low: 2, high: 4, distribution: uniform, unit: "1", note: the price note }
    oil: { label: Oil, value: 4, unit: "1", note: n }
  fleet: { label: Fleet, value: 5, low: 4, high: 6, distribution: uniform, unit: "1", note: n }
`;
    const own = write(temporaryFolder(), { "chapters/01-case.md": chapter, "assumptions/2026-01.yaml": assumptions });
    const said: string[] = [];
    const names = [
      "fleet",
      "price",
      "price.gas",
      "price[gas]",
      "given.price.gas",
      "q",
      "r",
      'risk["weak"].x',
      "risk.weak.z",
    ];
    for (const name of names) said.push(`$ memo why ${name}`, (await ask(name, own)).said);
    for (const name of ["price.gas", "given.price.gas", "risk.weak.z", "fleet"]) {
      const terminal = new Recorder();
      await show(name, { ...OPTIONS, folder: own }, terminal);
      said.push(`$ memo show ${name}`, terminal.stdout + terminal.stderr);
    }
    matchGolden(golden("names"), said.join("\n"));
  });

  it("calls a block that computes a block, and says what it gives", async () => {
    expect((await ask("sweep", folder)).said).toMatch(
      /^sweep {2}\(block, chapters\/02-model\.md:26:1\)\n {2}gives swept\n/,
    );
    expect((await ask("eq-share", folder)).said).toMatch(/^eq-share {2}\(block, .*\n {2}gives share_of\n/);
    expect((await ask("fig-still", folder)).said).toMatch(/^fig-still {2}\(figure, /);
  });

  it("names the nearest thing where nothing is called that", async () => {
    const said = await Promise.all(
      ["totl", "stock.2028", "fig-sped", "growz", "gw.ad", "nothing-at-all"].map(async (name) => {
        const answer = await ask(name, folder);
        expect([answer.code, answer.stdout], name).toEqual([2, ""]);
        return `$ memo why ${name}\n${answer.said}`;
      }),
    );
    matchGolden(golden("unknown"), said.join("\n"));
  });

  it("says what was changed, and by which scenario or override a value was set", async () => {
    const changed = write(temporaryFolder(), FILES);
    await built(changed);
    const before = filesUnder(join(changed, "out"));
    write(changed, edited(FILES, "chapters/02-model.md", ": given.chip.bw[chip];", ": 2 * given.chip.bw[chip];"));
    const { said } = await ask("fig-speed", changed, {
      scenario: "faster",
      set: [{ id: "gw.stock", text: "9 GW" }],
    });
    expect(filesUnder(join(changed, "out"))).toEqual(before);
    matchGolden(golden("edited"), `$ memo why fig-speed --scenario faster --set "gw.stock=9 GW"\n${said}`);
  });

  it("compares with the last build, however often it is asked", async () => {
    const changed = write(temporaryFolder(), FILES);
    await built(changed);
    write(changed, edited(FILES, "assumptions/2026-03.yaml", "stock: {value: 7 GW}", "stock: {value: 7.5 GW}"));
    const first = await ask("total", changed);
    expect(first.said).toContain("ran: given.gw.stock changed");
    expect((await ask("total", changed)).said).toBe(first.said);
    await built(changed);
    expect((await ask("total", changed)).said).not.toContain("changed");
  });

  it("with --json gives the same as data", async () => {
    const { code, stdout } = await ask("total", folder, { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: "total",
      kind: "output",
      blockId: "stock",
      blocks: [{ id: "stock", status: { state: "ran" } }],
      assumptions: [{ id: "gw.add" }, { id: "gw.stock", value: "7", unit: "GW" }],
    });
    const unknown = await ask("totl", folder, { json: true });
    expect(JSON.parse(unknown.stdout)).toMatchObject({ ok: false, diagnostics: [{ rule: "why/unknown" }] });
  });

  it("reports a memo that doesn't compute as a build does", async () => {
    const broken = write(temporaryFolder(), edited(FILES, "chapters/01-summary.md", "{{times ratio", "{{times ration"));
    const { code, said } = await ask("total", broken);
    expect([code, said.split("\n")[0]]).toEqual([1, "error[prose/unknown-value] chapters/01-summary.md:7:84"]);
  });
});
