// The pages that memo writes, as their scripts find them: elements are of HTML, and events come from elements.

interface Element {
  hidden: boolean;
  readonly dataset: DOMStringMap;
  blur(): void;
  focus(options?: FocusOptions): void;
  cloneNode(deep?: boolean): HTMLElement;
  /** Of cells and rows of tables. */
  readonly cellIndex: number;
  readonly sectionRowIndex: number;
  readonly cells: HTMLCollectionOf<HTMLTableCellElement>;
  readonly rows: HTMLCollectionOf<HTMLTableRowElement>;
}

interface EventTarget {
  closest(selectors: string): Element | null;
  matches(selectors: string): boolean;
  querySelectorAll(selectors: string): NodeListOf<Element>;
}

interface Node {
  contains(other: EventTarget | null): boolean;
}

/** Patterns of code by language: `highlight.ts`. */
declare const memoTokens: Readonly<Record<string, RegExp>>;
