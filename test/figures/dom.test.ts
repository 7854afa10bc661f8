import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { DrawnDocument } from "../../src/figures/dom/document.js";

const SVG = "http://www.w3.org/2000/svg";
const drawn = new DrawnDocument() as unknown as Document;
const whole = new JSDOM("").window.document;

/** A small drawing, made by calls that the chart library and authors' own marks make. */
function draw(document: Document): Element {
  const make = (name: string, attributes: Readonly<Record<string, string>> = {}): Element => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = make("svg", { width: "10", id: "a" });
  const group = svg.appendChild(make("g", { class: "one two", "aria-label": "y-axis label" }));
  const text = group.appendChild(make("text"));
  text.textContent = "first";
  text.append(" and ", make("tspan", { x: "0" }), document.createTextNode("last"));
  group.insertBefore(make("path", { d: "M0,0" }), text);
  group.prepend(make("rect", { fill: "none" }));
  const image = make("image");
  image.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", "#a");
  svg.appendChild(image);
  (image as SVGElement).style.setProperty("mix-blend-mode", "multiply");
  (image as SVGElement).style.setProperty("opacity", "0.5");
  (image as SVGElement).style.removeProperty("mix-blend-mode");
  const moved = make("circle");
  group.appendChild(moved);
  svg.insertBefore(moved, group);
  const copy = group.cloneNode(true) as Element;
  copy.removeAttribute("class");
  svg.appendChild(copy);
  make("g").appendChild(make("line"));
  const gone = svg.appendChild(make("line"));
  gone.remove();
  copy.firstElementChild?.replaceWith(make("ellipse"));
  return svg;
}

const written = (element: Element): unknown => [
  element.localName,
  [...element.attributes].map(({ name, localName, value }) => [name, localName, value]),
  [...element.childNodes].map((child) => (child.nodeType === 1 ? written(child as Element) : child.nodeValue)),
];

describe("the drawing's own document", () => {
  it("comes to what a browser's does", () => {
    expect(written(draw(drawn))).toEqual(written(draw(whole)));
    expect(draw(drawn).textContent).toBe(draw(whole).textContent);
  });

  it.each([
    "[id]",
    "g",
    "*",
    "text, path",
    "g text",
    "svg g tspan",
    "[aria-label='y-axis label'], [aria-label=\"none\"]",
    ".two",
    "g.one.two",
    "#a",
    "rect[fill=none]",
    "image",
  ])("finds by %s what a browser's does", (selector) => {
    const found = (svg: Element) => [...svg.querySelectorAll(selector)].map(written);
    expect(found(draw(drawn))).toEqual(found(draw(whole)));
    expect(draw(drawn).querySelector(selector)?.localName).toBe(draw(drawn).querySelectorAll(selector)[0]?.localName);
  });

  it("refuses what would break the tree", () => {
    const svg = draw(drawn);
    const [, group] = [...svg.childNodes];
    expect(() => group?.appendChild(svg)).toThrow("an element can't lie in itself");
    expect(() => svg.appendChild({} as Node)).toThrow("a drawing holds elements and texts that it made itself");
    expect(() => svg.querySelector("g > text")).toThrow("a drawing can't be searched for `>`");
  });

  it("stands in no window", () => {
    const view = drawn.defaultView as object;
    expect(Object.keys(view)).toEqual(["Event"]);
    expect(draw(drawn).isConnected).toBe(false);
  });
});
