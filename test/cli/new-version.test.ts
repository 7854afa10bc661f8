import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultVersion, loadRegister } from "../../src/assumptions/index.js";
import { type NewVersionOptions, newVersion } from "../../src/cli/author/new-version.js";
import { nameVersion } from "../../src/memo/versions/default-version.js";
import { matchGolden } from "../golden.js";
import {
  edited,
  filesUnder,
  Recorder,
  removeFolders,
  type Sources,
  sourcesIn,
  temporaryFolder,
  write,
} from "./memo.js";

/** What an author writes below all else. */
const ADDED =
  '  gw:\n    added_below: { label: Below, value: 2, unit: "GW", kind: assumed, as_of: 2026-08, note: Ours., reason: New. }\n';
const golden = (name: string): string => join(import.meta.dirname, "golden", `new-version-${name}.txt`);
const FILES = sourcesIn("test/cli/fixtures/changes");
const MARCH = "assumptions/2026-03.yaml";
const SOURCES = "assumptions/sources.yaml";
const SUMMARY = "chapters/01-summary.md";

async function call(
  name: string,
  options: Partial<NewVersionOptions> = {},
  files: Sources = FILES,
): Promise<{ code: number; said: string; files: Record<string, string>; kept: boolean }> {
  const terminal = new Recorder();
  const folder = write(temporaryFolder(), files);
  const before = filesUnder(folder);
  const code = await newVersion(name, { folder, default: false, ...options }, terminal);
  const shown = Object.entries(options).map(([key, value]) => ` --${key} ${JSON.stringify(value)}`);
  const said = `$ memo new-version ${name}${shown.join("")}\n${terminal.stderr}${terminal.stdout}exit code ${code}\n`;
  const after = filesUnder(folder);
  return { code, said, files: after, kept: JSON.stringify(after) === JSON.stringify(before) };
}

describe("memo new-version", () => {
  afterAll(removeFolders);

  it("writes a version that loads, changes nothing and comes after the one it extends", async () => {
    const ran = await call("2026-08", { from: "2026-06", title: "August" });
    const { "assumptions/2026-08.yaml": text = "", ...others } = ran.files;
    expect(others).toEqual(filesUnder(write(temporaryFolder(), FILES)));
    const files = new Map(Object.entries(FILES)).set(
      "assumptions/2026-08.yaml",
      Buffer.from(text, "latin1").toString(),
    );
    const [now, before] = ["2026-08", "2026-06"].map((version) => loadRegister(files, { version }).register);
    expect(now?.assumptions).toEqual(before?.assumptions);
    expect([now?.lineage, now?.asOf, now?.title]).toEqual([["2026-08", "2026-06", "2026-03"], "2026-08", "August"]);
    expect(defaultVersion(files)).toBe("2026-08");
    const added = Buffer.from(text + ADDED, "latin1").toString();
    const more = loadRegister(new Map(files).set("assumptions/2026-08.yaml", added), { version: "2026-08" });
    expect(more.diagnostics).toEqual([]);
    expect(more.register?.assumptions.get("gw.added_below")?.value).toBe(2);
    matchGolden(golden("written"), `${ran.said}\n${Buffer.from(text, "latin1").toString()}`);
  });

  it("says which version the memo is built with, and where that is said", async () => {
    const unnamed = edited(FILES, SUMMARY, ", assumptions: 2026-03}", "}");
    const all = [
      await call("2026-04"),
      await call("2026-04", { default: true }),
      await call("2026-04", {}, unnamed),
      await call("july", { from: "2026-06", asOf: "2026-07-01" }, unnamed),
      await call("2026", { from: "2026-03", default: true }, unnamed),
    ];
    expect(all.map(({ code }) => code)).toEqual(all.map(() => 0));
    const head = (ran: (typeof all)[number]): string | undefined => ran.files[SUMMARY]?.split("\n")[3];
    expect(all.map(head)).toEqual([
      "memo: {title: Changes, authors: [A Tester], step: year, assumptions: 2026-03}",
      "memo: {title: Changes, authors: [A Tester], step: year, assumptions: 2026-04}",
      "memo: {title: Changes, authors: [A Tester], step: year}",
      "memo: {title: Changes, authors: [A Tester], step: year}",
      'memo: {title: Changes, authors: [A Tester], step: year, assumptions: "2026"}',
    ]);
    matchGolden(golden("default"), all.map(({ said }) => said).join("\n"));
  });

  it("takes its date from its name where that is one, and else from the version it extends", async () => {
    const dateOf = async (name: string, from: string): Promise<string | undefined> =>
      /^as_of: (.*)$/m.exec((await call(name, { from })).files[`assumptions/${name}.yaml`] ?? "")?.[1];
    expect(await dateOf("2026-07", "2026-06")).toBe("2026-07");
    expect(await dateOf("2026-05", "2026-06")).toBe("2026-06-15");
    expect(await dateOf("second-look", "2026-06")).toBe("2026-06-15");
  });

  it("refuses what is there, what isn't and what can't be, and writes nothing", async () => {
    const refused: [number, Awaited<ReturnType<typeof call>>][] = [
      [1, await call("2026-06")],
      [1, await call("2026-08", { from: "2026-6" })],
      [1, await call("2026-08", { from: "2026-06", asOf: "2026-05" })],
      [2, await call("2026-08", { asOf: "next month" })],
      [2, await call("a/b")],
      [2, await call("../b")],
      [2, await call("2026-08.yaml")],
      [2, await call("sources")],
      [2, await call("")],
      [2, await call("2026-13")],
      [2, await call("2026-02-30")],
      [1, await call("2026-08", {}, edited(FILES, "assumptions/2026-03.yaml", "{value: 7 GW}", "{value: 7 GWW}"))],
      [1, await call("2026-08", { default: true, from: "2026-06" }, edited(FILES, SUMMARY, "---\n", ""))],
      [
        1,
        await call(
          "2026-08",
          { default: true },
          { "chapters/notes.txt": "", [MARCH]: FILES[MARCH] ?? "", [SOURCES]: FILES[SOURCES] ?? "" },
        ),
      ],
    ];
    for (const [code, ran] of refused) {
      expect(ran.code, ran.said).toBe(code);
      expect(ran.kept, ran.said).toBe(true);
    }
    matchGolden(golden("refused"), refused.map(([, { said }]) => said).join("\n"));
  });
});

describe("the version that a chapter names", () => {
  it.each([
    [
      "in a block",
      "---\ntitle: A\nmemo:\n  title: B\n  assumptions: 2026-03  # the first\n  language: en\n---\n\nText\n",
      "2026-03",
      5,
    ],
    ["in quotes, with CRLF", '\uFEFF---\r\ntitle: A\r\nmemo: {assumptions: "2026-03"}\r\n---\r\nText', '"2026-03"', 3],
  ])("%s is replaced where it stands", (_, text, written, line) => {
    const quoted = written.startsWith('"') ? '"2026-07"' : "2026-07";
    expect(nameVersion("chapters/01-a.md", text, "2026-07")).toEqual({ text: text.replace(written, quoted), line });
  });

  it("is not looked for where a chapter has no front matter that can be read", () => {
    expect(() => nameVersion("chapters/01-a.md", "---\rtitle: A\r---\r", "2026-07")).toThrow(
      "chapters/01-a.md has no front matter that could name a version",
    );
  });

  it.each([
    ["---\ntitle: A\nmemo:\n  title: B\n---\n", "---\ntitle: A\nmemo:\n  title: B\n  assumptions: 2026-07\n---\n", 5],
    ["---\ntitle: A # first\n---\nText", "---\ntitle: A # first\nmemo:\n  assumptions: 2026-07\n---\nText", 4],
  ])("is added where none is named", (text, expected, line) => {
    expect(nameVersion("chapters/01-a.md", text, "2026-07")).toEqual({ text: expected, line });
  });
});
