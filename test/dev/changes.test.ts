import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { listEdits, pageChange } from "../../src/dev/changes.js";
import { MORPH } from "../../src/dev/client.js";
import { joinPage, type PageParts, type PageSection } from "../../src/render/html/index.js";

/** Lists of five letters at most, in an order that is the same on every run. */
function lists(count: number): string[][] {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  return Array.from({ length: count }, () => Array.from({ length: next(9) }, () => "abcde"[next(5)] ?? ""));
}

test("edits make the later list from the earlier one, and touch nothing that both have at their ends", () => {
  const all = lists(400);
  for (const [at, before] of all.entries()) {
    const after = all[(at + 1) % all.length] ?? [];
    const made = [...before];
    const edits = listEdits(before, after);
    for (const { at: from, remove, insert } of edits.toReversed()) made.splice(from, remove, ...insert);
    expect(made).toEqual(after);
    if (before.join() === after.join()) expect(edits).toEqual([]);
  }
  expect(listEdits(["a", "b", "c", "d"], ["a", "x", "c", "y", "d"])).toEqual([
    { at: 1, remove: 1, insert: ["x"] },
    { at: 3, remove: 0, insert: ["y"] },
  ]);
});

const chapter = (id: string, ...children: string[]): PageSection => ({
  id,
  open: `<section class="chapter" aria-labelledby="${id}">`,
  children: [`<h2 id="${id}">${id}</h2>`, ...children],
});
const page = (...sections: PageSection[]): PageParts => ({
  language: "en",
  title: "A memo",
  about: [],
  style: "p { margin: 0 }",
  lead: [
    "<a class='skip' href='#memo-text'>Skip</a>",
    "<header class='title'><h1>A memo</h1></header>",
    "<nav class='contents'></nav>",
  ],
  open: '<main id="memo-text">',
  sections,
  tail: "<button class='theme'></button>",
});

interface Script {
  changeSections(main: Element, changes: unknown): void;
}

/** A page in a DOM, and the preview's functions in it. */
function shown(parts: PageParts): { document: Document; script: Script } {
  const text = joinPage(parts);
  const { window } = new JSDOM(text, { runScripts: "outside-only" });
  // Its parser takes a page for one whose scripts don't run.
  for (const one of window.document.querySelectorAll("noscript"))
    one.textContent = /<noscript[^>]*>([\s\S]*)<\/noscript>/.exec(text)?.[1] ?? "";
  return { document: window.document, script: window.eval(`${MORPH}; ({ changeSections })`) as Script };
}

const mainOf = (document: Document): Element => document.querySelector("main") as Element;
/** Without the white space between elements, which changes leave as it falls. */
const bare = (document: Document): string => mainOf(document).innerHTML.replace(/>\s+</g, "><").trim();

function change(before: PageParts, after: PageParts, document: Document, script: Script): void {
  const made = pageChange(before, after);
  if (made?.sections) script.changeSections(mainOf(document), made.sections);
  expect(bare(document)).toBe(bare(shown(after).document));
}

test("the same page is no change", () => {
  const one = page(chapter("a", "<p>One</p>"));
  expect(pageChange(one, structuredClone(one))).toBeUndefined();
  expect(pageChange(one, { ...one, title: "Another" })).toEqual({ title: "Another" });
});

test("elements that stay are the same elements, and what a reader opened stays open", () => {
  const details = (code: string): string => `<details id="block-x"><summary>Code</summary><pre>${code}</pre></details>`;
  const figure = (caption: string): string =>
    `<figure id="fig-a"><figcaption>${caption}</figcaption><svg><path d="M0 0"></path></svg></figure>`;
  const before = page(chapter("a", "<p>One</p>", details("1 + 1"), figure("Old"), "<p>Two <b id='q1'>2</b></p>"));
  const after = page(
    chapter("a", "<p>New</p>", "<p>One</p>", details("1 + 2"), figure("New"), "<p>Two and <b id='q1'>3</b></p>"),
  );
  const { document, script } = shown(before);
  const find = (selector: string): Element => document.querySelector(selector) as Element;
  (find("details") as HTMLDetailsElement).open = true;
  const kept = ["details", "#fig-a", "svg", "path", "#q1"].map((selector) => [selector, find(selector)] as const);
  const made = pageChange(before, after);
  script.changeSections(mainOf(document), made?.sections);
  expect((find("details") as HTMLDetailsElement).open).toBe(true);
  for (const [selector, element] of kept) expect(find(selector), selector).toBe(element);
  expect(find("pre").textContent).toBe("1 + 2");
  expect(mainOf(document).textContent?.replace(/\s+/g, "")).toBe("aNewOneCode1+2NewTwoand3");
});

test("of what stands behind values the lines that changed are sent, and a page whose scripts run keeps it as a text", () => {
  const values = (...entries: string[]): PageSection => ({
    id: "memo-values",
    open: `<noscript class="values"><section>\n<ul>\n${entries.map((one) => `<li>${one}</li>`).join("\n")}\n</ul></section></noscript>`,
  });
  const pages = [
    page(chapter("a"), values("<b>1</b> &amp; more", "2", "3")),
    page(chapter("a"), values("<b>1</b> &amp; more", "4")),
    page(chapter("a")),
    page(values("5"), chapter("a")),
  ];
  const textIn = (document: Document): string | null | undefined => document.querySelector("noscript")?.textContent;
  for (const [at, before] of pages.entries()) {
    const after = pages[(at + 1) % pages.length] as PageParts;
    const { document, script } = shown(before);
    change(before, after, document, script);
    expect(document.querySelectorAll("noscript *")).toHaveLength(0);
    expect(textIn(document)).toBe(textIn(shown(after).document));
  }
  const [first, second] = pages as [PageParts, PageParts];
  expect(pageChange(first, second)?.sections?.at(-1)).toEqual({
    was: 1,
    lines: [{ at: 3, remove: 2, insert: ["<li>4</li>"] }],
  });
});

test("what scripts put into a section stays where it is, and what else is there changes around it", () => {
  const register = (...groups: string[]): PageSection => ({
    id: "memo-appendix",
    open: '<section class="back-matter">',
    children: [
      "<h2>Assumptions</h2>",
      "<p>2026-01.</p>",
      ...groups.map((group) => `<table><tr id="${group}"></tr></table>`),
    ],
  });
  const { document, script } = shown(page(register("a", "b")));
  const bar = document.createElement("div");
  bar.className = "filter";
  document.querySelector("main p")?.after(bar);
  const row = document.getElementById("b") as HTMLElement;
  row.hidden = true;
  const after = page(register("a", "x", "b", "c"));
  script.changeSections(mainOf(document), pageChange(page(register("a", "b")), after)?.sections);
  expect(bar.previousElementSibling?.textContent).toBe("2026-01.");
  bar.remove();
  expect(document.getElementById("b")).toBe(row);
  row.hidden = false;
  expect(bare(document)).toBe(bare(shown(after).document));
  // An opening tag that changes alone leaves what is inside.
  const other = { ...register("a", "x", "b", "c"), open: '<section class="back-matter other">' };
  script.changeSections(mainOf(document), pageChange(after, page(other))?.sections);
  expect(bare(document)).toBe(bare(shown(page(other)).document));
});

test("chapters and back matter come, go, move and change", () => {
  const notes = (text: string): PageSection => ({
    id: "memo-notes",
    open: `<section id="memo-notes"><ol><li>${text}</li></ol></section>`,
  });
  const pages = [
    page(chapter("a", "<p>One</p>"), chapter("b", "<p>Two</p>"), notes("n")),
    page(chapter("b", "<p>Two</p>"), chapter("c", "<p>Three</p>"), chapter("a"), notes("m")),
    page(chapter("c", "<p>Three</p>", "<p>Four</p>")),
    page(chapter("a", "<p>One</p>"), chapter("c", "<p>Four</p>", "<p>Three</p>"), notes("n")),
  ];
  for (const before of pages)
    for (const after of pages) {
      const { document, script } = shown(before);
      change(before, after, document, script);
    }
});

test("what a reader's card is open of stays so, and only what the register hides stays hidden", () => {
  const text = (kind: string, value: string): PageParts =>
    page(chapter("a", `<p><a class="${kind}" id="q">${value}</a></p>`, `<pre id="rows">${value}</pre>`));
  const before = text("value", "1");
  const after = text("value other", "2");
  const { document, script } = shown(before);
  const [asked, rows] = ["q", "rows"].map((id) => document.getElementById(id) as HTMLElement) as [
    HTMLElement,
    HTMLElement,
  ];
  asked.classList.add("asked");
  asked.setAttribute("aria-describedby", "memo-card");
  rows.hidden = true;
  script.changeSections(mainOf(document), pageChange(before, after)?.sections);
  expect([asked.className, asked.getAttribute("aria-describedby"), rows.hidden]).toEqual([
    "value other asked",
    "memo-card",
    false,
  ]);
});
