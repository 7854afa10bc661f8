import type { Assumption } from "../../assumptions/register/types.js";
import { Band } from "./band.js";
import { tellChanges } from "./changes.js";
import { Control, leafOf } from "./control.js";
import { make } from "./elements.js";
import type { Follower } from "./follow.js";
import { OWN } from "./own.js";
import type { Listener, Session } from "./session.js";
import type { Asked, Refusal } from "./world.js";

/** Assumptions that a search lists. */
const MOST_FOUND = 12;
/** How long the page has to be at rest before it is said aloud what has changed. */
const SAY_MS = 700;

/** What a reader changes assumptions with, and what tells what that changed. */
export class Panel implements Listener {
  private readonly controls: Control[] = [];
  private readonly opener: HTMLButtonElement;
  private readonly panel: HTMLElement;
  private readonly list = make("div", { class: "live-controls" });
  private readonly found = make("div", { class: "live-found" });
  private readonly scenarios = make("div", { class: "live-group", hidden: true });
  private readonly changed = make("div", { class: "live-changed" });
  private readonly problems = make("p", { class: "live-message refused", hidden: true });
  private readonly notes = make("p", { class: "live-message", hidden: true });
  private readonly said = make("p", { class: "hidden", role: "status", "aria-live": "polite" });
  private readonly band = new Band();
  private readonly undo: HTMLButtonElement;
  private readonly copy: HTMLButtonElement;
  private readonly search: HTMLInputElement;
  private built = false;
  private saying = 0;

  constructor(private readonly session: Session) {
    session.listen(this);
    const there = document.querySelector<HTMLButtonElement>("button.live-open");
    if (!there) throw new Error("the page has no button to open its panel");
    this.opener = there;
    this.opener.setAttribute("aria-controls", "live-panel");
    this.opener.addEventListener("click", () => this.open());
    this.undo = make("button", { type: "button", onclick: () => session.undo() }, "Undo");
    this.copy = make("button", { type: "button", onclick: () => void this.copyLink() }, "Copy link");
    this.search = make("input", {
      type: "search",
      id: "live-search",
      placeholder: "name or words",
      oninput: () => this.find(),
    });
    this.panel = make(
      "aside",
      {
        class: "live-panel",
        id: "live-panel",
        "aria-label": "What if: change assumptions",
        hidden: true,
        onkeydown: (event) => {
          if ((event as KeyboardEvent).key === "Escape") this.close();
        },
      },
      make(
        "div",
        { class: "live-top" },
        make("h2", {}, "What if?"),
        make(
          "button",
          { type: "button", class: "live-close", "aria-label": "Close", onclick: () => this.close() },
          "\u00d7",
        ),
      ),
      make(
        "p",
        { class: "live-lead" },
        "Change an assumption: text, tables, charts and claims follow. What can't follow says so.",
      ),
      make(
        "div",
        { class: "live-buttons" },
        make("button", { type: "button", onclick: () => this.ask({ sets: [] }, true) }, "Reset"),
        this.undo,
        this.copy,
      ),
      this.problems,
      this.notes,
      this.changed,
      this.list,
      this.scenarios,
      make(
        "div",
        { class: "live-group live-all" },
        make("label", { for: "live-search" }, "All assumptions"),
        this.search,
        this.found,
      ),
    );
    document.body.prepend(this.band.element);
    document.body.append(this.panel, this.said);
    for (const own of [this.band.element, this.panel, this.said]) own.setAttribute(OWN, "panel");
    this.showState();
  }

  asked({ scenario, sets }: Asked, refused: readonly Refusal[], remarks: readonly Refusal[]): void {
    // A field says what is wrong with it; filling the panel leads here again.
    if (refused.length > 0 && !this.built) {
      this.open(false);
      return;
    }
    const texts = new Map(sets.map(({ id, text }) => [id, text]));
    if (this.built) for (const { id } of sets) this.offer(id);
    const about = (list: readonly Refusal[], { path, id }: Control): string | undefined =>
      list.find((one) => one.about === path || one.about === id)?.message;
    const taken = new Set<string>();
    for (const control of this.controls) {
      const problem = texts.has(control.path) || texts.has(control.id) ? about(refused, control) : undefined;
      if (problem !== undefined) taken.add(problem);
      const remark = texts.has(control.path) ? about(remarks, control) : undefined;
      if (remark !== undefined) taken.add(remark);
      control.show(texts.get(control.path), problem, remark);
    }
    this.note(remarks.filter(({ message }) => !taken.has(message)).map(({ message }) => message));
    const rest = refused.filter(({ message }) => !taken.has(message));
    const text = rest
      .map(({ about, message }) =>
        about === undefined || message.includes(`\`${about}\``) ? message : `\`${about}\`: ${message}`,
      )
      .join(". ");
    this.problem(
      rest.length === 0
        ? ""
        : `This can't be followed: ${text}${/[.?!]$/.test(text) ? "" : "."} The page stays as it was.`,
    );
    for (const button of this.scenarios.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === (scenario ?? "")));
    if (refused.length > 0) document.documentElement.dataset.liveState = "refused";
    this.showState();
  }

  shown(follower: Follower): void {
    this.band.show(follower);
    document.documentElement.dataset.liveState = "shown";
    const told = tellChanges(follower, this.changed);
    clearTimeout(this.saying);
    this.saying = window.setTimeout(() => {
      this.said.textContent = told;
    }, SAY_MS);
  }

  problem(text: string): void {
    // Filled when it is opened, which says what is to be said of what was asked for.
    if (text !== "") this.open(false);
    this.problems.textContent = text;
    this.problems.hidden = text === "";
    if (text !== "") this.said.textContent = text;
  }

  /** What is to be said of what was taken, where no field says it. */
  private note(words: readonly string[]): void {
    this.notes.textContent = words.join(". ");
    this.notes.hidden = words.length === 0;
  }

  private ask(asked: Asked, settled: boolean): void {
    this.session.ask(asked, settled);
  }

  private open(focus = true): void {
    this.build();
    this.panel.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    document.documentElement.classList.add("live-is-open");
    if (focus) this.panel.querySelector<HTMLElement>("input, button")?.focus();
  }

  private close(): void {
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    document.documentElement.classList.remove("live-is-open");
    this.opener.focus();
  }

  /** Fills the panel when it is first opened. */
  private build(): void {
    if (this.built) return;
    this.built = true;
    const { model, world } = this.session.open();
    const { scenarios } = model.register;
    if (world.hasScenarios) {
      const button = (name: string, title: string): HTMLButtonElement =>
        make(
          "button",
          {
            type: "button",
            value: name,
            "aria-pressed": String((this.session.asked.scenario ?? "") === name),
            onclick: () => this.ask({ ...(name === "" ? {} : { scenario: name }), sets: [] }, true),
          },
          title,
        );
      this.scenarios.hidden = false;
      this.scenarios.append(
        make("h3", {}, "Scenarios"),
        make(
          "div",
          { class: "live-scenarios", role: "group", "aria-label": "Scenarios" },
          button("", "As published"),
          ...[...scenarios.values()].map(({ name, title }) => button(name, title)),
        ),
      );
    }
    for (const path of model.offered) this.offer(path);
    for (const { id } of this.session.asked.sets) this.offer(id);
    this.again();
  }

  /** Shows once more what was asked for, and what was said of it. */
  private again(): void {
    const { asked, refused, remarks } = this.session;
    this.asked(asked, refused, remarks);
  }

  private get assumptions(): ReadonlyMap<string, Assumption> {
    return this.session.open().model.register.assumptions;
  }

  /** Puts a field for a path into the list, unless there is one; false for what can't be changed here. */
  private offer(path: string): Control | undefined {
    const leaf = leafOf(this.assumptions, path);
    if (!leaf || leaf.assumption.data) return undefined;
    const there = this.controls.find((one) => one.path === leaf.path);
    if (there) return there;
    const control = new Control(leaf, { change: (at, text, settled) => this.change(at, text, settled) });
    this.controls.push(control);
    this.list.append(control.element);
    return control;
  }

  private change(path: string, text: string, settled: boolean): void {
    const { asked } = this.session;
    const there = asked.sets.some(({ id }) => id === path);
    if (text === "" && !there) {
      this.again();
      return;
    }
    const sets =
      text === ""
        ? asked.sets.filter(({ id }) => id !== path)
        : there
          ? asked.sets.map((one) => (one.id === path ? { id: path, text } : one))
          : [...asked.sets, { id: path, text }];
    this.ask({ ...asked, sets }, settled);
  }

  private find(): void {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      this.found.replaceChildren();
      return;
    }
    const all = [...this.assumptions.values()].filter(
      ({ id, label = "", data }) => !data && words.every((word) => `${id} ${label}`.toLowerCase().includes(word)),
    );
    this.found.replaceChildren(
      ...all.slice(0, MOST_FOUND).map(({ id, label }) =>
        make(
          "button",
          {
            type: "button",
            onclick: () => {
              const control = this.offer(id);
              this.again();
              control?.element.scrollIntoView({ block: "nearest" });
              control?.element.querySelector<HTMLElement>("input, select")?.focus();
            },
          },
          label ?? id,
          ...(label === undefined ? [] : [" ", make("code", {}, id)]),
        ),
      ),
      ...(all.length > MOST_FOUND ? [make("p", {}, `and ${all.length - MOST_FOUND} more`)] : []),
      ...(all.length === 0 ? [make("p", {}, "no assumption has these words")] : []),
    );
  }

  private showState(): void {
    this.undo.disabled = !this.session.canUndo;
  }

  private async copyLink(): Promise<void> {
    const { address } = this.session;
    const done = await copyText(address);
    this.copy.textContent = done ? "Copied" : "Copy link";
    if (!done) this.problem(`The link: ${address}`);
    window.setTimeout(() => {
      this.copy.textContent = "Copy link";
    }, 1500);
  }
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
