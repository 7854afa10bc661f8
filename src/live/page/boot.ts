/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { make } from "./elements.js";
import { OWN } from "./own.js";

// What a live page runs at once: a button. The model's code and the engine stand in the page as text and become scripts when the button is pressed or an
// address asks for something, so that whoever only reads doesn't wait for them.

let begun = false;

function begin(): void {
  if (begun) return;
  begun = true;
  for (const text of document.querySelectorAll("script[data-later]")) {
    const script = document.createElement("script");
    script.textContent = text.textContent;
    document.body.append(script);
    script.remove();
  }
}

const opener = make(
  "button",
  {
    class: "live-open",
    type: "button",
    "aria-expanded": "false",
    onclick: () => {
      if (begun) return;
      opener.textContent = "Opening\u2026";
      // Shown before the engine takes its time.
      requestAnimationFrame(() =>
        setTimeout(() => {
          begin();
          opener.textContent = "What if?";
          opener.click();
        }),
      );
    },
  },
  "What if?",
);
opener.setAttribute(OWN, "panel");
document.body.append(opener);

/** What an address of this page's begins with; what it asks for the engine reads. */
const ASKS = /^#(?:set|scenario)=/;
const look = (): void => {
  if (ASKS.test(location.hash)) begin();
};
addEventListener("hashchange", look);
look();
