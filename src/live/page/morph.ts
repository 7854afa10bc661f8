import { name } from "./charts/parts.js";
import { OWN } from "./own.js";

/** The one element that a text is. */
export function elementOf(html: string): Element {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const [element] = holder.content.children;
  if (!element) throw new Error("a piece of the page is no element");
  return element;
}

/**
 * Makes an element like another one, changing no more than differs; what a chart, a picture or its data are is left as it is, and so is whether
 * something is open.
 */
export function morph(old: Element, fresh: Element): Element {
  // A figure is drawn once: another one is no other form of it.
  if (old.tagName !== fresh.tagName || (old.matches("figure") && old.id !== fresh.id)) {
    old.replaceWith(fresh);
    return fresh;
  }
  if (old.matches("figure") && !fresh.querySelector("table")) morphFigure(old, fresh);
  else {
    attributes(old, fresh);
    children(old, fresh);
  }
  return old;
}

/** A figure that stays: what is said about it may change. */
function morphFigure(old: Element, fresh: Element): void {
  for (const part of ["figcaption", "p.source"]) {
    const [a, b] = [old.querySelector(`:scope > ${part}`), fresh.querySelector(`:scope > ${part}`)];
    if (a && b) morph(a, b);
  }
  const label =
    fresh.querySelector(".canvas [role=img], .shown [role=img]")?.getAttribute("aria-label") ??
    fresh.querySelector(".shown img")?.getAttribute("alt");
  // The drawing for narrow columns says the same, and so does the picture for dark paper.
  if (typeof label === "string") name(old, label);
}

/** What readers opened, and what the page's script set: what is hidden, where a row of the register stands, which areas and links are stops of the keyboard, what is laid out. */
const KEPT_ATTRIBUTES = new Set(["open", "hidden", "data-at", "tabindex", "aria-describedby", "data-laid"]);

function attributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !KEPT_ATTRIBUTES.has(name) && !name.startsWith(OWN)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes])
    if (!KEPT_ATTRIBUTES.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** What scripts put there: this one, and the page's own, whose search and order stand over the register. */
const isOwn = (node: Node): boolean =>
  node instanceof Element && (node.getAttribute(OWN) === "own" || node.matches(".filter"));

const idOf = (node: Node): string => (node instanceof Element ? node.id : "");

function children(old: Element, fresh: Element): void {
  const wanted = [...fresh.childNodes];
  const there = [...old.childNodes].filter((node) => !isOwn(node));
  const byId = new Map(there.flatMap((node) => (idOf(node) === "" ? [] : [[idOf(node), node] as const])));
  const wantedIds = new Set(wanted.map(idOf));
  let at = 0;
  for (const node of wanted) {
    const next = there[at];
    const id = idOf(node);
    const match =
      id !== "" && byId.has(id)
        ? byId.get(id)
        : next && alike(next, node) && (idOf(next) === "" || !wantedIds.has(idOf(next)))
          ? next
          : undefined;
    if (!match) {
      old.insertBefore(node, next ?? null);
      continue;
    }
    const place = there.indexOf(match);
    if (place !== at) {
      there.splice(place, 1);
      there.splice(at, 0, match);
      old.insertBefore(match, next ?? null);
    }
    if (match instanceof Element && node instanceof Element) {
      const made = morph(match, node);
      if (made !== match) there[at] = made;
    } else if (match.nodeValue !== node.nodeValue) match.nodeValue = node.nodeValue;
    at++;
  }
  for (const node of there.slice(at)) node.remove();
}

const alike = (a: Node, b: Node): boolean =>
  a.nodeType === b.nodeType && (!(a instanceof Element) || a.tagName === (b as Element).tagName);
