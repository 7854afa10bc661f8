import { describe, expect, it, test } from "vitest";
import { checkGithub } from "../../src/check/forms/github.js";
import { guarded, Progress, printDiagnostics, type Terminal } from "../../src/cli/terminal/terminal.js";
import { type Diagnostic, formatDiagnostic } from "../../src/diagnostic.js";
import { jsonReport } from "../../src/render/data/json-report.js";
import { asJson, onOneLine, onTerminal, shortened, withoutCommands } from "../../src/text/shown.js";
import { workflowCommand } from "../../src/text/workflow-command.js";
import { Recorder } from "../cli/memo.js";
import { effectOf, HOSTILE } from "./hostile.js";

const at = (file: string): NonNullable<Diagnostic["place"]> => ({ file, start: { line: 2, column: 3 } });
const about = (more: Partial<Diagnostic>): Diagnostic => ({
  rule: "notebook/threw",
  severity: "error",
  message: "it threw",
  place: at("chapters/01.md"),
  ...more,
});

/** Each part of a message that may quote somebody. */
const PARTS: Readonly<Record<string, (text: string) => Diagnostic>> = {
  message: (text) => about({ message: `block \`a\`: ${text}` }),
  "message at its begin": (text) => about({ message: text }),
  expected: (expected) => about({ expected }),
  hint: (hint) => about({ hint }),
  note: (note) => about({ notes: ["one", note] }),
  "related words": (words) => about({ related: [{ words, place: at("a.md") }] }),
  "related file": (file) => about({ related: [{ words: "first at", place: at(file) }] }),
  file: (file) => about({ place: at(file) }),
};

/** What a command prints by way of each place, once it went through the door that all of it goes through. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  ...Object.fromEntries(
    Object.entries(PARTS).map(([name, made]) => [
      `a diagnostic's ${name}`,
      (text: string) =>
        printed((terminal) => printDiagnostics(terminal, [made(text)], new Map([["chapters/01.md", "one\ntwo\n"]]))),
    ]),
  ),
  "a line of a source": (text) =>
    printed((terminal) => printDiagnostics(terminal, [about({})], new Map([["chapters/01.md", `one\n  ${text} x\n`]]))),
  "a print of a block": (text) => printed((terminal) => terminal.err(`a: ${text}\n`)),
  "a line of output": (text) => printed((terminal) => terminal.out(`${text}\n`)),
  "an annotation's message": (text) => command(workflowCommand("error", { file: "a.md" }, text)),
  "an annotation's title": (title) => command(workflowCommand("notice", { file: "a.md", title }, "x")),
  "an annotation's file": (file) => command(workflowCommand("notice", { file }, "x")),
  "what annotations leave to the log": (text) => {
    const many = Array.from({ length: 12 }, () => about({ message: text }));
    const report = { diagnostics: many, counts: { error: 12, warning: 0, hint: 0 }, fixed: 0, exceptions: [] };
    const lines = printed((terminal) =>
      terminal.out(checkGithub({ ...report, seconds: 1, sources: new Map(), prefix: "" }), true),
    );
    return lines
      .split("\n")
      .filter((line) => !/^::error file=chapters\/01.md,line=2,col=3,title=notebook\/threw::/.test(line))
      .join("\n");
  },
  "JSON, as a value": (text) => printed((terminal) => terminal.out(jsonReport(false, [about({ message: text })], {}))),
  "JSON, as a key": (text) => printed((terminal) => terminal.out(asJson({ [text]: new Map([[text, 1]]) }))),
};

function printed(print: (terminal: Terminal) => void, options: { color?: boolean } = {}): string {
  const recorder = new Recorder(false, options.color);
  print(guarded(recorder));
  return recorder.stdout + recorder.stderr;
}

/** What is left of a command beside its own begin. */
function command(line: string): string {
  const shown = printed((terminal) => terminal.out(`${line}\n`, true));
  expect(shown.trimEnd().split("\n"), shown).toHaveLength(1);
  return shown.replace(/^::(?:error|notice) file=[^:]*::/, "");
}

describe.each(Object.entries(PLACES))("%s", (_, show) => {
  it.each(Object.entries(HOSTILE))("shows and does nothing with what %s", (_, text) => {
    expect(effectOf(show(text))).toBeUndefined();
  });
});

test("a message keeps to the lines below its head, whatever lines it has", () => {
  for (const [name, made] of Object.entries(PARTS))
    for (const text of Object.values(HOSTILE)) {
      const [head = "", ...below] = formatDiagnostic(made(text)).split("\n");
      expect(head, name).toMatch(/^error\[notebook\/threw\] .*:2:3$/);
      for (const line of below) expect(line, name).toMatch(/^ {2}/);
    }
});

test("colours of the tool's own pass where there are any, and those of a stranger never", () => {
  const text = `x${HOSTILE["hides what follows"]}${HOSTILE["hides among colours"]}`;
  const plain = printed((terminal) => printDiagnostics(terminal, [about({ message: text })], new Map()));
  expect(plain).not.toContain("\u001b");
  const painted = printed((terminal) => printDiagnostics(terminal, [about({ message: text })], new Map()), {
    color: true,
  });
  expect(painted).toContain("\u001b[1;31merror\u001b[0m");
  expect(effectOf(painted, { colors: true })).toBeUndefined();
});

test("a line of progress is one line", () => {
  const recorder = new Recorder(true);
  const progress = new Progress(guarded(recorder));
  for (const text of Object.values(HOSTILE)) {
    recorder.stderr = "";
    progress.step(`reading ${text}`);
    expect(recorder.stderr.startsWith("\r\u001b[2K")).toBe(true);
    expect(effectOf(recorder.stderr.slice(5))).toBeUndefined();
    expect(recorder.stderr).not.toContain("\n");
  }
});

test("what is honest stays as it is", () => {
  const honest = 'Ångström — “x”: 5 µm, a::b, ## Heading, C# [1], "ﬁ"\n\tcell\r\n| a | b |\n日本語 😀 e\u0301 שלום\n';
  expect(withoutCommands(onTerminal(honest))).toBe(honest);
  expect(onOneLine("a\r\nb\tc")).toBe("a b c");
  const data = { a: Object.values(HOSTILE), b: new Map([["k", honest]]) };
  expect(JSON.parse(asJson(data))).toEqual({ a: Object.values(HOSTILE), b: { k: honest } });
});

test("what is replaced keeps its width, so that a frame's mark points where it should", () => {
  for (const text of Object.values(HOSTILE)) expect(onTerminal(text).length).toBe(text.length);
});

describe("a text cut to a length", () => {
  it("has as many letters as it may, the last of them an ellipsis", () => {
    expect(shortened("abcdef", 6)).toBe("abcdef");
    expect(shortened("abcdefg", 6)).toBe("abcde…");
    expect(shortened("x".repeat(50))).toBe(`${"x".repeat(39)}…`);
  });

  it("ends with no half of a letter that is written as two", () => {
    expect(shortened("abcd😀g", 6)).toBe("abcd…");
    expect(shortened("abc😀fg", 6)).toBe("abc😀…");
  });
});
