import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import type { OutputKind } from "../../src/memo/write.js";
import { MEMOS, REGISTER } from "../attack/memos.js";
import { runBlocksHere } from "./in-process.js";
import { filesUnder, Recorder, removeFolders, temporaryFolder, write } from "./memo.js";

// Chapters that once stopped a build, got something else printed or reached somewhere, built whole: what is refused is told at its place and
// writes nothing; what is built holds what it should and nothing that it shouldn't. Those that need the process of blocks to be left are in
// test/attack/memos/; the reply of two gigabytes is in test/notebook/process/announced.test.ts, texts for comments in test/review/untrusted.test.ts.

const chapter = (body: string): string => `---\ntitle: T\n---\n\n${body}\n`;
const chart = (code: string): string =>
  `See @fig-a {{number given.use.years digits=0}}.\n\n\`\`\`ts {#fig-a .chart}\n//| caption: C.\n//| alt: A.\n${code}\n\`\`\``;
const dot = (more: string): string =>
  `Plot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: 1, y: 1 }], { x: "x", y: "y"${more} } as any)] });`;
const render = (code: string): string =>
  `const _r: any = (i: any, s: any, v: any, d: any, context: any, next: any) => { const g = next(i, s, v, d, context); ${code} return g; };\n`;
/** The smallest picture there is. */
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const TYPES = `\`\`\`ts {#costs}
const saving = given.use.years * 2;
const loss: string = -saving;
\`\`\``;

interface Case {
  body: string;
  /** Rule and place of what refuses it; where it is built, what it may print, and what not. */
  refused?: string;
  says?: RegExp;
  never?: RegExp;
  only?: readonly OutputKind[];
}

const CASES: Readonly<Record<string, Case>> = {
  "citations that open and open": { body: "[@".repeat(100_000), refused: "chapters/size 5:1" },
  "a heading of blanks": { body: `## a${" ".repeat(100_000)}b`, refused: "chapters/size 5:1" },
  "links inside links": { body: "[a](http://x ".repeat(20_000), refused: "chapters/size 5:1" },
  "emphasis inside emphasis, too long": { body: "*a **b ".repeat(2000), refused: "chapters/size 5:1" },
  "emphasis inside emphasis, closed": {
    body: `${"*a **b ".repeat(500)}c${"***".repeat(500)}`,
    refused: "prose/too-deep 5:\\d+",
  },
  "emphasis that is never closed": {
    body: `${"*a **b ".repeat(1000)}{{number given.use.years digits=0}}`,
    says: /(?:\*a \*\*b ){1000}/,
  },
  "lists sixty deep": {
    body: Array.from({ length: 60 }, (_, n) => `${"  ".repeat(n)}- x`).join("\n"),
    refused: "prose/too-deep 25:1",
  },
  "an address that names no host": { body: "[x](https:evil.example)", refused: "prose/link 5:3" },
  "an id that is longer than names of files": {
    body: `See @fig-${"a".repeat(300)}.\n\n\`\`\`ts {#fig-${"a".repeat(300)} .chart}\n//| caption: c\n//| alt: a\n${dot("")}\n\`\`\``,
    refused: "chapters/size 7:1",
  },
  "escaped braces": {
    body: "Write \\{{x.5}} here {{number given.use.years digits=0}}.",
    says: /Write (?:\\?\{){2}x\.5\}\} here 6\./,
    never: /[\ue000-\uf8ff]/,
  },
  "a picture inside a chart": {
    body: chart(
      `Plot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.image([{ x: 1, y: 1, t: "${PIXEL}" }], { x: "x", y: "y", src: "t" })] });`,
    ),
    says: /<image [^>]*data:image\/png/,
    never: /http:\/\/127/,
  },
  "a fill from elsewhere": {
    body: chart(dot(', r: 30, fill: "url(http://127.0.0.1:9/f.svg#a)", stroke: "url(http://127.0.0.1:9/g.svg#a)"')),
    refused: "notebook/chart 7:1",
  },
  "a height that is markup": {
    body: chart(
      render(
        `context.ownerSVGElement.setAttribute("height", '300"><script>alert(1)</script><image href="http://127.0.0.1:9/b"/><x y="');`,
      ) + dot(", render: _r"),
    ),
    refused: "notebook/chart 7:1",
  },
  "twenty thousand rows": {
    body: "See @tbl-a.\n\n```ts {#tbl-a .table}\n//| caption: c\nyears(1, 20000).map((y) => ({ y, v: y * 2 }))\n```",
    refused: "pdf/no-room 7:1",
    only: ["pdf"],
  },
  "signs of a terminal": {
    body: '```ts {#a}\nthrow new Error("\\u001b]0;PWNED\\u0007");\n```',
    refused: "notebook/threw 6:7",
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    never: /[\u0007\u001b]/,
  },
  "a type error beside a formula": { body: TYPES, refused: "types/wrong-type 7:7" },
};

afterAll(removeFolders);

describe("a stranger's chapter", () => {
  beforeEach(runBlocksHere);
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function built(
    chapters: readonly string[],
    only: readonly OutputKind[] = ["page", "md", "data"],
  ): Promise<{ code: number; said: string; out: string; folder: string }> {
    const files = chapters.map((text, n) => [`chapters/0${n + 1}-${"ab"[n]}.md`, text] as const);
    const folder = write(temporaryFolder(), { ...Object.fromEntries(files), "assumptions/2026-01.yaml": REGISTER });
    const terminal = new Recorder();
    const limits = { seconds: 20, megabytes: 1024 };
    const code = await build({ folder, set: [], out: "out", cache: false, json: false, limits, only }, terminal);
    const out = existsSync(join(folder, "out")) ? Object.values(filesUnder(join(folder, "out"))).join("\n") : "";
    return { code, said: terminal.stdout + terminal.stderr, out, folder };
  }

  it.each(Object.entries(CASES))("%s", async (_, { body, refused, says, never, only }) => {
    const { code, said, out } = await built([chapter(body)], only);
    if (refused === undefined) {
      expect([code, said.replace(/\d+\.\d s\n$/, "")]).toEqual([0, expect.stringMatching(/^out: /)]);
      if (says) expect(Buffer.from(out, "latin1").toString()).toMatch(says);
    } else {
      const [rule, place] = refused.split(" ");
      expect(said).toMatch(new RegExp(String.raw`^error\[${rule}\] chapters/01-a\.md:${place}\n`));
      // What is wrong with one thing is told once.
      expect([code, out, said.match(/^error\[/gm)?.length]).toEqual([1, "", 1]);
      expect(said.length).toBeLessThan(2000);
    }
    expect(said).not.toMatch(/\n\s+at /);
    if (never) expect(Buffer.from(said + out, "latin1").toString()).not.toMatch(never);
  });

  it("that patches what others compute with changes nothing of theirs, and nothing that is left when it is gone", async () => {
    const [tamper = "", honest = ""] = [MEMOS.get("tamper"), MEMOS.get("honest")];
    const of = (said: string): string[] =>
      said.replaceAll("\\", "").match(/Total .*|(?<=\n)Above five\.|Not above five\./g) ?? [];
    const { code, folder, said } = await built([tamper, honest]);
    const right = ["Total 10, d3 6 1970-01-01T00:00:00.000Z.", "Above five."];
    // Where the patch itself is refused nothing is written, which is as good.
    if (code === 0) expect(of(readFileSync(join(folder, "out/memo.md"), "utf8"))).toEqual(right);
    else expect(said).toMatch(/^error\[notebook\/threw\] chapters\/01-a\.md:\d+/);
    const alone = await built([honest.replace(", @sec-x", "")]);
    expect([alone.code, of(readFileSync(join(alone.folder, "out/memo.md"), "utf8"))]).toEqual([0, right]);
  });
});
