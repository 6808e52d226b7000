// Small comforts of a form, which works without them.
//
//   <div data-shown-by="day=other">    shown while that choice is made
//   <span data-counts="id_content">    says how many characters the field holds: 已写48字
"use strict";

document.querySelectorAll("[data-shown-by]").forEach((part) => {
  const [name, value] = part.dataset.shownBy.split("=");
  const form = part.closest("form");
  const choice = form.querySelector(`input[name="${name}"][value="${value}"]`);
  const show = () => { part.hidden = !choice.checked; };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
});

document.querySelectorAll("[data-counts]").forEach((place) => {
  const field = document.getElementById(place.dataset.counts);
  const count = () => {
    const length = Array.from(field.value).length;
    place.textContent = length ? `已写${length}字，最多${field.maxLength}字。` : `最多${field.maxLength}字。`;
  };
  field.form.addEventListener("change", count);
  field.addEventListener("input", count);
  window.addEventListener("pageshow", count);
  count();
});
