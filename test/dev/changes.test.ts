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
  const { window } = new JSDOM(joinPage(parts), { runScripts: "outside-only" });
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
