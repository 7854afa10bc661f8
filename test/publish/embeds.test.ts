import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { publish } from "../../src/cli/publish/run.js";
import { BASE, newer } from "../../src/rules/base.js";
import { edited, filesUnder, Recorder, removeFolders, type Sources, temporaryFolder, write } from "../cli/memo.js";
import { runHere } from "../rules/examine.js";

vi.mock("../../src/publish/card.js", async (original) => ({
  ...(await original<typeof import("../../src/publish/card.js")>()),
  cardPicture: async () => Buffer.from("PNG"),
}));
vi.mock("../../src/render/pdf/index.js", () => ({
  keptFloats: () => undefined,
  writePdf: async () => Buffer.from("PDF"),
}));

afterAll(removeFolders);
afterEach(() => vi.restoreAllMocks());

const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-harvest.md";

/** One of each kind that has an embed, with words that would end a text or an attribute. */
const FIRST: Sources = {
  ...edited(
    edited(BASE, SUMMARY, "title: The orchard,", 'title: "The <orchard> & more", url: http://example.org/orchard,'),
    MODEL,
    '"Harvest", unit: "kg"',
    '"Harvest <b> & \\"all\\"", key: true, unit: "kg"',
  ),
  "chapters/03-juice.md": `---
title: Juice
---

It is {{verdict}} with {{bottles}} bottles, see @fig-juice and @tbl-juice.

\`\`\`ts {#juice}
const verdict = output(harvest > 5000 /* kg */ ? "plenty" : "scarce <i>", { label: "How much there is", format: "text", key: true });
const bottles = output(harvest * 0.6, { label: "Bottles", unit: "kg", tolerance: "1%" });
\`\`\`

\`\`\`ts {#fig-juice .chart}
//| caption: Juice of {{harvest}} & \`<b>\`, *in all* [@count].
//| alt: A line & more.
//| source: The press.
Plot.plot({ x: {label: "Pressing"}, y: {label: "kg"}, marks: [Plot.line([[1, 1], [2, bottles]])] });
\`\`\`

\`\`\`ts {#tbl-juice .table}
//| caption: Juice in a table.
[{ year: 2026, litres: "<i>many</i>" }, { year: 2027, litres: "more" }]
\`\`\`
`,
};

const rename = (files: Sources): Sources =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text
        .replaceAll("fig-juice", "fig-cider")
        .replaceAll("tbl-juice", "tbl-cider")
        .replaceAll(/(?<![-#@])\bharvest\b/g, "crop"),
    ]),
  );

/** All of them by another name, in a version of its own. */
const SECOND: Sources = {
  ...edited(
    rename(FIRST),
    SUMMARY,
    "[A. Grower]",
    "[A. Grower], redirects: {fig-juice: fig-cider, tbl-juice: tbl-cider, harvest: crop}",
  ),
  "assumptions/2026-06.yaml": newer("orchard:\n  apples: {value: 36 kg, reason: A late frost took the blossom.}"),
};

const NAMES = ["fig-juice", "tbl-juice", "output-harvest", "output-verdict"];
const RENAMED: Readonly<Record<string, string>> = {
  "fig-juice": "fig-cider",
  "tbl-juice": "tbl-cider",
  "output-harvest": "output-crop",
};
const living = (name: string): string => RENAMED[name] ?? name;

let first: Record<string, string>;
let site: Record<string, string>;

async function publishInto(parent: string, sources: Sources): Promise<Record<string, string>> {
  runHere();
  write(join(parent, "memo"), sources);
  const terminal = new Recorder();
  const given = { folder: join(parent, "memo"), to: "../site", set: [], cache: false, scenarios: [] };
  const code = await publish({ ...given, limits: { seconds: 60, megabytes: 1024 } }, terminal);
  expect([code, terminal.stderr]).toEqual([0, ""]);
  const files = Object.entries(filesUnder(join(parent, "site")));
  return Object.fromEntries(files.map(([path, bytes]) => [path, Buffer.from(bytes, "latin1").toString("utf8")]));
}

beforeAll(async () => {
  const parent = temporaryFolder();
  first = await publishInto(parent, FIRST);
  site = await publishInto(parent, SECOND);
});

const unescaped = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const one = (pattern: RegExp, text: string): string => unescaped(pattern.exec(text)?.[1] ?? "");
const at = (path: string): string => site[path] ?? "";

describe("an embed", () => {
  it.each([
    ["v/2026-03/", "../", (name: string) => name],
    ["v/2026-06/", "../", living],
    ["", "../v/2026-06/", living],
  ] as const)(
    "of each figure, table and key number stands below /%s and leads back to its lasting place",
    (path, back, named) => {
      const index = JSON.parse(at(`${path}memo-index.json`));
      const listed = [index.outputs, index.figures, index.tables].flatMap((list) =>
        Object.values(list as Record<string, { embed?: string }>).flatMap(({ embed }) => embed ?? []),
      );
      expect(listed.sort()).toEqual(NAMES.map((name) => `embed/${named(name)}.html`).sort());
      for (const file of listed) {
        const page = at(path + file);
        const link = one(/<p class="of"><a href="([^"]*)"/, page);
        expect(link).toMatch(new RegExp(`^${back.replaceAll(".", "\\.")}#`));
        const lasting = path === "" ? "v/2026-06/" : path;
        expect(at(`${lasting}index.html`), link).toContain(` id="${link.slice(link.indexOf("#") + 1)}"`);
        const version = path === "v/2026-03/" ? "2026-03" : "2026-06";
        expect(page).toContain(`Assumptions ${version}, base case · as of <time datetime="${version}-15">`);
        expect(page).toContain(`<link rel="canonical" href="http://example.org/orchard/${lasting}">`);
      }
    },
  );

  it("shows what it is of, with every word as text, and runs and fetches nothing", () => {
    const says: Readonly<Record<string, readonly string[]>> = {
      "fig-juice": [
        'aria-label="A line &amp; more."',
        "Juice of 4,800 kg &amp; &lt;b&gt;, in all (",
        "Source: The press.",
        "<svg role",
      ],
      "tbl-juice": ["&lt;i&gt;many&lt;/i&gt;", '<section class="scroll" tabindex="0" aria-labelledby="caption">'],
      "output-harvest": ['Harvest &lt;b&gt; &amp; "all"', '<p class="number">4,800 kg</p>'],
      "output-verdict": ['<p class="number">scarce &lt;i&gt;</p>', "How much there is"],
    };
    for (const name of NAMES) {
      const page = at(`v/2026-03/embed/${name}.html`).replaceAll("\u00a0", " ");
      for (const text of [...(says[name] ?? []), "The &lt;orchard&gt; &amp; more</a>"])
        expect(page, name).toContain(text);
      const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? "";
      expect(page).toContain(
        `content="default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'none'"`,
      );
      expect(style).toContain("prefers-color-scheme: dark");
      expect(page).not.toMatch(/<script|<b>|<i>|\son\w+=|\sstyle=|url\(http|\ssrc=/);
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(ids).toEqual([...new Set(ids)]);
      // What surrounds the figure itself.
      const around = page.length - (/<figure[\s\S]*<\/figure>/.exec(page)?.[0].length ?? 0);
      expect(around, name).toBeLessThan(8 * 1024);
    }
  });

  it("is told to programs by a file beside it, whose frame leads to it", () => {
    for (const [path, named] of [
      ["v/2026-03/", (name: string) => name],
      ["", living],
    ] as const)
      for (const name of NAMES.map(named)) {
        const data = JSON.parse(at(`${path}embed/${name}.json`));
        const page = at(`${path}embed/${name}.html`);
        expect(data).toMatchObject({
          version: "1.0",
          type: "rich",
          provider_name: "The <orchard> & more",
          provider_url: "http://example.org/orchard/",
        });
        expect(data.width).toBeGreaterThan(200);
        expect(data.height).toBeGreaterThan(100);
        expect(one(/ src="([^"]*)"/, data.html)).toBe(`http://example.org/orchard/${path}embed/${name}.html`);
        expect(one(/ title="([^"]*)"/, data.html)).toBe(data.title);
        expect(data.html).toMatch(/^<iframe(?: [a-z]+="[^"<>]*")+><\/iframe>$/);
        const told = one(/<link rel="alternate" type="application\/json\+oembed" href="([^"]*)"/, page);
        expect(told).toBe(`http://example.org/orchard/${path}embed/${name}.json`);
      }
  });

  it.each(Object.entries(RENAMED))(
    "of %s leads on to %s once it is renamed, and stays with the version that had it",
    (old, now) => {
      for (const path of ["", "v/2026-06/"]) {
        const page = at(`${path}embed/${old}.html`);
        expect(page).toContain(`<meta http-equiv="refresh" content="0; url=${now}.html">`);
        expect(page).toContain(`<link rel="canonical" href="http://example.org/orchard/${path}embed/${now}.html">`);
        expect(at(`${path}embed/${old}.json`)).toBe(at(`${path}embed/${now}.json`));
      }
      expect(first[`v/2026-03/embed/${old}.html`]).toContain("<figure");
      expect(at(`v/2026-03/embed/${old}.html`)).toBe(first[`v/2026-03/embed/${old}.html`]);
    },
  );
});
