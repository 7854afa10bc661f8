/** Figures: the data behind them as tables, their downloads, what a mark comes to. */
var memoFigures = (function () {
"use strict";
var make = function (tag, name, text) { return memoCards.make(tag, name, text); };
/* Rows shown of a long table; the download has them all. */
var SHOWN = 400;
var read = new WeakMap();

/* Comma separated values as rows of texts. */
function parse(text) {
  var rows = [], row = [], pattern = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g, match;
  for (;;) {
    match = pattern.exec(text);
    row.push(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"'));
    if (match[3] !== ",") {
      rows.push(row);
      row = [];
      if (pattern.lastIndex >= text.length) break;
    }
  }
  return rows;
}
function dataOf(figure) {
  return Array.from(figure.querySelectorAll("pre.csv")).map(function (pre) {
    var text = pre.textContent, known = read.get(pre);
    if (known && known.text === text) return known;
    var rows = parse(text), right = new Set((pre.dataset.right || "").split(" ").filter(Boolean).map(Number));
    known = { text: text, file: pre.dataset.file, head: rows[0] || [], rows: rows.slice(1), right: right, pre: pre };
    read.set(pre, known);
    return known;
  });
}
function about(figure) {
  var rests = figure.querySelector("details.data .rests"), links = figure.querySelectorAll("details.data a[href^='#block-']");
  var ids = rests ? rests.textContent.replace(/^Rests on /, "").split(", ") : [];
  return {
    rests: ids.map(function (id) { return document.getElementById("a-" + id); }).filter(Boolean),
    block: links[links.length - 1],
  };
}
/* What is shown of a what-if is no published file, whether it is of the last or of one before. */
function nameOf(figure, ending) { return figure.id + (figure.querySelector(".canvas[data-live-drawn], table [data-live=changed]") ? "-what-if" : "") + ending; }
function save(name, content, type) {
  var link = make("a"), address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type }));
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(URL.revokeObjectURL, 10000, address);
}
/* With the line ends that the file has. */
function csvOf(data) {
  return data.text.replace(/("(?:[^"]|"")*")|\n/g, function (_all, quoted) { return quoted || "\r\n"; });
}
function tableOf(data, name) {
  var table = make("table"), head = table.createTHead().insertRow(), body = table.createTBody();
  data.head.forEach(function (label, i) {
    var cell = make(label === "" ? "td" : "th", data.right.has(i) ? "right" : "", label);
    if (label !== "") cell.scope = "col";
    head.append(cell);
  });
  data.rows.slice(0, SHOWN).forEach(function (cells) {
    var row = body.insertRow();
    cells.forEach(function (text, i) {
      var names = i === 0 && !data.right.has(0) && cells.length > 1 && text !== "";
      var cell = make(names ? "th" : "td", data.right.has(i) ? "right" : "", data.right.has(i) ? text.replace("-", "−") : text);
      if (names) cell.scope = "row";
      row.append(cell);
    });
  });
  var area = make("section", "scroll bounded");
  area.tabIndex = 0;
  area.setAttribute("aria-label", name);
  area.append(table);
  return area;
}
/* Once opened: a table in place of the text, a button that saves it, and links to the register. */
function show(details) {
  var figure = details.closest("figure"), label = figure.querySelector("figcaption .label").textContent;
  var all = dataOf(figure);
  details.querySelectorAll(".made").forEach(function (old) { old.remove(); });
  all.forEach(function (data, i) {
    var made = make("div", "made"), line = make("p"), button = make("button", "save", "Download " + data.file);
    button.type = "button";
    button.addEventListener("click", function () { save(nameOf(figure, data.file.slice(figure.id.length)), csvOf(data), "text/csv;charset=utf-8"); });
    if (data.rows.length > SHOWN) line.append("The first " + SHOWN + " of " + data.rows.length + " rows; the download has them all. ");
    line.append(button);
    made.append(tableOf(data, "Data of " + label + (all.length > 1 ? ", part " + (i + 1) : "")), line);
    data.pre.hidden = true;
    data.pre.after(made);
  });
  var rests = details.querySelector(".rests");
  if (rests && !rests.querySelector("a")) {
    var ids = rests.textContent.replace(/^Rests on /, "").split(", ");
    rests.textContent = "Rests on ";
    ids.forEach(function (id, i) {
      var row = document.getElementById("a-" + id), link = make(row ? "a" : "span", "", id);
      if (row) link.href = "#a-" + id;
      rests.append(i ? ", " : "", link);
    });
  }
}
/* What a chart is drawn in, colours as they are seen; nothing where a word stands in its place. */
function drawingOf(figure) {
  var shown = Array.from(figure.querySelectorAll(".canvas svg")).find(function (svg) { return svg.getBoundingClientRect().width > 0; });
  if (!shown) return null;
  var copy = shown.cloneNode(true), box = shown.viewBox.baseVal, all = copy.querySelectorAll("*"), style = getComputedStyle(/** @type {any} */ (document.documentElement));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  function paint(element) {
    Array.from(element.attributes).forEach(function (attribute) {
      var name = /^var\((--[\w-]+)\)$/.exec(attribute.value);
      for (var i = 0; name && i < 3; i++) {
        attribute.value = style.getPropertyValue(name[1]).trim();
        name = /^var\((--[\w-]+)\)$/.exec(attribute.value);
      }
    });
  }
  paint(copy);
  all.forEach(paint);
  return { text: new XMLSerializer().serializeToString(copy) + "\n", width: box.width, height: box.height };
}
function saveSvg(figure) {
  var drawing = drawingOf(figure);
  if (drawing) save(nameOf(figure, ".svg"), drawing.text, "image/svg+xml");
}
/* As many pixels as two for one of the drawing; its own policy keeps the page from loading pictures but from itself. */
function savePng(figure) {
  var drawing = drawingOf(figure), picture = new Image(), canvas = make("canvas");
  if (!drawing) return;
  picture.addEventListener("load", function () {
    canvas.width = 2 * drawing.width;
    canvas.height = 2 * drawing.height;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(function (blob) { save(nameOf(figure, ".png"), blob); }, "image/png");
  });
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawing.text);
}
function act(label, does) {
  var button = make("button", "", label);
  button.type = "button";
  button.addEventListener("click", does);
  return button;
}
/* Made when a chart comes near, so that a page is not full of buttons that nobody asked for. */
function furnish(figure) {
  figure.querySelectorAll(".canvas[data-tips]:not([tabindex])").forEach(function (canvas) {
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", "Values of " + figure.querySelector("figcaption .label").textContent + ", arrow keys lead from one to the next");
  });
  if (figure.querySelector(".acts")) return;
  var line = make("p", "acts"), label = figure.querySelector("figcaption .label").textContent;
  line.setAttribute("data-aid", "");
  line.setAttribute("role", "toolbar");
  line.setAttribute("aria-label", "Tools of " + label);
  if (figure.requestFullscreen)
    line.append(act("Full screen", function () { if (document.fullscreenElement) document.exitFullscreen(); else figure.requestFullscreen(); }));
  line.append(act("SVG", function () { saveSvg(figure); }), act("PNG", function () { savePng(figure); }));
  line.querySelectorAll("button").forEach(function (button, i) { button.tabIndex = i > 0 ? -1 : 0; });
  var details = figure.querySelector("details.data");
  if (details) details.before(line);
  else figure.append(line);
}
function tipsOf(canvas) {
  var known = read.get(canvas);
  if (!known) {
    var words = canvas.matches(".narrow-only") ? tipsOf(canvas.closest("figure").querySelector(".wide-only")) : [];
    known = (canvas.dataset.tips || "").split("\n").filter(Boolean).map(function (line) {
      var parts = /^([^, ]+),([^, ]+)(?:,(\d+)| ([\s\S]*))$/.exec(line);
      return [Number(parts[1]), Number(parts[2]), parts[3] === undefined ? parts[4] : words[parts[3]][2]];
    });
    read.set(canvas, known);
  }
  return known;
}
/* The mark over an item, which carries its words, so that a card can stand beside it. */
function mark(canvas, i) {
  var svg = canvas.querySelector("svg"), box = svg.getBoundingClientRect(), around = canvas.getBoundingClientRect(), view = svg.viewBox.baseVal, tip = tipsOf(canvas)[i];
  unmark(canvas);
  var at = make("span", "at");
  at.dataset.i = String(i);
  at.dataset.text = tip[2];
  at.style.left = box.left - around.left + canvas.scrollLeft + tip[0] * box.width / view.width + "px";
  at.style.top = box.top - around.top + tip[1] * box.height / view.height + "px";
  canvas.append(at);
  memoCards.open(at, false);
}
function unmark(canvas) {
  var old = canvas.querySelector(".at");
  if (!old) return;
  memoCards.closeIf(old);
  old.remove();
}
document.addEventListener("pointermove", function (event) {
  var canvas = event.target.closest && event.target.closest(".canvas[data-tips]");
  document.querySelectorAll(".canvas .at").forEach(function (at) { if (at.parentElement !== canvas && at.parentElement !== document.activeElement) unmark(at.parentElement); });
  if (!canvas || document.fullscreenElement) return;
  var svg = canvas.querySelector("svg"), box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
  var x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale, best = -1, least = 48 * 48;
  tipsOf(canvas).forEach(function (tip, i) {
    var away = (tip[0] - x) * (tip[0] - x) + (tip[1] - y) * (tip[1] - y);
    if (away < least) {
      least = away;
      best = i;
    }
  });
  var now = canvas.querySelector(".at");
  if (best < 0) unmark(canvas);
  else if (!now || now.dataset.i !== String(best)) mark(canvas, best);
});
document.addEventListener("keydown", function (event) {
  var canvas = document.activeElement;
  if (!canvas || !canvas.matches(".canvas[data-tips]")) return;
  var by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") unmark(canvas);
  if (!by) return;
  event.preventDefault();
  var now = canvas.querySelector(".at"), count = tipsOf(canvas).length, i = now ? Number(now.dataset.i) + by : by > 0 ? 0 : count - 1;
  mark(canvas, (i + count) % count);
});
document.addEventListener("focusout", function (event) {
  if (event.target.matches && event.target.matches(".canvas[data-tips]")) unmark(event.target);
});
function cardOf(at) {
  var parts = document.createDocumentFragment(), line = make("p", "printed", at.dataset.text);
  line.setAttribute("aria-live", "polite");
  parts.append(line);
  return parts;
}
document.addEventListener("DOMContentLoaded", function () {
  var near = "IntersectionObserver" in window ? new IntersectionObserver(function (seen) {
    seen.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      near.unobserve(entry.target);
      furnish(entry.target);
    });
  }, { rootMargin: "200px" }) : null;
  function watch() {
    document.querySelectorAll(".canvas").forEach(function (/** @type {any} */ canvas) {
      if (!memoParts.laid(canvas) || canvas.tabIndex === 0 || canvas.scrollWidth <= canvas.clientWidth) return;
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "group");
      canvas.setAttribute("aria-label", canvas.closest("figure").querySelector("figcaption .label").textContent + ", wider than its place");
    });
    document.querySelectorAll("figure.chart").forEach(function (figure) {
      if (near) near.observe(figure);
      else furnish(figure);
    });
  }
  watch();
  // With what else measures the page, before its next frame.
  var asked = 0;
  function later() {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(watch);
  }
  document.addEventListener("memo-update", later);
  document.addEventListener("memo-laid", later);
  // A changed figure comes as it was written.
  document.addEventListener("memo-update", function () { document.querySelectorAll("details.data[open]").forEach(show); });
});
document.addEventListener("toggle", function (event) {
  if (event.target.matches("details.data[open]")) show(event.target);
}, true);
return { dataOf: dataOf, about: about, save: save, cardOf: cardOf };
})();
