/** Code: coloured when its fold is opened, by the patterns that the build colours with; one switch opens and closes all folds. */
(function () {
"use strict";
function color(pre) {
  var code = pre.textContent, at = 0, parts = document.createDocumentFragment();
  Array.from(code.matchAll(memoTokens[pre.dataset.code])).forEach(function (found) {
    var kind = Object.keys(found.groups).find(function (name) { return found.groups[name] !== undefined; });
    if (!kind) return;
    parts.append(code.slice(at, found.index), memoCards.make("i", kind, found[0]));
    at = found.index + found[0].length;
  });
  parts.append(code.slice(at));
  pre.replaceChildren(parts);
  delete pre.dataset.code;
}
document.addEventListener("toggle", function (event) {
  if (event.target.matches("details.computed[open]")) event.target.querySelectorAll("pre[data-code]").forEach(color);
}, true);
document.addEventListener("memo-update", function () {
  document.querySelectorAll("details.computed[open] pre[data-code]").forEach(color);
});
})();
