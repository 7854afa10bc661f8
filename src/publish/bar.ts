/**
 * The script of a published page: tells the reader which version is the latest, offers the others, and remembers the one read last. What
 * it tells stands in versions.json, so that a page keeps its bytes when a later version is published. Without it the page's own links
 * lead to the index of versions.
 */
export const BAR_SCRIPT = `(function () {
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var bar = document.querySelector("nav.site"), root = new URL(bar.dataset.root, location.href).href;
  var own = bar.dataset.version, isPreview = "preview" in bar.dataset;
  function element(name, text, href) {
    var made = document.createElement(name);
    made.textContent = text;
    if (href !== undefined) made.href = root + href;
    return made;
  }
  function say(parts) {
    var line = document.createElement("p");
    line.className = "news";
    parts.forEach(function (part) { line.append(part); });
    bar.append(line);
  }
  if (location.protocol === "file:" || !window.fetch) return;
  fetch(root + "versions.json").then(function (answer) { return answer.json(); }).then(function (site) {
    var here = site.versions.find(function (one) { return one.version === own; }), key = "memo-read " + root, last = null;
    try { last = localStorage.getItem(key); } catch (e) {}
    if (isPreview) {
      if (site.latest) say(["Published is ", element("a", site.latest, ""), "."]);
      return;
    }
    if (site.latest && site.latest !== own)
      say(["This is ", element("strong", own), "; the latest is ", element("a", site.latest, ""), "."]);
    else if (last && last !== own && here && here.verdict && site.versions.some(function (one) { return one.version === last; }))
      say(["You last read " + last + ". ", element("a", "What changed since", here.previous === last ? here.path + "changes/" : "versions/")]);
    try { localStorage.setItem(key, own); } catch (e) {}
    if (site.versions.length < 2) return;
    var label = element("label", "Version "), select = document.createElement("select");
    site.versions.slice().reverse().forEach(function (one) {
      var option = element("option", one.version);
      option.value = one.path;
      option.selected = one.version === own;
      select.append(option);
    });
    select.addEventListener("change", function () { location.href = root + select.value + location.hash; });
    label.append(select);
    bar.querySelector(".version").replaceWith(label);
  }).catch(function () {});
});
})();
`;

export const BAR_STYLE = `
nav.site { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; align-items: baseline; padding: 1.1rem 10rem 0 1.25rem; font: 400 .8125rem/1.6 var(--sans); color: var(--soft); }
nav.site p { margin: 0; }
nav.site select { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 3px; padding: .05rem .3rem; }
nav.site .news { flex-basis: 100%; padding-left: .75rem; border-left: 3px solid var(--accent); color: var(--ink); font-size: .9375rem; }
header.title { padding-top: 3.5rem; }
@media screen and (min-width: 67rem) {
  body { grid-template-rows: auto auto 1fr; }
  nav.site { grid-area: 1 / 1 / 2 / -1; }
  header.title { grid-row: 2; }
  main { grid-row: 3; }
  nav.contents { grid-row: 2 / 4; padding-top: 3.5rem; }
}
@media print { nav.site { display: none; } }
`;
