/** The bar's tools, the search and order of the register, notes in the margin. */
(function () {
"use strict";
document.addEventListener("DOMContentLoaded", function () {
var make = memoCards.make, tools = /** @type {HTMLElement} */ (document.querySelector(".tools")), main = document.querySelector("main");
function button(name, act) {
  var element = tools.querySelector("button." + name);
  element.addEventListener("click", act);
  return element;
}
button("print", function () { print(); });

/* Code: all folds at once. */
var code = button("all-code", function () {
  var opens = code.getAttribute("aria-pressed") !== "true";
  document.querySelectorAll("details.computed").forEach(function (fold) { fold.toggleAttribute("open", opens); });
  code.setAttribute("aria-pressed", String(opens));
});
code.hidden = !document.querySelector("details.computed");
code.setAttribute("aria-pressed", "false");

/* Cite: copies of both forms. */
var cite = /** @type {HTMLDetailsElement} */ (tools.querySelector("details.cite"));
cite.querySelectorAll("p, pre").forEach(function (form) {
  var copy = make("button", "", form.matches("p") ? "Copy text" : "Copy BibTeX");
  copy.type = "button";
  copy.addEventListener("click", function () {
    getSelection().selectAllChildren(form);
    if (navigator.clipboard) navigator.clipboard.writeText(form.textContent).catch(function () {});
    copy.textContent = "Copied";
  });
  cite.querySelector("div").append(copy);
});
function shut(event) { if (cite.open && !cite.contains(event.target)) cite.open = false; }
document.addEventListener("pointerdown", shut);
document.addEventListener("focusin", shut);

/* Search: marks every place that says the words, and leads from one to the next. */
var panel = null, found = [], here = -1;
function texts() {
  var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, function (node) {
    return node.parentElement.closest("svg, math, pre.csv, noscript, .side") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  var all = [];
  while (walker.nextNode()) all.push(walker.currentNode);
  return all;
}
/* Words may go on from one element to the next within a block. */
function search(words) {
  found = [];
  here = -1;
  var wanted = words.trim().toLowerCase().replace(/\s+/g, " ");
  if (wanted.length > 1) {
    var groups = new Map();
    texts().forEach(function (node) {
      var block = node.parentElement.closest("p, li, h2, h3, h4, h5, h6, td, th, figcaption, dt, dd, pre, summary") || main;
      if (!groups.has(block)) groups.set(block, []);
      groups.get(block).push(node);
    });
    groups.forEach(function (nodes) {
      var text = nodes.map(function (node) { return node.data; }).join("").toLowerCase().replace(/[\s\u00a0]/g, " ");
      for (var at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        var range = document.createRange();
        bound(nodes, at, function (node, offset) { range.setStart(node, offset); }, false);
        bound(nodes, at + wanted.length, function (node, offset) { range.setEnd(node, offset); }, true);
        found.push(range);
      }
    });
  }
  show(found.length > 0 ? nearest() : -1);
}
function bound(nodes, offset, set, isEnd) {
  for (var i = 0; i < nodes.length; i++) {
    var length = nodes[i].data.length;
    if (offset < length || (isEnd && offset === length)) return set(nodes[i], offset);
    offset -= length;
  }
}
function nearest() {
  var next = found.findIndex(function (range) { return range.getBoundingClientRect().top >= 0 && range.getClientRects().length > 0; });
  return Math.max(0, next);
}
function show(i) {
  here = i;
  panel.querySelector("output").textContent = found.length === 0 ? (panel.querySelector("input").value.trim().length > 1 ? "not found" : "") : here + 1 + " of " + found.length;
  if (typeof Highlight === "function") {
    var all = new Highlight(), one = new Highlight();
    found.forEach(function (range, k) { (k === here ? one : all).add(range); });
    CSS.highlights.set("memo-found", all);
    CSS.highlights.set("memo-here", one);
  }
  if (here < 0) return;
  var place = found[here].startContainer.parentElement;
  for (var fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.setAttribute("open", "");
  place.scrollIntoView({ block: "center" });
}
function step(by) { if (found.length > 0) show((here + by + found.length) % found.length); }
function closeSearch() {
  if (!panel) return;
  panel.remove();
  panel = null;
  found = [];
  if (typeof Highlight === "function") {
    CSS.highlights.delete("memo-found");
    CSS.highlights.delete("memo-here");
  }
}
function openSearch() {
  if (panel) return panel.querySelector("input").select();
  panel = make("form", "search");
  panel.setAttribute("role", "search");
  var input = make("input"), count = make("output");
  input.type = "search";
  input.setAttribute("aria-label", "Search in this page");
  input.placeholder = "Search in this page";
  var act = function (label, text, does) {
    var element = make("button", "", text);
    element.type = "button";
    element.setAttribute("aria-label", label);
    element.addEventListener("click", does);
    return element;
  };
  panel.append(input, count, act("Previous", "↑", function () { step(-1); }), act("Next", "↓", function () { step(1); }), act("Close", "×", closeSearch));
  var waits = 0;
  input.addEventListener("input", function () {
    clearTimeout(waits);
    waits = setTimeout(function () { if (panel) search(input.value); }, 120);
  });
  panel.addEventListener("submit", function (event) {
    event.preventDefault();
    step(1);
  });
  document.body.append(panel);
  input.focus();
}
button("find", openSearch);
document.addEventListener("keydown", function (event) {
  if (event.key === "Escape" && panel) closeSearch();
  if (event.key === "Escape" && cite.open) cite.open = false;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  openSearch();
});

/* The register: rows that say some words, in another order. A preview that puts in another register takes the bar out with the one before. */
var head = null, bar = make("div", "filter"), words = make("input"), orders = make("select"), count = make("output"), label = make("label", "", "Order ");
words.type = "search";
words.placeholder = "Find an assumption";
words.setAttribute("aria-label", "Find an assumption");
[["", "as written"], ["label", "by name"], ["date", "by date, oldest first"], ["uses", "by use, most first"]].forEach(function (order) {
  var option = make("option", "", order[1]);
  option.value = order[0];
  orders.append(option);
});
label.append(orders);
count.setAttribute("aria-live", "polite");
bar.append(words, label, count);
bar.setAttribute("data-aid", "");
var keys = {
  "": function (row) { return row.dataset.at; },
  label: function (row) { return row.cells[0].textContent.toLowerCase(); },
  date: function (row) { return row.cells[5].textContent; },
  uses: function (row) { return -Number((/\d+/.exec((row.querySelector(".uses") || row.cells[6]).textContent) || ["0"])[0]); },
};
function remarkOf(row) {
  return row.nextElementSibling && row.nextElementSibling.matches(".remark") ? row.nextElementSibling : null;
}
function filter() {
  var wanted = words.value.trim().toLowerCase(), left = 0;
  head.querySelectorAll(".register").forEach(function (area) {
    var title = area.previousElementSibling, any = false;
    area.querySelectorAll("tr[id]").forEach(function (row) {
      var remark = remarkOf(row);
      var says = wanted === "" || (title.textContent + " " + row.textContent + " " + (remark ? remark.textContent : "")).toLowerCase().includes(wanted);
      row.hidden = !says;
      if (remark) remark.hidden = !says;
      if (says) left++;
      any = any || says;
    });
    area.hidden = title.hidden = !any;
  });
  count.textContent = wanted === "" ? "" : left + (left === 1 ? " assumption" : " assumptions");
}
function order() {
  var key = keys[orders.value];
  head.querySelectorAll(".register tbody").forEach(function (body) {
    var pairs = Array.from(body.querySelectorAll("tr[id]")).map(function (row) { return [row, remarkOf(row)]; });
    pairs.sort(function (a, b) {
      var x = key(a[0]), y = key(b[0]);
      return x < y ? -1 : x > y ? 1 : a[0].dataset.at < b[0].dataset.at ? -1 : 1;
    });
    pairs.forEach(function (pair) { body.append.apply(body, pair.filter(Boolean)); });
  });
}
function register() {
  var first = document.querySelector(".register");
  head = first && first.closest(".back-matter");
  if (!head || head.contains(bar)) return;
  head.querySelector(".basis").after(bar);
  head.querySelectorAll(".register tr[id]").forEach(function (row, i) { row.dataset.at = String(i).padStart(6, "0"); });
  if (orders.value !== "") order();
  if (words.value !== "") filter();
}
words.addEventListener("input", filter);
orders.addEventListener("change", order);
addEventListener("hashchange", function () {
  if (!head) return;
  var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("[hidden]") || !target.closest(".register")) return;
  words.value = "";
  filter();
  target.scrollIntoView();
});
document.addEventListener("memo-update", register);
register();

/* Notes beside the text where there is a margin for them and nothing else stands in it. */
var roomy = matchMedia("(min-width: 80rem)"), asked = 0;
function margin() {
  document.querySelectorAll(".side").forEach(function (old) { old.remove(); });
  var box = main.getBoundingClientRect(), left = 39.5 * 16 + 16, width = Math.min(288, document.documentElement.clientWidth - box.left - left - 24);
  if (!roomy.matches || width < 176) return;
  var taken = Array.from(main.querySelectorAll("figure.table, .scroll, .layout, .equation, .register, details[open]")).filter(memoParts.laid).map(function (wide) { return wide.getBoundingClientRect(); });
  var free = -Infinity;
  main.querySelectorAll("section.chapter :is(p, li) a.note").forEach(function (link) {
    var note = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!note || link.closest("figure, .layout") || !memoParts.laid(link)) return;
    var side = make("aside", "side"), copy = note.cloneNode(true), number = make("sup", "", link.textContent);
    copy.querySelectorAll(".back").forEach(function (back) { back.remove(); });
    copy.querySelectorAll("[id]").forEach(function (element) { element.removeAttribute("id"); });
    side.setAttribute("aria-hidden", "true");
    side.setAttribute("data-aid", "");
    copy.querySelectorAll("a").forEach(function (a) { a.setAttribute("tabindex", "-1"); });
    side.append(number, " ");
    side.append.apply(side, Array.from(copy.childNodes));
    side.style.setProperty("--side", width + "px");
    side.style.left = left + "px";
    main.append(side);
    var top = Math.max(link.getBoundingClientRect().top, free), height = side.offsetHeight;
    if (top - link.getBoundingClientRect().top > 240 || taken.some(function (wide) { return wide.top < top + height + 8 && wide.bottom > top - 8; })) {
      side.remove();
      return;
    }
    side.style.top = top - box.top + "px";
    free = top + height + 14;
  });
}
function later() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(margin);
}
roomy.addEventListener("change", later);
addEventListener("resize", later);
document.addEventListener("toggle", later, true);
document.addEventListener("memo-update", later);
document.addEventListener("memo-laid", later);
if (document.fonts && document.fonts.ready) document.fonts.ready.then(later);
});
})();
