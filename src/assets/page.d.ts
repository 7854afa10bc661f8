// The pages that memo writes, as their scripts find them: elements are of HTML, and events come from elements.

interface Element {
  hidden: boolean;
  readonly dataset: DOMStringMap;
  blur(): void;
  focus(options?: FocusOptions): void;
}

interface EventTarget {
  closest(selectors: string): Element | null;
}

interface Node {
  contains(other: EventTarget | null): boolean;
}
