import { append } from "../../lists.js";
import { DrawnNode, DrawnParent, DrawnText } from "./node.js";
import { matcher } from "./selector.js";
import { DrawnStyle } from "./style.js";

export interface DrawnAttribute {
  readonly name: string;
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly value: string;
}

/** An element of a drawing: what charts are made of, and nothing that listens, loads or runs. */
export class DrawnElement extends DrawnParent {
  readonly nodeType = DrawnNode.ELEMENT;
  /** By name; those without a namespace as their values alone. */
  readonly #attributes = new Map<string, string | DrawnAttribute>();
  #style: DrawnStyle | undefined;

  constructor(
    readonly ownerDocument: object,
    readonly namespaceURI: string | null,
    readonly localName: string,
  ) {
    super();
  }

  get nodeName(): string {
    return this.localName;
  }

  get tagName(): string {
    return this.localName;
  }

  /** A chart is drawn on no page. */
  get isConnected(): boolean {
    return false;
  }

  get id(): string {
    return this.getAttribute("id") ?? "";
  }

  set id(value: string) {
    this.setAttribute("id", value);
  }

  get className(): string {
    return this.getAttribute("class") ?? "";
  }

  set className(value: string) {
    this.setAttribute("class", value);
  }

  get style(): DrawnStyle {
    this.#style ??= new DrawnStyle(this);
    return this.#style;
  }

  get ownerSVGElement(): DrawnElement | null {
    for (let at = this.parentNode; at; at = at.parentNode)
      if (at instanceof DrawnElement && at.localName === "svg") return at;
    return null;
  }

  get attributes(): DrawnAttribute[] {
    return [...this.#attributes].map(([name, one]) =>
      typeof one === "string" ? { name, localName: name, namespaceURI: null, value: one } : one,
    );
  }

  getAttributeNames(): string[] {
    return [...this.#attributes.keys()];
  }

  getAttribute(name: string): string | null {
    const one = this.#attributes.get(name);
    return one === undefined ? null : typeof one === "string" ? one : one.value;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(String(name), String(value));
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  getAttributeNS(namespaceURI: string | null, localName: string): string | null {
    return this.find(namespaceURI, localName)?.value ?? null;
  }

  hasAttributeNS(namespaceURI: string | null, localName: string): boolean {
    return this.find(namespaceURI, localName) !== undefined;
  }

  setAttributeNS(namespaceURI: string | null, qualified: string, value: unknown): void {
    const name = String(qualified);
    this.#attributes.set(name, {
      name,
      localName: name.slice(name.indexOf(":") + 1),
      namespaceURI,
      value: String(value),
    });
  }

  removeAttributeNS(namespaceURI: string | null, localName: string): void {
    const found = this.find(namespaceURI, localName);
    if (found) this.#attributes.delete(found.name);
  }

  get children(): DrawnElement[] {
    return this.childNodes.filter((child) => child instanceof DrawnElement);
  }

  get firstElementChild(): DrawnElement | null {
    return this.children[0] ?? null;
  }

  get lastElementChild(): DrawnElement | null {
    return this.children.at(-1) ?? null;
  }

  get nextElementSibling(): DrawnElement | null {
    const siblings = this.parentNode?.childNodes ?? [];
    for (let at = siblings.indexOf(this) + 1; at > 0 && at < siblings.length; at++) {
      const sibling = siblings[at];
      if (sibling instanceof DrawnElement) return sibling;
    }
    return null;
  }

  matches(selector: string): boolean {
    return matcher(selector)(this);
  }

  closest(selector: string): DrawnElement | null {
    const matches = matcher(selector);
    for (let at: DrawnParent | null = this; at; at = at.parentNode)
      if (at instanceof DrawnElement && matches(at)) return at;
    return null;
  }

  querySelector(selector: string): DrawnElement | null {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  querySelectorAll(selector: string): DrawnElement[] {
    const matches = matcher(selector);
    return this.within().filter(matches);
  }

  cloneNode(deep = false): DrawnElement {
    const copy = new DrawnElement(this.ownerDocument, this.namespaceURI, this.localName);
    for (const [name, one] of this.#attributes) copy.#attributes.set(name, one);
    if (deep)
      for (const child of this.childNodes)
        copy.appendChild(child instanceof DrawnElement ? child.cloneNode(true) : new DrawnText(child.textContent));
    return copy;
  }

  /** Nothing happens on paper. */
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true;
  }

  /** All elements inside, in document order. */
  private within(): DrawnElement[] {
    const found: DrawnElement[] = [];
    const waiting = this.children.reverse();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      found.push(next);
      append(waiting, next.children.reverse());
    }
    return found;
  }

  private find(namespaceURI: string | null, localName: string): DrawnAttribute | undefined {
    return this.attributes.find((one) => one.localName === localName && one.namespaceURI === namespaceURI);
  }
}
