import { expect, test, vi } from "vitest";
import type { PageEvent } from "../../src/dev/server.js";
import { Shown } from "../../src/dev/shown.js";
import type { LivePage } from "../../src/document/tree.js";
import type { PageParts } from "../../src/render/html/index.js";

const page = (text: string): PageParts => ({
  language: "en",
  title: "A memo",
  about: [],
  style: "p { margin: 0 }",
  lead: ["<a class='skip' href='#memo-text'>Skip</a>"],
  open: '<main id="memo-text">',
  sections: [{ id: "a", open: '<section id="a">', children: [`<h2>A</h2>`, `<p>${text}</p>`] }],
  tail: "",
});
const model = (data: string): LivePage => ({
  data,
  later: [],
  engine: { text: "", packed: "" },
  scripts: [],
  style: "",
});

/** A preview with what it tells. */
function shown(): { shown: Shown; told: () => unknown[] } {
  const events: PageEvent[] = [];
  const told = (): unknown[] =>
    events
      .splice(0)
      .flatMap(({ event, data }) => (event === "page" ? [(data as { change: { live?: boolean } }).change.live] : []));
  return { shown: new Shown((event) => events.push(event)), told };
}

const of = (data: string) => ({ live: vi.fn(() => model(data)), follows: true });

test("what follows a reader is made when a page is asked for, and said to be old once, before there is a new one", () => {
  const { shown: one, told } = shown();
  const first = of("1");
  one.show(page("x"), first);
  expect(first.live).not.toHaveBeenCalled();
  expect(one.page()).toContain('id="memo-live"');
  told();
  const second = of("2");
  one.show(page("y"), second);
  expect(told()).toEqual([true]);
  one.show(page("z"), second);
  // Pages know already.
  expect(told()).toEqual([undefined]);
  one.show(page("z"), { ...second, isWhole: true });
  expect(told()).toEqual([]);
  expect(second.live).not.toHaveBeenCalled();
});

test("a model that changes alone is told when nothing more is to come, to all that hold another", () => {
  const { shown: one, told } = shown();
  one.show(page("x"), of("1"));
  one.page();
  one.show(page("x"), { ...of("1"), isWhole: true });
  expect(told()).toEqual([]);
  const second = of("2");
  one.show(page("x"), second);
  expect(told()).toEqual([]);
  // A page that is opened now has the new one; the first page doesn't.
  one.page();
  one.show(page("x"), { ...second, isWhole: true });
  expect(told()).toEqual([true]);
});

test("a page that is to follow its reader, or no more, hears of it", () => {
  const { shown: one, told } = shown();
  one.show(page("x"));
  expect(one.page()).not.toContain('id="memo-live"');
  one.show(page("x"), of("1"));
  expect(told()).toEqual([true]);
  one.show(page("x"));
  expect(told()).toEqual([false]);
});

test("what is stale comes with the page that it is stale in", () => {
  const events: PageEvent[] = [];
  const one = new Shown((event) => events.push(event));
  one.show(page("x"));
  const stale = { ids: ["fig-a"], text: "drawing 1 chart" };
  one.show(page("y"), { stale });
  expect(events.find(({ event }) => event === "page")?.data).toMatchObject({ stale });
  expect(events.at(-1)).toEqual({ event: "stale", data: stale });
});

test("a page that can't be made to follow its reader is shown all the same, and why is told", () => {
  const events: PageEvent[] = [];
  const why: unknown[] = [];
  const one = new Shown(
    (event) => events.push(event),
    (error) => why.push(error),
  );
  const wrong = new Error("it can't be packed");
  one.show(page("x"), {
    live: () => {
      throw wrong;
    },
    follows: true,
  });
  expect(one.page()).toContain("<p>x</p>");
  expect(why).toEqual([wrong]);
  expect(events.at(-1)).toMatchObject({ event: "problems", data: { items: ["it can't be packed"] } });
});

test("what is wrong with the memo and why a page can't follow its reader stand beside each other, each as long as it is so", () => {
  const events: PageEvent[] = [];
  const why: unknown[] = [];
  const one = new Shown(
    (event) => events.push(event),
    (error) => why.push(error),
  );
  const broken = {
    live: () => {
      throw new Error("it can't be packed");
    },
    follows: true,
  };
  const greeted = (): unknown => one.greet("").find(({ event }) => event === "problems")?.data;
  one.show(page("x"), { ...broken, isWhole: true });
  one.trouble({ title: "1 error", about: "The page is as it was.", items: ["a.md:1:1 wrong"] });
  one.page();
  const beside = {
    title: "1 error",
    about: "The page is as it was.",
    items: ["a.md:1:1 wrong", "The page can't follow its reader: it can't be packed"],
    places: [null, null],
  };
  expect(greeted()).toEqual(beside);
  expect(events.at(-1)).toEqual({ event: "problems", data: beside });
  // The error is mended; the rest is as it was, and said no more on the terminal.
  one.show(page("y"), { ...broken, isWhole: true });
  one.page();
  one.page();
  expect(greeted()).toMatchObject({ about: "All else on it is right.", items: ["it can't be packed"] });
  expect(why).toHaveLength(1);
  // A page that came without a model hears that there is one.
  one.show(page("y"), of("1"));
  expect(greeted()).not.toBeNull();
  events.length = 0;
  one.show(page("y"), { ...of("1"), isWhole: true });
  expect(events.find(({ event }) => event === "page")?.data).toMatchObject({ change: { live: true } });
  expect(greeted()).toBeNull();
});

test("what waits for a page to be painted goes on when one says so of what is shown now, when something newer is to be done, or after a while", async () => {
  const { shown: one } = shown();
  const names: string[] = [];
  const nameOf = (): string => /name="memo-preview" content="([^"]*)"/.exec(one.page())?.[1] ?? "";
  const never = new AbortController().signal;
  const told: string[] = [];
  const wait = (name: string, most: number, signal = never): Promise<unknown> =>
    one.painted(most, signal).then(() => told.push(name));
  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  one.show(page("x"));
  names.push(nameOf());
  const first = wait("first", 60_000);
  one.show(page("y"));
  names.push(nameOf());
  one.hear(names[0] ?? "");
  await soon();
  expect(told).toEqual([]);
  one.hear(names[1] ?? "");
  await first;
  // Nothing is to be painted where nothing changed.
  one.show(page("y"));
  await wait("nothing", 60_000);
  one.show(page("z"));
  const newer = new AbortController();
  const given = wait("given up", 60_000, newer.signal);
  newer.abort();
  await given;
  await wait("late", 1);
  expect(told).toEqual(["first", "nothing", "given up", "late"]);
});
