"use strict";
// Search and filters over a page that is complete without them.
(() => {
  const form = document.getElementById("filter_");
  if (!form) return;
  const search = document.getElementById("search_");
  const programme = document.getElementById("programme_filter_");
  const statuses = [...form.querySelectorAll("input[name=status]")];
  const showAll = form.querySelector("button");
  const found = document.getElementById("found_");
  const sections = [...document.querySelectorAll("section.programme")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i");
  const cards = [...document.querySelectorAll("article.card")].map((element) => ({
    element,
    words: fold(element.textContent),
    status: element.dataset.status,
    programme: element.dataset.programme,
  }));

  function apply() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const chosen = statuses.filter((box) => box.checked).map((box) => box.value);
    const within = programme ? programme.value : "*";
    let shown = 0;
    for (const card of cards) {
      const matches =
        (within === "*" || card.programme === within) &&
        (chosen.length === 0 || chosen.includes(card.status)) &&
        words.every((word) => card.words.includes(word));
      card.element.hidden = !matches;
      shown += matches;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("article:not([hidden])");
    }
    const filtered = words.length > 0 || chosen.length > 0 || within !== "*";
    showAll.hidden = !filtered;
    found.textContent = filtered ? `${shown} of ${cards.length} commitments shown` : "";
  }

  function reset() {
    form.reset();
    apply();
  }

  function named(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null; // a per cent sign that begins no escape
    }
  }

  // A link to what is filtered away shows it, and so everything else again.
  function reveal(hash) {
    const target = named(hash);
    if (!target || !target.closest("[hidden]")) return;
    reset();
    target.scrollIntoView();
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  showAll.addEventListener("click", (event) => {
    event.preventDefault();
    reset();
    search.focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.getAttribute("href"));
  });
  window.addEventListener("hashchange", () => reveal(location.hash));
  window.addEventListener("pageshow", () => {
    apply(); // a browser may have kept what was typed
    reveal(location.hash);
  });
  form.hidden = false;
})();
