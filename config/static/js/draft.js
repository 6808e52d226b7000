// Keeps what is typed into a form in this browser until the server has confirmed it: through a lost connection, an
// ended session, a new CSRF token. The form works without this.
//
//   <form data-draft="NAME" data-draft-user="ID">   drafts are kept by person and NAME;
//       data-draft-bound: the server has sent the form back with what was typed, so nothing is put into it
//   <input type="radio" data-draft-else="FIELD">   stands for every value that is not among the choices: one that the
//       draft holds and the page no longer offers goes into FIELD, with this choice made
//   <p data-draft-sent="VALUE">   on whatever page follows: the draft of that NAME, or the one in which a field has
//       this value (a key that the form carries), has been saved and goes
"use strict";

const PREFIX = "draft:";
const OLDEST_MS = 14 * 24 * 60 * 60 * 1000;
const PATIENCE_MS = 8000;
const NEVER = new Set(["csrfmiddlewaretoken"]);

function stored(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

function keep(name, draft) {
  try { localStorage.setItem(name, JSON.stringify(draft)); } catch { /* full or forbidden: the form works all the same */ }
}

function forget(name) {
  try { localStorage.removeItem(name); } catch { /* as above */ }
}

function names() {
  try { return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)); } catch { return []; }
}

/** [name, value] of everything typed or chosen; no token, no password, no file. */
function typed(form) {
  const hidden = new Set(Array.from(form.querySelectorAll("[type=password],[type=file]"), (field) => field.name));
  return Array.from(new FormData(form)).filter(([name]) => !NEVER.has(name) && !hidden.has(name));
}

/** Puts a draft into the form. Returns whether all of it found its place. */
function fill(form, values) {
  const given = (field) => values.filter(([name]) => name === field.name).map(([, value]) => value);
  const fields = Array.from(form.elements).filter((field) => field.name && !NEVER.has(field.name));
  for (const field of fields) {
    const own = given(field);
    if (field.type === "checkbox") {
      field.checked = own.includes(field.value);
    } else if (field.type === "radio") {
      // a choice that is no longer offered leaves none: the one that the page has made is of somebody else
      if (own.length) field.checked = own.includes(field.value);
    } else if (field.tagName === "SELECT") {
      if (own.length) Array.from(field.options).forEach((option) => { option.selected = own.includes(option.value); });
    } else if (own.length && field.type !== "file" && field.type !== "password") {
      field.value = own[0];
    }
  }
  for (const other of form.querySelectorAll("[data-draft-else]")) {
    const [own] = given(other);
    if (!own || fields.some((field) => field.name === other.name && field.value === own)) continue;
    other.checked = true;
    form.elements[other.dataset.draftElse].value = own;
  }
  return fields.every((field) => field.type !== "radio" || !given(field).length
    || fields.some((same) => same.name === field.name && same.checked));
}

function say(form, kind, title, text, label, act) {
  const old = form.parentNode.querySelector("[data-draft-said]");
  if (old) old.remove();
  const box = document.createElement("div");
  box.dataset.draftSaid = "";
  box.className = kind;
  box.setAttribute("role", kind === "alert" ? "alert" : "status");
  const strong = document.createElement("b");
  strong.textContent = title;
  const button = document.createElement("button");
  button.type = "button";
  button.className = kind === "alert" ? "btn" : "link";
  button.textContent = label;
  button.addEventListener("click", () => act(box));
  box.append(strong, document.createTextNode(text), kind === "alert" ? document.createElement("br") : "", button);
  form.before(box);
  return box;
}

/** Ask for the form's page once more: is the server there, is somebody signed in, which is the token of now?
 *  Gives the form that token. Returns "" when it can be sent, the address of the sign-in when that comes first, and
 *  null when nobody answered. */
async function prepare(form) {
  if (!navigator.onLine) return null;
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(location.href, { cache: "no-store", signal: control.signal });
    if (!answer.ok) return answer.status >= 500 ? null : "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const same = page.querySelector(`form[data-draft="${form.dataset.draft}"]`);
    const [now, here] = [same, form].map((one) => one && one.querySelector("[name=csrfmiddlewaretoken]"));
    if (now && here) here.value = now.value;
    return !same && answer.redirected ? answer.url : "";
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function lost(form) {
  const text = "已填内容还在本页。请检查网络后再点“重试”；同一条不会记两次。";
  const box = say(form, "alert", "没有保存，网络中断", text, "重试", (said) => {
    said.remove();
    form.requestSubmit();
  });
  box.scrollIntoView({ block: "center" });
}

function guard(form) {
  const name = `${PREFIX}${form.dataset.draftUser}:${form.dataset.draft}`;
  const remember = () => keep(name, { at: Date.now(), values: typed(form) });
  const found = stored(name);
  const bound = "draftBound" in form.dataset;
  if (bound) {
    remember();
  } else if (found && Array.isArray(found.values)) {
    const gone = fill(form, found.values) ? "" : "原来选的一项这里没有，要重新选。";
    const files = form.querySelector("[type=file]") ? "附件不留在草稿里，要重新选。" : "";
    say(form, "draft", "已恢复未提交的内容。", `${gone}${files}核对后保存即可。`, "不要了，重新填", () => {
      forget(name);
      location.reload();
    });
    // after the other scripts have begun to listen
    const chosen = form.querySelector("input:checked") || form;
    window.addEventListener("load", () => chosen.dispatchEvent(new Event("change", { bubbles: true })));
  }
  form.addEventListener("input", remember);
  form.addEventListener("change", remember);

  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    remember();
    const first = await prepare(form);
    if (first === null) {
      sending = false;
      lost(form);
    } else if (first) {
      location.assign(first);  // sign in; it leads back here, where the draft waits
    } else {
      form.submit();  // in the ordinary way; a second press finds `sending`
    }
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) sending = false; });
}

const sent = new Set(Array.from(document.querySelectorAll("[data-draft-sent]"), (mark) => mark.dataset.draftSent));
for (const name of names()) {
  const draft = stored(name);
  const isOld = !draft || Date.now() - draft.at > OLDEST_MS;
  const isSent = draft && (sent.has(name.split(":")[2]) || (draft.values || []).some(([, value]) => sent.has(value)));
  if (isOld || isSent) forget(name);
}
document.querySelectorAll("form[data-draft]").forEach(guard);
