"use strict";
// The site works without this file.
document.documentElement.classList.add("js");

const form = document.getElementById("search");
if (form) liveSearch(form);
for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent.trim();
  const before = (button.dataset.before ??= button.innerHTML); // "Copied" is not its name
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    button.textContent = "Selected: copy it with the keyboard";
  }
  setTimeout(() => { button.innerHTML = before; }, 2500);
}

function liveSearch(form) {
  let asked = 0;
  let here = location.search;
  const sheet = document.getElementById("filters");
  const results = document.getElementById("results");
  const isCovering = () => getComputedStyle(sheet).position === "fixed";
  window.onhashchange = window.onresize = cover;
  cover({});

  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], select")) show(address(), true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(address(), true);
    if (location.hash === "#filters") close();
  });
  window.onkeydown = ({ key }) => { if (key === "Escape" && isCovering()) close(); };
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".chip, .chips a, .pages a, .apply a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(link.href, true).then(() => {
      if (link.closest(".pages")) results.scrollIntoView();
      (isCovering() ? sheet.querySelector(".sheet-close") : results).focus({ preventScroll: true });
    });
  });
  window.addEventListener("popstate", () => {
    if (location.search === here) return; // a jump inside the page
    here = location.search;
    show(location.href, false);
  });

  function close() {
    sheet.querySelector(".sheet-close").click();
  }

  // What the sheet covers is out of reach for the keyboard too.
  function cover({ type }) {
    const open = isCovering();
    for (const each of document.querySelectorAll("header, footer, .search-form, .filter-opener, #results")) each.inert = open;
    if (type === "hashchange" && location.hash === "#results") results.focus({ preventScroll: true });
  }

  function address() {
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const query = fields.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  }

  async function show(url, remember) {
    const mine = ++asked;
    form.classList.add("loading");
    let page;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      location.assign(url);
      return;
    }
    if (mine !== asked) return; // a newer answer is on its way: never show an older one over it
    const focused = document.activeElement && document.activeElement.id;
    const opened = new Map([...form.querySelectorAll("details")].map((each) => [name(each), each.open]));
    for (const part of ["results", "facets"]) document.getElementById(part).replaceChildren(...page.getElementById(part).childNodes);
    for (const part of [".filter-opener", ".apply"]) form.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
    for (const each of form.querySelectorAll("details")) if (opened.has(name(each))) each.open = opened.get(name(each));
    document.title = page.title;
    if (!remember) form.elements.q.value = page.getElementById("q").value;
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
    if (remember && new URL(url, location).search !== location.search) history.pushState(null, "", url + location.hash);
    here = location.search;
    form.classList.remove("loading");
    document.getElementById("announcer").textContent = document.getElementById("total").textContent.trim() + " found";
  }

  function name(details) {
    return details.id || details.querySelector("summary").textContent.trim();
  }
}
