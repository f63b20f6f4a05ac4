// Without this all sentences stay in the order of the Tab key, and Enter and Escape do nothing.
"use strict";
const root = document.documentElement;

function reach() {
  const shown = document.querySelector(".filter input:checked").value;
  for (const claim of document.querySelectorAll(".claim")) {
    claim.tabIndex = shown === "all" || claim.classList.contains(shown) ? 0 : -1;
  }
}

function wake(event) {
  if (event.target.closest(".claim")) root.classList.remove("quiet");
}

// From a sentence into its note, to read on in it or to scroll it.
function enter(element) {
  if (!element.matches(".claim")) return;
  const note = document.getElementById(element.getAttribute("aria-details"));
  // It would go with the focus of the sentence before it has its own.
  note.classList.add("held");
  note.focus();
  note.classList.remove("held");
}

// From a note back to its sentence; from a sentence, the note goes.
function leave(note) {
  if (note) document.querySelector(`[aria-details="${note.id}"]`).focus();
  else root.classList.add("quiet");
}

// A link to what the filter hides takes the filter off.
function reveal(event) {
  const link = event.target.closest("a");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target || (target.checkVisibility() && !target.matches('.claim[tabindex="-1"]'))) return;
  document.getElementById("show-all").checked = true;
  reach();
}

document.addEventListener("click", reveal);
document.querySelector(".filter").addEventListener("change", reach);
document.addEventListener("focusin", wake);
document.addEventListener("mouseover", wake);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter") enter(event.target);
  if (event.key === "Escape") leave(event.target.closest(".note"));
});
reach();
