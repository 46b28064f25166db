/* The comparison of verdicts: two asserters side by side, chosen by selects and kept in the address.

   Without this script the page shows all asserters. The address: #compare=FIRST&with=SECOND. */
"use strict";

(function () {
  const form = document.getElementById("choice");
  const first = document.getElementById("first");
  const second = document.getElementById("second");
  const told = document.getElementById("told");
  const aspects = Array.from(document.querySelectorAll("section.aspect"));
  form.hidden = false;

  /** The side of an asserter in an aspect; one that says so where the asserter does not judge it. */
  function sideOf(aspect, asserter) {
    const sides = Array.from(aspect.querySelectorAll(".side"));
    const side = sides.find((one) => one.dataset.asserter === asserter);
    if (side) return side;
    const silent = document.createElement("section");
    silent.className = "side silent";
    silent.dataset.asserter = asserter;
    const name = document.createElement("h3");
    const option = Array.from(first.options).find((one) => one.value === asserter);
    name.textContent = option.textContent.replace(/ \(\d+\)$/, "");
    const words = document.createElement("p");
    words.textContent = "No judgement of this aspect.";
    words.className = "note";
    silent.append(name, words);
    return silent;
  }

  function show(one, other) {
    let judged = 0;
    let shared = 0;
    document.querySelectorAll(".side.silent").forEach((side) => side.remove());
    for (const aspect of aspects) {
      const list = aspect.querySelector(".sides");
      const sides = Array.from(list.querySelectorAll(".side"));
      const judges = (asserter) => sides.some((side) => side.dataset.asserter === asserter);
      const shown = !one || judges(one) || (other !== "" && judges(other));
      aspect.hidden = !shown;
      list.classList.toggle("two", Boolean(one && other));
      sides.forEach((side) => { side.hidden = Boolean(one && other) && ![one, other].includes(side.dataset.asserter); });
      if (!shown || !one) continue;
      judged += 1;
      list.prepend(sideOf(aspect, one));
      if (other) {
        sideOf(aspect, one).after(sideOf(aspect, other));
        if (judges(one) && judges(other)) shared += 1;
      }
    }
    first.value = one || first.options[0].value;
    second.value = other;
    told.textContent = !one ? "" : other
      ? `${judged} aspects; both judge ${shared} of them.`
      : `${judged} aspects, with all who judge them beside.`;
  }

  function fromAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const known = (value) => (Array.from(first.options).some((one) => one.value === value) ? value : "");
    show(known(wanted.get("compare")), known(wanted.get("with")));
  }

  function choose() {
    const wanted = new URLSearchParams({ compare: first.value });
    if (second.value && second.value !== first.value) wanted.set("with", second.value);
    history.pushState(null, "", "#" + wanted);
    fromAddress();
  }

  first.addEventListener("change", choose);
  second.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("all").addEventListener("click", () => {
    history.pushState(null, "", location.pathname + location.search);
    show("", "");
  });
  addEventListener("hashchange", () => { if (location.hash.startsWith("#compare=") || !location.hash) fromAddress(); });
  addEventListener("popstate", () => { if (location.hash.startsWith("#compare=") || !location.hash) fromAddress(); });
  if (location.hash.startsWith("#compare=")) fromAddress();
})();
