"use strict";
// Search, filters and order over a page that is complete without them; what is chosen stands in the address.
(() => {
  const form = document.getElementById("filter_");
  if (!form) return;
  const table = document.querySelector("table.promises");
  const body = table.tBodies[0];
  const found = document.getElementById("found_");
  const showAll = form.querySelector("button");
  const search = form.elements.q;
  const sections = [...document.querySelectorAll("section.programme")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i");
  const promises = [...body.rows].map((row, index) => ({
    row,
    index,
    card: document.getElementById(row.dataset.id),
    words: null,
  }));
  let order = { by: "", descending: false };

  // The words of a card are many, so they are read only once somebody searches.
  const wordsOf = (one) => (one.words ??= fold(`${one.row.textContent} ${one.row.dataset.tags ?? ""} ${one.card?.textContent ?? ""}`));
  const values = {
    status: (row) => Number(row.dataset.rank),
    title: (row) => fold(row.cells[1].textContent),
    progress: (row) => (row.dataset.progress ? Number(row.dataset.progress) : null),
    due: (row) => (/^\d/.test(row.cells[4].textContent) ? row.cells[4].textContent : null),
    evidence: (row) => row.dataset.evidence || null,
  };
  const filters = {
    programme: (row, value) => (row.dataset.programme ?? "") === value,
    status: (row, value) => (value.startsWith("is-") ? row.dataset.status === value.slice(3) : row.dataset.band === value),
    pledger: (row, value) => row.dataset.pledger === value,
    tag: (row, value) => JSON.parse(row.dataset.tags ?? "[]").includes(value),
  };
  const fields = Object.keys(filters).filter((name) => form.elements[name]);
  const isChosen = (name) => form.elements[name].selectedIndex > 0;

  function apply() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const chosen = fields.filter(isChosen).map((name) => [filters[name], form.elements[name].value]);
    let shown = 0;
    for (const one of promises) {
      const matches =
        chosen.every(([matching, value]) => matching(one.row, value)) &&
        (words.length === 0 || words.every((word) => wordsOf(one).includes(word)));
      one.row.hidden = !matches;
      if (one.card) one.card.hidden = !matches;
      shown += matches;
    }
    for (const section of sections) section.hidden = !section.querySelector("article:not([hidden])");
    const filtered = words.length > 0 || chosen.length > 0;
    showAll.hidden = !filtered;
    table.hidden = shown === 0;
    const said = form.dataset.shown.replace("{shown}", shown).replace("{total}", promises.length);
    found.textContent = !filtered ? "" : shown ? said : form.dataset.nothing;
  }

  function sort() {
    const value = values[order.by];
    const places = new Map(value && promises.map((one) => [one, value(one.row)]));
    const compare = (one, other) => {
      const [a, b] = [places.get(one), places.get(other)];
      if (a === null || b === null) return (a === null) - (b === null) || one.index - other.index;
      return ((a > b) - (a < b)) * (order.descending ? -1 : 1) || one.index - other.index;
    };
    const sorted = value ? [...promises].sort(compare) : promises;
    body.append(...sorted.map((one) => one.row));
    for (const head of table.querySelectorAll("th[data-by]")) {
      if (head.dataset.by === order.by) head.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  function write() {
    const said = new URLSearchParams();
    if (search.value) said.set("q", search.value);
    for (const name of fields) if (isChosen(name)) said.set(name, form.elements[name].value);
    if (order.by) said.set("sort", `${order.descending ? "-" : ""}${order.by}`);
    const query = said.size ? `?${said}` : "";
    if (query === location.search) return;
    try {
      history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
    } catch {
      // A page within another one may not say so.
    }
  }

  function read() {
    const said = new URLSearchParams(location.search);
    search.value = said.get("q") ?? "";
    for (const name of fields) {
      const options = [...form.elements[name].options];
      const index = said.has(name) ? options.findIndex((one, number) => number > 0 && one.value === said.get(name)) : 0;
      form.elements[name].selectedIndex = Math.max(index, 0);
    }
    const by = said.get("sort") ?? "";
    order = { by: by.replace(/^-/, ""), descending: by.startsWith("-") };
    if (!Object.hasOwn(values, order.by)) order = { by: "", descending: false };
    if (order.by) sort();
  }

  function reset() {
    form.reset();
    apply();
    write();
  }

  function named(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null; // a per cent sign that begins no escape
    }
  }

  // A link to what is filtered or folded away shows it, and so everything else again.
  function reveal(hash) {
    const target = named(hash);
    if (!target) return;
    const folded = target.closest("details:not([open])");
    const hidden = target.closest("[hidden]");
    if (folded) folded.open = true;
    if (hidden) reset();
    if (folded || hidden) target.scrollIntoView();
  }

  for (const head of table.querySelectorAll("th[data-by]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = form.dataset.sort.replace("{column}", head.textContent);
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const again = order.by === head.dataset.by;
      order = again && order.descending ? { by: "", descending: false } : { by: head.dataset.by, descending: again };
      sort();
      write();
    });
    head.replaceChildren(button);
  }
  // After a choice from far below, the rows that are left may all be above.
  const all = form.parentElement;
  form.addEventListener("input", () => {
    apply();
    write();
    if (all.getBoundingClientRect().top < 0) all.scrollIntoView({ behavior: "instant" });
  });
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
  window.addEventListener("beforeprint", () => {
    const all = document.getElementById("print_all_")?.checked;
    for (const folded of document.querySelectorAll(all ? "details" : ".card details")) folded.open = true;
  });
  window.addEventListener("pageshow", () => {
    read();
    apply();
    reveal(location.hash);
  });
  form.hidden = false;
  // What stays at the top of the window covers nothing that is reached below it.
  const stick = () => {
    const height = getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
    table.style.setProperty("--form", `${height}px`);
    table.style.setProperty("--stuck", `${height + table.tHead.offsetHeight}px`);
  };
  new ResizeObserver(stick).observe(form);
})();
