import { rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { formatDiagnostics, type MemoError } from "../../src/diagnostic.js";
import { LIST, LOCAL_LIST } from "../../src/files/index.js";
import { type ComputeOptions, computeMemo } from "../../src/memo/compute.js";
import { engineVersion } from "../../src/memo/engine-version.js";
import { NOTHING_NEW } from "../../src/memo/passes/kept-run.js";
import { OUTPUT_KINDS, type OutputKind, UNCOMMITTED, writeOutputs } from "../../src/memo/write.js";
import { askAnew } from "../setup/in-realm.js";
import { readAnew } from "../setup/reading/kept.js";
import { wholeOr } from "../setup/whole.js";
import { copyOfStore } from "../store/copy.js";
import { runBlocksHere } from "./in-process.js";
import {
  edited,
  filesUnder,
  memo,
  projectOf,
  removeFolders,
  type Sources,
  sourcesIn,
  temporaryFolder,
  write,
} from "./memo.js";

const BASE = sourcesIn("test/cli/fixtures/changes");
/** Blocks whose results a cache keeps: the charts, and what is marked expensive. */
const KEPT = ["sweep", "fig-stock", "fig-speed", "fig-sweep", "fig-still"] as const;

interface State {
  files: Sources;
  options?: Pick<ComputeOptions, "version" | "scenario" | "sets">;
}

/** All a build gives: every file, what it says on the terminal, and why each kept block ran. */
interface Built {
  files: Record<string, string>;
  said: string;
  reasons: Record<string, string>;
}

async function build(
  state: State,
  cacheFolder?: string,
  kinds: readonly OutputKind[] = ["page", "md", "data"],
): Promise<Built> {
  askAnew();
  readAnew();
  const { tree, run, diagnostics } = await computeMemo(projectOf(state.files), { ...state.options, cacheFolder });
  const outputs = await writeOutputs(tree, new Set(kinds));
  const kept = run.status.filter(
    ({ blockId, state: how, reason }) => (how === "cached" && reason !== NOTHING_NEW) || /^fig-|^sweep$/.test(blockId),
  );
  return {
    files: Object.fromEntries([...outputs].map(([path, bytes]) => [path, Buffer.from(bytes).toString("latin1")])),
    said: [formatDiagnostics(diagnostics), ...run.printed.map(({ blockId, text }) => `${blockId}: ${text}`)].join("\n"),
    reasons: Object.fromEntries(
      kept.map(({ blockId, state: how, reason }) => [blockId, how === "cached" && reason !== SAME ? how : reason]),
    ),
  };
}

/** Takes away what whole runs came to, so that it shows what is kept of each block. */
function dropRuns(cache: string): void {
  for (const [name, text] of Object.entries(filesUnder(cache)))
    if (text.includes('"\x06status')) rmSync(join(cache, name));
}

/** The parts that a cache must make no difference to. */
const given = ({ files, said }: Built): Omit<Built, "reasons"> => ({ files, said });

/** What a reader sees: all but the data for reviews, which has every assumption, read or not, and digests of the sources. */
const seen = ({ files, said }: Built): Omit<Built, "reasons"> => ({
  files: Object.fromEntries(
    Object.entries({ ...files, "results.json": "", ".memo-built.json": "" }).map(([path, text]) => [
      path,
      text.replaceAll(/(name="memo-inputs" content="|(?:inputs|sources) sha256:)[^".]*/g, "$1"),
    ]),
  ),
  said,
});

const chapter = (name: string): string => Object.keys(BASE).find((path) => path.endsWith(name)) ?? name;
const [SUMMARY, MODEL, FIGURES, VERSION] = ["summary.md", "model.md", "figures.md", "2026-03.yaml"].map(chapter) as [
  string,
  string,
  string,
  string,
];
const change =
  (path: string, from: string, to: string) =>
  ({ files }: State): State => ({ files: edited(files, path, from, to) });
const UNCHANGED = Object.fromEntries(KEPT.map((id) => [id, "cached"]));

interface Change {
  what: string;
  apply(state: State): State;
  /** Kept blocks that must be looked at again, and why they run or don't; the others must not. */
  runs: Readonly<Partial<Record<string, string>>>;
  /** Nothing a reader sees changes. */
  unseen?: boolean;
}

/** Of a chart that is not drawn again. */
const SAME = "it would be drawn from the same values";
const AGAIN = (what: string): string => `not in the cache: ${what}`;

const CHANGES: readonly Change[] = [
  { what: "nothing", apply: (state) => state, runs: {}, unseen: true },
  {
    what: "the code of a chart",
    apply: change(FIGURES, 'y: { label: "GW", zero: true }', 'y: { label: "gigawatts", zero: true }'),
    runs: { "fig-stock": AGAIN("code of `fig-stock` changed") },
  },
  {
    what: "a function defined in one block and called in a chart of another chapter",
    apply: change(MODEL, ": given.chip.bw[chip];", ": 2 * given.chip.bw[chip];"),
    runs: { "fig-speed": AGAIN("code of `speed` changed") },
  },
  {
    what: "a formula that an expensive block evaluates",
    apply: change(MODEL, "a / (a + b)", "a / (2 * a + b)"),
    runs: {
      sweep: AGAIN("code of `eq-share` changed"),
      "fig-sweep": AGAIN("code of `eq-share` changed"),
    },
  },
  {
    what: "an assumption's value",
    apply: change(VERSION, "2027: 24", "2027: 25"),
    runs: {
      sweep: AGAIN("given.gw.add changed"),
      "fig-stock": AGAIN("given.gw.add changed"),
      "fig-speed": SAME,
      "fig-sweep": SAME,
    },
  },
  {
    what: "an assumption no chart rests on, though one says it in its alternative text",
    apply: change(VERSION, "1736", "1800"),
    runs: {},
  },
  {
    what: "an assumption's range, note and source, which no block reads",
    apply: change(
      VERSION,
      "stock: {value: 7 GW}",
      "stock: {value: 7 GW, low: 6 GW, high: 10 GW, distribution: triangular, source: paper, note: counted}",
    ),
    runs: {},
  },
  {
    what: "the order of the keys a chart goes through",
    apply: change(
      VERSION,
      "rows: [old, new]\n      columns:\n        bw: {unit: TB/s, value: [3.35, 22]}\n        watts: {unit: W, value: [1736, 3450]}",
      "rows: [new, old]\n      columns:\n        bw: {unit: TB/s, value: [22, 3.35]}\n        watts: {unit: W, value: [3450, 1736]}",
    ),
    runs: { "fig-speed": AGAIN("given.chip.bw changed") },
  },
  {
    what: "a key more in a series a chart goes through",
    apply: change(
      VERSION,
      "rows: [old, new]\n      columns:\n        bw: {unit: TB/s, value: [3.35, 22]}\n        watts: {unit: W, value: [1736, 3450]}",
      "rows: [old, new, next]\n      columns:\n        bw: {unit: TB/s, value: [3.35, 22, 0]}\n        watts: {unit: W, value: [1736, 3450, 1]}",
    ),
    runs: { "fig-speed": AGAIN("given.chip.bw changed") },
  },
  {
    what: "the assumption of a branch that is not taken",
    apply: change(VERSION, "upside: {value: 2,", "upside: {value: 3,"),
    runs: { "fig-speed": SAME },
    unseen: true,
  },
  {
    what: "a branch not taken before",
    apply: change(VERSION, "above: {value: 100 GW", "above: {value: 10 GW"),
    runs: { "fig-speed": AGAIN("given.switch.above changed") },
  },
  {
    what: "the scenario",
    apply: (state) => ({ ...state, options: { scenario: "faster" } }),
    runs: { "fig-speed": AGAIN("given.chip.bw changed") },
  },
  {
    what: "an override",
    apply: (state) => ({ ...state, options: { sets: [{ id: "switch.above", text: "1 GW" }] } }),
    runs: { "fig-speed": AGAIN("given.switch.above changed") },
  },
  {
    what: "an override to the value there was",
    apply: (state) => ({ ...state, options: { sets: [{ id: "switch.above", text: "100 GW" }] } }),
    runs: {},
  },
  {
    what: "the version of the assumptions",
    apply: (state) => ({ ...state, options: { version: "2026-06" } }),
    runs: {
      sweep: AGAIN("given.gw.stock changed"),
      "fig-stock": AGAIN("given.gw.stock changed"),
      "fig-speed": SAME,
      "fig-sweep": AGAIN("given.gw.stock changed"),
    },
  },
  {
    what: "an alternative text",
    apply: change(FIGURES, "alt: A dot beside", 'alt: A dot, & "nothing" else <here>, beside'),
    runs: { "fig-still": AGAIN("code of `fig-still` changed") },
  },
  {
    what: "a caption and a source line",
    apply: (state) =>
      change(
        FIGURES,
        "caption: Bandwidth.",
        "caption: Bandwidth of {{number given.chip.bw.new}} TB/s.\n//| source: [@paper].",
      )(state),
    runs: {},
  },
  {
    what: "the prose, so that blocks stand on other lines",
    apply: (state) =>
      change(
        SUMMARY,
        "It grows.",
        "It *grows*.",
      )(change(FIGURES, "## Pictures", "New text.\n\nMore of it.\n\n## Pictures")(state)),
    runs: {},
  },
  {
    what: "the name and number of a chapter",
    apply: ({ files: { [FIGURES]: text = "", ...rest } }) => ({ files: { ...rest, "chapters/04-images.md": text } }),
    runs: {},
  },
  {
    what: "the order of chapters, so that figures stand before what they show",
    apply: ({ files: { [FIGURES]: text = "", ...rest } }) => ({
      files: { ...rest, "chapters/02-a-figures.md": text.replace("title: Figures", "title: Figures first") },
    }),
    runs: {},
  },
  {
    what: "the order of blocks in a chapter",
    apply: ({ files }) => {
      const blocks = (files[FIGURES] ?? "").split(/(?=^```ts)/m);
      const [head = "", ...rest] = blocks;
      return {
        files: { ...files, [FIGURES]: [head, ...rest.map((block) => `${block.trimEnd()}\n\n`).reverse()].join("") },
      };
    },
    runs: {},
  },
  {
    what: "a block added, with a name that another's private name hides",
    apply: change(
      FIGURES,
      "```ts {#fig-speed",
      "```ts {#more}\nconst more = total + 1;\nconst points = 3;\n```\n\n{{number more}}\n\n```ts {#fig-speed",
    ),
    runs: {},
  },
  {
    what: "a chart added and one removed",
    apply: ({ files }) => {
      const text = files[FIGURES] ?? "";
      const still = /```ts \{#fig-still[\s\S]*?```\n\n/.exec(text)?.[0] ?? "";
      return { files: { ...files, [FIGURES]: text.replace(still, still.replace("fig-still", "fig-other")) } };
    },
    runs: { "fig-still": "absent", "fig-other": "not in the cache" },
  },
  {
    what: "two charts that change places with their ids",
    apply: ({ files }) => ({
      files: {
        ...files,
        [FIGURES]: (files[FIGURES] ?? "")
          .replace("#fig-sweep", "#fig-swap")
          .replace("#fig-still", "#fig-sweep")
          .replace("#fig-swap", "#fig-still"),
      },
    }),
    runs: {
      "fig-sweep": AGAIN("code of `fig-sweep` changed; code of `eq-share` is gone; code of `stock` is gone; 3 more"),
      "fig-still": AGAIN("code of `fig-still` changed; code of `eq-share` is new; code of `stock` is new; 3 more"),
    },
  },
  {
    what: "the name of the block a chart rests on",
    apply: change(MODEL, "{#speed}", "{#velocity}"),
    runs: { "fig-speed": SAME },
  },
  {
    what: "only comments and types",
    apply: change(MODEL, "/** Called by the charts of another chapter. */", "// Nothing to say."),
    runs: { "fig-speed": SAME },
  },
  {
    what: "the front matter and the sources",
    apply: (state) =>
      change(
        "assumptions/sources.yaml",
        "A Surveyor",
        "C Surveyor",
      )(change(SUMMARY, "title: Changes", "title: Other changes, subtitle: All of them")(state)),
    runs: {},
  },
];

describe("a build with a cache gives what one without gives, after a change of", () => {
  let warm: string;
  let base: Built;
  beforeAll(async () => {
    runBlocksHere();
    warm = join(temporaryFolder(), "cache");
    base = await build({ files: BASE }, warm);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  for (const { what, apply, runs, unseen = false } of CHANGES)
    it(what, async () => {
      const cache = join(temporaryFolder(), "cache");
      copyOfStore(warm, cache);
      const state = apply({ files: BASE });
      const cold = await build(state);
      const other = copyOfStore(warm, join(temporaryFolder(), "cache"));
      expect(given(await build(state, other))).toEqual(given(cold));
      dropRuns(cache);
      const first = await build(state, cache);
      expect(given(first)).toEqual(given(cold));
      const expected = Object.entries({ ...UNCHANGED, ...runs }).filter(([, reason]) => reason !== "absent");
      expect(first.reasons).toEqual(Object.fromEntries(expected));
      expect(isDeepStrictEqual(seen(cold), seen(base)), "a reader sees no change").toBe(unseen);

      // What was kept of the change serves the next build, and what was kept before it the way back.
      for (const whole of [true, false]) {
        if (!whole) dropRuns(cache);
        const second = await build(state, cache);
        expect(given(second)).toEqual(given(cold));
        expect(new Set(Object.values(second.reasons))).toEqual(new Set(["cached"]));
      }
      dropRuns(cache);
      const back = await build({ files: BASE }, cache);
      expect(given(back)).toEqual(given(base));
      expect(back.reasons).toEqual(UNCHANGED);
    });

  it("any number of these, one after the other and together, with one cache", async () => {
    const cache = join(temporaryFolder(), "cache");
    // Edits that can be made on top of one another, whatever the order.
    const switches = CHANGES.filter(({ what }) =>
      /^(the code|a function|a formula|an assumption|the assumption|a branch|the scenario|an override|the version|an alternative|a caption|the name and|the front)/.test(
        what,
      ),
    );
    expect(switches.length).toBeGreaterThan(12);
    // A fixed sequence that looks like none (Lehmer's generator).
    let seed = 20_260_315;
    const draw = (n: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % n;
    };
    const on = new Set<Change>();
    // Each of them is tried alone above.
    for (let step = 0; step < wholeOr(12, 30); step++) {
      for (let times = 1 + draw(3); times > 0; times--) {
        const drawn = switches[draw(switches.length)];
        if (drawn && !on.delete(drawn)) on.add(drawn);
      }
      let state: State = { files: BASE };
      for (const one of switches) {
        if (!on.has(one)) continue;
        const next = one.apply(state);
        state = { files: next.files, options: { ...state.options, ...next.options } };
      }
      const names = [...on].map(({ what }) => what).join("; ");
      expect(given(await build(state, cache)), names).toEqual(given(await build(state)));
    }
  });

  it("a chart, where another was drawn before it that shares hidden state with it", async () => {
    const hidden =
      "```ts {#counter}\nlet calls = 0;\nfunction next(): number {\n  calls += 1;\n  return calls;\n}\n```\n";
    const chart = (id: string): string =>
      `\n\`\`\`ts {#${id} .chart caption="Dots" alt="Dots"}\nPlot.plot({ x: { label: "x" }, y: { label: "y" }, marks: [Plot.dot([{ x: next(), y: 1 }], { x: "x", y: "y" })] });\n\`\`\`\n`;
    const files = {
      ...BASE,
      "chapters/04-hidden.md": `---\ntitle: Hidden\n---\n\n${hidden}${chart("fig-a")}${chart("fig-b")}`,
    };
    const changed = edited(files, "chapters/04-hidden.md", "#fig-b", "#fig-c");
    const cache = join(temporaryFolder(), "cache");
    const outcome = (state: State, folder?: string): Promise<unknown> =>
      build(state, folder).then(given, (error: MemoError) => formatDiagnostics(error.diagnostics));
    await outcome({ files }, cache);
    expect(await outcome({ files: changed }, cache)).toEqual(await outcome({ files: changed }));
  });

  it("a chart with data by name that its own block defines", async () => {
    const text = BASE[FIGURES] ?? "";
    const files = {
      ...BASE,
      [FIGURES]: text
        .replace(
          "//| alt: A falling share.",
          "//| alt: A falling share.\n//| data: shares\nconst shares = swept.slice(0, 3);",
        )
        .replace("//| data: speeds", ""),
    };
    const cache = join(temporaryFolder(), "cache");
    const cold = await build({ files });
    await build({ files }, cache);
    dropRuns(cache);
    const again = await build({ files }, cache);
    expect(given(again)).toEqual(given(cold));
    expect(again.reasons).toEqual(UNCHANGED);
  });

  it("the engine's version", async () => {
    const versions = process.versions;
    const cache = join(temporaryFolder(), "cache");
    copyOfStore(warm, cache);
    const before = engineVersion();
    Object.defineProperty(process, "versions", { value: { ...versions, node: "99.0.0" }, configurable: true });
    try {
      expect(engineVersion()).not.toBe(before);
      const built = await build({ files: BASE }, cache);
      expect(given(built)).toEqual(given(base));
      expect(built.reasons).toEqual(Object.fromEntries(KEPT.map((id) => [id, AGAIN("engine version changed")])));
    } finally {
      Object.defineProperty(process, "versions", { value: versions, configurable: true });
    }
    expect(engineVersion()).toBe(before);
  });

  it("nothing, with a cache that was damaged or lost an entry", async () => {
    const cache = join(temporaryFolder(), "cache");
    copyOfStore(warm, cache);
    dropRuns(cache);
    // What a block came to has its id first; the program that is kept as well names blocks further on.
    const all = Object.entries(filesUnder(cache)).filter(([, text]) => text.slice(0, 60).includes("blockId"));
    const named = (isDrawing: boolean): string[] =>
      all.flatMap(([name, text]) => (text.includes("inputs") === isDrawing ? [name] : []));
    // Of charts that are drawn from values of other blocks, what came of these values is kept too.
    const [entries, drawings] = [named(false), named(true)];
    expect([entries.length, drawings.length]).toEqual([KEPT.length, 3]);
    const GONE = AGAIN("its entry is gone or unreadable");
    for (const withDrawings of [true, false]) {
      const [cut, lost] = entries as [string, string];
      write(cache, { [cut]: "no entry at all" });
      rmSync(join(cache, lost), { force: true });
      if (!withDrawings) for (const name of drawings) write(cache, { [name]: "none either" });
      dropRuns(cache);
      const built = await build({ files: BASE }, cache);
      expect(given(built)).toEqual(given(base));
      const reasons = Object.values(built.reasons).filter((reason) => reason !== "cached");
      expect(reasons).toHaveLength(2);
      expect(withDrawings ? [GONE, SAME] : [GONE]).toEqual(expect.arrayContaining(reasons));
    }
  });

  it("what fails a build and is put right again", async () => {
    const cache = join(temporaryFolder(), "cache");
    copyOfStore(warm, cache);
    const broken = change(
      MODEL,
      "return total >",
      'if (chip === "new") throw new Error("no such chip");\n  return total >',
    )({ files: BASE });
    const failure = (cacheFolder?: string): Promise<string> =>
      build(broken, cacheFolder).then(
        () => "it did not fail",
        (error: MemoError) => formatDiagnostics(error.diagnostics, { sources: new Map(Object.entries(broken.files)) }),
      );
    expect(await failure(cache)).toBe(await failure());
    expect(await failure(cache)).toContain("no such chip");
    const mended = await build({ files: BASE }, cache);
    expect(given(mended)).toEqual(given(base));
    expect(mended.reasons).toEqual(UNCHANGED);
  });
});

describe("a build gives the same bytes", () => {
  afterAll(removeFolders);

  it("in whatever time zone, language and folder, cached or not, compiled or from source, here or in a process of its own", async () => {
    const folder = write(temporaryFolder(), BASE);
    const elsewhere = write(temporaryFolder(), BASE);
    const here = await memo(["build"], { cwd: folder, env: { TZ: "UTC", LANG: "C", LC_ALL: "C" } });
    const [again, there] = await Promise.all([
      memo(["build", "-o", "again"], { cwd: folder, env: { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8" } }),
      memo(["build", "-C", elsewhere, "--no-cache"], {
        cwd: temporaryFolder(),
        env: { TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
        fromSource: true,
      }),
    ]);
    for (const { code, stderr } of [here, again, there])
      expect(stderr.replaceAll(/^.*$/gm, "") + code).toMatch(/^\s*0$/);
    const files = filesUnder(join(folder, "out"));
    expect(Object.keys(files)).toContain("memo.pdf");
    expect(filesUnder(join(folder, "again"))).toEqual(files);
    expect(filesUnder(join(elsewhere, "out"))).toEqual(files);
    const { files: made } = await build({ files: BASE }, undefined, OUTPUT_KINDS);
    // The lists of what was written are made where it is written, and what keeps from git what isn't to be committed.
    const { [LIST]: list, [LOCAL_LIST]: local, ...written } = files;
    const { ".gitignore": _, ...outputs } = written;
    expect(made).toEqual(outputs);
    const named = (text = "{}"): string[] => Object.keys((JSON.parse(text) as { files: object }).files);
    expect(named(local)).toEqual(Object.keys(written));
    expect(named(list)).toEqual(Object.keys(written).filter((path) => !UNCOMMITTED.has(path)));
  }, 120_000);
});
