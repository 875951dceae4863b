"use strict";
// The site works without this file.
document.documentElement.classList.add("js");

const form = document.getElementById("search");
if (form) liveSearch(form);
for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));

// The shortlist stands in its address; this browser remembers it too.
const MOST = 12;
linkList(remember((list) => list));
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-add], [data-remove]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const { add, remove } = link.dataset;
  const list = remember((was) => remove ? was.filter((each) => each !== remove) : [...new Set([...was, add])].slice(0, MOST));
  if (!list || location.pathname === "/shortlist") return; // the link itself leads on
  event.preventDefault();
  delete link.dataset.add;
  link.href = linkList(list);
  link.firstChild.data = list.includes(add) ? `On your shortlist (${list.length})` : "Shortlist is full";
});

function remember(change) {
  try {
    const list = change(JSON.parse(localStorage.shortlist ?? "[]"));
    localStorage.shortlist = JSON.stringify(list);
    return list;
  } catch {} // storage is off
}

function linkList(list = []) {
  const address = "/shortlist" + list.map((slug, place) => (place ? "&" : "?") + "program=" + slug).join("");
  for (const each of document.querySelectorAll("[data-shortlist]")) {
    each.href = address;
    each.hidden &&= !list.length;
  }
  return address;
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent.trim();
  const before = (button.dataset.before ??= button.innerHTML);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    button.textContent = "Selected: copy it with the keyboard";
  }
  say(button.textContent);
  setTimeout(() => { button.innerHTML = before; say(""); }, 2500);
}

function say(text) {
  document.getElementById("announcer").textContent = text;
}

function liveSearch(form) {
  let asked = 0;
  let here = location.search;
  let opened; // the search over which the sheet was opened
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
    close();
  });
  window.onkeydown = ({ key }) => { if (key === "Escape") close(); };
  form.addEventListener("click", (event) => {
    const link = event.target.closest(".chips a, .pages a, .filters a");
    if (link?.pathname !== location.pathname || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches(".sheet-close")) return close();
    show(link.href, true).then(() => (isCovering() ? sheet.querySelector(".sheet-close") : results).focus({ preventScroll: true }));
  });
  window.addEventListener("popstate", () => {
    if (location.search === here) return; // a jump
    here = location.search;
    show(location.href, false);
  });

  // Opening the sheet is one step back, however much is chosen in it; closing it is none.
  function close() {
    if (isCovering()) opened === location.search ? history.back() : location.replace("#results");
  }

  // What the sheet covers is out of reach for the keyboard too.
  function cover({ type }) {
    const open = isCovering();
    for (const each of document.querySelectorAll("header, footer, .skip, .search-form, .filter-opener, #results")) each.inert = open;
    if (type !== "hashchange") return;
    if (open) opened = location.search;
    else if (location.hash !== "#filters") (location.hash ? results : form.querySelector(".filter-opener a")).focus({ preventScroll: true });
  }

  function address() {
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const { value } = form.elements.sort;
    fields.delete("sort");
    if (value) fields.append("sort", value);
    const query = fields.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  }

  async function show(url, remember) {
    const mine = ++asked;
    results.ariaBusy = true;
    let page;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch (error) {
      if (mine !== asked) return;
      if (!(error instanceof TypeError)) return location.assign(url);
      results.ariaBusy = false;
      document.getElementById("offline").hidden = false;
      return;
    }
    if (mine !== asked) return; // a newer answer is on its way: never show an older one over it
    const focused = document.activeElement && document.activeElement.id;
    const folds = new Map([...form.querySelectorAll("details")].map((each) => [each.id, each.open]));
    for (const part of ["results", "facets"]) document.getElementById(part).replaceChildren(...page.getElementById(part).childNodes);
    for (const part of [".filter-opener", ".apply"]) form.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
    for (const each of form.querySelectorAll("details")) each.open = (folds.get(each.id) ?? each.open) || each.querySelector(":checked");
    document.title = page.title;
    if (!remember || document.activeElement !== form.elements.q) form.elements.q.value = page.getElementById("q").value;
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
    if (remember && new URL(url, location).search !== location.search) history[isCovering() ? "replaceState" : "pushState"](null, "", url + location.hash);
    here = location.search;
    results.ariaBusy = false;
    if (remember && results.getBoundingClientRect().top < 0) results.scrollIntoView();
    say(document.getElementById("total").textContent.trim() + " found");
  }
}
