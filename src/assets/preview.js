(function () {
"use strict";
var root = document.documentElement;
var name = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="memo-preview"]'));
var showing = name.content, sheet = null, source = null, wait = 250, hidden = false, fetching = false;
root.style.overflowAnchor = "none";
var host = document.createElement("div");
host.className = "memo-preview";
var problems = document.createElement("section"), note = document.createElement("p");
problems.className = "problems";
problems.setAttribute("role", "alert");
problems.hidden = true;
note.className = "note";
note.setAttribute("role", "status");
note.hidden = true;
host.append(problems, note);
root.append(host);

function say(text) {
  note.textContent = text || "";
  note.hidden = !text;
}
function tell(message) {
  root.toggleAttribute("data-broken", message !== null && !hidden);
  problems.hidden = message === null || hidden;
  problems.replaceChildren();
  if (message === null) return;
  var title = document.createElement("h2"), about = document.createElement("p"), hide = document.createElement("button");
  title.textContent = message.title;
  about.textContent = message.about;
  hide.type = "button";
  hide.textContent = "Hide";
  hide.addEventListener("click", function () {
    hidden = true;
    tell(message);
  });
  problems.append(title, about, hide);
  message.items.forEach(function (text, i) {
    var pre = document.createElement("pre"), place = message.places && message.places[i], at = place ? text.indexOf(place.said) : -1;
    if (at < 0) pre.textContent = text;
    else {
      var link = document.createElement("a");
      link.href = place.address;
      link.textContent = place.said;
      link.title = "Open in the editor";
      pre.append(text.slice(0, at), link, text.slice(at + place.said.length));
    }
    problems.append(pre);
  });
}

/* The elements at the top of the window, where the reader is, and how far down they stand. */
function anchors() {
  var found = [];
  var blocks = document.querySelectorAll("main > section > *, header.title");
  for (var i = 0; i < blocks.length && found.length < 12; i++) {
    var box = blocks[i].getBoundingClientRect();
    if (box.bottom > 0 && box.height > 0) found.push([blocks[i], box.top]);
  }
  return found;
}
function keepPlace(change) {
  var places = scrollY > 0 ? anchors() : [], focused = document.activeElement;
  change();
  for (var i = 0; i < places.length; i++) {
    if (!places[i][0].isConnected) continue;
    var moved = places[i][0].getBoundingClientRect().top - places[i][1];
    if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
    break;
  }
  if (focused && focused !== document.body && document.activeElement !== focused) {
    var again = focused.isConnected ? focused : focused.id && document.getElementById(focused.id);
    if (again) again.focus({ preventScroll: true });
  }
}
function setStyle(text) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [sheet];
  }
  sheet.replaceSync(text);
}
/* What the end of the page says of the memo, among tools that have begun to work. */
function setTail(page) {
  [".receipt p", ".tools .state", ".cite p", ".cite pre"].forEach(function (place) {
    var old = document.querySelector(place), now = page.querySelector(place);
    if (old && now) morph(old, now);
  });
}
/* What is out of date, by ids; what stands behind values is a text, of which cards are made. */
var stales = { ids: [], isOver: false };
function mark(stale) {
  stales = stale;
  document.querySelectorAll("[data-stale]").forEach(function (one) {
    if (!one.closest("#memo-card") && stale.ids.indexOf(one.id) < 0) markOne(one, false);
  });
  stale.ids.forEach(function (id) {
    var one = document.getElementById(id);
    if (one) markOne(one, true);
  });
}
function markOne(one, isMarked) {
  if (!isMarked) return ["data-stale", "aria-busy", "aria-description"].forEach(function (name) { one.removeAttribute(name); });
  one.setAttribute("data-stale", stales.isOver ? "over" : "");
  one.setAttribute("aria-busy", String(!stales.isOver));
  one.setAttribute("aria-description", stales.isOver ? "of before, not computed again" : "of before, being computed");
}
/* Whether what a link of this page leads to is out of date. */
function isStale(link) {
  var href = link.getAttribute("href") || "";
  if (href.charAt(0) !== "#") return false;
  try {
    return stales.ids.indexOf(decodeURIComponent(href.slice(1))) >= 0;
  } catch {
    return false;
  }
}
/* The card that is open, if what it says is out of date; else what in it is: the values and rows that it lists. What it has a copy of is marked as that is. */
function markCard() {
  var card = document.getElementById("memo-card"), about = document.querySelector("[aria-describedby='memo-card']");
  if (!card || !about) return;
  var isWhole = Boolean(about.closest("[data-stale]")) || isStale(about);
  markOne(card, isWhole);
  card.classList.toggle("stale", isWhole);
  card.querySelectorAll(".on > li > a").forEach(function (link) { markOne(link.parentElement, !isWhole && isStale(link)); });
}
/* A card that is open says what stands there now: it is made anew where that is another thing than before. */
function keepCard(change) {
  var was = document.getElementById("memo-card") && memoCards.says();
  change();
  if (was !== null && memoCards.says() !== was) openAgain();
  markCard();
}
function openAgain() {
  var card = document.getElementById("memo-card"), about = document.querySelector("[aria-describedby='memo-card']");
  if (!card || !about) return;
  var keeps = card.matches(".held"), isIn = card.contains(document.activeElement);
  memoCards.close();
  if (memoCards.open(about, keeps) && isIn) memoCards.enter();
}
/* The register's rows know where they were written, in whatever order they stand; a table that was changed is as it is written, and ordered again. */
function numberRows() {
  // A change that reached every table left none of its rows with a place.
  if (!document.querySelector(".filter")) return;
  var at = 0, isNew = false;
  document.querySelectorAll(".register tbody").forEach(function (body) {
    var rows = /** @type {HTMLElement[]} */ (Array.from(body.querySelectorAll("tr[id]")));
    if (rows.every(function (row) { return row.dataset.at; })) rows.sort(function (a, b) { return Number(a.dataset.at) - Number(b.dataset.at); });
    else isNew = true;
    rows.forEach(function (row) { row.dataset.at = String(at++).padStart(6, "0"); });
  });
  var orders = document.querySelector(".filter select"), words = document.querySelector(".filter input");
  if (isNew && /** @type {HTMLSelectElement} */ (orders).value) orders.dispatchEvent(new Event("change"));
  if (isNew && /** @type {HTMLInputElement} */ (words).value) words.dispatchEvent(new Event("input"));
}
/* What a page that was taken whole says of itself. */
function markAs(page) {
  var told = /** @type {HTMLMetaElement | null} */ (page.querySelector('meta[name="memo-stale"]'));
  mark(told ? JSON.parse(told.content) : { ids: [] });
}
/* What a change put into the page: the paragraph, row, figure or the like around each piece, shown for a moment. */
var MARKED = "p, li, tr, figure, pre, blockquote, h1, h2, h3, h4, .equation, dt, dd";
var faded = new WeakMap();
function watching(change) {
  var watcher = new MutationObserver(function () {});
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
  change();
  var places = new Set();
  watcher.takeRecords().forEach(function (record) {
    var parts = record.type === "childList" ? Array.from(record.addedNodes) : [record.target];
    parts.forEach(function (part) {
      var one = part instanceof Element ? part : part.parentElement, place = one && one.closest(MARKED);
      if (place && place.isConnected && place.closest("main")) places.add(place);
      else if (one && one.isConnected && one.closest("main"))
        one.querySelectorAll(MARKED).forEach(function (inner) { places.add(inner); });
    });
  });
  watcher.disconnect();
  places.forEach(function (place) {
    place.setAttribute("data-fresh", "");
    clearTimeout(faded.get(place));
    faded.set(place, setTimeout(function () { place.removeAttribute("data-fresh"); }, 2500));
  });
}
function changed() {
  document.dispatchEvent(new CustomEvent("memo-update", { detail: showing }));
  painted();
}
/* After what measures the page before its next frame, and that frame; a page that nobody sees has none. */
function painted() {
  if (document.hidden) return sayPainted(showing);
  requestAnimationFrame(function () {
    setTimeout(function () { sayPainted(showing); });
  });
}
function sayPainted(page) {
  fetch("/painted?page=" + encodeURIComponent(page), { cache: "no-store" }).catch(function () {});
}
/* A page that has begun to follow its reader's changes holds a model of the memo, and elements that it found: it is loaded anew, and its address says what
   was asked for. One that hasn't is loaded anew when it is asked. */
var isOld = false, isBehind = false;
function hasBegun() {
  return document.querySelector("#live-panel, .live-open[aria-busy]") !== null;
}
/* With the panel as it is, or as it is about to be. */
function beginAnew() {
  var panel = document.getElementById("live-panel");
  again(!panel || !panel.hidden);
}
function isLive(page) { return page.getElementById("memo-live") !== null; }
function again(open) {
  // What else comes for the page that goes would have it loaded a second time.
  if (source) source.close();
  try {
    if (open) sessionStorage.setItem("memo-panel", "open");
  } catch {}
  location.reload();
}
document.addEventListener("click", function (event) {
  var button = /** @type {Element} */ (event.target).closest && /** @type {Element} */ (event.target).closest(".live-open");
  if (!isOld || !button || hasBegun()) return;
  event.stopImmediatePropagation();
  again(true);
}, true);
addEventListener("hashchange", function (event) {
  if (!isOld || hasBegun() || !/^#(?:set|scenario)=/.test(location.hash)) return;
  event.stopImmediatePropagation();
  again(false);
});
document.addEventListener("DOMContentLoaded", function () {
  var opener = /** @type {HTMLElement | null} */ (document.querySelector(".live-open"));
  try {
    if (opener && sessionStorage.getItem("memo-panel")) opener.click();
    sessionStorage.removeItem("memo-panel");
  } catch {}
});
function change(message) {
  var follows = message.from === showing;
  // With another page on its way, that one. What is loaded anew then need not follow from what is shown.
  if (hasBegun() && (follows || isBehind)) {
    if (!message.stale.more) return beginAnew();
    isBehind = true;
    // There is nothing to paint.
    return sayPainted(message.to);
  }
  if (!follows) {
    refetch();
    return;
  }
  var page = message.change;
  // Whether it follows at all is another thing now.
  if (page.live !== undefined && page.live !== isLive(document)) return location.reload();
  if (page.live) isOld = true;
  var put = function () {
    if (page.language !== undefined) root.lang = page.language;
    if (page.title !== undefined) document.title = page.title;
    if (page.style !== undefined) setStyle(page.style);
    (page.lead || []).forEach(function (one) { morph(document.body.children[one[0]], element(one[1])); });
    if (page.tail !== undefined) setTail(new DOMParser().parseFromString(page.tail, "text/html"));
    if (page.sections) changeSections(document.querySelector("main"), page.sections);
  };
  keepCard(function () {
    keepPlace(function () { watching(put); });
    mark(message.stale);
    numberRows();
  });
  showing = message.to;
  changed();
}
/* The whole page again, where what is shown isn't what the server's changes begin from. */
function refetch() {
  if (fetching) return;
  fetching = true;
  fetch("/", { cache: "no-store" }).then(function (answer) { return answer.text(); }).then(function (text) {
    var styles = [];
    text = text.replace(/<script>[^]*?<\/script>/g, "").replace(/<style>([^]*?)<\/style>/g, function (_, style) {
      styles.push(style);
      return "";
    });
    var page = new DOMParser().parseFromString(text, "text/html");
    var fresh = /** @type {HTMLMetaElement} */ (page.querySelector('meta[name="memo-preview"]'));
    var main = document.querySelector("main"), next = page.querySelector("main"), behind = page.querySelector("noscript.values");
    // As in a page whose scripts run.
    if (behind) behind.textContent = (/<noscript class="values"[^>]*>([^]*?)<\/noscript>/.exec(text) || ["", ""])[1];
    if (!fresh || !main || !next) return location.reload();
    if (hasBegun()) return beginAnew();
    if (isLive(page) !== isLive(document)) return location.reload();
    isOld = true;
    keepCard(function () {
      keepPlace(function () {
        root.lang = page.documentElement.lang;
        document.title = page.title;
        setStyle(styles[0]);
        ["header.title", "nav.contents"].forEach(function (place) { morph(document.querySelector(place), page.querySelector(place)); });
        morph(main, next);
        setTail(page);
      });
      markAs(page);
      numberRows();
    });
    showing = fresh.content;
    changed();
    connect();
  }).catch(function () {}).then(function () { fetching = false; });
}
function connect() {
  if (source) source.close();
  source = new EventSource("/events?page=" + encodeURIComponent(showing));
  var on = function (event, act) {
    source.addEventListener(event, function (sent) { act(JSON.parse(sent.data)); });
  };
  on("page", change);
  on("whole", refetch);
  on("problems", function (message) {
    if (message && isBehind && hasBegun()) return beginAnew();
    hidden = false;
    tell(message);
  });
  on("stale", function (message) {
    if (isBehind && !message.more && hasBegun()) return beginAnew();
    keepCard(function () { mark(message); });
    say(message.text);
  });
  source.onopen = function () {
    wait = 250;
    say("");
  };
  source.onerror = function () {
    var refused = source.readyState === 2;
    source.close();
    say(refused ? "too many pages are open: this one is not kept up to date" : "the preview has stopped");
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 4000);
  };
}
document.addEventListener("DOMContentLoaded", function () {
  markAs(document);
  new MutationObserver(markCard).observe(document.body, { childList: true, subtree: true });
  connect();
  painted();
});
addEventListener("pagehide", function () { if (source) source.close(); });
addEventListener("pageshow", function (event) { if (event.persisted) connect(); });
})();
