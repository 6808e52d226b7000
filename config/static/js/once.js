// <form data-once>: the button rests after the first press, so that an answer that takes seconds is not asked for twice.
"use strict";

document.querySelectorAll("form[data-once]").forEach((form) => {
  const buttons = form.querySelectorAll("button");
  form.addEventListener("submit", () => {
    setTimeout(() => buttons.forEach((button) => { button.disabled = true; button.setAttribute("aria-busy", "true"); }));
  });
  window.addEventListener("pageshow", () => buttons.forEach((button) => { button.disabled = false; button.removeAttribute("aria-busy"); }));
});
