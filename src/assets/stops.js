/** Stops of the keyboard: what has many things inside is one, Enter leads into it and arrow keys from one to the next; what scrolls is one while it does. */
(function () {
"use strict";
var CELLS = "figure.table > .scroll", LINKS = ".register", AREAS = ".scroll, .formula", TOOLS = ".acts";
var hint = null;

function describe(area) {
  if (!hint) {
    hint = memoCards.make("p", "", "Enter leads into it, arrow keys from one to the next, Escape out of it.");
    hint.id = "memo-enter";
    hint.hidden = true;
    document.body.append(hint);
  }
  area.setAttribute("aria-describedby", hint.id);
}
/* Links of the register leave the order of stops; areas are in it if there is something to enter or to scroll. */
function order() {
  document.querySelectorAll(LINKS + " a:not([tabindex])").forEach(function (link) { link.setAttribute("tabindex", "-1"); });
  var areas = Array.from(document.querySelectorAll(AREAS)).filter(function (area) { return inside(area).length > 0 || memoParts.laid(area); });
  var stops = areas.map(function (area) {
    return inside(area).length > 0 ? 2 : area.scrollWidth > area.clientWidth + 1 || area.scrollHeight > area.clientHeight + 1 ? 1 : 0;
  });
  areas.forEach(function (area, i) {
    if (stops[i] > 0) area.setAttribute("tabindex", "0");
    else area.removeAttribute("tabindex");
    if (stops[i] > 1) describe(area);
  });
}
function inside(area) {
  return area.matches(CELLS) ? area.querySelectorAll("td.right") : area.matches(LINKS) ? area.querySelectorAll("a") : [];
}
var asked = 0;
function later() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(order);
}
document.addEventListener("DOMContentLoaded", later);
document.addEventListener("memo-update", later);
document.addEventListener("memo-laid", later);
addEventListener("resize", later);

function step(next, event) {
  event.preventDefault();
  if (!next) return;
  if (next.localName === "td") {
    next.tabIndex = -1;
    next.addEventListener("blur", function () { next.removeAttribute("tabindex"); }, { once: true });
  }
  next.focus();
}
function nextCell(cell, move) {
  var row = cell.parentElement, rows = Array.from(row.closest("table").rows).filter(function (one) { return !one.matches(".group"); });
  var next = rows[rows.indexOf(row) + move[0]];
  var found = next && next.cells[cell.cellIndex + move[1]];
  return found && found.matches("td.right") ? found : null;
}
/* Before or after it among those that are seen. */
function nextOf(all, one, by) {
  var shown = Array.from(all).filter(function (each) { return each.getClientRects().length > 0; });
  return shown[shown.indexOf(one) + by];
}
document.addEventListener("keydown", function (event) {
  var active = document.activeElement;
  if (!active || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  var move = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  var tools = active.closest(TOOLS), area = active.closest(CELLS + ", " + LINKS);
  if (tools && move) {
    var next = nextOf(tools.querySelectorAll("button"), active, move[0] + move[1]);
    if (!next) return event.preventDefault();
    active.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    return step(next, event);
  }
  if (!area) return;
  if (active === area) {
    if (event.key === "Enter") step(nextOf(inside(area), null, 1), event);
    return;
  }
  if (event.key === "Escape") {
    area.focus();
    return event.preventDefault();
  }
  if (active.localName === "td" && event.key === "Enter" && memoCards.open(active, true)) {
    event.preventDefault();
    return memoCards.enter();
  }
  if (!move || !active.matches("td, a")) return;
  if (active.localName === "td") step(nextCell(active, move), event);
  else step(nextOf(inside(area), active, move[0] + move[1]), event);
});
})();
