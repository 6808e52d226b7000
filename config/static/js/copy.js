// Copies a text with one press. Without this the text is selected by hand. An office network without https knows no
// clipboard interface: there the text is selected and copied the old way.
"use strict";

function select(text) {
  const range = document.createRange();
  range.selectNodeContents(text);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      // of a table the cells stay apart, as a spreadsheet takes them
      await navigator.clipboard.writeText(text.matches("table") ? text.innerText : text.textContent);
      return true;
    } catch { /* refused: the old way below */ }
  }
  select(text);
  return document.execCommand("copy");
}

document.querySelectorAll("[data-copy]").forEach((button) => {
  const name = button.dataset.copy;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(name));
    const said = document.querySelector(`[data-copied="${name}"]`);
    said.textContent = "";
    said.textContent = done ? "已复制" : "没有复制成，文字已选中，请按 Ctrl＋C";
  });
});
