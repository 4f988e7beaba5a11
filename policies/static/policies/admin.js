// The desk: a warning before typed words are left behind, filters that act when chosen, autocompletes for the keyboard.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  warnBeforeLosing(document.querySelector(".change-form #content-main form"));
  document.querySelectorAll(".select-filter").forEach(actWhenChosen);
  document.addEventListener("keydown", openByTyping);
});
// Autocompletes are made when the page is ready, and whenever a row is added.
if (window.django && django.jQuery) django.jQuery(() => setTimeout(nameAutocompletes, 0, document));
document.addEventListener("formset:added", (event) => setTimeout(nameAutocompletes, 0, event.target));

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

// A letter typed on a closed autocomplete opens it, and is the first of what is looked for.
function openByTyping(event) {
  const closed = event.target.closest && event.target.closest(".select2-selection--single");
  const letter = event.key.length === 1 && event.key !== " " && !(event.ctrlKey || event.metaKey || event.altKey);
  if (!closed || !letter) return;
  event.preventDefault();
  django.jQuery(closed.closest(".select2-container").previousElementSibling).select2("open");
  const field = document.querySelector(".select2-container--open .select2-search__field");
  field.value = event.key;
  django.jQuery(field).trigger("input");
}

// select2 names its boxes by what is chosen in them; a screen reader has to hear the label of the field as well.
function nameAutocompletes(part) {
  part.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const box = select.nextElementSibling;
    if (!box || !box.matches(".select2-container")) return;
    const label = select.labels.length ? select.labels[0].textContent : select.getAttribute("aria-label");
    const selection = box.querySelector(".select2-selection");
    const chosen = selection.textContent.trim();
    selection.removeAttribute("aria-labelledby");
    selection.setAttribute("aria-label", chosen ? `${label} ${chosen}` : label);
    // What is chosen is read with the label; select2 calls it a text box of its own, without a name.
    box.querySelectorAll("[role=textbox]").forEach((shown) => {
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
    });
    // The cross that empties the box stands among the choices, and a list has items only.
    box.querySelectorAll("ul").forEach((list) => list.setAttribute("role", "presentation"));
    box.querySelectorAll("input").forEach((input) => input.setAttribute("aria-label", label));
    if (!select.dataset.named) django.jQuery(select).on("change", () => nameAutocompletes(select.parentElement));
    select.dataset.named = "yes";
  });
}
