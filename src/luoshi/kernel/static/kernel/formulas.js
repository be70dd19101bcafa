// Writing a formula: names are completed while one writes, and a suggestion is taken with one click.
// The page does both without it: its list of names can be read, its buttons send the form.
const area = document.querySelector("[data-writing] textarea");
const box = document.getElementById("completions");
const known = Array.from(document.querySelectorAll("[data-word]"), (row) => ({
  ...row.dataset,
  sought: `${row.dataset.word} ${row.dataset.also}`.toLowerCase().replaceAll("_", " "),
}));
const MOST = 8;
let chosen = -1;

// The word that is being written: what stands before the caret, back to a sign or a blank.
const written = () => /[\p{L}_][\p{L}\p{N}_·&]*$/u.exec(area.value.slice(0, area.selectionStart))?.[0] ?? "";

// Chinese names stand side by side without blanks, so the end of a run may be the beginning of a name.
const tails = (word) => [...word].map((_, at) => [...word].slice(at).join(""));

// First the names that begin so, then those of which a word begins so, then those that hold it.
const rank = (each, asked) => {
  if (each.word.toLowerCase().startsWith(asked)) return 0;
  if (each.sought.split(" ").some((one) => one.startsWith(asked))) return 1;
  return each.sought.includes(asked) ? 2 : 3;
};

const found = (word) => {
  for (const tail of tails(word)) {
    const asked = tail.toLowerCase().replaceAll("_", " ");
    const names = known
      .map((each) => [rank(each, asked), each])
      .filter(([place, each]) => place < 3 && each.word !== tail)
      .sort(([one], [other]) => one - other)
      .map(([, each]) => each);
    if (names.length) return { tail, names: names.slice(0, MOST) };
    if (/^[\x20-\x7e]+$/.test(word)) break;
  }
  return { tail: "", names: [] };
};

const close = () => {
  box.hidden = true;
  box.replaceChildren();
  chosen = -1;
  area.removeAttribute("aria-activedescendant");
};

const mark = (at) => {
  chosen = (at + box.children.length) % box.children.length;
  for (const [index, option] of [...box.children].entries()) option.setAttribute("aria-selected", index === chosen);
  area.setAttribute("aria-activedescendant", box.children[chosen].id);
  box.children[chosen].scrollIntoView({ block: "nearest" });
};

const put = (start, end, words) => {
  area.setRangeText(words, start, end, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const take = (option) => {
  const end = area.selectionStart;
  put(end - option.dataset.tail.length, end, option.dataset.takes);
  const open = /\((?=[,)])/.exec(option.dataset.takes);
  if (open) area.selectionStart = area.selectionEnd = end - option.dataset.tail.length + open.index + 1;
  close();
};

const offer = () => {
  const word = written();
  const { tail, names } = word ? found(word) : { tail: "", names: [] };
  close();
  if (!names.length) return;
  names.forEach((each, index) => {
    const option = document.createElement("li");
    const about = document.createElement("small");
    Object.assign(option, { id: `completion-${index}`, role: "option", textContent: `${each.word} ` });
    Object.assign(option.dataset, { tail, takes: each.written });
    about.textContent = each.what;
    about.className = "muted";
    option.append(about);
    box.append(option);
  });
  box.hidden = false;
  mark(0);
};

const keysOf = {
  ArrowDown: () => mark(chosen + 1),
  ArrowUp: () => mark(chosen - 1),
  Enter: () => take(box.children[chosen]),
  Tab: () => take(box.children[chosen]),
  Escape: close,
};

if (area) {
  area.addEventListener("input", (event) => {
    if (!event.isComposing && event.isTrusted) offer();
  });
  area.addEventListener("compositionend", offer);
  area.addEventListener("keydown", (event) => {
    if (box.hidden || event.isComposing || !(event.key in keysOf)) return;
    event.preventDefault();
    keysOf[event.key]();
  });
  area.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#examined button[name=take]");
    if (!button) return;
    event.preventDefault();
    const [, start, end, words] = /^(\d+)-(\d+)-([^]*)$/.exec(button.value);
    put(Number(start), Number(end), words);
  });
}
