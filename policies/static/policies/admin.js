// The desk: a warning before typed words are left behind, and filters that act when chosen.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  warnBeforeLosing(document.querySelector(".change-form #content-main form"));
  document.querySelectorAll(".select-filter").forEach(actWhenChosen);
});

function warnBeforeLosing(form) {
  if (!form) return;
  // A form that came back with errors holds words that are saved nowhere.
  let unsaved = form.querySelector(".errornote") !== null;
  const note = () => { unsaved = true; };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  // Autocompletes tell of a change through jQuery only.
  if (window.django && django.jQuery) django.jQuery(form).on("select2:select select2:unselect", note);
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

function actWhenChosen(form) {
  form.querySelector("button").hidden = true;
  form.querySelector("select").addEventListener("change", () => form.submit());
}
