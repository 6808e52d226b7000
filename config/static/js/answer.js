// What the questionnaire does better with a script; all of it works without one.
//
//   <form data-draft="N">      what is typed stays on this phone until the server has taken it (N: the invitation);
//       data-bound: the server has sent it back with what was typed, so nothing is put into it
//   <p data-progress>          已答3题，还有第4、5题
//   <section data-taken="N">   an answer was taken: what was kept goes if it was sent from here
//   <section data-kept="N">    what is still kept was not taken and will not be: its words are shown, to be copied
//   <a data-size>              large letters without loading the page anew
"use strict";

(function () {
  const PREFIX = "answer:";
  const OLDEST_MS = 60 * 24 * 60 * 60 * 1000;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // the store may be full, or forbidden to this page: then there is no draft, and the form works all the same
  function stored(number) {
    try { return JSON.parse(localStorage.getItem(PREFIX + number)); } catch (none) { return null; }
  }
  function keep(number, draft) {
    try { localStorage.setItem(PREFIX + number, JSON.stringify(draft)); } catch (none) { return; }
  }
  function forget(number) {
    try { localStorage.removeItem(PREFIX + number); } catch (none) { return; }
  }
  function forgetOld() {
    try {
      Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => {
        const draft = stored(name.slice(PREFIX.length));
        if (!draft || Date.now() - draft.at > OLDEST_MS) localStorage.removeItem(name);
      });
    } catch (none) { return; }
  }

  const fields = (form) => Array.from(form.elements).filter((field) => field.name);
  const isTick = (field) => field.type === "radio" || field.type === "checkbox";

  function typed(form) {
    const given = fields(form).filter((field) => (isTick(field) ? field.checked : field.value));
    return given.map((field) => [field.name, field.value, field.tagName === "TEXTAREA" ? named(form, field) : ""]);
  }

  /** What a text is called on the page, without its number and what stands in brackets. */
  function named(form, field) {
    const label = form.querySelector(`label[for="${field.id}"]`);
    return Array.from(label.childNodes).filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => part.data).join("").trim();
  }

  function fill(form, values) {
    fields(form).forEach((field) => {
      const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (isTick(field)) {
        if (own.length || field.type === "checkbox") field.checked = own.includes(field.value);
      } else if (own.length) {
        field.value = own[0];
      }
    });
  }

  function progress(form) {
    const asked = all("[data-required]", form);
    const open = asked.filter((one) => !one.querySelector("input:checked")).map((one) => one.dataset.place);
    const said = form.querySelector("[data-progress]");
    const done = document.createElement("b");
    done.textContent = `已答${asked.length - open.length}题`;
    said.textContent = "";
    said.append(done, open.length ? `，还有第${open.join("、")}题` : "，可以提交");
  }

  function restored(form, number) {
    const box = document.createElement("div");
    const again = document.createElement("button");
    box.className = "said";
    box.setAttribute("role", "status");
    box.append("上次填的还在这部手机上，已放回原处。", document.createElement("br"), again);
    again.type = "button";
    again.textContent = "清空重填";
    again.addEventListener("click", () => {
      forget(number);
      form.reset();
      box.remove();
      progress(form);
    });
    form.before(box);
  }

  function guard(form) {
    const number = form.dataset.draft;
    const remember = (sent = false) => keep(number, { at: Date.now(), values: typed(form), sent });
    const found = stored(number);
    if ("bound" in form.dataset) {
      remember();
    } else if (found && Array.isArray(found.values) && found.values.some(([name]) => name !== "manner")) {
      fill(form, found.values);
      remember();  // if it was sent, it did not arrive
      restored(form, number);
    }
    ["input", "change"].forEach((event) => form.addEventListener(event, () => { remember(); progress(form); }));
    form.addEventListener("submit", () => remember(true));
    progress(form);
    once(form);
  }

  /** What was sent from this phone and taken; an answer may also have come by another phone or by telephone. */
  function forgetSent(mark) {
    const draft = stored(mark.dataset.taken);
    if (draft && draft.sent) forget(mark.dataset.taken);
  }

  /** The button rests after the first press. */
  function once(form) {
    const button = form.querySelector("button[type=submit]");
    form.addEventListener("submit", () => setTimeout(() => { button.disabled = true; }));
    window.addEventListener("pageshow", () => { button.disabled = false; });
  }

  function showKept(section) {
    const draft = stored(section.dataset.kept);
    const texts = draft && Array.isArray(draft.values) ? draft.values.filter(([, , label]) => label) : [];
    texts.forEach(([name, value, label]) => {
      const title = document.createElement("label");
      const text = document.createElement("textarea");
      title.htmlFor = text.id = `kept-${name}`;
      title.textContent = label;
      text.value = value;
      text.rows = 4;
      text.readOnly = true;
      section.append(title, text);
    });
    section.hidden = !texts.length;
  }

  /** Large letters here and on the pages that follow, and nothing of what was typed is lost. */
  function resize(link) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const big = document.documentElement.classList.toggle("big");
      history.replaceState(null, "", big ? "?big=1" : location.pathname);
      [link.textContent, link.dataset.other] = [link.dataset.other, link.textContent];
      link.setAttribute("href", big ? "?" : "?big=1");
    });
  }

  forgetOld();
  all("[data-taken]").forEach(forgetSent);
  all("form[data-draft]").forEach(guard);
  all("form[data-once]").forEach(once);
  all("[data-kept]").forEach(showKept);
  all("[data-size]").forEach(resize);
  all("#wrong").forEach((box) => box.focus());
}());
