/** An element's child elements. `children` is a live collection that the DOM in use looks up by name too, and slow to walk. */
export function elementsIn(element: Element): Element[] {
  const found: Element[] = [];
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) found.push(child);
  return found;
}
