import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { explain } from "../../src/cli/explain.js";
import { RULES } from "../../src/rules/index.js";
import { matchGolden } from "../golden.js";
import { memo, Recorder, ROOT } from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `explain-${name}.txt`);

/** What a terminal of some width shows, and the exit code. */
function said(id: string | undefined, { json = false, width = 80, color = false } = {}): string {
  const terminal = new Recorder();
  const code = explain(id, { json }, Object.assign(terminal, { columns: width, outColor: color }));
  return `${terminal.stdout}${terminal.stderr}${code === 0 ? "" : `exit code ${code}\n`}`;
}

describe("memo explain", () => {
  it.each(["prose/claim-fails", "stale/number", "git/symlink", "notebook/crashed", "assumptions/tag"])("%s", (id) => {
    matchGolden(golden(id.replace("/", "-")), said(id));
  });

  it("wraps its own words to the terminal, and leaves examples as they are", () => {
    matchGolden(golden("narrow"), said("prose/claim-fails", { width: 40 }));
    const wide = said("prose/claim-fails", { width: 200 });
    expect(wide).toContain("Change the sentence, or write the one that is true then after `{{else}}`.");
  });

  it("has colours on a terminal that shows them, and the same words", () => {
    const colored = said("stale/number", { color: true });
    expect(colored).toContain("\u001b[1;33mwarning\u001b[0m");
    expect(stripVTControlCharacters(colored)).toBe(said("stale/number"));
  });

  it("lists the rules of a room", () => {
    const ids = RULES.map(({ id }) => id).filter((id) => id.startsWith("stale/"));
    for (const room of ["stale", "stale/"]) {
      const list = said(room);
      expect(list.match(/^ {2}[a-z-]+\/[a-z-]+/gm)?.map((id) => id.trim())).toEqual(ids);
      expect(list.endsWith(`${ids.length} rules; \`memo explain <rule>\` says more about one\n`)).toBe(true);
    }
    expect(JSON.parse(said("stale", { json: true })).map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(said("stal")).toContain("did you mean `stale`?");
  });

  it("lists all rules by room, within the width", () => {
    const list = said(undefined, { width: 60 });
    for (const line of list.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(60);
    for (const { id } of RULES) expect(list).toContain(`  ${id}  `);
    expect(list.endsWith(`${RULES.length} rules; \`memo explain <rule>\` says more about one\n`)).toBe(true);
  });

  it("tells what was likely meant", () => {
    const asked = ["prose/claim-fail", "cycle", "claim", "no such thing"];
    matchGolden(golden("unknown"), asked.map((id) => `$ memo explain ${id}\n${said(id)}`).join("\n"));
  });

  it("prints JSON", () => {
    const rule = RULES.find(({ id }) => id === "stale/number");
    expect(JSON.parse(said("stale/number", { json: true }))).toEqual(rule);
    for (const { id } of RULES) expect(said(id, { json: true }).length, id).toBeLessThan(10_000);
    expect(JSON.parse(said(undefined, { json: true }))).toEqual(
      RULES.map(({ id, severity, summary }) => ({ id, severity, summary })),
    );
  });

  it("is a command", async () => {
    const [listed, one, none] = await Promise.all([
      memo(["explain"], { cwd: ROOT }),
      memo(["explain", "stale/number", "--json"], { cwd: ROOT }),
      memo(["explain", "stale/nubmer"], { cwd: ROOT }),
    ]);
    expect([listed.code, one.code, none.code]).toEqual([0, 0, 2]);
    expect(listed.stdout).toBe(said(undefined));
    expect(one.stdout).toBe(said("stale/number", { json: true }));
    expect(none.stderr).toContain("did you mean `stale/number`?");
  });
});
