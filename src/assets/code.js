/** Code: coloured when its fold is opened, by the runs that the build wrote beside it; one switch opens and closes all folds. */
(function () {
"use strict";
function color(pre) {
  var code = pre.textContent, at = 0, parts = document.createDocumentFragment();
  (pre.dataset.t.match(/[a-z.]\d+/g) || []).forEach(function (run) {
    var text = code.slice(at, at + Number(run.slice(1)));
    at += text.length;
    var piece = run[0] === "." ? text : memoCards.make("i", run[0], text);
    parts.append(piece);
  });
  parts.append(code.slice(at));
  pre.replaceChildren(parts);
  delete pre.dataset.t;
}
document.addEventListener("toggle", function (event) {
  if (event.target.matches("details.computed[open]")) event.target.querySelectorAll("pre[data-t]").forEach(color);
}, true);
document.addEventListener("memo-update", function () {
  document.querySelectorAll("details.computed[open] pre[data-t]").forEach(color);
});
})();
