// What is written or photographed stays in this browser until it has arrived: no dead spot loses it.
//
// form[data-draft] is kept under that name while one writes. form[data-outbox] is also sent from here: at once, or by
// itself when there is a connection again. It goes under the key that the server gave it, so that it arrives once.
"use strict";

const forms = [...document.querySelectorAll("form[data-draft]")];
const outbox = document.querySelector("[data-outbox-of]");
const owner = outbox?.dataset.outboxOf;
const LONGEST_SIDE = 2048;
const PLENTY = 1_000_000;
const EVERY = 60_000;

// Texts are kept where they can be read before anybody types, files and what waits where there is room for them.
const typedIn = (form) => {
  const typed = {};
  for (const field of form.elements) {
    if (!field.name || ["hidden", "file", "submit", "button"].includes(field.type)) continue;
    typed[field.name] ??= [];
    if (!["checkbox", "radio"].includes(field.type) || field.checked) typed[field.name].push(field.value);
  }
  return typed;
};
const fill = (form, typed) => {
  for (const field of form.elements) {
    const said = typed[field.name];
    if (!said || field.type === "file" || field.type === "hidden") continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = said.includes(field.value);
    else if (said.length) field.value = said[0];
  }
};
const held = (form) => JSON.parse(localStorage.getItem(form.dataset.draft));
const tell = (form, what, isSo) => {
  const said = form.querySelector(`[data-${what}]`);
  if (said) said.hidden = !isSo;
};

const store = () =>
  new Promise((found, failed) => {
    const opening = indexedDB.open("luoshi", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    opening.onsuccess = () => found(opening.result);
    opening.onerror = () => failed(opening.error);
  });
const asked = async (mode, ask) => {
  const opened = await store();
  return new Promise((found, failed) => {
    const changing = opened.transaction("kept", mode);
    const answer = ask(changing.objectStore("kept"));
    changing.oncomplete = () => found(answer.result);
    changing.onerror = changing.onabort = () => failed(changing.error);
  }).finally(() => opened.close());
};
const put = (key, value) => asked("readwrite", (kept) => kept.put(value, key));
const get = (key) => asked("readonly", (kept) => kept.get(key));
const drop = (key) => asked("readwrite", (kept) => kept.delete(key));
const mine = async () => {
  if (!owner) return [];
  const range = IDBKeyRange.bound(`out:${owner}:`, `out:${owner}:\uffff`);
  const found = await asked("readonly", (kept) => kept.getAll(range));
  return found.sort((one, other) => one.at - other.at);
};

// A photo larger than anybody looks at is made smaller here; when and where it was taken stays in its head (EXIF).
const headOf = (bytes) => {
  const view = new DataView(bytes);
  for (let at = 2; at + 10 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at + 1) === 0xda) return null;
    if (view.getUint8(at + 1) !== 0xe1 || view.getUint32(at + 4) !== 0x45786966) continue;
    const head = bytes.slice(at, at + 2 + view.getUint16(at + 2));
    const told = new DataView(head, 10);
    const isLittle = told.getUint16(0) === 0x4949;
    const list = told.getUint32(4, isLittle);
    for (let entry = list + 2; entry < list + 2 + 12 * told.getUint16(list, isLittle); entry += 12) {
      if (told.getUint16(entry, isLittle) === 0x0112) told.setUint16(entry + 8, 1, isLittle); // it stands upright now
    }
    return head;
  }
  return null;
};
const smaller = async (file) => {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < PLENTY) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!made || made.size >= file.size) return file;
    const head = file.type === "image/jpeg" ? headOf(await file.arrayBuffer()) : null;
    const parts = head ? [made.slice(0, 2), head, made.slice(2)] : [made];
    const name = file.name.replace(/\.(jpe?g|png|webp)$/i, "") + ".jpg";
    return new File(parts, name, { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file; // what this browser can't draw goes as it is
  }
};

// Files are gathered: a second photo comes beside the first.
const filesKey = (form) => `files:${form.dataset.draft}`;
const keepFiles = (form) => {
  const found = [...form.querySelectorAll("[data-files] input[type=file]")].flatMap((input) =>
    [...input.files].map((file) => [input.name, file]),
  );
  return found.length ? put(filesKey(form), found) : drop(filesKey(form));
};
const give = (input, files) => {
  const moved = new DataTransfer();
  for (const file of files) moved.items.add(file);
  input.files = moved.files;
  const box = input.closest("[data-files]");
  const list = box.querySelector("ul") ?? box.appendChild(document.createElement("ul"));
  list.className = "plain";
  list.replaceChildren(
    ...files.map((file) => {
      const row = document.createElement("li");
      const leave = document.createElement("button");
      leave.type = "button";
      leave.className = "quiet small";
      leave.textContent = box.dataset.leaveOut;
      leave.setAttribute("aria-label", `${box.dataset.leaveOut}: ${file.name}`);
      leave.addEventListener("click", () => {
        give(input, [...input.files].filter((each) => each !== file));
        keepFiles(input.form);
      });
      row.append(`${file.name} (${Math.ceil(file.size / 1024)} KB) `, leave);
      return row;
    }),
  );
};
for (const input of document.querySelectorAll("form[data-draft] [data-files] input[type=file]")) {
  let before = [];
  input.addEventListener("click", () => (before = [...input.files]));
  input.addEventListener("change", async () => {
    const known = (file) => before.some((each) => each.name === file.name && each.size === file.size);
    const came = [...input.files].filter((file) => !known(file));
    input.form.shrinking = Promise.all(came.map(smaller)).then((made) => {
      give(input, [...before, ...made]);
      return keepFiles(input.form);
    });
    await input.form.shrinking;
  });
}

// What waits is sent as soon as it can be. Only an answer takes it away, and the key makes a second try harmless.
const send = async (entry) => {
  if (!navigator.onLine) return { state: "waits" };
  const body = new FormData();
  for (const [name, value] of entry.parts) body.append(name, value);
  body.set("csrfmiddlewaretoken", outbox.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(entry.url, { method: "POST", body, headers: { "X-Kept": "1" }, redirect: "manual" });
    if (answer.status === 201) return { state: "sent", url: (await answer.json()).url };
    if (answer.type === "opaqueredirect" || answer.status >= 500) return { state: "waits" };
    return { state: "refused" };
  } catch {
    return { state: "waits" };
  }
};
const forget = async (entry) => {
  localStorage.removeItem(entry.draft);
  await drop(`files:${entry.draft}`);
  await drop(entry.key);
};
const formOf = (entry) => forms.find((form) => form.dataset.draft === entry.draft);
const steps = (form) =>
  [...document.querySelectorAll("[data-task] form")].filter(
    (each) => each === form || !(each.hidden || "waiting" in each.dataset),
  );
const goOn = (form, step) => {
  const all = steps(form);
  const next = all[(all.indexOf(form) + step + all.length) % all.length];
  if (next && next !== form) next.querySelector("textarea")?.focus();
};
const arrived = (form, url) => {
  const said = form.closest("[data-task]")?.querySelector("[data-arrived]");
  if (!said) return location.assign(url);
  said.querySelector("a").href = url;
  said.hidden = false;
  const isHere = form.contains(document.activeElement);
  if (isHere && steps(form).length === 1) said.focus();
  else if (isHere) goOn(form, 1);
  form.hidden = true;
  form.parentElement.querySelector("aside").hidden = true;
};
const frozen = (form, isSo) => {
  form.toggleAttribute("data-waiting", isSo);
  for (const part of form.querySelectorAll(".field, .bar, details, ul")) part.inert = isSo;
  tell(form, "waits", isSo);
  if (isSo) tell(form, "kept", false);
};
const say = (what, words) => {
  const said = outbox.querySelector(`[data-${what}]`);
  const told = [words].flat().filter(Boolean);
  said.hidden = !told.length;
  said.lastElementChild.replaceChildren(...told);
  outbox.hidden = [...outbox.querySelectorAll("p")].every((each) => each.hidden);
};
const linkTo = (entry) => {
  const link = document.createElement("a");
  link.href = entry.url;
  link.textContent = entry.url;
  return link;
};
const show = async () => {
  const waiting = await mine();
  say("waiting", waiting.filter((entry) => !entry.isRefused).length);
  say("refused", waiting.filter((entry) => entry.isRefused).map(linkTo));
};
const flush = async () => {
  let sent = 0;
  for (const entry of await mine()) {
    if (entry.isRefused) continue;
    const { state, url } = await send(entry);
    const form = formOf(entry);
    if (state === "sent") {
      await forget(entry);
      sent += 1;
      if (form) arrived(form, url);
    } else if (state === "refused") {
      await put(entry.key, { ...entry, isRefused: true });
      if (form) frozen(form, false);
    } else break;
  }
  if (sent) say("sent", sent);
  await show();
};
let isFlushing = null;
const flushOnce = () => (isFlushing ??= flush().catch(() => {}).finally(() => (isFlushing = null)));

const submit = async (form) => {
  await form.shrinking;
  const isToSend = ([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.size);
  const given = [...new FormData(form)].filter(isToSend);
  const url = form.action || location.href;
  const key = `out:${owner}:${form.elements.sent_as.value}`;
  const entry = { key, url, draft: form.dataset.draft, parts: given, at: Date.now() };
  try {
    await put(key, entry);
  } catch {
    return form.submit(); // nothing can be kept here: it goes the plain way
  }
  const { state, url: found } = await send(entry);
  if (state === "sent") {
    await forget(entry);
    await show();
    return arrived(form, found);
  }
  if (state === "refused") {
    await drop(key);
    return form.submit(); // the page says what is wrong
  }
  frozen(form, true);
  await show();
  if (form.dataset.outbox === "stay") goOn(form, 1);
};

for (const form of forms) {
  const key = form.dataset.draft;
  const [seen, sentAs] = [form.elements.seen, form.elements.sent_as];
  const [now, before] = [seen?.value, held(form)];
  const keep = (isSent) => () => {
    const said = { isSent, seen: seen?.value, sentAs: sentAs?.value, typed: typedIn(form) };
    localStorage.setItem(key, JSON.stringify(said));
  };
  if (before?.isSent && before.seen !== now) localStorage.removeItem(key);
  else if (before) {
    fill(form, before.typed);
    if (seen) seen.value = before.seen;
    if (sentAs && before.sentAs) sentAs.value = before.sentAs;
    tell(form, "kept", true);
  }
  form.addEventListener("input", keep(false));
  form.addEventListener("submit", keep(!("outbox" in form.dataset)));
  form.addEventListener("reset", () => {
    localStorage.removeItem(key);
    if (seen) seen.value = now;
    tell(form, "kept", false);
    for (const input of form.querySelectorAll("[data-files] input[type=file]")) give(input, []);
    if ("outbox" in form.dataset && owner) {
      drop(filesKey(form))
        .then(() => drop(`out:${owner}:${sentAs.value}`))
        .then(show);
    }
  });
  if (!("outbox" in form.dataset) || !owner) continue;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.isGoing) form.isGoing = submit(form).finally(() => (form.isGoing = null));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.querySelector("[data-change]")?.addEventListener("click", async () => {
    await drop(`out:${owner}:${sentAs.value}`);
    frozen(form, false);
    await show();
  });
  for (const link of form.querySelectorAll("[data-step]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goOn(form, Number(link.dataset.step));
    });
  }
}
for (const done of document.querySelectorAll("[data-draft-done]")) localStorage.removeItem(done.dataset.draftDone);

// Without a connection nothing is asked while one types.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!navigator.onLine) event.preventDefault();
});

const begin = async () => {
  for (const form of forms.filter((each) => "outbox" in each.dataset)) {
    const files = (await get(filesKey(form))) ?? [];
    for (const input of form.querySelectorAll("[data-files] input[type=file]")) {
      const found = files.filter(([name]) => name === input.name).map(([, file]) => file);
      if (found.length) give(input, found);
    }
    if (files.length) tell(form, "kept", true);
    const entry = await get(`out:${owner}:${form.elements.sent_as.value}`);
    if (entry && !entry.isRefused) frozen(form, true);
  }
  await flushOnce();
};
if (owner) {
  begin().catch(() => {});
  window.addEventListener("online", flushOnce);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flushOnce());
  setInterval(flushOnce, EVERY);
}
