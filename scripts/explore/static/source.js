/* The page of a source: a chosen passage is set off in the text, and the panel shows its records alone.

   The address names the passage (#START-END), so that any link to it opens it, and the back button closes it again.
   Without this script the links lead from the text to the list of passages below it, and back. */
"use strict";

(function () {
  const text = document.getElementById("document");
  if (!text) return;
  const panel = document.getElementById("panel");
  const hint = document.getElementById("panel-hint");
  const segments = Array.from(text.querySelectorAll("[data-at]"));
  const starts = segments.map((segment) => Number(segment.dataset.at));
  const articles = Array.from(panel.querySelectorAll("article.unit"));
  const order = articles.map((article) => article.id.slice("unit-".length));
  let chosen = "";
  let origin = null;

  document.documentElement.classList.add("with-script");
  panel.querySelector(".panel-tools").hidden = false;

  /** The segments from one place of the text to another. */
  function between(start, end) {
    return segments.filter((_, number) => starts[number] >= start && starts[number] < end);
  }

  function unitsOf(segment) {
    return (segment.dataset.units || "").split(" ").filter(Boolean);
  }

  /** Show a place of the text and the units that lie over it; `units` says which, else those of all its segments. */
  function show(anchor, units) {
    const place = /^(\d+)-(\d+)$/.exec(anchor);
    segments.forEach((segment) => segment.classList.remove("current"));
    chosen = place ? anchor : "";
    let listed = [];
    if (place) {
      const current = between(Number(place[1]), Number(place[2]));
      current.forEach((segment) => segment.classList.add("current"));
      listed = units || (current.length && order.includes(anchor) ? unitsOf(current[0]) : current.flatMap(unitsOf));
      if (order.includes(anchor)) listed = [anchor].concat(listed);
    }
    listed = Array.from(new Set(listed));
    articles.forEach((article) => { article.hidden = true; });
    listed.forEach((unit) => {
      const article = document.getElementById("unit-" + unit);
      article.hidden = false;
      panel.append(article);
    });
    panel.classList.toggle("open", listed.length > 0);
    hint.hidden = listed.length > 0;
    panel.scrollTop = 0;
  }

  function go(anchor) {
    if ("#" + anchor === location.hash) show(anchor);
    else location.hash = anchor;
  }

  text.addEventListener("click", (event) => {
    const segment = event.target.closest("a[data-units]");
    if (!segment || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!getSelection().isCollapsed) return; // words were selected, to copy them
    const units = unitsOf(segment);
    origin = segment;
    history.pushState(null, "", "#" + units[0]); // unlike a new hash this does not scroll away from where one reads
    show(units[0], units);
    panel.focus({ preventScroll: true });
  });

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "close") return close();
    const step = button.id === "next" ? 1 : -1;
    const at = chosen === "" ? (step > 0 ? -1 : order.length) : order.indexOf(nearest(chosen, step));
    const next = order[Math.min(Math.max(at + step, 0), order.length - 1)];
    origin = null;
    go(next);
  });

  /** The chosen unit; where the place that was chosen is none, the unit beside it from which to step on. */
  function nearest(anchor, step) {
    if (order.includes(anchor)) return anchor;
    const start = Number(anchor.split("-")[0]);
    const before = order.filter((unit) => Number(unit.split("-")[0]) <= start);
    return step > 0 ? before[before.length - 1] || order[0] : order[before.length] || order[order.length - 1];
  }

  function close() {
    const back = origin || text.querySelector(".current");
    history.pushState(null, "", location.pathname + location.search);
    show("");
    if (back) back.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.classList.contains("open")) close();
  });

  function fromAddress() {
    const hash = decodeURIComponent(location.hash.slice(1));
    show(hash.startsWith("unit-") ? hash.slice("unit-".length) : hash);
    const first = text.querySelector(".current");
    if (first && !document.getElementById(hash)) first.scrollIntoView(); // words that no record names as its passage
  }

  addEventListener("hashchange", fromAddress);
  addEventListener("popstate", fromAddress);
  fromAddress();
})();
