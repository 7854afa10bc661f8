import { describeNumber, describeUnit } from "../../assumptions/register/describe.js";
import { pathsUnder } from "../../assumptions/register/given.js";
import type { Assumption, Value } from "../../assumptions/register/types.js";
import { declaredUnit, fromBlocks } from "../../assumptions/units/block-units.js";
import { make } from "./elements.js";

/** One number of an assumption, or its word, that a reader can change. */
export interface Leaf {
  /** As `--set` names it. */
  path: string;
  /** Key of a series, row and column of a table. */
  keys: string;
  assumption: Assumption;
}

/** The leaf that a path names: of an assumption with keys, the first in force unless it says which. */
export function leafOf(assumptions: ReadonlyMap<string, Assumption>, path: string): Leaf | undefined {
  const parts = path.split(".");
  for (let n = parts.length; n > 0; n--) {
    const assumption = assumptions.get(parts.slice(0, n).join("."));
    if (!assumption) continue;
    const leaves = pathsUnder(assumption);
    const found = leaves.includes(path) ? path : leaves[Math.floor(leaves.length / 2)];
    if (found === undefined) return undefined;
    return { path: found, keys: found.slice(assumption.id.length + 1), assumption };
  }
  return undefined;
}

/** A number of a value at its keys, as people read it. */
function numberAt(value: Value | undefined, { assumption, keys, path }: Leaf): number | undefined {
  if (value === undefined) return undefined;
  let at: unknown = value;
  if (keys !== "")
    for (const key of pathKeys(assumption, path)) at = (at as Record<string, unknown> | undefined)?.[key];
  if (typeof at !== "number") return undefined;
  return fromBlocks(at, declaredUnit(assumption, pathKeys(assumption, path)[1]));
}

/** The keys that a leaf's path is made of; a key may hold dots itself. */
function pathKeys(assumption: Assumption, path: string): string[] {
  const rest = path.slice(assumption.id.length + 1);
  if (rest === "") return [];
  const key = assumption.keys.find((one) => rest === one || rest.startsWith(`${one}.`)) ?? rest;
  return rest === key ? [key] : [key, rest.slice(key.length + 1)];
}

export interface ControlEvents {
  /** A reader typed or moved something; an empty text asks for the published value. */
  change(path: string, text: string, settled: boolean): void;
}

let made = 0;

/** A field, and a slider where it is a number, for one assumption. */
export class Control {
  readonly element: HTMLElement;
  private leaf: Leaf;
  private readonly field: HTMLInputElement | HTMLSelectElement;
  private readonly slider: HTMLInputElement | undefined;
  private readonly about = make("p", { class: "live-about" });
  private readonly message: HTMLElement;
  private base = "";
  /** Whether somebody is typing what is not taken yet. */
  private typing = false;
  /** What the page shows, as the field has it. */
  private shown = "";

  constructor(
    leaf: Leaf,
    private readonly events: ControlEvents,
  ) {
    this.leaf = leaf;
    const { assumption } = leaf;
    const id = `live-${++made}`;
    this.message = make("p", { class: "live-message", id: `${id}-message`, hidden: true });
    const { said } = assumption;
    const choices = said?.choices ?? (said?.type === "boolean" ? ["true", "false"] : undefined);
    if (choices) {
      this.field = make(
        "select",
        { id, onchange: () => this.typed(true) },
        ...choices.map((one) => make("option", {}, String(one))),
      );
    } else
      this.field = make("input", {
        id,
        type: "text",
        inputmode: said ? "text" : "decimal",
        autocomplete: "off",
        spellcheck: "false",
        oninput: () => {
          this.typing = true;
        },
        onchange: () => this.typed(true),
        onblur: () => this.left(),
        onkeydown: (event) => {
          if ((event as KeyboardEvent).key === "Enter") this.typed(true);
        },
      });
    this.field.setAttribute("aria-describedby", `${id}-message`);
    const label = assumption.label ?? assumption.id;
    const leaves = pathsUnder(assumption);
    const choice =
      leaves.length > 1
        ? make(
            "select",
            {
              "aria-label": `Which value of: ${label}`,
              onchange: (event) => this.choose((event.target as HTMLSelectElement).value),
            },
            ...leaves.map((path) =>
              make("option", { value: path, selected: path === leaf.path }, path.slice(assumption.id.length + 1)),
            ),
          )
        : undefined;
    if (!said)
      this.slider = make("input", {
        type: "range",
        "aria-label": label,
        oninput: () => this.slid(false),
        onchange: () => this.slid(true),
      });
    this.element = make(
      "div",
      { class: "live-control" },
      make("div", { class: "live-head" }, make("label", { for: id }, label), choice),
      make("div", { class: "live-row" }, this.slider, this.field, make("span", { class: "live-unit" }, this.unit)),
      this.about,
      this.message,
    );
    this.showLeaf();
  }

  get path(): string {
    return this.leaf.path;
  }

  get id(): string {
    return this.leaf.assumption.id;
  }

  /** Shows what is asked for, or the published value. */
  show(text: string | undefined, problem: string | undefined, remark: string | undefined): void {
    this.shown = text ?? this.base;
    if (!this.typing) this.field.value = this.shown;
    if (this.slider && document.activeElement !== this.slider) this.setSlider(Number.parseFloat(this.shown));
    const words = problem ?? remark ?? "";
    this.message.textContent = words;
    this.message.hidden = words === "";
    this.message.classList.toggle("refused", problem !== undefined);
    this.field.setAttribute("aria-invalid", String(problem !== undefined));
    this.element.classList.toggle("changed", text !== undefined);
  }

  private get unit(): string {
    const { assumption, path } = this.leaf;
    return assumption.said ? "" : describeUnit(declaredUnit(assumption, pathKeys(assumption, path)[1]));
  }

  private choose(path: string): void {
    this.leaf = { ...this.leaf, path, keys: path.slice(this.leaf.assumption.id.length + 1) };
    this.field.value = "";
    this.showLeaf();
    this.events.change(path, "", true);
  }

  /** The published value with its range, and a slider from end to end. */
  private showLeaf(): void {
    const { assumption } = this.leaf;
    if (assumption.said) {
      this.base = String(assumption.said.content);
      this.about.replaceChildren(`Published: ${this.base}`, this.source());
      this.field.value = this.shown = this.base;
      return;
    }
    const [value = 0, low, high] = (["value", "low", "high"] as const).map((end) =>
      numberAt(assumption[end], this.leaf),
    );
    this.base = String(Number(value.toPrecision(12)));
    const range =
      low === undefined || high === undefined ? "" : ` · range ${describeNumber(low)} to ${describeNumber(high)}`;
    this.about.replaceChildren(`Published ${describeNumber(value)}${range} · `, this.source());
    const [from, to] = low !== undefined && high !== undefined && low < high ? [low, high] : around(value);
    if (this.slider) {
      const step = 10 ** Math.floor(Math.log10((to - from) / 100));
      this.slider.min = String(Number((Math.floor(from / step) * step).toPrecision(12)));
      this.slider.max = String(Number((Math.ceil(to / step) * step).toPrecision(12)));
      this.slider.step = String(Number(step.toPrecision(6)));
      this.setSlider(value);
    }
    this.field.value = this.shown = this.base;
  }

  private setSlider(value: number): void {
    if (!this.slider || !Number.isFinite(value)) return;
    this.slider.value = String(value);
    this.slider.setAttribute("aria-valuetext", `${describeNumber(value)} ${this.unit}`.trim());
  }

  private source(): HTMLElement {
    const { id } = this.leaf.assumption;
    const row = document.getElementById(`a-${id}`);
    return row ? make("a", { href: `#a-${id}` }, "source") : make("code", {}, id);
  }

  private typed(settled: boolean): void {
    this.typing = false;
    const text = this.field.value.trim().replace(/^\u2212/, "-");
    // What is shown already is not asked for, nor shown once more.
    if ((text || this.base) === this.shown) this.field.value = this.shown;
    this.events.change(this.path, text === this.base ? "" : text, settled);
  }

  /** A field that is left with what it had before tells of no change. */
  private left(): void {
    if (!this.typing) return;
    this.typing = false;
    this.field.value = this.shown;
  }

  private slid(settled: boolean): void {
    const { value = "" } = this.slider ?? {};
    this.field.value = value;
    this.slider?.setAttribute("aria-valuetext", `${value} ${this.unit}`.trim());
    this.events.change(this.path, value === this.base ? "" : value, settled);
  }
}

/** Where no range is told: from nothing to twice the value. */
const around = (value: number): [number, number] =>
  value === 0 ? [-1, 1] : value > 0 ? [0, 2 * value] : [2 * value, 0];
