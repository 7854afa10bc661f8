// Charts and tables drawn in the reader's browser.
import * as Plot from "@observablehq/plot";

export function chart(id, site, index, alt, caption) {
  const drawn = Plot.plot({
    x: { ...(index === 0 ? { type: "band" } : {}), label: null, tickFormat: "d" },
    y: { label: "GW", grid: true },
    color: { legend: true },
    marks:
      index === 0
        ? [Plot.barY(site.rows, { x: "year", y: "amount", fill: "part" }), Plot.ruleY([0])]
        : [
            Plot.line(site.rows, { x: "year", y: "amount", stroke: "part" }),
            Plot.dot(site.rows, { x: "year", y: "amount", fill: "part" }),
          ],
  });
  const figure = element("figure", { id, "aria-label": alt }, [drawn]);
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
