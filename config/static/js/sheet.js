// The score sheet works without this: it opens all evidence at once, and starts the print dialogue.
"use strict";

const evidence = document.querySelectorAll("details.ev");
const openAll = document.querySelector("[data-open-all]");

function setAll(open) {
  evidence.forEach((each) => { each.open = open; });
  if (openAll) openAll.textContent = open ? "收起全部依据" : "展开全部依据";
}

if (openAll) {
  openAll.hidden = false;
  openAll.addEventListener("click", () => setAll(!Array.from(evidence).every((each) => each.open)));
  window.addEventListener("beforeprint", () => setAll(true));
}

// An address that names an item (#attendance) leads to its opened evidence.
const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named && named.matches("details")) named.open = true;

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
