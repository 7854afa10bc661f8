import { make } from "./elements.js";
import type { Follower } from "./follow.js";

/** Says all the time, in the window's name and on each printed page that a what-if is shown, and which. */
export class Band {
  readonly element = make("section", { class: "live-band", "aria-label": "What is shown", hidden: true });
  private readonly title = document.title;
  /** What stands in the margin of printed pages: a sheet that is made here is nothing that the page's policy has to let in. */
  private readonly pages = new CSSStyleSheet();

  constructor() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.pages];
  }

  show(follower: Follower): void {
    const { isPublished, world, base } = follower;
    const { register } = world;
    const words = [
      ...(register.scenario && register.scenario !== base.register.scenario
        ? [`scenario ${register.scenario.title}`]
        : []),
      ...register.sets.slice(base.register.sets.length).map(({ id, text }) => `${id} = ${text}`),
    ].join(", ");
    const sentence = isPublished ? "" : `What-if, not the published values: ${words}`;
    this.element.hidden = isPublished;
    this.element.textContent = sentence;
    document.title = isPublished ? this.title : `What-if: ${words} · ${this.title}`;
    document.documentElement.classList.toggle("live-what-if", !isPublished);
    this.pages.replaceSync(
      isPublished
        ? ""
        : `@page { @top-left { content: ${quoted(sentence)}; width: 100%; font: 600 8pt sans-serif; vertical-align: middle; } }`,
    );
  }
}

/** A text as CSS writes it. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\\p{Cc}]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;
