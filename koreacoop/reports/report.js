// Without this all sentences stay in the order of the Tab key, and Escape does nothing.
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

document.querySelector(".filter").addEventListener("change", reach);
document.addEventListener("focusin", wake);
document.addEventListener("mouseover", wake);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") root.classList.add("quiet");
});
reach();
