/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { Unpacking } from "../../packing/unpack.js";
import { make } from "./elements.js";
import { OWN } from "./own.js";

// What a live page runs at once: a button. The model and its code stand in the page as one text, the engine as another; they become data and scripts when
// the button is pressed or an address asks for something, so that whoever only reads doesn't wait for them.

/** Beside what they are packed: the text as it came, which scripts and readers change. */
const main = document.querySelector("main")?.textContent ?? "";

let begun = false;

/** What an element holds, as it is or packed; in steps of some milliseconds where there is time before it is asked for. */
function textsIn(holder: HTMLScriptElement, known: string): { ahead(): void; texts(): string[] } {
  const text = holder.textContent ?? "";
  if (holder.type === "application/json") return { ahead() {}, texts: () => JSON.parse(text) as string[] };
  let packed: Unpacking | undefined;
  let texts: string[] | undefined;
  const step = (): void => {
    try {
      packed ??= new Unpacking(known, text);
      if (!texts && !packed.go(STEP_BYTES)) setTimeout(step, BETWEEN_MS);
    } catch {
      // Told where the texts are asked for.
    }
  };
  return {
    ahead: () => setTimeout(step, AHEAD_MS),
    texts: () => {
      texts ??= (packed ?? new Unpacking(known, text)).texts();
      return texts;
    },
  };
}

/** When what draws charts begins to be read, how much of it at once, and how long nothing is then. */
const AHEAD_MS = 500;
const STEP_BYTES = 12_000;
const BETWEEN_MS = 25;

function run(code: string): void {
  const script = document.createElement("script");
  script.textContent = code;
  document.body.append(script);
  script.remove();
}

/** Whether the page can follow. */
function begin(): boolean {
  if (begun) return true;
  const holder = document.getElementById("memo-live") as HTMLScriptElement;
  const engine = document.getElementById("memo-engine") as HTMLScriptElement;
  const charts = document.getElementById("memo-charts") as HTMLScriptElement | null;
  try {
    const [data = "", ...scripts] = textsIn(holder, main).texts();
    const [follows = ""] = textsIn(engine, "").texts();
    scripts.push(follows);
    begun = true;
    holder.textContent = data;
    if (charts) {
      const drawing = textsIn(charts, follows);
      // Run when the first chart is to be drawn.
      const read = (): void => {
        try {
          drawing.texts().forEach(run);
        } catch {
          // Whoever asked finds nothing, and says so.
        }
      };
      document.addEventListener("memo-charts", read, { once: true });
      drawing.ahead();
    }
    scripts.forEach(run);
  } catch {
    opener.disabled = true;
    opener.textContent =
      "What if? can\u2019t be asked: this copy of the page is damaged, or something in this browser changed its text";
  }
  return begun;
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
      opener.setAttribute("aria-busy", "true");
      // Shown before the engine takes its time.
      requestAnimationFrame(() =>
        setTimeout(() => {
          const can = begin();
          opener.removeAttribute("aria-busy");
          if (!can) return;
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
