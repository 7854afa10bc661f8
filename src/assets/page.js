/**
 * Far parts of the page are laid out when the rest has been shown, one by one while nothing else is to be done, those on the screen first. What
 * measures them waits until then: `memo-laid` says so, for those on the screen and for all.
 */
var memoParts = (function () {
"use strict";
function idle(does) {
  if (window.requestIdleCallback) requestIdleCallback(does, { timeout: 50 });
  else setTimeout(does, 1);
}
function isOnScreen(part) {
  var box = part.matches("main > section") ? part.getBoundingClientRect() : null;
  return box && box.bottom > 0 && box.top < innerHeight;
}
function lay(left, after) {
  if (left.length > 0) left.shift().setAttribute("data-laid", "");
  // Each in a task of its own.
  if (left.length > 0) idle(lay.bind(null, left, after));
  else after();
}
function tell() { document.dispatchEvent(new Event("memo-laid")); }
/* One run at a time, and another where something was asked for meanwhile. */
var isLaying = false, isAsked = false;
function begin() {
  if (isLaying) {
    isAsked = true;
    return;
  }
  var all = Array.from(document.querySelectorAll("main > section:not([data-laid]), .register:not([data-laid])")), first = all.filter(isOnScreen);
  if (all.length === 0) return;
  isLaying = true;
  lay(first, function () {
    tell();
    lay(all.filter(function (part) { return first.indexOf(part) < 0 && !part.matches("[data-laid]"); }), function () {
      isLaying = false;
      tell();
      if (isAsked) idle(begin);
      isAsked = false;
    });
  });
}
addEventListener("load", function () { idle(begin); });
document.addEventListener("memo-update", function () { idle(begin); });
return {
  /** The section that an element stands in. */
  of: function (element) { return element.closest("main > section"); },
  /** Whether an element can be measured without laying out what nobody sees yet. */
  laid: function (element) { return !element.closest("main > section:not([data-laid]), .register:not([data-laid])"); },
};
})();
(function () {
"use strict";
var root = document.documentElement, key = "memo-colours", saved = null;
root.classList.add("js");
try { saved = localStorage.getItem(key); } catch (e) {}
if (saved === "dark" || saved === "light") root.dataset.theme = saved;
/* Letters that all pages have, before the first lines are set: nothing moves when they come. */
if (document.fonts && document.fonts.forEach) document.fonts.forEach(function (face) { if (/^U\+0+-/i.test(face.unicodeRange)) face.load().catch(function () {}); });
document.addEventListener("DOMContentLoaded", function () {
  var narrow = matchMedia("(max-width: 66.99rem)"), night = matchMedia("(prefers-color-scheme: dark)");
  var button = document.querySelector("button.theme"), contents = document.querySelector("nav.contents");
  function dark() { return root.dataset.theme ? root.dataset.theme === "dark" : night.matches; }
  function label() { button.textContent = dark() ? "Light colours" : "Dark colours"; }
  label();
  night.addEventListener("change", label);
  button.addEventListener("click", function () {
    root.dataset.theme = dark() ? "light" : "dark";
    label();
    try { localStorage.setItem(key, root.dataset.theme); } catch (e) {}
  });

  var list = contents.querySelector("details"), where = contents.querySelector(".where");
  function fold() { list.open = !narrow.matches; }
  fold();
  narrow.addEventListener("change", fold);
  list.addEventListener("toggle", function () {
    if (narrow.matches && list.open && marked) marked.scrollIntoView({ block: "nearest" });
  });
  list.querySelector("ol").addEventListener("click", function (event) {
    if (narrow.matches && event.target.closest("a")) list.open = false;
  });
  var links, heads, observer, marked;
  function gather() {
    links = Array.from(contents.querySelectorAll("a"));
    heads = links.map(function (a) { return document.getElementById(decodeURIComponent(a.hash.slice(1))); });
    marked = undefined;
    if (!observer) return;
    observer.disconnect();
    heads.forEach(function (head) { if (head) observer.observe(head); });
  }
  /* By its section where that says it. */
  function isAbove(head, line) {
    var section = memoParts.of(head), box = section && !memoParts.laid(head) && section.getBoundingClientRect();
    return box && (box.top > line || box.bottom <= line) ? box.bottom <= line : head.getBoundingClientRect().top <= line;
  }
  function follow() {
    var at = -1, line = innerHeight * 0.3;
    for (var i = 0; i < heads.length; i++) if (heads[i] && isAbove(heads[i], line)) at = i;
    if (scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 2) at = heads.length - 1;
    var next = at < 0 ? null : links[at];
    if (next === marked) return;
    contents.querySelectorAll("[aria-current]").forEach(function (a) { a.removeAttribute("aria-current"); });
    contents.querySelectorAll("li.here").forEach(function (li) { li.classList.remove("here"); });
    marked = next;
    where.textContent = next ? next.textContent : "";
    if (!next) return;
    next.setAttribute("aria-current", "true");
    for (var li = next.closest("li"); li; li = li.parentElement.closest("li")) li.classList.add("here");
    if (!narrow.matches) {
      var box = contents.getBoundingClientRect(), a = next.getBoundingClientRect();
      if (a.top < box.top + 40 || a.bottom > box.bottom - 40) contents.scrollTop += a.top - box.top - box.height / 3;
    }
  }
  if ("IntersectionObserver" in window) {
    observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -70% 0px", threshold: [0, 1] });
    addEventListener("scrollend", follow);
  }
  gather();
  // Where headings are observed, that they are is told at once.
  if (!observer) follow();
  document.addEventListener("memo-update", function () { gather(); if (!observer) follow(); });

  function unfold() {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (e) {}
    var details = target && target.closest("details");
    if (details) details.open = true;
  }
  addEventListener("hashchange", unfold);
  unfold();

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && narrow.matches && list.open && list.contains(document.activeElement)) {
      list.open = false;
      list.querySelector("summary").focus();
    }
  });
});
})();
