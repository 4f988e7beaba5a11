// Nothing here is needed to read or search.
"use strict";

// Filters stand open where there is room. Newer browsers do this by the style sheet alone.
const fold = document.querySelector(".filter-fold");
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
