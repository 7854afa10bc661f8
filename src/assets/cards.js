/**
 * Cards: what stands behind a number, a cell of a table, a reference or a note, made when it is asked for from what the page holds once: the
 * list of values (a text, where scripts run), the rows of the register, the data of figures. Hover or keyboard focus shows a card; a click, a
 * tap or Enter keeps it, and Enter leads into its links.
 */
var memoCards = (function () {
"use strict";
var VALUE = "a.value", PREVIEWED = "a.note, a[href^='#ref-'], a[href^='#eq-']", CELL = "figure.table > .scroll td.right";
var narrow = matchMedia("(max-width: 43.99rem)"), roomy = matchMedia("(min-width: 80rem)");
var card = null, anchor = null, held = false, timer = 0, returns = false;
var entries = new Map(), read = null;

function make(tag, name, text) {
  var element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}
function at(hash) { return document.getElementById(decodeURIComponent(hash.slice(1))); }

/* The list's entries by id. A preview may have changed it. */
function entryOf(hash) {
  var list = document.querySelector("noscript.values");
  var text = !list ? "" : list.firstElementChild ? list.innerHTML : list.textContent;
  if (text !== read) {
    var template = document.createElement("template");
    template.innerHTML = text;
    entries = new Map();
    template.content.querySelectorAll("li").forEach(function (li) { entries.set(li.id, li); });
    read = text;
  }
  return entries.get(decodeURIComponent(hash.slice(1)));
}
/* In the order of writing, whatever order the reader has chosen. */
function registerRows() {
  return Array.from(document.querySelectorAll(".register tr[id]")).sort(function (a, b) {
    return Number(a.dataset.at || 0) - Number(b.dataset.at || 0);
  });
}
function rowsOf(ordinals) {
  var rows = registerRows(), found = [];
  ordinals.split(" ").forEach(function (run) {
    var ends = run.split("-").map(Number);
    for (var i = ends[0]; i <= ends[ends.length - 1]; i++) if (rows[i]) found.push(rows[i]);
  });
  return found;
}
function short(text) { return text.length > 64 ? text.slice(0, 64).trimEnd() + "…" : text; }
/* A row of the register in a line of a card. */
function lineOf(row) {
  var item = make("li"), link = make("a", "", (row.querySelector(".label") || row.querySelector("code")).textContent);
  link.href = "#" + row.id;
  var unit = row.cells[3].textContent, range = row.cells[2].firstChild ? row.cells[2].firstChild.textContent.trim() : "";
  item.append(link, " " + short(row.cells[1].textContent) + (unit && unit !== "1" ? "\u00a0" + unit : ""));
  if (range && range.length <= 64) item.append(make("span", "", " (" + range + ")"));
  return item;
}
function restOf(parts, title, named, all) {
  if (all.length === 0) return;
  var list = make("ul", "on");
  (named.length ? named : all.slice(0, 3)).forEach(function (row) { list.append(lineOf(row)); });
  parts.append(make("p", "rests", title), list);
  if (all.length <= list.children.length) return;
  var more = make("button", "more", "all " + all.length);
  more.type = "button";
  more.addEventListener("click", function () {
    list.textContent = "";
    all.forEach(function (row) { list.append(lineOf(row)); });
    more.remove();
    keep();
    list.querySelector("a").focus();
  });
  parts.append(more);
}
function headOf(parts, label, printed) {
  parts.append(make("p", "label", label), make("p", "printed", printed));
}

function ofValue(link) {
  var entry = entryOf(link.hash), parts = document.createDocumentFragment();
  if (!entry) return null;
  var get = function (selector) { return entry.querySelector(":scope > " + selector); };
  // What a reader's own assumptions give stands in the text alone.
  var changed = link.dataset.live === "changed";
  headOf(parts, get("a").textContent, changed ? link.textContent : get("b").textContent);
  if (get(".range") && !changed) parts.lastElementChild.append(make("span", "range", get(".range").textContent));
  if (get(".exact") && !changed) parts.append(make("p", "exact", get(".exact").textContent));
  if (get("em")) parts.append(make("p", "how", get("em").textContent));
  var named = Array.from(entry.querySelectorAll(".on > a")).map(function (a) { return at(a.hash); }).filter(Boolean);
  var on = get(".on");
  if (on) restOf(parts, on.firstChild.textContent.trim(), named, rowsOf(entry.dataset.on || ""));
  var made = get(".made"), links = make("p", "links");
  if (made) {
    var block = make(made.hash ? "a" : "span", "", made.textContent);
    if (made.hash) block.href = made.hash;
    links.append("Computed in ", block);
  }
  links.append(make("code", "", get("code").textContent));
  parts.append(links);
  return parts;
}

function ofCell(cell) {
  var figure = cell.closest("figure"), row = cell.parentElement, table = row.closest("table");
  if (cell.textContent.trim() === "" || !/\d/.test(cell.textContent)) return null;
  var head = table.tHead ? table.tHead.rows[0].cells[cell.cellIndex] : null, parts = document.createDocumentFragment();
  var unit = head && head.querySelector(".unit"), name = head ? head.firstChild.textContent.trim() : "";
  var first = row.cells[0] === cell ? "" : row.cells[0].textContent.trim();
  var printed = cell.textContent.trim();
  headOf(parts, [first, name].filter(Boolean).join(", "), /^[−+\d.,–\s]+$/.test(printed) && unit ? printed + "\u00a0" + unit.textContent : printed);
  var exact = exactOf(memoFigures.dataOf(figure)[0], cell);
  if (exact && Number.isFinite(Number(exact)) && exact.replace("-", "−") !== printed)
    parts.append(make("p", "exact", String(Number(Number(exact).toPrecision(7))).replace("-", "−") + " before rounding"));
  behindFigure(parts, figure);
  return parts;
}
/* What the rows behind a table have for a cell: they have no heads of groups, and name the group in a column that the page has not. */
function exactOf(data, cell) {
  var rows = Array.from(cell.closest("table").querySelectorAll("tbody tr:not(.group), tfoot tr")), row = data && data.rows[rows.indexOf(cell.parentElement)];
  return row && row[cell.cellIndex + (cell.cellIndex >= Number(data.pre.dataset.groups || Infinity) ? 1 : 0)];
}
/* What a figure as a whole rests on, and where it is made. */
function behindFigure(parts, figure) {
  var about = memoFigures.about(figure);
  restOf(parts, "The " + (figure.matches(".table") ? "table" : "chart") + " rests on", [], about.rests);
  if (!about.block) return;
  var links = make("p", "links"), block = make("a", "", about.block.textContent);
  block.href = about.block.hash;
  links.append("Computed in ", block);
  parts.append(links);
}

function ofTarget(link) {
  var target = at(link.hash);
  if (!target) return null;
  var copy = target.cloneNode(true), parts = document.createDocumentFragment();
  copy.querySelectorAll(".back, .anchor").forEach(function (aid) { aid.remove(); });
  copy.querySelectorAll("[id]").forEach(function (element) { element.removeAttribute("id"); });
  parts.append(make("p", "label", link.matches(".note") ? "Note " + link.textContent : target.matches(".equation") ? link.textContent : "Reference"));
  var text = make("div", "text");
  text.append.apply(text, Array.from(copy.childNodes));
  parts.append(text);
  return parts;
}

/* The values that rest on a row of the register. */
function ofRow(link) {
  var row = link.closest("tr"), label = row.querySelector(".label") || row.querySelector("code"), parts = document.createDocumentFragment();
  var list = make("ul", "on");
  var place = registerRows().indexOf(row);
  entryOf("#");
  entries.forEach(function (entry) {
    var holds = (entry.dataset.on || "").split(" ").some(function (run) {
      var ends = run.split("-").map(Number);
      return run !== "" && ends[0] <= place && place <= ends[ends.length - 1];
    });
    if (!holds) return;
    var item = make("li"), value = make("a", "", entry.querySelector("a").textContent);
    value.href = entry.querySelector("a").getAttribute("href");
    item.append(value, " " + entry.querySelector("b").textContent);
    list.append(item);
  });
  parts.append(make("p", "label", "What rests on"), make("p", "printed", label.textContent), list);
  return parts;
}

function contentOf(what) {
  return what.matches(".uses") ? ofRow(what) : what.matches(VALUE) ? ofValue(what) : what.matches(CELL) ? ofCell(what) : what.matches("a") ? ofTarget(what) : memoFigures.cardOf(what);
}

function open(what, keeps) {
  clearTimeout(timer);
  if (anchor === what && card) {
    if (keeps) keep();
    return true;
  }
  var parts = contentOf(what);
  if (!parts) return false;
  close();
  card = make("div", what.matches(".at") ? "card tip" : "card");
  card.id = "memo-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", parts.firstElementChild.textContent);
  var shut = make("button", "close", "×");
  shut.type = "button";
  shut.setAttribute("aria-label", "Close");
  shut.addEventListener("click", function () { close(true); });
  card.append(parts, shut);
  anchor = what;
  document.body.append(card);
  anchor.classList.add("asked");
  anchor.setAttribute("aria-describedby", "memo-card");
  held = false;
  if (keeps) keep();
  else place();
  return true;
}
function keep() {
  held = true;
  card.classList.add("held");
  place();
}
function close(back) {
  clearTimeout(timer);
  if (!card) return;
  var inside = card.contains(document.activeElement), was = anchor;
  card.remove();
  anchor.classList.remove("asked");
  anchor.removeAttribute("aria-describedby");
  card = anchor = null;
  held = false;
  if (!back || !inside) return;
  returns = true;
  was.focus();
  returns = false;
}
/* Beside the number, never over it: in the margin where one is, else below or above; on a phone at the edge that is further away. */
function place() {
  if (!card) return;
  var boxes = anchor.getClientRects(), box = boxes[0] || anchor.getBoundingClientRect(), last = boxes[boxes.length - 1] || box;
  var contents = document.querySelector("nav.contents"), bar = narrow.matches && contents ? Math.max(0, contents.getBoundingClientRect().bottom) : 0;
  if (bar > innerHeight / 2) bar = 0;
  var style = card.style, gap = 8;
  style.maxHeight = "";
  var below = innerHeight - last.bottom - 2 * gap, above = box.top - bar - 2 * gap, height = card.offsetHeight;
  var under = height <= below || below >= above;
  style.maxHeight = Math.max(96, Math.min(416, under ? below : above)) + "px";
  height = card.offsetHeight;
  if (narrow.matches) {
    style.left = style.right = gap + "px";
    style.top = (under ? innerHeight - height - gap : bar + gap) + "px";
    return;
  }
  var main = document.querySelector("main").getBoundingClientRect(), width = card.offsetWidth, margin = main.right - 112;
  var left = Math.max(gap, Math.min(box.left, root().clientWidth - width - 2 * gap)), top = under ? last.bottom + 6 : box.top - height - 6;
  var room = root().clientWidth - margin - 2 * gap;
  style.width = "";
  if (held && roomy.matches && room > 256 && box.right < margin && last.right < margin) {
    style.width = Math.min(400, room) + "px";
    left = margin;
    top = Math.max(gap, Math.min(box.top, innerHeight - card.offsetHeight - gap));
  }
  style.left = left + scrollX + "px";
  style.top = top + scrollY + "px";
}
function root() { return document.documentElement; }

function asked(target) {
  return target && target.closest ? target.closest(VALUE + ", " + PREVIEWED + ", " + CELL) : null;
}
document.addEventListener("pointerover", function (event) {
  if (event.pointerType === "touch") return;
  if (card && card.contains(event.target)) return clearTimeout(timer);
  var what = asked(event.target);
  if (!what || held) return;
  clearTimeout(timer);
  if (what !== anchor) timer = setTimeout(open, 120, what, false);
});
document.addEventListener("pointerout", function (event) {
  if (event.pointerType === "touch" || held) return;
  if (asked(event.target) || (card && card.contains(event.target))) {
    clearTimeout(timer);
    timer = setTimeout(function () { if (!held && document.activeElement !== anchor) close(); }, 240);
  }
});
document.addEventListener("click", function (event) {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (card && card.contains(event.target)) {
    if (event.target.closest("a")) close();
    return;
  }
  var what = event.target.closest(VALUE + ", a.uses, " + CELL);
  if (!what) return;
  if (what.matches("a")) event.preventDefault();
  if (String(getSelection()) !== "" && event.detail !== 0) return;
  if (held && anchor === what) return close();
  if (open(what, true) && event.detail === 0) enter();
});
/* Into the links of the card, by keyboard. */
function enter() {
  if (!card) return;
  keep();
  (card.querySelector("a, button:not(.close)") || card.querySelector("button")).focus({ preventScroll: true });
}
document.addEventListener("focusin", function (event) {
  if (returns || (card && card.contains(event.target))) return;
  var what = asked(event.target);
  if (what && event.target.matches(":focus-visible")) open(what, false);
  else if (card && event.target !== anchor) close();
});
document.addEventListener("focusout", function (event) {
  if (card && !held && event.target === anchor) close();
});
document.addEventListener("keydown", function (event) {
  if (!card) return;
  if (event.key === "Escape") {
    close(true);
    event.stopImmediatePropagation();
  } else if (event.key === "Tab" && card.contains(document.activeElement)) {
    var stops = card.querySelectorAll("a, button"), i = Array.from(stops).indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
    event.preventDefault();
    if (i < 0 || i >= stops.length) close(true);
    else stops[i].focus();
  }
}, true);
document.addEventListener("pointerdown", function (event) {
  if (card && !card.contains(event.target) && !anchor.contains(event.target)) close();
});
addEventListener("resize", place);
addEventListener("scroll", function () { if (narrow.matches) place(); }, { passive: true });
document.addEventListener("memo-update", function () { if (card && !anchor.isConnected) close(); });

/* Closes the card of one thing, and no other. */
function closeIf(what) { if (anchor === what) close(); }
/* What the card that is open would say if it were made now. */
function says() {
  var parts = anchor && anchor.isConnected && contentOf(anchor), all = make("div");
  if (parts) all.append(parts);
  return all.innerHTML;
}
return { open: open, says: says, close: close, closeIf: closeIf, enter: enter, place: place, make: make, headOf: headOf, behindFigure: behindFigure };
})();
