/** Marks what this page's script put there itself: it is not compared, and stays. */
export const OWN = "data-live";

/** Says something below the caption of a figure. */
export function note(figure: Element, text: string): void {
  const caption = figure.querySelector("figcaption") ?? figure;
  const element = document.createElement("span");
  element.setAttribute(OWN, "own");
  element.className = "live-note";
  element.textContent = ` ${text}`;
  caption.append(element);
}
