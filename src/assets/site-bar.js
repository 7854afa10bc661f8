(function () {
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
