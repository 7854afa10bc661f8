// Charts and tables drawn in the reader's browser.
import { drawn } from "./chart.js";

export function chart(id, site, index, alt, caption) {
  const figure = element("figure", { id, "aria-label": alt }, [drawn(site, index)]);
  figure.append(element("figcaption", {}, [caption]));
  return figure;
}

export function table(id, head, rows, caption) {
  const line = (name, cells) =>
    element(
      "tr",
      {},
      cells.map((cell) => element(name, {}, [cell])),
    );
  return element("table", { id }, [
    element("caption", {}, [caption]),
    element("thead", {}, [line("th", head)]),
    element(
      "tbody",
      {},
      rows.map((row) => line("td", row)),
    ),
  ]);
}

function element(name, attributes, children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
