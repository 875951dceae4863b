// Suggestions while typing: the ARIA pattern of an editable combobox. Without it, a plain search field.
const box = document.getElementById("q");
const groups = { program: group("Programs"), topic: group("Topics"), population: group("Populations"), guide: group("What it means") };
groups.rating = groups.word = groups.guide;
const list = make("div", { id: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: "" }, ...Object.values(groups));
let options = [], chosen, timer, asked;

set(box, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": false });
box.after(list);
box.oninput = () => {
  choose();
  options = [];
  clearTimeout(timer);
  timer = setTimeout(ask, 80);
};
box.onkeydown = press;
box.onblur = box.form.onsubmit = window.onpopstate = list.onclick = close;
list.onmousedown = (event) => event.preventDefault(); // the box keeps the focus

async function press(event) {
  const { key } = event;
  if (/Home|End|Left|Right/.test(key)) choose();
  if (event.isComposing || !/Escape|ArrowUp|ArrowDown/.test(key) && !(key === "Enter" && chosen)) return;
  event.preventDefault();
  if (key === "Enter") return chosen.click();
  if (key === "Escape") {
    if (list.hidden) box.value = "";
    return close();
  }
  if (list.hidden || !options[0]) await ask();
  const at = options.indexOf(chosen);
  if (!list.hidden) choose(key === "ArrowDown" ? options[at + 1] ?? options[0] : options.at(Math.max(at, 0) - 1));
}

async function ask() {
  open(!list.hidden);
  const { signal } = asked = new AbortController();
  const q = box.value;
  const answer = await fetch("/api/v1/suggest?" + new URLSearchParams({ q }), { signal }).then((each) => each.json()).catch(() => ({}));
  if (!signal.aborted && q === box.value) show(answer.results ?? [], q);
}

function show(results, q) {
  for (const kind in groups) groups[kind].replaceChildren();
  options = results.map(({ kind, label, detail, url }, at) => {
    const { pathname, hash } = new URL(url);
    const option = make("a", { id: "option-" + at, role: "option", href: pathname + hash, tabindex: -1 }, ...marked(label, q));
    if (detail) option.append(" ", make("span", {}, ...marked(detail, q)));
    return groups[kind].appendChild(option);
  });
  open(options.length > 0);
  timer = setTimeout(() => { say("Suggestions: " + options.length); }, 400);
}

function choose(option) {
  chosen = option;
  for (const each of options) each.ariaSelected = each === chosen;
  set(box, { "aria-activedescendant": chosen?.id ?? "" });
  chosen?.scrollIntoView({ block: "nearest" });
}

function open(isOpen) {
  clearTimeout(timer);
  asked?.abort();
  list.hidden = !isOpen;
  box.ariaExpanded = isOpen;
  choose();
}

function close() {
  open(false);
}

function marked(label, typed) {
  const words = typed.normalize("NFD").replace(/[\p{M}'’]/gu, "").match(/\p{IDC}+/gu);
  const either = [words.join(""), ...words].map((word) => [...word].join("[\\P{IDC}\\p{M}]*")).join("|");
  const pieces = label.normalize("NFD").split(RegExp(`(?<!\\p{IDC})((?:${either})\\p{M}*)`, "giu"));
  return pieces.map((piece, at) => at % 2 ? make("mark", {}, piece) : piece);
}

function group(name) {
  return make("div", { role: "group", "aria-label": name });
}

function make(tag, attributes, ...children) {
  return set(document.createElement(tag), attributes, children);
}

function set(element, attributes, children = []) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}
