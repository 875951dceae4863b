"use strict";
// The form works without this file. With it, problems and preview follow the typing, and adding a row keeps the place.
const PAUSE = 400;
const ROWS = /^(add|remove|up|down) /;
document.documentElement.classList.add("js");
let form = document.getElementById("form");
let asked = 0; // counts questions and typing: an answer that is older than either is dropped
let waiting = null;
const pressed = []; // the buttons that are not answered yet, in their order
let touched = form.dataset.changed !== "0";
let leaving = false;

document.addEventListener("input", (event) => {
  if (!form.contains(event.target)) return;
  asked++;
  touched = true;
  count(event.target);
  define(event.target);
  clearTimeout(waiting);
  if (!pressed.length) waiting = setTimeout(preview, PAUSE);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  if (!button || !form.contains(button)) return;
  if (ROWS.test(button.value) || pressed.length) {
    event.preventDefault();
    press(button.value);
  } else {
    leaving = true;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  form.querySelector(".bar .button").click();
});
addEventListener("beforeunload", (event) => {
  if (touched && !leaving) event.preventDefault();
});
addEventListener("hashchange", unfold);
document.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='#']")) setTimeout(unfold);
});
addEventListener("pageshow", () => { leaving = false; });

/** What the form says now; the button that was pressed goes with it. */
function said(button) {
  const fields = new URLSearchParams([...new FormData(form)]);
  if (button) fields.set("do", button);
  return fields;
}

async function preview() {
  const mine = ++asked;
  let answer;
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body: said() });
    // 400: a text that cannot be rendered; the answer says where.
    if (!response.ok && response.status !== 400) throw new Error(response.status);
    answer = await response.json();
  } catch {
    if (mine === asked) tell("No answer from Homeward: is it still running? What you typed is still here.");
    return;
  }
  if (mine === asked) show(answer);
}

function show(answer) {
  for (const place of form.querySelectorAll(".problems")) {
    const html = answer.problems[place.id.slice(2)] ?? "";
    if (place.innerHTML.trim() === html.trim()) continue;
    place.innerHTML = html;
    for (const control of form.querySelectorAll(`[aria-describedby~="${place.id}"]:is(input, select, textarea)`)) {
      if (html.includes("problem error")) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
  replace(document.getElementById("problems"), answer.summary);
  replace(document.getElementById("preview"), answer.preview);
  for (const tally of form.querySelectorAll("[data-part]")) {
    const [errors, warnings] = answer.parts[tally.dataset.part];
    tally.textContent = errors || warnings || "";
    tally.classList.toggle("bad", errors > 0);
    if (errors || warnings) {
      const kind = document.createElement("span");
      kind.className = "hidden";
      kind.textContent = errors ? " errors" : " warnings";
      tally.append(kind);
    }
  }
  document.getElementById("to-problems").hidden = !answer.summary.trim();
  touched = answer.changed > 0;
  tell(answer.status);
}

/** New text in an old place, with what was unfolded still unfolded. */
function replace(place, html) {
  const open = [...place.querySelectorAll("details[open]")].map((each) => each.id);
  place.innerHTML = html;
  for (const id of open) if (id) document.getElementById(id)?.setAttribute("open", "");
}

function tell(text) {
  const status = document.getElementById("status");
  if (status.textContent !== text) status.textContent = text;
}

/** One after the other; twice the same is a double click. Saving waits for the rows, and is not done when they failed. */
async function press(button) {
  if (pressed.includes(button)) return;
  pressed.push(button);
  if (pressed.length > 1) return;
  while (pressed.length && ROWS.test(pressed[0])) {
    if (await change(pressed[0])) pressed.shift();
    else pressed.length = 0;
  }
  const [last] = pressed.splice(0);
  if (last) form.querySelector(`.bar [name=do][value="${last}"]`).click();
}

/** A row more, fewer or elsewhere: the answer is the whole form. When somebody typed meanwhile it lacks those words, so it is asked for again. */
async function change(button) {
  for (;;) {
    const mine = ++asked;
    clearTimeout(waiting);
    let page;
    try {
      const response = await fetch(form.action, { method: "POST", body: said(button) });
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      tell("No answer from Homeward: is it still running? What you typed is still here.");
      return false;
    }
    const next = page.getElementById("form");
    if (!next) {
      tell("Homeward could not answer that. Save, or reload the page.");
      return false;
    }
    if (mine === asked) {
      renew(next);
      return true;
    }
    tell("The list changes as soon as you stop typing.");
    await quiet();
  }
}

/** Until nothing was typed for a while. */
async function quiet() {
  for (let seen = null; seen !== asked;) {
    seen = asked;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

/** Another form in the place of this one. Whoever went on to another field meanwhile stays in it. */
function renew(next) {
  const open = [...form.querySelectorAll("details[open]")].map((each) => each.id);
  const at = document.activeElement;
  const stays = form.contains(at) && at.matches("input, select, textarea");
  const isSame = (each) => each.name === at.name && (!at.matches("[type=radio], [type=checkbox]") || each.value === at.value);
  form.replaceWith(next);
  form = next;
  touched = true;
  for (const id of open) if (id) document.getElementById(id)?.setAttribute("open", "");
  const same = stays && [...form.elements].find(isSame);
  (same || form.querySelector("[autofocus]"))?.focus();
  if (same && typeof at.selectionStart === "number") same.setSelectionRange(at.selectionStart, at.selectionEnd);
}

function count(control) {
  const place = form.querySelector(`[data-count="${control.id}"]`);
  if (place) place.textContent = [...control.value].length;
}

function define(control) {
  const text = control.dataset.words && document.getElementById("d-" + control.id.slice(2))?.firstElementChild;
  if (text) text.textContent = document.getElementById(`word-${control.dataset.words}-${control.value}`)?.textContent ?? "";
}

/** What a link leads to may be folded away. */
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  target.scrollIntoView();
  if (target.matches(".field, .group, .row")) target.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
}
