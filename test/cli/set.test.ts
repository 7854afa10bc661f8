import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type SetOptions, set } from "../../src/cli/author/set.js";
import { matchGolden } from "../golden.js";
import {
  edited,
  filesUnder,
  memo,
  Recorder,
  removeFolders,
  type Sources,
  sourcesIn,
  temporaryFolder,
  write,
} from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `set-${name}.txt`);
const FILES = sourcesIn("test/cli/fixtures/changes");
const MARCH = "assumptions/2026-03.yaml";
const JUNE = "assumptions/2026-06.yaml";

/** Calls the command in a new folder, or the one given; what it says, on both streams, and the files afterwards. */
async function call(
  words: string[],
  options: Partial<SetOptions> = {},
  files: Sources = FILES,
  folder = write(temporaryFolder(), files),
): Promise<{ code: number; said: string; files: Record<string, string>; stdout: string }> {
  const terminal = new Recorder();
  const code = await set(words, { folder, dryRun: false, ...options }, terminal);
  const shown = Object.entries(options).map(([key, value]) => ` --${key} ${JSON.stringify(value)}`);
  const said = `$ memo set ${words.join(" ")}${shown.join("")}\n${terminal.stderr}${terminal.stdout}exit code ${code}\n`;
  return { code, said, stdout: terminal.stdout, files: filesUnder(folder) };
}

const bytes = (files: Sources): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text).toString("latin1")]));

describe("memo set", () => {
  afterAll(removeFolders);

  it("writes one number into the memo's own version and nothing else", async () => {
    const ran = await call(["gw.add.2027", "26"], { source: ["paper"], asOf: "2026-05-15", because: "Guidance." });
    expect([ran.code, ran.files]).toEqual([
      0,
      bytes(edited(FILES, MARCH, "2027: 24}}", "2027: 26}, source: paper, as_of: 2026-05-15, reason: Guidance.}")),
    ]);
    matchGolden(golden("one"), ran.said);
  });

  it("says what changed, old and new, with the unit and the line", async () => {
    const all = [
      await call(["gw.stock", "8000 MW", "chip.bw.new", "25"], { source: ["survey", "paper"] }),
      await call(["gw.add", "2025:11,2027:26"]),
      await call(["gw.stock", "8"], { low: "7", high: "9000 MW", distribution: "triangular", asOf: "2026" }),
      await call(["gw.stock", "9"], {
        assumptions: "2026-06",
        asOf: "2026-06",
        because: "Counted\n  once more. ".repeat(5),
      }),
      await call(["gw.add.2025", "11"], { assumptions: "2026-06", because: "Guidance." }),
      await call(["gw.stock", "7"]),
    ];
    expect(all.map(({ code }) => code)).toEqual(all.map(() => 0));
    matchGolden(golden("said"), all.map(({ said }) => said).join("\n"));
  });

  it("tells a text of several lines on one, and a date that stays the same as that", async () => {
    const TEXT = "    words: {type: text, value: One, kind: assumed, as_of: 2026-03, note: n}\n  chip:\n";
    const files = edited(FILES, MARCH, "  chip:\n", `  told:\n${TEXT}`);
    const { said } = await call(["told.words", "One\n\n  and two\nof it"], {}, files);
    expect(said).toContain("told.words value: One → One and two of it  (");
    const same = await call(["told.words", "Three"], { assumptions: "2026-06", asOf: "2026-03", because: "n" }, files);
    expect(same.said).toContain("told.words as-of: 2026-03, as before  (");
  });

  it("takes a negative number", async () => {
    const folder = write(temporaryFolder(), edited(FILES, MARCH, "upside: {value: 2,", "upside: {value: -2.5,"));
    const ran = await memo(
      ["set", "switch.upside", "-0.25", "--low", "-3", "--high", "-0.1", "--distribution", "uniform"],
      { cwd: folder },
    );
    expect([ran.code, ran.stdout.split("\n")[0]]).toEqual([
      0,
      "switch.upside: −2.5 → −0.25  (assumptions/2026-03.yaml:17)",
    ]);
    expect(readFileSync(join(folder, MARCH), "utf8")).toContain(
      '{value: -0.25, unit: "1", low: -3, high: -0.1, distribution: uniform}',
    );
  });

  it("in a dry run shows the lines and writes nothing", async () => {
    const ran = await call(["gw.add.2027", "26", "gw.stock", "8"], { dryRun: true, asOf: "2026-05" });
    expect([ran.code, ran.files]).toEqual([0, bytes(FILES)]);
    matchGolden(golden("dry-run"), ran.said);
  });

  it("writes nothing that has an error, and shows the line as it would have been", async () => {
    const mix = edited(
      FILES,
      MARCH,
      "  switch:",
      '  mix:\n    2027: {mix: true, unit: "1", value: {A: 0.5, B: 0.5}}\n  switch:',
    );
    const all = [
      await call(["mix.2027.A", "0.4"], {}, mix),
      await call(["gw.stok", "8"]),
      await call(["derived.per_watt", "8"]),
      await call(["gw.add", "8"]),
      await call(["gw.stock", "8"], { source: ["servey"] }),
      await call(["gw.stock", "8"], { assumptions: "2026-05" }),
      await call(["gw.add.2025", "11"], { assumptions: "2026-06" }),
      await call(["gw.stock", "8"], {}, edited(FILES, MARCH, "{value: 7 GW}", "{value: 7 GWW}")),
      await call(
        ["gw.stock", "8"],
        {},
        edited(FILES, "chapters/01-summary.md", "assumptions: 2026-03}", "assumtions: 2026-03}"),
      ),
    ];
    expect(all.map(({ code }) => code)).toEqual(all.map(() => 1));
    expect(all[0]?.files).toEqual(bytes(mix));
    expect(all[1]?.files).toEqual(bytes(FILES));
    matchGolden(golden("refused"), all.map(({ said }) => said).join("\n"));
    const both = await call(["mix.2027.A", "0.4", "mix.2027.B", "0.6"], {}, mix);
    expect([both.code, both.files[MARCH]]).toEqual([
      0,
      edited(mix, MARCH, "{A: 0.5, B: 0.5}", "{A: 0.4, B: 0.6}")[MARCH],
    ]);
  });

  it("tells how it is called", async () => {
    const all = [
      await call(["gw.stock"]),
      await call(["gw.stock=8"]),
      await call(["gw.stock", "8", "GW"]),
      await call(["gw.stock", "8"], { because: "  " }),
      await call(["gw.stock", "8", "switch.upside", "3"], { low: "7" }),
    ];
    expect(all.map(({ code }) => code)).toEqual(all.map(() => 2));
    matchGolden(golden("usage"), all.map(({ said }) => said).join("\n"));
    const help = await memo(["set", "--help"], { cwd: temporaryFolder() });
    matchGolden(golden("help"), help.stdout);
  });

  it("keeps a link, and CRLF", async () => {
    const folder = write(temporaryFolder(), FILES);
    const elsewhere = join(folder, "june.yaml");
    const text = (FILES[JUNE] ?? "").replaceAll("\n", "\r\n");
    writeFileSync(elsewhere, text);
    const path = join(folder, "assumptions/2026-07.yaml");
    symlinkSync(elsewhere, path);
    writeFileSync(elsewhere, text.replace("version: 2026-06", "version: 2026-07"));
    const ran = await call(["gw.stock", "9"], { assumptions: "2026-07" }, FILES, folder);
    expect(ran.code).toBe(0);
    expect(readFileSync(elsewhere, "utf8")).toBe(
      text.replace("version: 2026-06", "version: 2026-07").replace("8 GW", "9 GW"),
    );
    expect(ran.stdout).toContain("gw.stock: 8 → 9 GW  (assumptions/2026-07.yaml:6)");
  });

  it("leaves a file that is not UTF-8 as it was", async () => {
    const folder = write(temporaryFolder(), FILES);
    const path = join(folder, MARCH);
    const latin1 = Buffer.from(`# caf\u00e9\n${FILES[MARCH]}`, "latin1");
    writeFileSync(path, latin1);
    const ran = await call(["gw.stock", "9"], {}, FILES, folder);
    expect(ran.code).toBe(1);
    expect(readFileSync(path).equals(latin1)).toBe(true);
    matchGolden(golden("bytes"), ran.said);
  });

  it("says when the file can't be written", async () => {
    const folder = write(temporaryFolder(), FILES);
    // Something in the way of the file that would be renamed.
    write(folder, { "assumptions/.2026-03.yaml.memo/notes.txt": "mine" });
    const ran = await call(["gw.stock", "9"], {}, FILES, folder);
    const { "assumptions/.2026-03.yaml.memo/notes.txt": mine, ...files } = ran.files;
    expect([ran.code, mine, files]).toEqual([1, "mine", bytes(FILES)]);
    expect(ran.said).toContain(".2026-03.yaml.memo is in the way, and memo did not make it\n");
  });
});
