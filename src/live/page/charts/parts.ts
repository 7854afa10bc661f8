/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** What stands in a figure for its chart or picture: its drawings, or a word in their place, and the data behind it. */
export interface Parts {
  drawings: readonly Element[];
  data: HTMLDetailsElement | undefined;
}

/** As a figure has them. */
export const partsOf = (figure: Element): Parts => ({
  drawings: [...figure.querySelectorAll(":scope > .canvas, :scope > .shown, :scope > .live-message")],
  data: figure.querySelector<HTMLDetailsElement>(":scope > details.data") ?? undefined,
});

/** Gives a drawing, or a picture, its alternative text. */
export function name(drawing: Element, alt: string): void {
  for (const image of drawing.querySelectorAll("svg[role=img]")) image.setAttribute("aria-label", alt);
  for (const image of drawing.querySelectorAll("img")) image.setAttribute("alt", alt);
}

/** As they were written. */
export function partsFrom({ drawings, data }: { drawings: string; data: string }): Parts {
  const [drawn, table] = [drawings, data].map((html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return [...holder.content.children];
  });
  return { drawings: drawn ?? [], data: table?.[0] as HTMLDetailsElement | undefined };
}

/** Puts them in the place of those that a figure has, called as it is called now. */
export function put(figure: Element, { drawings, data }: Parts, alt: string): void {
  for (const one of drawings) name(one, alt);
  const old = partsOf(figure);
  if (old.drawings.length !== drawings.length || drawings.some((one, at) => one !== old.drawings[at])) {
    const lines = drawings.flatMap((one, at) => (at === 0 ? [one] : ["\n", one]));
    const [first, ...others] = old.drawings;
    for (const one of others) {
      if (one.previousSibling?.nodeType === Node.TEXT_NODE) one.previousSibling.remove();
      one.remove();
    }
    if (first) first.replaceWith(...lines);
    else figure.querySelector(":scope > figcaption")?.after("\n", ...lines);
  }
  if (old.data === data) return;
  if (old.data && data) {
    data.open = old.data.open;
    old.data.replaceWith(data);
  } else if (data) figure.append(data);
  else old.data?.remove();
}

/** Pixels from what the reader sees to an element. */
export function wayTo(element: Element): number {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom);
}

/** Whether something so far away is seen, or is about to be. */
export const isInView = (way: number): boolean => way < innerHeight / 2;
