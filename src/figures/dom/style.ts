/** What has a `style` attribute. */
interface Styled {
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
}

/** The declarations of an element's `style` attribute, which they are written to. */
export class DrawnStyle {
  readonly #element: Styled;

  constructor(element: Styled) {
    this.#element = element;
  }

  get cssText(): string {
    return this.#element.getAttribute("style") ?? "";
  }

  getPropertyValue(name: string): string {
    return (
      declarations(this.cssText)
        .get(name)
        ?.replace(/\s*!important$/, "") ?? ""
    );
  }

  setProperty(name: string, value: unknown, priority?: string | null): void {
    const all = declarations(this.cssText);
    if (value === null || value === undefined || value === "") all.delete(name);
    else all.set(name, priority ? `${value} !${priority}` : String(value));
    this.write(all);
  }

  removeProperty(name: string): void {
    const all = declarations(this.cssText);
    all.delete(name);
    this.write(all);
  }

  private write(all: ReadonlyMap<string, string>): void {
    this.#element.setAttribute("style", [...all].map(([name, value]) => `${name}: ${value};`).join(" "));
  }
}

function declarations(text: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const declaration of text.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon === -1) continue;
    const [name, value] = [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()];
    if (name !== "" && value !== "") all.set(name, value);
  }
  return all;
}
