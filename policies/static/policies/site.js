// Nothing here is needed to read or search.
"use strict";

// Filters of a list stand open where there is room. Newer browsers do this by the style sheet alone.
const fold = document.querySelector(".list-page .filter-fold");
if (fold && matchMedia("(min-width: 54.01rem)").matches) fold.open = true;

// Folded evidence is opened for printing, and folded again after.

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.dataset.opened = "";
    details.open = true;
  }
});

addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened]")) {
    details.open = false;
    delete details.dataset.opened;
  }
});

// A button beside each reference copies it, italics included where the browser can.
async function copy(element) {
  const plain = element.textContent.trim();
  const kinds = { "text/plain": plain, "text/html": element.innerHTML.trim() };
  const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
  if (window.ClipboardItem) await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  else await navigator.clipboard.writeText(plain);
}

for (const box of navigator.clipboard ? document.querySelectorAll(".how-to-cite") : []) {
  for (const reference of box.querySelectorAll(".reference")) {
    const button = document.createElement("button");
    const style = reference.previousElementSibling;
    button.type = "button";
    button.textContent = box.dataset.copy;
    button.setAttribute("aria-label", `${box.dataset.copy}: ${style.textContent}`);
    button.addEventListener("click", async () => {
      await copy(reference);
      button.textContent = box.dataset.copied;
      setTimeout(() => { button.textContent = box.dataset.copy; }, 2000);
    });
    const cell = document.createElement("dd");
    cell.className = "act";
    cell.append(button);
    reference.after(cell);
  }
}
