/**
 * Functions of the preview's script that make one element like another and leave alone what is the same, so that what a reader has
 * opened, focused, selected or scrolled stays. `open` of details is the reader's, and so are what is hidden of the register, what a card is open
 * of, and the marks that the page's own script puts into the contents.
 */
function element(html) {
  var template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}
/* A section as it stands in a page whose scripts run: what it holds for others is a text. */
function sectionOf(html) {
  var section = element(html);
  if (section.nodeName === "NOSCRIPT") section.textContent = html.slice(html.indexOf(">") + 1, html.lastIndexOf("</"));
  return section;
}
function sameKind(a, b) { return a.nodeType === b.nodeType && a.nodeName === b.nodeName; }
function isOwn(node, name) {
  return (name === "open" && node.nodeName === "DETAILS") || name === "aria-current" || name === "data-laid" ||
    (name === "hidden" && node.closest(".back-matter")) || (name === "aria-describedby" && node.getAttribute(name) === "memo-card") ||
    (name === "class" && node.nodeName === "LI" && node.closest("nav.contents"));
}
function morphAttributes(a, b) {
  var isAsked = a.classList.contains("asked");
  Array.from(a.attributes).forEach(function (attribute) {
    if (!b.hasAttribute(attribute.name) && !isOwn(a, attribute.name)) a.removeAttributeNode(attribute);
  });
  Array.from(b.attributes).forEach(function (attribute) {
    if (a.getAttribute(attribute.name) !== attribute.value && !isOwn(a, attribute.name)) a.setAttributeNode(attribute.cloneNode());
  });
  if (isAsked) a.classList.add("asked");
}
function morph(a, b) {
  if (a.isEqualNode(b)) return a;
  if (!sameKind(a, b)) {
    a.replaceWith(b);
    return b;
  }
  if (a.nodeType !== 1) {
    if (a.data !== b.data) a.data = b.data;
    return a;
  }
  morphAttributes(a, b);
  morphChildren(a, Array.from(a.childNodes), Array.from(b.childNodes), null);
  return a;
}
/* Makes the nodes "old" of "parent", which stand before "end", like "wanted". */
function morphChildren(parent, old, wanted, end) {
  var ids = new Map(), kept = new Set(), named = new Set();
  wanted.forEach(function (node) { if (node.id) named.add(node.id); });
  old.forEach(function (node) { if (node.id && !ids.has(node.id)) ids.set(node.id, node); });
  var next = 0;
  var placed = wanted.map(function (node) {
    var match = node.id ? ids.get(node.id) : undefined;
    if (match && (kept.has(match) || !sameKind(match, node))) match = undefined;
    for (var i = next; !match && i < old.length; i++) {
      if (kept.has(old[i]) || !sameKind(old[i], node) || (old[i].id && named.has(old[i].id))) continue;
      match = old[i];
      next = i + 1;
    }
    if (match) kept.add(match);
    return match || node;
  });
  old.forEach(function (node) { if (!kept.has(node)) node.remove(); });
  var at = old.find(function (node) { return kept.has(node); }) || end;
  placed.forEach(function (node, i) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    if (node !== wanted[i]) morph(node, wanted[i]);
  });
}
/* The elements of a section that were written: scripts put a bar of their own above the register. */
function writtenIn(section) {
  return Array.from(section.children).filter(function (child) { return !child.matches(".filter"); });
}
function changeLines(section, edits) {
  var lines = section.textContent.split("\n");
  edits.slice().reverse().forEach(function (edit) { lines.splice.apply(lines, [edit.at, edit.remove].concat(edit.insert)); });
  section.textContent = lines.join("\n");
}
function changeSections(main, changes) {
  var old = Array.from(main.children);
  var now = changes.map(function (change) {
    if (change.was === undefined) return sectionOf(change.open);
    var section = old[change.was];
    if (change.lines) changeLines(section, change.lines);
    if (change.open !== undefined) {
      if (change.edits) morphAttributes(section, element(change.open + "</section>"));
      else section = morph(section, sectionOf(change.open));
    }
    var children = writtenIn(section);
    (change.edits || []).slice().reverse().forEach(function (edit) {
      var end = children[edit.at + edit.remove] || null;
      morphChildren(section, children.slice(edit.at, edit.at + edit.remove), edit.insert.map(element), end);
    });
    return section;
  });
  old.forEach(function (section) { if (now.indexOf(section) < 0) section.remove(); });
  now.forEach(function (section, i) { if (main.children[i] !== section) main.insertBefore(section, main.children[i] || null); });
}
