/** Marks what this page's script put there itself: it is not compared, and stays. */
export const OWN = "data-live";

/** Marks a drawing that was made here, for as long as it stands: it is saved under another name than a published one. */
export const DRAWN = `${OWN}-drawn`;

/** Says something below the caption of a figure. */
export function note(figure: Element, text: string): void {
  const caption = figure.querySelector("figcaption") ?? figure;
  const element = document.createElement("span");
  element.setAttribute(OWN, "own");
  element.className = "live-note";
  element.textContent = ` ${text}`;
  caption.append(element);
}

/** Below figures and beside values that stay. */
export const AS_PUBLISHED = "As published: it does not follow the changed assumptions.";

/** A text with its full stop, which messages of an author's code may have already. */
export const sentence = (text: string): string => (/[.!?\u2026]$/.test(text) ? text : `${text}.`);
