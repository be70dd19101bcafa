// The site's one script. No page needs it: everything here makes quicker what also works without it.
"use strict";

// A file may be dropped on the field that would take it.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const said = zone.querySelector("[data-dropped]");
  if (!input) continue;
  const tell = () => {
    if (said) said.textContent = Array.from(input.files, (file) => file.name).join("; ");
    zone.classList.toggle("has-file", input.files.length > 0);
  };
  const over = (isOver) => (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", isOver);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", tell);
}

// A text to copy stands selected in its field; the button copies it where the browser lets it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.focus();
    field.select();
    // Without encryption, as inside an office, browsers know only the older way.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else document.execCommand("copy");
    if (said) said.textContent = said.dataset.copied;
  });
}

// A choice that filters a list takes effect at once; the button beside it does the same.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  const acts = "select, input[type=checkbox], input[type=radio], [data-submit-when-chosen]";
  if (form && event.target.matches(acts) && !event.target.closest(".many")) form.requestSubmit();
});

// Lists by keyboard: / to the search, j and k from row to row, x selects a row, Enter opens it.
const rowsOf = (list) => (list ? [...list.querySelectorAll("tbody tr")] : []);
const goTo = (step) => {
  const here = document.querySelector("tr.is-here");
  const rows = rowsOf(here ? here.closest("[data-list]") : document.querySelector("[data-list]"));
  const next = rows[here ? rows.indexOf(here) + step : step > 0 ? 0 : rows.length - 1];
  if (!next) return;
  here?.classList.remove("is-here");
  next.classList.add("is-here");
  next.querySelector("a, input")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};
const keys = {
  "/": () => (document.querySelector("main [data-slash]") ?? document.querySelector("[data-slash]"))?.focus(),
  j: () => goTo(1),
  k: () => goTo(-1),
  x: () => document.querySelector("tr.is-here .pick input")?.click(),
  Enter: () => document.querySelector("tr.is-here td:not(.pick) a")?.click(),
};
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  const isPressed = event.key === "Enter" && event.target.closest("a, button, summary");
  if (isTyping || isPressed || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
  if (event.key !== "/" && !document.querySelector("[data-list]")) return;
  event.preventDefault();
  keys[event.key]();
});

// A button that names a key is pressed by it.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// Suggestions: coming to the search opens them, going elsewhere closes them.
const close = (box) => box.querySelector("[data-suggested]").replaceChildren();
const open = (box) => box.querySelector("input").dispatchEvent(new Event("opened"));
document.addEventListener("focusin", (event) => {
  for (const box of document.querySelectorAll("[data-search]")) {
    if (!box.contains(event.target)) close(box);
    else if (event.target.matches("input") && !box.contains(event.relatedTarget)) open(box);
  }
});
document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll("[data-search]")) if (!box.contains(event.target)) close(box);
});

// Whoever opens what was found has their words kept for the next search, beside the opening.
const keepWords = (event) => {
  const found = event.button < 2 && event.target.closest("[data-found] a");
  const form = found && document.querySelector("[data-remember]");
  if (!form) return;
  const kept = new FormData(form);
  kept.set("q", found.closest("[data-found]").dataset.found);
  navigator.sendBeacon(form.action, kept);
};
document.addEventListener("click", keepWords);
document.addEventListener("auxclick", keepWords);

// By keyboard: arrows walk from the search to what is suggested and open it anew, Escape closes it.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-search]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!box || (!step && event.key !== "Escape")) return;
  const stops = [box.querySelector("input"), ...box.querySelectorAll("[data-suggested] :is(a, button)")];
  if (event.key === "Escape") {
    stops[0].focus();
    close(box);
  } else if (stops.length === 1) {
    open(box);
  } else {
    event.preventDefault();
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  }
});

// How many rows are selected is said beside the acts on them.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  const said = event.target.matches("[name=row], [name=all]") && form?.querySelector("[data-selected]");
  if (!said) return;
  said.dataset.words ??= said.textContent;
  const number = [...form.elements].filter((field) => field.name === "row" && field.checked).length;
  said.textContent = number ? `${said.dataset.words} ${number}` : said.dataset.words;
});

// A menu that lies over the page closes when one goes elsewhere, or by Escape.
const menus = ".menu[open], .many[open]";
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(menus)) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement.closest(menus);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A form that was sent once is not sent a second time by an impatient click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Sentences that are selected with the pointer are chosen, as if each had been ticked.
document.addEventListener("pointerup", (event) => {
  const text = event.target.closest("[data-choosing]");
  const chosen = getSelection();
  if (!text || chosen.isCollapsed) return;
  for (const sentence of text.querySelectorAll(".sentence")) {
    if (chosen.containsNode(sentence, true)) sentence.querySelector("input").checked = true;
  }
});

// A refused form: the summary of what is wrong is read first.
document.querySelector("[data-focus]")?.focus();

// In columns that scroll by themselves, the words and their fact are brought to sight side by side.
const bring = (place) => {
  const pane = place.closest(".panes > *");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const above = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += above - pane.clientHeight / 3;
};
const named = (hash) => hash && document.getElementById(decodeURIComponent(hash.slice(1)));
const meet = () => {
  for (const met of document.querySelectorAll(".is-met")) met.classList.remove("is-met");
  const place = named(location.hash);
  if (!place || !place.closest(".panes")) return;
  const link = place.matches("a.fact") ? place : place.querySelector("a.words");
  const other = link && named(link.hash);
  bring(place);
  if (!other) return;
  bring(other);
  other.classList.add("is-met");
};
window.addEventListener("hashchange", meet);
window.addEventListener("load", meet);
