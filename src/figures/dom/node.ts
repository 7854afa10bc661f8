/** What a tree of drawings is made of: elements and texts, as the DOM calls its parts. */
export abstract class DrawnNode {
  static readonly ELEMENT = 1;
  static readonly TEXT = 3;

  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  parentNode: DrawnParent | null = null;

  abstract get textContent(): string;
  abstract set textContent(text: string | null);

  get parentElement(): DrawnParent | null {
    return this.parentNode;
  }

  get nextSibling(): DrawnNode | null {
    return this.beside(1);
  }

  get previousSibling(): DrawnNode | null {
    return this.beside(-1);
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  replaceWith(...others: (DrawnNode | string)[]): void {
    const { parentNode } = this;
    if (!parentNode) return;
    for (const other of others) parentNode.insertBefore(asNode(other), this);
    this.remove();
  }

  private beside(step: number): DrawnNode | null {
    const { parentNode } = this;
    return parentNode?.childNodes[parentNode.childNodes.indexOf(this) + step] ?? null;
  }
}

export class DrawnText extends DrawnNode {
  readonly nodeType = DrawnNode.TEXT;
  readonly nodeName = "#text";

  constructor(public data: string) {
    super();
  }

  get nodeValue(): string {
    return this.data;
  }

  override get textContent(): string {
    return this.data;
  }

  override set textContent(text: string | null) {
    this.data = text ?? "";
  }
}

/** A node that others lie in. */
export abstract class DrawnParent extends DrawnNode {
  readonly childNodes: DrawnNode[] = [];

  get firstChild(): DrawnNode | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): DrawnNode | null {
    return this.childNodes.at(-1) ?? null;
  }

  get nodeValue(): null {
    return null;
  }

  override get textContent(): string {
    return this.childNodes.map((child) => child.textContent).join("");
  }

  override set textContent(text: string | null) {
    for (const child of this.childNodes.splice(0)) child.parentNode = null;
    if (text !== null && text !== undefined && text !== "") this.appendChild(new DrawnText(String(text)));
  }

  hasChildNodes(): boolean {
    return this.childNodes.length > 0;
  }

  contains(other: DrawnNode | null): boolean {
    for (let at = other; at; at = at.parentNode) if (at === this) return true;
    return false;
  }

  appendChild<T extends DrawnNode>(child: T): T {
    return this.insertBefore(child, null);
  }

  append(...children: (DrawnNode | string)[]): void {
    for (const child of children) this.appendChild(asNode(child));
  }

  prepend(...children: (DrawnNode | string)[]): void {
    const { firstChild } = this;
    for (const child of children) this.insertBefore(asNode(child), firstChild);
  }

  insertBefore<T extends DrawnNode>(child: T, before: DrawnNode | null): T {
    if (!(child instanceof DrawnNode)) throw new TypeError("a drawing holds elements and texts that it made itself");
    if (child instanceof DrawnParent && child.contains(this)) throw new TypeError("an element can't lie in itself");
    if (before !== null && before.parentNode !== this) throw new TypeError("what it is to stand before is elsewhere");
    if ((before as DrawnNode | null) === child) return child;
    child.parentNode?.removeChild(child);
    this.childNodes.splice(before === null ? this.childNodes.length : this.childNodes.indexOf(before), 0, child);
    child.parentNode = this;
    return child;
  }

  removeChild<T extends DrawnNode>(child: T): T {
    const at = this.childNodes.indexOf(child);
    if (at === -1) throw new TypeError("what is to be removed is elsewhere");
    this.childNodes.splice(at, 1);
    child.parentNode = null;
    return child;
  }

  replaceChild<T extends DrawnNode>(child: DrawnNode, old: T): T {
    this.insertBefore(child, old);
    return this.removeChild(old);
  }
}

const asNode = (child: DrawnNode | string): DrawnNode =>
  child instanceof DrawnNode ? child : new DrawnText(String(child));
